import { Buffer } from "node:buffer";
import { expect } from "@std/expect";
import type { WorkflowNode } from "@/engine/core/workflow.ts";
import { edgeTexts } from "../helpers/canvas_page.ts";
import { type CanvasTest, completed, script, testCanvas } from "../helpers/test_canvas.ts";
import { pngOf } from "../helpers/images.ts";
import { add, divmod, everything, greet } from "../helpers/ops.ts";

const PIXEL = pngOf(2, 1, [[255, 0, 0], [0, 0, 255]]);

function functionNode(id: string, functionName: string, x = 300, y = 0): WorkflowNode {
  return { id, type: "functionNode", position: { x, y }, data: { functionName, values: {} } };
}

function variable(id: string, value: number, y = 0): WorkflowNode {
  const data = { variableName: id, variableType: "Number", variableValue: value } as const;
  return { id, type: "variableNode", position: { x: 0, y }, data };
}

function edge(source: string, target: string, targetHandle: string) {
  return { id: `${source}-${target}`, source, sourceHandle: "output", target, targetHandle };
}

const VIEW: WorkflowNode = { id: "view", type: "viewNode", position: { x: 300, y: 0 }, data: {} };

Deno.test("nodes", async (t) => {
  const long = { ...greet, name: "greet_long", pack: "a_nodepack_with_a_long_name_".repeat(4) };
  await using canvas = await testCanvas([add, divmod, everything, greet, long]);

  await t.step("a long name of a nodepack leaves the title its half of the head", async () => {
    const node = functionNode("g", "greet_long");
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
      await using page = await canvas.open({ nodes: [functionNode("e", "everything")], edges: [] });
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
      await using page = await canvas.open({ nodes: [functionNode("e", "everything")], edges: [] });
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
      nodes: [variable("v", 5), functionNode("sum", "add")],
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
      nodes: [variable("v", 5), functionNode("g", "greet")],
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
      nodes: [functionNode("d", "divmod_numbers", 0), functionNode("sum", "add", 400)],
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
      nodes: [variable("v", 5), functionNode("x", "gone_op")],
      edges: [edge("v", "x", "amount")],
    });
    await page.node("x").getByText("No op is named “gone_op” here").waitFor();
    await page.param("x", "amount").getByRole("img", { name: "Connected" }).waitFor();
    expect(await page.edges.count()).toBe(1);
    expect(page.complaints).toEqual([]);
  });

  await t.step("a variable has a control for each of its types", async () => {
    await using page = await canvas.open({ nodes: [variable("v", 5)], edges: [] });
    const node = page.node("v");
    const type = node.getByRole("combobox", { name: "Type" });
    const value = node.getByLabel("Value", { exact: true });
    await node.getByRole("textbox", { name: "Name" }).fill("price");
    expect(await node.locator(".node-title").textContent()).toBe("price");
    expect(await value.inputValue()).toBe("5");
    await type.selectOption("String");
    expect(await value.inputValue()).toBe("5");
    expect(await value.evaluate((field) => field.tagName)).toBe("TEXTAREA");
    await type.selectOption("Boolean");
    await node.getByRole("checkbox", { name: "Value" }).check();
    expect((await page.saved()).nodes[0].data).toMatchObject({ variableValue: true });
    await type.selectOption("List");
    await value.fill("[1, 2");
    expect(await node.locator(".field-problem").count()).toBe(1);
    await value.fill("[1, 2]");
    expect((await page.saved()).nodes[0].data).toMatchObject({ variableValue: [1, 2] });
    await type.selectOption("Object");
    expect(await value.inputValue()).toBe("{}");
    await type.selectOption("Image");
    await value.setInputFiles(file("p.png", "image/png", PIXEL));
    const preview = node.getByRole("img", { name: "Preview" });
    await preview.waitFor();
    expect(await preview.getAttribute("src")).toBe(PIXEL);
    await value.setInputFiles(file("notes.txt", "text/plain", "data:text/plain;base64,aGk="));
    await node.getByText("“notes.txt” is not an image").waitFor();
    await node.getByRole("button", { name: "Remove the image" }).click();
    expect("variableValue" in (await page.saved()).nodes[0].data).toBe(false);
    expect(page.complaints).toEqual([]);
  });

  await t.step("a text or image can become a message for a language model", async () => {
    await using page = await canvas.open({ nodes: [variable("v", 5)], edges: [] });
    const node = page.node("v");
    const toggle = node.getByRole("switch", { name: "LLM message" });
    expect(await toggle.count()).toBe(0);
    await node.getByRole("combobox", { name: "Type" }).selectOption("String");
    expect(await node.locator(".output .param-label").textContent()).toBe("value (str)");
    await toggle.check();
    expect(await node.locator(".output .param-label").textContent()).toBe("value (dict)");
    const role = node.getByRole("combobox", { name: "Role" });
    expect(await role.inputValue()).toBe("user");
    expect(await role.locator("option").allTextContents()).toEqual(["system", "user", "assistant"]);
    await role.selectOption("system");
    expect((await page.saved()).nodes[0].data).toMatchObject({
      ...{ variableType: "String", llmMessageFormat: true, llmMessageRole: "system" },
    });
    await node.getByRole("combobox", { name: "Type" }).selectOption("Image");
    expect(await toggle.count()).toBe(1);
  });

  await t.step("a list always has one free input, and shifts when one is removed", async () => {
    await using page = await canvas.open({
      nodes: [
        ...[variable("a", 1), variable("b", 2, 200), variable("c", 3, 400)],
        { id: "list", type: "listNode", position: { x: 400, y: 100 }, data: {} },
      ],
      edges: [],
    });
    const node = page.node("list");
    const inputs = node.locator(".list-input");
    expect(await inputs.count()).toBe(1);
    for (const [index, id] of ["a", "b", "c"].entries()) {
      await page.connect({ node: id, handle: "output" }, {
        node: "list",
        handle: `input-${index}`,
      });
      await inputs.nth(index + 1).waitFor();
    }
    expect(await node.getByText("3 items").count()).toBe(1);
    await node.getByRole("button", { name: "Remove input 1" }).click();
    await node.getByText("2 items").waitFor();
    expect(await inputs.count()).toBe(3);
    expect(edgeTexts(await page.saved())).toEqual([
      "a.output → list.input-0",
      "c.output → list.input-1",
    ]);
    // The edge that shifted ends at its new handle.
    await page.frame("a").focus();
    await page.root.keyboard.press("Enter");
    await page.root.keyboard.press("Delete");
    await node.getByText("1 item").waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["c.output → list.input-0"]);
    for (const items of ["2 items", "3 items", "2 items"]) {
      await page.root.getByRole("button", { name: "Undo" }).click();
      await node.getByText(items).waitFor();
    }
    await page.edges.nth(1).waitFor();
    await page.root.getByRole("button", { name: "Redo" }).click();
    await page.edges.nth(2).waitFor();
    // Not for a moment was an edge without its handle: React Flow would have said so.
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
      nodes: ["a", "b", "c"].map((id, index) => functionNode(id, "add", index * 300)),
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

  await views(t, canvas);
});

async function views(t: Deno.TestContext, canvas: CanvasTest): Promise<void> {
  const openView = async (value: Parameters<typeof completed>[1]) => {
    canvas.engine.script = script(...completed("view", value));
    const page = await canvas.open({
      nodes: [variable("v", 1), VIEW],
      edges: [edge("v", "view", "input")],
    });
    await page.node("view").getByText("Execute to see the value").waitFor();
    await page.root.getByRole("button", { name: "Execute" }).click();
    await page.node("view").getByRole("region", { name: "Value" }).waitFor();
    return page;
  };

  await t.step("a view shows lists and objects as a tree, and copies them", async () => {
    await using page = await openView({ sums: [8, 6], note: "ok" });
    const value = page.node("view").getByRole("region", { name: "Value" });
    await value.getByRole("button", { name: /sums/ }).waitFor();
    expect(await value.textContent()).toContain("8");
    await value.getByRole("button", { name: /sums/ }).click();
    await page.node("view").getByRole("button", { name: "Copy the value" }).click();
    await page.node("view").getByRole("button", { name: "Copied" }).waitFor();
    expect(JSON.parse(await page.root.evaluate(() => navigator.clipboard.readText())))
      .toEqual({ sums: [8, 6], note: "ok" });
    expect(page.complaints).toEqual([]);
  });

  await t.step("a view shows text raw or as Markdown, without what could do harm", async () => {
    await using page = await openView("# Title\n\n<img src=x onerror=alert(1)> *soft*");
    const node = page.node("view");
    expect(await node.locator("pre").textContent()).toContain("# Title");
    await node.getByRole("button", { name: "Markdown" }).click();
    await node.getByRole("heading", { name: "Title" }).waitFor();
    expect(await node.locator("[onerror]").count()).toBe(0);
    await node.getByRole("button", { name: "Raw" }).click();
    await node.locator("pre").waitFor();
  });

  await t.step("a view shows an image as an image, and numbers as they are", async () => {
    {
      await using page = await openView(PIXEL);
      const image = page.node("view").getByRole("region", { name: "Value" }).getByRole("img");
      expect(await image.getAttribute("src")).toBe(PIXEL);
    }
    await using page = await openView(0);
    const value = page.node("view").getByRole("region", { name: "Value" });
    expect(await value.textContent()).toBe("0");
  });

  await t.step("a long value scrolls inside of its view", async () => {
    await using page = await openView("line\n".repeat(500));
    const value = page.node("view").getByRole("region", { name: "Value" });
    const [inner, outer] = await value.evaluate((box) => [box.scrollHeight, box.clientHeight]);
    expect(outer).toBeLessThan(400);
    expect(inner).toBeGreaterThan(1000);
    const zoom = await page.root.locator(".react-flow__viewport").getAttribute("style");
    await value.hover();
    await page.root.mouse.wheel(0, 300);
    await page.root.waitForFunction(
      () => (document.querySelector(".view-content")?.scrollTop ?? 0) > 0,
    );
    expect(await page.root.locator(".react-flow__viewport").getAttribute("style")).toBe(zoom);
  });

  await t.step("a view shows text while it streams into it", async () => {
    const more = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const node = { node_id: "v", node_number: 1, node_name: "Chat" };
    canvas.engine.script = async function* () {
      yield { ...node, status: "executing", inputs: {} };
      yield { ...node, status: "streaming", streaming_chunk: "Hello" };
      await more.promise;
      yield { ...node, status: "streaming", streaming_chunk: ", world" };
      await end.promise;
      yield { ...node, status: "completed", output: { text: "Hello, world" } };
      yield* completed("view", "the end");
      yield { status: "done", results: {} };
    };
    await using page = await canvas.open({
      nodes: [variable("v", 1), VIEW],
      edges: [edge("v", "view", "input")],
    });
    await page.root.getByRole("button", { name: "Execute" }).click();
    const value = page.node("view").getByRole("region", { name: "Value" });
    await value.getByText("Hello", { exact: true }).waitFor();
    expect(await value.getAttribute("aria-busy")).toBe("true");
    more.resolve();
    await value.getByText("Hello, world").waitFor();
    end.resolve();
    await value.getByText("the end").waitFor();
    expect(await value.getAttribute("aria-busy")).toBe("false");
  });
}

function file(name: string, mimeType: string, url: string) {
  return { name, mimeType, buffer: Buffer.from(url.slice(url.indexOf(",") + 1), "base64") };
}
