import { expect } from "@std/expect";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { completed, script, testCanvas } from "../../helpers/test_canvas.ts";
import { violations } from "../../helpers/axe.ts";
import { add } from "../../helpers/ops.ts";

/** Nodes of a graph that is painted from afar, in rows. */
const COUNT = 240;
const ROW = 20;
const CELL = { x: 320, y: 260 };
const VIEW = { x: 20, y: 20, zoom: 0.15 };

function workflow() {
  const nodes = Array.from({ length: COUNT }, (_, i) => ({
    id: `n${i}`,
    type: "functionNode",
    position: { x: i % ROW * CELL.x, y: Math.floor(i / ROW) * CELL.y },
    data: { functionName: "add", values: {} },
  }));
  const edges = nodes.slice(1).filter((_, i) => (i + 1) % ROW > 0).map(({ id }, i) => ({
    ...{ id: `e${i}`, source: `n${Number(id.slice(1)) - 1}`, sourceHandle: "output" },
    ...{ target: id, targetHandle: "a" },
  }));
  return { version: 1, nodes, edges, viewport: VIEW };
}

/** Where the middle of a node is on the page. */
async function placeOf(page: EditorPage, i: number): Promise<{ x: number; y: number }> {
  const box = await page.root.locator(".canvas").boundingBox();
  if (!box) throw new Error("There is no canvas");
  return {
    x: box.x + VIEW.x + (i % ROW * CELL.x + 100) * VIEW.zoom,
    y: box.y + VIEW.y + (Math.floor(i / ROW) * CELL.y + 60) * VIEW.zoom,
  };
}

/** The colours around a node's frame as they are painted, as one text. */
async function colorsOf(page: EditorPage, i: number): Promise<string> {
  const corner = await placeOf(page, i);
  const at = { x: corner.x - 100 * VIEW.zoom, y: corner.y };
  return await page.root.evaluate(({ x, y }) => {
    const canvas = document.querySelector<HTMLCanvasElement>(".overview");
    const box = canvas?.getBoundingClientRect();
    const pen = canvas?.getContext("2d");
    if (!box || !pen) return "";
    return String(
      pen.getImageData(Math.round(x - box.left) - 2, Math.round(y - box.top), 5, 1).data,
    );
  }, at);
}

/** Resolves when a node's frame is painted otherwise than before. */
async function waitForOther(page: EditorPage, i: number, before: string): Promise<void> {
  for (let colors = before; colors === before;) {
    await page.root.evaluate(() => new Promise((next) => requestAnimationFrame(next)));
    colors = await colorsOf(page, i);
  }
}

/** Handles have their turn between two nodes. */
async function pressUntilFocused(page: EditorPage, key: string, id: string): Promise<void> {
  for (let presses = 0; presses < 6; presses++) {
    await page.root.keyboard.press(key);
    const focused = await page.root.evaluate(() => document.activeElement?.getAttribute("data-id"));
    if (focused === id) return;
  }
  throw new Error(`${key} does not lead to ${id}`);
}

Deno.test("a large graph from afar", async (t) => {
  await using canvas = await testCanvas([add]);
  const open = async () => {
    const page = await canvas.open();
    await page.openFile("large.json", JSON.stringify(workflow()));
    await page.root.locator(`.overview[data-drawn="${COUNT}"]`).waitFor();
    return page;
  };

  await t.step("is painted, with a name, and only a few nodes are on the page", async () => {
    await using page = await open();
    await page.root.locator('.canvas[data-detail="painted"]').waitFor();
    await page.root.getByRole("img", { name: /^240 nodes from afar/ }).waitFor();
    expect(await page.nodes.count()).toBeLessThan(10);
    expect(await page.edges.count()).toBe(0);
    expect((await page.saved()).nodes.length).toBe(COUNT);
    expect(page.complaints).toEqual([]);
  });

  await t.step("a press selects a node, and the ground nothing", async () => {
    await using page = await open();
    const { x, y } = await placeOf(page, 45);
    await page.root.mouse.move(x, y);
    await page.frame("n45").waitFor();
    await page.root.mouse.click(x, y);
    await page.root.locator('.react-flow__node.selected[data-id="n45"]').waitFor();
    const box = await page.root.locator(".canvas").boundingBox();
    await page.root.mouse.click((box?.x ?? 0) + 8, (box?.y ?? 0) + 8);
    await page.root.locator(".react-flow__node.selected").waitFor({ state: "detached" });
    expect(page.complaints).toEqual([]);
  });

  await t.step("a tap that no pointer came before selects too", async () => {
    await using page = await open();
    const before = await colorsOf(page, 45);
    const at = await placeOf(page, 45);
    // Nothing was below it before: the pane gets the press.
    await page.root.locator(".react-flow__pane").evaluate((pane, { x, y }) => {
      const init = { clientX: x, clientY: y, bubbles: true };
      pane.dispatchEvent(new PointerEvent("pointerdown", init));
      pane.dispatchEvent(new MouseEvent("click", init));
    }, at);
    await page.root.locator('.react-flow__node.selected[data-id="n45"]').waitFor();
    // Its frame shows that.
    await waitForOther(page, 45, before);
  });

  await t.step("a drag moves what is selected, whether it is on the page or not", async () => {
    await using page = await open();
    const from = await placeOf(page, 45);
    await page.root.mouse.move(from.x, from.y);
    await page.frame("n45").waitFor();
    await page.root.mouse.click(from.x, from.y);
    await page.root.keyboard.press("ControlOrMeta+a");
    await page.root.mouse.down();
    await page.root.mouse.move(from.x + 20, from.y + 15, { steps: 4 });
    await page.root.mouse.move(from.x + 30, from.y + 30, { steps: 4 });
    await page.root.mouse.up();
    const { nodes } = await page.saved();
    for (const i of [0, 45, COUNT - 1]) {
      const { x, y } = nodes[i].position;
      expect([i, x - i % ROW * CELL.x]).toEqual([i, expect.closeTo(30 / VIEW.zoom, -2)]);
      expect([i, y - Math.floor(i / ROW) * CELL.y]).toEqual([i, expect.closeTo(200, -2)]);
    }
  });

  await t.step("a selection that is drawn takes all that lies in it", async () => {
    await using page = await open();
    // Not at the edge of the canvas, where the view moves with the pointer.
    const [from, to] = [await placeOf(page, 65), await placeOf(page, 65 + ROW * 2 + 2)];
    await page.root.keyboard.down("Shift");
    // From then on, dragging draws a frame.
    await page.root.locator(".react-flow__pane.selection").waitFor();
    await page.root.mouse.move(from.x - 17, from.y - 11);
    await page.root.mouse.down();
    await page.root.mouse.move(to.x, to.y, { steps: 5 });
    await page.root.mouse.move(to.x + 29, to.y + 29, { steps: 5 });
    await page.root.mouse.up();
    await page.root.keyboard.up("Shift");
    await page.root.locator(".react-flow__node.selected").nth(8).waitFor({ state: "attached" });
    await page.root.keyboard.press("Delete");
    await page.root.locator(`.overview[data-drawn="${COUNT - 9}"]`).waitFor();
    const left = new Set((await page.saved()).nodes.map(({ id }) => id));
    for (const i of [65, 66, 67, 85, 86, 87, 105, 106, 107]) {
      expect([i, left.has(`n${i}`)]).toEqual([i, false]);
    }
  });

  await t.step("the menu of a node opens on it, and a double click goes to it", async () => {
    await using page = await open();
    const { x, y } = await placeOf(page, 45);
    await page.root.mouse.move(x, y);
    await page.frame("n45").waitFor();
    await page.root.mouse.click(x, y, { button: "right" });
    await page.root.getByRole("menuitem", { name: /^Duplicate/ }).waitFor();
    await page.root.keyboard.press("Escape");
    await page.root.mouse.dblclick(x, y);
    await page.root.locator('.canvas[data-detail="full"]').waitFor();
    await page.node("n45").getByText("add", { exact: true }).waitFor();
    // All around it are there too, with their wires.
    await page.node("n46").waitFor();
    await page.root.locator('.react-flow__edge[aria-label*="n45"]').first().waitFor();
    expect(await page.root.locator(".overview").count()).toBe(0);
    expect(page.complaints).toEqual([]);
  });

  await t.step("Tab goes from node to node in view", async () => {
    await using page = await open();
    await page.frame("n0").focus();
    for (const id of ["n1", "n2", "n3"]) {
      await page.frame(id).waitFor();
      await pressUntilFocused(page, "Tab", id);
    }
    await page.frame("n2").waitFor();
    await pressUntilFocused(page, "Shift+Tab", "n2");
  });

  await t.step("states of a run are painted, in the colours of the theme", async () => {
    canvas.engine.script = script(...completed("n45", 1));
    await using page = await open();
    const before = await colorsOf(page, 45);
    await page.root.keyboard.press("ControlOrMeta+Enter");
    await page.card("n45").waitFor();
    await waitForOther(page, 45, before);
    const light = await colorsOf(page, 45);
    await page.root.emulateMedia({ colorScheme: "dark" });
    await waitForOther(page, 45, light);
  });

  await t.step("axe finds nothing, in light and in dark", async () => {
    await using page = await open();
    const { x, y } = await placeOf(page, 45);
    await page.root.mouse.click(x, y);
    await page.frame("n45").waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.root.emulateMedia({ colorScheme });
      expect(await violations(page.root)).toEqual([]);
    }
  });

  await t.step("a wire is drawn from a node to another", async () => {
    await using page = await open();
    const [from, to] = [await placeOf(page, 68), await placeOf(page, 112)];
    await page.root.mouse.move(from.x, from.y);
    const handle = page.handle({ node: "n68", handle: "output" });
    await handle.waitFor();
    const start = await handle.boundingBox();
    await page.root.mouse.move((start?.x ?? 0) + 1, (start?.y ?? 0) + 1);
    await page.root.mouse.down();
    await page.root.mouse.move(to.x, to.y - 5, { steps: 5 });
    await page.frame("n112").waitFor();
    await page.root.mouse.move(to.x, to.y, { steps: 3 });
    await page.root.mouse.up();
    await page.root.waitForFunction(() => document.querySelector(".connection-hint") === null);
    const { edges } = await page.saved();
    expect(edges).toContainEqual(
      expect.objectContaining({ source: "n68", target: "n112" }),
    );
  });
});
