import { expect } from "@std/expect";
import type { JsonValue } from "@/engine/core/json.ts";
import { downloaded } from "../../helpers/editor_page.ts";
import { choose, fn, number, view, wire } from "../../helpers/hands_page.ts";
import { add } from "../../helpers/ops.ts";
import { completed, script, testCanvas } from "../../helpers/test_canvas.ts";

const GRAPH = {
  nodes: [number("n", 0), fn("one", 340), view("v", 700)],
  edges: [wire("n", "one", "a"), wire("one", "v", "input")],
};
const WIDE = {
  $preview: true,
  type: "list",
  size: 900_000,
  length: 100_000,
  text: "[0,1,",
} as const;

Deno.test("the data panel", async (t) => {
  await using canvas = await testCanvas([add]);
  await using page = await canvas.open(GRAPH);
  const panel = page.root.getByRole("region", { name: "Data", exact: true });
  const press = (name: string) => panel.getByRole("button", { name, exact: true }).click();
  const run = async (output: JsonValue) => {
    canvas.engine.script = script(
      ...completed("n", 1),
      { node_id: "one", node_number: 2, node_name: "one", status: "executing", inputs: { a: 1 } },
      {
        node_id: "one",
        node_number: 2,
        node_name: "one",
        status: "log",
        level: "warn",
        text: "Cut",
      },
      {
        node_id: "one",
        node_number: 2,
        node_name: "one",
        status: "completed",
        output,
        duration_ms: 7,
      },
      ...completed("v", output),
    );
    await page.execute();
    await page.root.getByRole("status").filter({ hasText: "Run: Done" }).waitFor({
      state: "attached",
    });
    await page.waitForRun("done");
  };

  await t.step("says what to do where there is nothing to show", async () => {
    await page.root.locator(".canvas").focus();
    await page.root.keyboard.press("d");
    await panel.getByText("Select a node to see its inputs").waitFor();
    await choose(page, "one");
    await panel.getByText("has not run yet").waitFor();
    await press("Runs");
    await panel.getByText("Nothing has run").waitFor();
    await press("Data");
  });

  await t.step("a table is sorted, filtered, and has columns of any width", async () => {
    await run([{ city: "Oslo", n: 10 }, { city: "Bern", n: 9 }, { city: "Köln", n: 100 }]);
    const cells = () => panel.getByRole("row").getByRole("cell").allInnerTexts();
    expect(await cells()).toEqual(["Oslo", "10", "Bern", "9", "Köln", "100"]);
    await panel.getByRole("button", { name: "n", exact: true }).click();
    await panel.locator('[role="columnheader"][aria-sort="ascending"]', { hasText: "n" }).waitFor();
    expect(await cells()).toEqual(["Bern", "9", "Oslo", "10", "Köln", "100"]);
    await panel.getByRole("searchbox", { name: "Filter the rows" }).fill("kö");
    await panel.getByText("1 of 3 rows").waitFor();
    expect(await cells()).toEqual(["Köln", "100"]);
    const grip = panel.getByRole("separator", { name: "Width of city" });
    const before = Number(await grip.getAttribute("aria-valuenow"));
    await grip.press("ArrowRight");
    await grip.and(page.root.locator(`[aria-valuenow="${before + 20}"]`)).waitFor();
  });

  await t.step("plots, the tree, JSON, inputs, time and log", async () => {
    await press("Plot");
    await panel.getByRole("img", { name: /Bar of n, 3 numbers from 9 to 100/ }).waitFor();
    for (const kind of ["Line", "Scatter", "Histogram"]) {
      await press(kind);
      await panel.getByRole("img", { name: new RegExp(`${kind} of n`) }).waitFor();
    }
    await press("Tree");
    await panel.getByText("list of 3").last().waitFor();
    await press("JSON");
    await panel.getByRole("region", { name: "output of add as JSON" }).waitFor();
    await panel.locator(".data-facts", { hasText: "7 ms" }).waitFor();
    await panel.getByRole("button", { name: "a 1" }).click();
    await panel.locator(".data-pane .value-plain", { hasText: "1" }).waitFor();
    await panel.getByRole("button", { name: "Log 1 line" }).click();
    await panel.getByRole("log").getByText("Cut").waitFor();
  });

  await t.step("changes since the run before", async () => {
    await run([{ city: "Oslo", n: 11 }]);
    await panel.getByRole("button", { name: /^Output/ }).click();
    await press("Changes");
    await panel.getByText(/^Since run 1: 1 line added, 9 lines removed/).waitFor();
  });

  await t.step("images, films, Markdown; copy and download", async () => {
    const pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=";
    await run(pixel);
    await press("Image");
    await panel.getByText("1 × 1 pixels").waitFor();
    await press("Actual size");
    await press("Zoom in");
    await panel.getByText("1 × 1 pixels, 125 %").waitFor();
    const image = await downloaded(page.root, () => press("Download output of add"));
    expect(image.name).toBe("add.gif");
    await run("data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=");
    await press("Player");
    await panel.locator("audio").waitFor();
    await run("# Title");
    await press("Markdown");
    await panel.getByRole("heading", { name: "Title" }).waitFor();
    await press("Copy output of add");
    expect(await page.root.evaluate(() => navigator.clipboard.readText())).toBe("# Title");
    const text = await downloaded(page.root, () => press("Download output of add"));
    expect(text).toEqual({ name: "add.txt", text: "# Title" });
  });

  await t.step("large values come whole only when asked for: 100,000 rows", async () => {
    await run({ ...WIDE });
    await press("Load the whole value, 900 kB");
    await panel.getByRole("alert").waitFor();
    expect(await panel.getByRole("alert").innerText()).not.toBe("");
    canvas.engine.values.set(
      `run-${canvas.engine.requests.length} one`,
      Array.from({ length: 100_000 }, (_, i) => ({ i })),
    );
    await press("Load the whole value, 900 kB");
    await press("Table");
    await panel.getByText("100,000 rows").waitFor();
    expect(await panel.getByRole("row").count()).toBeLessThan(60);
    await panel.getByRole("region", { name: "output of add" }).press("End");
    await panel.getByRole("rowheader", { name: "100000" }).waitFor();
  });

  await t.step("the runs of the page: shown again, and compared", async () => {
    await press("Runs");
    await panel.getByRole("button", { name: /^Run 1 Done/ }).click();
    await page.viewed("v").getByText("list of 3").waitFor();
    await panel.getByLabel("Compare run 1 with").selectOption("2");
    const differs = panel.getByRole("list", { name: "Nodes that differ" });
    await differs.getByRole("button", { name: /^one another output/ }).click();
    await panel.getByText(/^Since run 2/).waitFor();
    expect(await differs.getByRole("button").count()).toBe(2);
    await page.execute();
    await page.waitForRun("done");
  });

  await t.step("a value over a wire, for pointers and keys", async () => {
    const peek = page.root.locator(".wire-peek");
    await run("It is this");
    await page.edges.nth(1).hover({ force: true });
    await peek.getByText("It is this").waitFor();
    await page.root.mouse.move(600, 80);
    await peek.waitFor({ state: "detached" });
    await page.handle({ node: "one", handle: "output" }).hover();
    await peek.getByText("It is this").waitFor();
    await page.root.mouse.move(600, 80);
    await peek.waitFor({ state: "detached" });
    await page.frame("n").focus();
    await page.root.keyboard.press("Shift+Tab");
    await peek.getByText("It is this").waitFor();
    await page.root.keyboard.press("Escape");
    await peek.waitFor({ state: "detached" });
  });

  await t.step("its height stays", async () => {
    const edge = panel.getByRole("separator", { name: "Height of the data" });
    const higher = edge.and(page.root.locator('[aria-valuenow="324"]'));
    await edge.press("ArrowUp");
    await higher.waitFor();
    await page.reload();
    await higher.waitFor();
  });
  expect(page.complaints.filter((text) => !text.includes("404"))).toEqual([]);
});
