import { Buffer } from "node:buffer";
import { expect } from "@std/expect";
import { edgeTexts } from "../helpers/canvas_page.ts";
import { fn, number, wire } from "../helpers/hands_page.ts";
import { pngOf } from "../helpers/images.ts";
import { add, divmod, everything, greet } from "../helpers/ops.ts";
import { testCanvas } from "../helpers/test_canvas.ts";

const PIXEL = pngOf(2, 1, [[255, 0, 0], [0, 0, 255]]);

Deno.test("nodes of ops", async (t) => {
  const long = { ...greet, name: "greet_long", pack: "a_nodepack_with_a_long_name_".repeat(4) };
  await using canvas = await testCanvas([add, divmod, everything, greet, long]);

  await t.step("a long name of a nodepack leaves the title its half of the head", async () => {
    const node = fn("g", 300, 0, "greet_long");
    await using page = await canvas.open({ nodes: [node], edges: [] });
    const title = (await page.node("g").locator(".node-title").boundingBox())!;
    const head = (await page.node("g").locator(".node-head").boundingBox())!;
    const extra = (await page.node("g").locator(".node-extra").boundingBox())!;
    expect(title.width).toBeGreaterThan(head.width * 0.3);
    expect(extra.x + extra.width).toBeLessThanOrEqual(head.x + head.width);
  });

  await t.step(
    "a function node has a handle, a label and a control for each parameter",
    async () => {
      await using page = await canvas.open({ nodes: [fn("e", 300, 0, "everything")], edges: [] });
      const node = page.node("e");
      const labels = await node.locator(".param .param-label").allTextContents();
      expect(labels).toEqual([
        ...["f (float)", "i (int)", "s (str)", "b (bool)", "level (Literal)", "l (list)"],
        ...["d (dict)", "img (Image)", "any (Any)"],
      ]);
      expect(await node.locator(".react-flow__handle.target").count()).toBe(9);
      await node.getByRole("spinbutton", { name: "f (float)" }).fill("2.5");
      await node.getByRole("spinbutton", { name: "i (int)" }).fill("3");
      await node.getByRole("textbox", { name: "s (str)" }).fill("one\ntwo");
      await node.getByRole("checkbox", { name: "b (bool)" }).check();
      await node.getByRole("combobox", { name: "level (Literal)" }).selectOption("2");
      await node.getByRole("textbox", { name: "l (list)" }).fill('[1, "a"]');
      await node.getByRole("textbox", { name: "d (dict)" }).fill('{"k": null}');
      await node.getByLabel("img (Image)").setInputFiles(file("p.png", "image/png", PIXEL));
      await node.getByRole("img", { name: "Preview" }).waitFor();
      await node.getByRole("textbox", { name: "any (Any)" }).fill("true");
      const [{ data }] = (await page.saved()).nodes;
      expect(data).toEqual({
        functionName: "everything",
        values: {
          ...{ f: 2.5, i: 3, s: "one\ntwo", b: true, level: 2, l: [1, "a"], d: { k: null } },
          ...{ img: PIXEL, any: true },
        },
      });
      expect(page.complaints).toEqual([]);
    },
  );

  await t.step(
    "a value that cannot be converted is marked on its field, with the reason",
    async () => {
      await using page = await canvas.open({ nodes: [fn("e", 300, 0, "everything")], edges: [] });
      const number = page.node("e").getByRole("spinbutton", { name: "f (float)" });
      await number.focus();
      await page.root.keyboard.type("12x");
      const reason = page.param("e", "f").locator(".field-problem");
      expect(await reason.textContent()).toBe('Cannot convert "12x" to float for parameter "f"');
      expect(await number.getAttribute("aria-invalid")).toBe("true");
      expect(await number.getAttribute("aria-describedby")).toBe(await reason.getAttribute("id"));
      await page.root.keyboard.press("Backspace");
      await reason.waitFor({ state: "detached" });
      expect(await number.getAttribute("aria-invalid")).toBeNull();
      // It kept the focus all the while, and the node is still there.
      expect(await number.evaluate((field) => field === document.activeElement)).toBe(true);
      expect(await number.inputValue()).toBe("12");
      await page.root.keyboard.press("ArrowUp");
      expect(await number.inputValue()).toBe("13");

      await page.node("e").getByRole("spinbutton", { name: "i (int)" }).fill("3.7");
      await page.node("e").getByRole("textbox", { name: "l (list)" }).fill("[1,");
      const problems = await page.node("e").locator(".field-problem").allTextContents();
      expect(problems[0]).toBe('Cannot convert "3.7" to int for parameter "i"');
      expect(problems[1]).toMatch(/^Cannot convert "\[1," to list for parameter "l": .*JSON/);
    },
  );

  await t.step("a connected parameter shows a dot and no control", async () => {
    await using page = await canvas.open({
      nodes: [number("v", 0, 0, { variableValue: 5 }), fn("sum", 300)],
      edges: [],
    });
    await page.param("sum", "a").getByRole("spinbutton").waitFor();
    await page.connect({ node: "v", handle: "output" }, { node: "sum", handle: "a" });
    await page.param("sum", "a").getByRole("img", { name: "Connected" }).waitFor();
    expect(await page.param("sum", "a").getByRole("spinbutton").count()).toBe(0);
    expect(await page.param("sum", "b").getByRole("spinbutton").count()).toBe(1);
    const color = (css: string) =>
      page.root.evaluate((value) => {
        const probe = document.createElement("i");
        probe.style.color = value;
        document.body.append(probe);
        return getComputedStyle(probe).color;
      }, css);
    const dot = page.param("sum", "a").locator(".param-dot");
    expect(await dot.evaluate((element) => getComputedStyle(element).backgroundColor))
      .toBe(await color("var(--node-function)"));
  });

  await t.step("parameters with a default are in a fold, and stay connectable", async () => {
    await using page = await canvas.open({
      nodes: [number("v", 0, 0, { variableValue: 5 }), fn("g", 300, 0, "greet")],
      edges: [],
    });
    const fold = page.node("g").getByRole("button", { name: "Defaults (1)" });
    expect(await page.param("g", "greeting").count()).toBe(0);
    await fold.click();
    const field = page.param("g", "greeting").getByRole("textbox");
    expect(await field.getAttribute("placeholder")).toBe("Hello");
    await field.fill("Hi");
    await page.param("g", "greeting").getByRole("button", { name: "Reset greeting" }).click();
    expect(await field.inputValue()).toBe("");
    await fold.click();
    await page.param("g", "greeting").waitFor({ state: "detached" });

    // A connection that is dragged onto the closed fold opens it.
    const from = await page.handle({ node: "v", handle: "output" }).boundingBox();
    const over = await fold.boundingBox();
    await page.root.mouse.move((from?.x ?? 0) + 6, (from?.y ?? 0) + 6);
    await page.root.mouse.down();
    await page.root.mouse.move((over?.x ?? 0) + 60, (over?.y ?? 0) + 10, { steps: 8 });
    await page.param("g", "greeting").waitFor();
    const to = await page.handle({ node: "g", handle: "greeting" }).boundingBox();
    await page.root.mouse.move((to?.x ?? 0) + 6, (to?.y ?? 0) + 6, { steps: 8 });
    await page.root.mouse.up();
    await page.edges.first().waitFor();
    await fold.click();
    // Closed, the connected one stays to be seen.
    await page.param("g", "greeting").getByRole("img", { name: "Connected" }).waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["v.output → g.greeting"]);
  });

  await t.step("an op with several outputs has a handle for each beside the whole", async () => {
    await using page = await canvas.open({
      nodes: [fn("d", 0, 0, "divmod_numbers"), fn("sum", 400)],
      edges: [],
    });
    const outputs = page.node("d").locator(".output .param-label");
    expect(await outputs.allTextContents()).toEqual([
      ...["result (dict)", "quotient (float)", "remainder (float)"],
    ]);
    await page.connect({ node: "d", handle: "remainder" }, { node: "sum", handle: "b" });
    await page.edges.first().waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["d.remainder → sum.b"]);
  });

  await t.step("a node whose op is not there says so and keeps its edges", async () => {
    await using page = await canvas.open({
      nodes: [number("v", 0, 0, { variableValue: 5 }), fn("x", 300, 0, "gone_op")],
      edges: [wire("v", "x", "amount")],
    });
    await page.node("x").getByText("No op is named “gone_op” here").waitFor();
    await page.param("x", "amount").getByRole("img", { name: "Connected" }).waitFor();
    expect(await page.edges.count()).toBe(1);
    expect(page.complaints).toEqual([]);
  });

  await t.step("node borders and marks show the states of a run", async () => {
    const gate = Promise.withResolvers<void>();
    canvas.engine.script = async function* () {
      const base = { node_number: 1, node_name: "add" };
      yield { ...base, node_id: "a", status: "executing", inputs: {} };
      yield { ...base, node_id: "b", status: "progress", progress: 0.25, progress_message: "1/4" };
      yield { ...base, node_id: "c", status: "streaming", streaming_chunk: "hi" };
      await gate.promise;
      yield { ...base, node_id: "a", status: "completed", output: 1 };
      yield { ...base, node_id: "b", status: "error", error: "Division by zero" };
      yield { ...base, node_id: "c", status: "error", error: "Skipped: b failed", skipped: true };
      yield { status: "done", results: {} };
    };
    await using page = await canvas.open({
      nodes: ["a", "b", "c"].map((id, index) => fn(id, index * 300)),
      edges: [],
    });
    const status = (id: string, value: string) =>
      page.root.locator(`.node[data-node-id="${id}"][data-status="${value}"]`).waitFor();
    await page.root.getByRole("button", { name: "Execute" }).click();
    await status("a", "executing");
    await status("b", "progress");
    await status("c", "streaming");
    const bar = page.node("b").getByRole("progressbar", { name: "1/4" });
    expect(await bar.getAttribute("aria-valuenow")).toBe("25");
    gate.resolve();
    await status("a", "completed");
    await status("b", "error");
    await status("c", "skipped");
    expect(await page.node("b").locator(".node-error").textContent()).toBe("Division by zero");
    await page.node("a").getByRole("img", { name: "Completed" }).waitFor();
    expect(page.complaints).toEqual([]);
  });
});

function file(name: string, mimeType: string, url: string) {
  return { name, mimeType, buffer: Buffer.from(url.slice(url.indexOf(",") + 1), "base64") };
}
