import { expect } from "@std/expect";
import { choose, fn, number, view, wire } from "../../helpers/hands_page.ts";
import { add } from "../../helpers/ops.ts";
import { completed, script, testCanvas } from "../../helpers/test_canvas.ts";

const GRAPH = {
  nodes: [number("n", 0), fn("one", 300), fn("two", 600), view("v", 900)],
  edges: [wire("n", "one", "a"), wire("one", "two", "a"), wire("two", "v", "input")],
};

Deno.test("pins, values that are changed, and parts that run", async (t) => {
  await using canvas = await testCanvas([add]);
  await using page = await canvas.open(GRAPH);
  const { keyboard } = page.root;
  const panel = page.root.getByRole("region", { name: "Data", exact: true });
  const press = (name: string) => panel.getByRole("button", { name, exact: true }).click();
  canvas.engine.script = script(
    ...completed("n", 1),
    ...completed("one", { sum: 5 }),
    ...completed("two", [1, 2]),
    ...completed("v", [1, 2]),
  );
  const pressOn = async (id: string, key: string) => {
    await choose(page, id);
    await keyboard.press(key);
  };
  /** Waits for the next run, and gives what the server was asked to run. */
  const sent = async (act: () => Promise<unknown>) => {
    const before = canvas.engine.requests.length;
    const answered = page.root.waitForResponse((answer) =>
      answer.url().includes("/execute/stream")
    );
    await act();
    await (await answered).finished();
    await page.waitForRun("done");
    const request = canvas.engine.requests.at(before);
    return {
      nodes: request?.nodes.map(({ id, kind }) => `${id} ${kind}`),
      edges: request?.edges.map(({ source, target }) => `${source} > ${target}`),
      request,
    };
  };

  await t.step("without an output there is nothing to pin, and that is said", async () => {
    await choose(page, "one");
    await keyboard.press("Shift+P");
    await page.notice.getByText("Nothing to pin: “add” has no output yet").waitFor();
  });

  await t.step("run this node, run to here, run from here", async () => {
    await sent(() => page.execute());
    await choose(page, "two");
    expect(await sent(() => keyboard.press("x"))).toMatchObject({
      nodes: ["one variable", "two function"],
      edges: ["one > two"],
    });
    expect(await sent(() => keyboard.press("Shift+X"))).toMatchObject({
      nodes: ["n variable", "one function", "two function"],
      edges: ["n > one", "one > two"],
    });
    expect(await sent(() => keyboard.press("Alt+x"))).toMatchObject({
      nodes: ["one variable", "two function", "v view"],
      edges: ["one > two", "two > v"],
    });
  });

  await t.step("parts reuse results where that is on", async () => {
    await page.root.getByRole("switch", { name: "Reuse results" }).click();
    expect((await sent(() => pressOn("two", "Shift+X"))).request).toMatchObject({ reuse: true });
    await page.root.getByRole("switch", { name: "Reuse results" }).click();
    expect((await sent(() => pressOn("two", "Shift+X"))).request).not.toMatchObject({
      reuse: true,
    });
  });

  await t.step("the menu of a node has them", async () => {
    await page.node("two").locator(".node-title").click({ button: "right" });
    const menu = page.root.getByRole("menu", { name: "Node" });
    expect((await sent(() => menu.getByRole("menuitem", { name: /^Run to here/ }).click())).nodes)
      .toEqual(["n variable", "one function", "two function"]);
  });

  await t.step("a pinned node does not run, and says so; undo takes it back", async () => {
    await choose(page, "one");
    await keyboard.press("Shift+P");
    await page.node("one").getByText("Pinned").waitFor();
    expect((await page.saved()).nodes[1].data).toMatchObject({ pinned: { sum: 5 } });
    const { nodes, edges, request } = await sent(() => page.execute());
    expect(nodes).toEqual(["n variable", "one variable", "two function", "v view"]);
    expect(edges).toEqual(["one > two", "two > v"]);
    expect(request?.nodes[1]).toMatchObject({ kind: "variable", value: { sum: 5 } });
    await page.root.locator(".canvas").focus();
    await keyboard.press("ControlOrMeta+z");
    await page.node("one").getByText("Pinned").waitFor({ state: "detached" });
  });

  await t.step("a value is changed in the panel, and what depends on it runs", async () => {
    await choose(page, "one");
    await keyboard.press("d");
    await press("Change the output");
    const field = panel.getByRole("textbox", { name: "The output, as JSON" });
    await field.and(page.root.locator(":focus")).waitFor();
    await field.fill("{ no");
    await press("Pin, and run what depends on it");
    await panel.getByRole("alert").getByText("This is not JSON").waitFor();
    await field.fill("[7]");
    const { nodes, request } = await sent(() => press("Pin, and run what depends on it"));
    expect(nodes).toEqual(["one variable", "two function", "v view"]);
    expect(request?.nodes[0]).toMatchObject({ value: [7] });
    await panel.locator(".data-pinned").waitFor();
    // The node did not run: what it gave before is no longer its output.
    await panel.getByRole("button", { name: "Output list of 1" }).waitFor();
    await press("Unpin the output");
    await page.node("one").getByText("Pinned").waitFor({ state: "detached" });
  });

  await t.step("what is too large to be pinned is refused in words", async () => {
    await press("Change the output");
    await panel.getByRole("textbox").fill(JSON.stringify("x".repeat(1_100_000)));
    await press("Pin");
    await page.notice.getByText("is not pinned: it is too large to be saved").waitFor();
    await keyboard.press("Escape");
  });

  await t.step("what is that large is not opened to be changed either", async () => {
    const large = "x".repeat(1_100_000);
    canvas.engine.script = script(...completed("one", large));
    await sent(() => page.execute());
    canvas.engine.values.set(`run-${canvas.engine.requests.length} one`, large);
    await press("Change the output");
    await page.notice.getByText("cannot be changed here: it is too large").waitFor();
    expect(await panel.getByRole("textbox").count()).toBe(0);
  });

  await t.step("parts are named among the runs", async () => {
    await press("Runs");
    await panel.getByText("add and what it needs").first().waitFor();
    await panel.getByText("what depends on add").first().waitFor();
  });
  expect(page.complaints).toEqual([]);
});
