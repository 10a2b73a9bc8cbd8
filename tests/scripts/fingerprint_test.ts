import { expect } from "@std/expect";
import { fingerprint } from "../../scripts/fingerprint.ts";

Deno.test("fingerprint() changes with contents, names and absence, and with nothing else", async () => {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/src/deep`, { recursive: true });
    await Deno.writeTextFile(`${root}/src/deep/a.ts`, "1");
    await Deno.writeTextFile(`${root}/b.ts`, "2");
    const paths = ["src", "b.ts", "missing"];
    const first = await fingerprint(root, paths);
    expect(first).toMatch(/^[0-9a-f]{64}$/);

    await Deno.utime(`${root}/b.ts`, 0, 0);
    await Deno.mkdir(`${root}/src/node_modules`);
    await Deno.writeTextFile(`${root}/src/node_modules/x.js`, "3");
    expect(await fingerprint(root, paths)).toBe(first);
    expect(await fingerprint(root, [...paths].reverse())).toBe(first);

    await new Deno.Command("mkfifo", { args: [`${root}/src/deno.json`] }).output();
    expect(await fingerprint(root, [...paths, "src/deno.json"])).toBe(first);

    await Deno.writeTextFile(`${root}/src/deep/a.ts`, "changed");
    const changed = await fingerprint(root, paths);
    expect(changed).not.toBe(first);
    await Deno.rename(`${root}/src/deep/a.ts`, `${root}/src/deep/c.ts`);
    const renamed = await fingerprint(root, paths);
    expect(renamed).not.toBe(changed);
    await Deno.remove(`${root}/src/deep/c.ts`);
    expect(await fingerprint(root, paths)).not.toBe(renamed);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
