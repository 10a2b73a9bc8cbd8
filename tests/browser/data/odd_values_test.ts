import { expect } from "@std/expect";
import type { JsonValue } from "@/engine/core/json.ts";
import { downloaded } from "../../helpers/editor_page.ts";
import { choose, fn, view, wire } from "../../helpers/hands_page.ts";
import { add } from "../../helpers/ops.ts";
import { completed, script, testCanvas } from "../../helpers/test_canvas.ts";

const GRAPH = { nodes: [fn("one", 0), view("v", 340)], edges: [wire("one", "v", "input")] };
const DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=";
const SQUARE =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E";

Deno.test("values that nobody has thought of in the data panel", async (t) => {
  await using canvas = await testCanvas([add]);
  await using page = await canvas.open(GRAPH);
  const panel = page.root.getByRole("region", { name: "Data", exact: true });
  const press = (name: string) => panel.getByRole("button", { name, exact: true }).click();
  const run = async (output: JsonValue) => {
    canvas.engine.script = script(...completed("one", output), ...completed("v", output));
    const before = canvas.engine.requests.length;
    await page.execute();
    await page.waitForRun("done");
    await panel.locator(".data-facts-run", { hasText: `run ${before + 1}` }).waitFor();
  };
  canvas.engine.script = script(...completed("one", 1), ...completed("v", 1));
  await page.execute();
  await page.waitForRun("done");
  await choose(page, "one");
  await page.root.keyboard.press("d");

  await t.step("columns that are called like what every object has", async () => {
    await run([{ constructor: "a", toString: 1, "": 2 }, { constructor: "b" }, null]);
    const heads = panel.getByRole("columnheader");
    expect(await heads.allInnerTexts()).toEqual(["#", "constructor", "toString", '""']);
    const tops = await heads.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect().top)
    );
    expect(new Set(tops).size).toBe(1);
    await panel.getByRole("separator", { name: "Width of constructor" }).press("ArrowLeft");
  });

  await t.step("a table is saved as it is shown, as CSV", async () => {
    await run([{ name: "b, c", n: 2 }, { name: "ä", n: 10 }, { name: "no", n: 1 }]);
    await panel.getByRole("button", { name: "n", exact: true }).dblclick();
    await panel.locator('[aria-sort="descending"]').waitFor();
    await panel.getByRole("searchbox", { name: "Filter the rows" }).fill("2");
    await panel.getByText("1 of 3 rows").waitFor();
    const part = await downloaded(page.root, () => press("Download the rows as CSV"));
    expect(part).toEqual({ name: "add.csv", text: 'name,n\r\n"b, c",2\r\n' });
    await panel.getByRole("searchbox", { name: "Filter the rows" }).fill("");
    const all = await downloaded(page.root, () => press("Download the rows as CSV"));
    expect(all.text).toBe('name,n\r\nä,10\r\n"b, c",2\r\nno,1\r\n');
  });

  await t.step("a text and a number that look the same are not", async () => {
    await run("5");
    await run(5);
    await press("Changes");
    await panel.getByText(/1 line added, 1 line removed/).waitFor();
  });

  await t.step("two images are compared side by side", async () => {
    await run(DOT);
    await run(SQUARE);
    await press("Changes");
    await panel.locator(".data-images").waitFor();
    const [before, now] = await panel.locator(".data-images img").all();
    expect(await before.getAttribute("src")).toBe(DOT);
    expect(await now.getAttribute("src")).toBe(SQUARE);
  });

  await t.step("what is no sound or no film says so", async () => {
    await run("data:audio/mpeg;base64,AAAA");
    await press("Player");
    await panel.getByRole("alert").getByText("not a sound that the browser plays").waitFor();
    const saved = await downloaded(page.root, () => press("Download output of add"));
    expect(saved.name).toBe("add.mp3");
  });
  await t.step("a node that failed, compared with one that did not", async () => {
    await run(1);
    const before = canvas.engine.requests.length;
    const node = { node_id: "one", node_number: 1, node_name: "one" } as const;
    canvas.engine.script = script({ ...node, status: "error", error: "No luck\nat all" });
    await page.execute();
    await page.waitForRun("done");
    await press("Runs");
    await panel.getByLabel(`Compare run ${before + 1} with`).selectOption(String(before));
    const differs = panel.getByRole("list", { name: "Nodes that differ" });
    await differs.getByRole("button", { name: "one completed, then error" }).click();
    await panel.getByText(`Run ${before}: completed`).waitFor();
    await panel.getByText(`Run ${before + 1}: No luck at all`).waitFor();
  });
  expect(page.complaints).toEqual([]);
});
