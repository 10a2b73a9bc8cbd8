import { expect } from "@std/expect";
import type { WorkflowNode } from "@/engine/core/workflow.ts";
import { type CanvasPage, edgeTexts } from "../helpers/canvas_page.ts";
import { replaceDraft } from "../helpers/drafts.ts";
import { testCanvas } from "../helpers/test_canvas.ts";
import { add, greet, total } from "../helpers/ops.ts";

function functionNode(id: string, x: number, y = 0, functionName = "add"): WorkflowNode {
  return { id, type: "functionNode", position: { x, y }, data: { functionName, values: {} } };
}

function variable(id: string, x: number, y = 0): WorkflowNode {
  const data = { variableName: id, variableType: "Number", variableValue: 1 } as const;
  return { id, type: "variableNode", position: { x, y }, data };
}

function edge(source: string, target: string, targetHandle: string) {
  return { id: `${source}-${target}`, source, sourceHandle: "output", target, targetHandle };
}

const TWO = { nodes: [functionNode("one", 0), functionNode("two", 320)], edges: [] };

async function ids(page: CanvasPage): Promise<string[]> {
  return (await page.saved()).nodes.map(({ id }) => id);
}

Deno.test("canvas", async (t) => {
  await using canvas = await testCanvas([add, greet, total]);

  await t.step("has background, controls and minimap, and says what to do when empty", async () => {
    await using page = await canvas.open();
    await page.root.getByText("Build a workflow").waitFor();
    for (const part of ["background", "controls", "minimap"]) {
      expect([part, await page.root.locator(`.react-flow__${part}`).count()]).toEqual([part, 1]);
    }
    const before = await page.root.locator(".react-flow__viewport").getAttribute("style");
    await page.root.getByRole("button", { name: "Zoom In" }).click();
    await page.root.waitForFunction(
      (style) => document.querySelector(".react-flow__viewport")?.getAttribute("style") !== style,
      before,
    );
    expect(page.complaints).toEqual([]);
  });

  await t.step(
    "takes nodes that are dragged from the library, where they are dropped",
    async () => {
      await using page = await canvas.open();
      await page.drop("add", 700, 300);
      const node = page.frame("add_1");
      await node.waitFor();
      const box = await node.boundingBox();
      expect(Math.abs((box?.x ?? 0) + 110 - 700)).toBeLessThan(3);
      expect(Math.abs((box?.y ?? 0) + 16 - 300)).toBeLessThan(3);
      await page.drop("Variable", 500, 600);
      await page.drop("List", 800, 600);
      await page.drop("View", 1000, 300);
      await page.nodes.nth(3).waitFor();
      expect(await ids(page)).toEqual(["add_1", "variable_1", "list_1", "view_1"]);
      expect((await page.saved()).nodes[0].data).toEqual({
        functionName: "add",
        pack: "basic",
        values: {},
      });
      expect(await page.root.getByText("Build a workflow").count()).toBe(0);
      expect(page.complaints).toEqual([]);
    },
  );

  await t.step("moves nodes by mouse and by arrow keys", async () => {
    await using page = await canvas.open(TWO);
    const at = async (id: string) =>
      (await page.saved()).nodes.find((node) => node.id === id)?.position;
    const title = page.node("one").locator(".node-title");
    const box = await title.boundingBox();
    await page.drag(title, { x: (box?.x ?? 0) + 90, y: (box?.y ?? 0) + 250 });
    expect((await at("one"))?.y).toBeGreaterThan(150);
    await page.frame("two").focus();
    await page.root.keyboard.press("Enter");
    await page.root.locator('.react-flow__node.selected[data-id="two"]').waitFor();
    await page.root.keyboard.press("ArrowRight");
    await page.root.keyboard.press("Shift+ArrowDown");
    expect(await at("two")).toEqual({ x: 325, y: 20 });
  });

  await t.step("Delete removes what is selected; keys in a field are for the field", async () => {
    await using page = await canvas.open({ ...TWO, edges: [edge("one", "two", "a")] });
    const field = page.param("two", "b").getByRole("spinbutton");
    await field.click();
    await page.root.keyboard.type("12");
    for (const key of ["Backspace", "Delete", "ArrowLeft", "ControlOrMeta+a"]) {
      await page.root.keyboard.press(key);
    }
    expect(await page.nodes.count()).toBe(2);
    expect((await page.saved()).nodes[1].position).toEqual({ x: 320, y: 0 });
    await page.frame("one").focus();
    await page.root.keyboard.press("Enter");
    await page.root.keyboard.press("Delete");
    await page.frame("one").waitFor({ state: "detached" });
    expect(await page.edges.count()).toBe(0);
    expect(await ids(page)).toEqual(["two"]);
    // The canvas has the focus now, not a button that Delete or Enter would press.
    expect(await page.root.evaluate(() => document.activeElement?.className)).toBe("canvas");
  });

  await t.step("Delete in another panel removes nothing", async () => {
    await using page = await canvas.open(TWO);
    await page.frame("one").focus();
    await page.root.keyboard.press("Enter");
    await page.root.locator(".library-item").first().focus();
    await page.root.keyboard.press("Delete");
    expect(await ids(page)).toEqual(["one", "two"]);
  });

  await t.step("undo, redo, duplicate and select all by keys and buttons", async () => {
    await using page = await canvas.open(TWO);
    await page.frame("one").focus();
    await page.root.keyboard.press("ControlOrMeta+a");
    await page.root.keyboard.press("ControlOrMeta+d");
    await page.nodes.nth(3).waitFor();
    expect(await ids(page)).toEqual(["one", "two", "one_1", "two_1"]);
    await page.root.keyboard.press("ControlOrMeta+z");
    await page.nodes.nth(2).waitFor({ state: "detached" });
    await page.root.keyboard.press("ControlOrMeta+Shift+z");
    await page.nodes.nth(3).waitFor();
    await page.root.getByRole("button", { name: "Undo" }).click();
    await page.nodes.nth(2).waitFor({ state: "detached" });
    await page.root.getByRole("button", { name: "Redo" }).click();
    await page.nodes.nth(3).waitFor();
  });

  await t.step("selected nodes can be duplicated and removed by mouse", async () => {
    await using page = await canvas.open(TWO);
    await page.node("one").locator(".node-title").click();
    await page.root.getByRole("button", { name: "Duplicate node" }).click();
    await page.frame("one_1").waitFor();
    await page.root.getByRole("button", { name: "Remove node" }).click();
    await page.frame("one_1").waitFor({ state: "detached" });
    expect(await page.root.getByRole("button", { name: "Remove node" }).count()).toBe(0);
    expect(page.complaints).toEqual([]);
  });

  await t.step("nodes can be copied, cut and pasted, also from the text of a file", async () => {
    await using page = await canvas.open({ ...TWO, edges: [edge("one", "two", "a")] });
    await page.frame("one").focus();
    await page.root.keyboard.press("ControlOrMeta+a");
    await page.root.keyboard.press("ControlOrMeta+c");
    await page.root.keyboard.press("ControlOrMeta+v");
    await page.nodes.nth(3).waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["one.output → two.a", "one_1.output → two_1.a"]);
    await page.root.keyboard.press("ControlOrMeta+x");
    await page.nodes.nth(2).waitFor({ state: "detached" });
    const text = await page.root.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(text).nodes.map(({ id }: { id: string }) => id)).toEqual(["one_1", "two_1"]);
    const field = page.param("two", "b").getByRole("spinbutton");
    await page.root.evaluate(() => navigator.clipboard.writeText("42"));
    await field.focus();
    await page.root.keyboard.press("ControlOrMeta+v");
    expect(await field.inputValue()).toBe("42");
    expect(await page.nodes.count()).toBe(2);
  });

  await t.step("a connection into a taken input replaces its edge", async () => {
    await using page = await canvas.open({
      nodes: [variable("v", 0), variable("w", 0, 240), functionNode("sum", 400)],
      edges: [edge("v", "sum", "a")],
    });
    await page.connect({ node: "w", handle: "output" }, { node: "sum", handle: "a" });
    await page.root.waitForFunction(() =>
      document.querySelector(".react-flow__edge")?.getAttribute("aria-label")?.includes("from w")
    );
    expect(edgeTexts(await page.saved())).toEqual(["w.output → sum.a"]);
  });

  await t.step("refuses cycles and types that do not fit, and says why", async () => {
    await using page = await canvas.open({
      nodes: [
        ...[functionNode("one", 0), functionNode("two", 400)],
        { id: "list", type: "listNode", position: { x: 0, y: 330 }, data: {} },
      ],
      edges: [edge("one", "two", "a")],
    });
    await page.connect({ node: "two", handle: "output" }, { node: "one", handle: "b" });
    await page.notice.getByText("cycle").waitFor();
    await page.connect({ node: "list", handle: "output" }, { node: "two", handle: "b" });
    await page.notice.getByText('"b" takes a number, this is a list').waitFor();
    await page.connect({ node: "list", handle: "output" }, { node: "one", handle: "output" });
    await page.notice.getByText("an output goes to an input").waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["one.output → two.a"]);
    expect(page.complaints).toEqual([]);
  });

  await t.step("says why while the connection is still over the handle", async () => {
    await using page = await canvas.open({
      nodes: [
        { id: "list", type: "listNode", position: { x: 0, y: 0 }, data: {} },
        functionNode(
          "sum",
          400,
        ),
      ],
      edges: [],
    });
    const from = await page.handle({ node: "list", handle: "output" }).boundingBox();
    const to = await page.handle({ node: "sum", handle: "a" }).boundingBox();
    await page.root.mouse.move((from?.x ?? 0) + 6, (from?.y ?? 0) + 6);
    await page.root.mouse.down();
    await page.root.mouse.move((to?.x ?? 0) + 6, (to?.y ?? 0) + 6, { steps: 8 });
    await page.root.locator(".connection-hint", { hasText: "takes a number" }).waitFor();
    await page.root.mouse.up();
    await page.root.locator(".connection-hint").waitFor({ state: "detached" });
  });

  await t.step("an edge's end can be moved to another input, or dropped to remove it", async () => {
    await using page = await canvas.open({
      nodes: [variable("v", 0), functionNode("sum", 400)],
      edges: [edge("v", "sum", "a")],
    });
    const anchor = page.root.locator(".react-flow__edgeupdater-target");
    await page.drag(anchor, await middle(page, "sum", "b"));
    await page.root.waitForFunction(() =>
      document.querySelector('[data-param="b"] .react-flow__handle')
        ?.getAttribute("data-connected") === "true"
    );
    expect(edgeTexts(await page.saved())).toEqual(["v.output → sum.b"]);
    await page.drag(anchor, { x: 600, y: 700 });
    await page.edges.first().waitFor({ state: "detached" });
    expect(edgeTexts(await page.saved())).toEqual([]);
  });

  await t.step("nodes can be connected by keyboard", async () => {
    await using page = await canvas.open({
      nodes: [variable("v", 0), functionNode("sum", 400), functionNode("t", 400, 300, "total")],
      edges: [],
    });
    await page.handle({ node: "v", handle: "output" }).focus();
    await page.root.keyboard.press("Enter");
    await page.handle({ node: "sum", handle: "a" }).focus();
    await page.root.keyboard.press("Enter");
    await page.edges.first().waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["v.output → sum.a"]);
    await page.handle({ node: "v", handle: "output" }).focus();
    await page.root.keyboard.press("Enter");
    await page.handle({ node: "t", handle: "numbers" }).focus();
    await page.root.keyboard.press("Enter");
    await page.notice.getByText('"numbers" takes a list, this is a number').waitFor();
  });

  await t.step("a node outside the view is brought into it when it gets the focus", async () => {
    await using page = await canvas.open({
      nodes: [functionNode("here", 0), functionNode("far", 6000, 3000)],
      edges: [],
    });
    await page.frame("here").focus();
    for (let presses = 0; presses < 12; presses++) {
      const focused = await page.root.evaluate(() =>
        document.activeElement?.getAttribute("data-id")
      );
      if (focused === "far") break;
      await page.root.keyboard.press("Tab");
    }
    await page.root.waitForFunction(() => {
      const box = document.querySelector('.react-flow__node[data-id="far"]')
        ?.getBoundingClientRect();
      return box && box.left > 0 && box.right < innerWidth && box.top > 0;
    });
  });

  await t.step("the minimap shows every node, and a press on it moves the view there", async () => {
    await using page = await canvas.open({
      nodes: [variable("v", 0), functionNode("sum", 5000, 3000)],
      edges: [],
    });
    const minimap = page.root.getByRole("img", { name: "Overview of the graph" });
    const paths = await minimap.locator("path").evaluateAll((all) =>
      all.map((path) => path.getAttribute("class"))
    );
    expect(paths).toEqual(["minimap-variableNode", "minimap-functionNode", "minimap-mask"]);
    const box = await minimap.locator(".minimap-functionNode").boundingBox();
    await page.root.mouse.click((box?.x ?? 0) + 2, (box?.y ?? 0) + 2);
    await page.root.waitForFunction(() => {
      const box = document.querySelector('.node[data-node-id="sum"]')?.getBoundingClientRect();
      return box && box.left > 300 && box.right < innerWidth && box.bottom < innerHeight;
    });
  });

  await t.step(
    "many nodes far away are boxes that keep their edges, and nodes again near",
    async () => {
      const nodes = Array.from({ length: 150 }, (_, i) => functionNode(`n${i}`, (i % 15) * 320, 0));
      nodes.forEach((node, i) => node.position.y = Math.floor(i / 15) * 260);
      const edges = nodes.slice(1).map(({ id }, i) => edge(`n${i}`, id, "a"));
      await using page = await canvas.open({ nodes, edges, viewport: { x: 40, y: 40, zoom: 0.2 } });
      await page.root.locator('.canvas[data-detail="none"]').waitFor();
      await page.edges.nth(100).waitFor();
      const handle = page.handle({ node: "n113", handle: "a" });
      expect(await handle.getAttribute("role")).toBeNull();
      const end = async () => {
        const path = await page.root.locator('.react-flow__edge[data-id="n112-n113"] path').first()
          .getAttribute("d");
        return path?.split(/[ ,]/).slice(-2).map(Number).map(Math.round);
      };
      const far = await end();
      const zoomIn = page.root.getByRole("button", { name: "Zoom In" });
      while (await page.root.locator('.canvas[data-detail="full"]').count() === 0) {
        await zoomIn.click();
      }
      await page.handle({ node: "n113", handle: "a" }).and(page.root.getByRole("button")).waitFor();
      // The edge ends where it did.
      expect(await end()).toEqual(far);
      expect(page.complaints).toEqual([]);
    },
  );

  await t.step(
    "a thousand nodes: only those in view are on the page, and all are kept",
    async () => {
      const nodes = Array.from(
        { length: 1000 },
        (_, i) => variable(`v${i}`, (i % 40) * 320, Math.floor(i / 40) * 260),
      );
      await using page = await canvas.open();
      await replaceDraft(page.root, {
        ...{ version: 1, nodes, edges: [] },
        viewport: { x: 0, y: 0, zoom: 1 },
      });
      await page.ready();
      await page.frame("v0").waitFor();
      await page.root.waitForFunction(() =>
        document.querySelectorAll(".react-flow__node").length < 60
      );
      expect((await page.saved()).nodes.length).toBe(1000);
    },
  );
});

async function middle(page: CanvasPage, node: string, handle: string) {
  const box = await page.handle({ node, handle }).boundingBox();
  return { x: (box?.x ?? 0) + 6, y: (box?.y ?? 0) + 6 };
}
