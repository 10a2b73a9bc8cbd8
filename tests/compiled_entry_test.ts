import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { PROJECT } from "./helpers/command_line.ts";
import { makeBinary } from "./helpers/fake_binary.ts";

describe("the compiled binary", () => {
  it("serves, and runs graphs in hosts that are the binary again", async () => {
    await using binary = await makeBinary();
    await using server = await binary.start();
    const page = await fetch(server.url, { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    const [script] = /\/[^"']+\.js/.exec(await page.text()) ?? [""];
    const file = await fetch(server.url + script);
    expect(file.status).toBe(200);
    await file.body?.cancel();
    expect((await (await fetch(`${server.url}/get_schema`)).json()).length).toBeGreaterThan(20);
    expect((await (await fetch(`${server.url}/workflows`)).json()).length).toBeGreaterThan(5);

    const example = await fetch(`${server.url}/workflows/arithmetic.json`);
    const answer = await fetch(`${server.url}/execute`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: await example.text(),
    });
    const { results, errors } = await answer.json();
    expect(errors).toEqual({});
    expect(Object.values(results)).toEqual(expect.arrayContaining([48, [8, 6]]));
    const commands = await binary.started();
    expect(commands).toContain("__host");
    // The catalog comes with the binary: there is no `deno doc` in it.
    expect(commands).not.toContain("doc");
  });

  it("has packs, examples and editor inside, and prefers a folder of packs beside it", async () => {
    await using binary = await makeBinary();
    const inside = await binary.run(["run", `${PROJECT}/workflows/arithmetic.json`, "--json"]);
    expect(inside.code).toBe(0);
    await Deno.mkdir(`${binary.cwd}/nodepacks`);
    const beside = await binary.run(["schema"]);
    expect(JSON.parse(beside.stdout)).toEqual([]);
  });
});
