import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { psynapse } from "./helpers/command_line.ts";

describe("psynapse", () => {
  it("lists its commands", async () => {
    const { code, stdout } = await psynapse(["--help"]);
    expect(code).toBe(0);
    for (const name of ["start", "run", "check", "schema", "test", "new"]) {
      expect(stdout).toContain(`  ${name} `);
    }
    expect((await psynapse([])).code).toBe(2);
  });

  it("names a command that it does not have", async () => {
    const { code, stderr } = await psynapse(["serve"]);
    expect(code).toBe(2);
    expect(stderr).toContain('There is no command "serve"');
  });

  for (const name of ["start", "run", "check", "schema", "test", "new"]) {
    it(`explains ${name}, and refuses flags that it does not know`, async () => {
      const [help, bad] = await Promise.all([
        psynapse([name, "--help"]),
        psynapse([name, "--colour"]),
      ]);
      expect(help.code).toBe(0);
      expect(help.stdout).toMatch(new RegExp(`^Usage: psynapse ${name} `));
      expect(bad.code).toBe(2);
      expect(bad.stderr).toContain("Unknown option '--colour'");
      expect(bad.stderr).toContain(`psynapse ${name} --help`);
      expect(bad.stderr).not.toContain("    at ");
    });
  }
});
