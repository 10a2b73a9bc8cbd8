import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { BODY_TIMES } from "@/server/read_body.ts";

const ROOT = new URL("../../", import.meta.url);
const page = await Deno.readTextFile(new URL("docs/security.md", ROOT));

describe("docs/security.md", () => {
  it("names tests that are there", async () => {
    const named = new Set(page.match(/tests\/[\w/]+_test\.ts/g));
    expect(named.size).toBeGreaterThan(5);
    for (const path of named) expect((await Deno.stat(new URL(path, ROOT))).isFile).toBe(true);
  });

  it("says for how long the server waits for a body", () => {
    const text = page.replaceAll(/\s+/g, " ");
    expect(text).toContain(`nothing comes for ${BODY_TIMES.silence / 1000} seconds`);
    expect(text).toContain(`longer than ${BODY_TIMES.total / 60_000} minutes`);
  });
});
