import { expect } from "@std/expect";
import { edgeTexts } from "../../helpers/canvas_page.ts";
import { picker, selected } from "../../helpers/hands_page.ts";
import { startJourneys, workflowOf } from "../../helpers/journey.ts";
import { fingersOn } from "../../helpers/touch.ts";

const GRAPH = workflowOf({ n: 5, sum: ["add", { b: 10 }] }, [], { n: [0, 0], sum: [0, 1] });
/** Places of the canvas where nothing is. */
const BARE = { x: 800, y: 600 };
const AWAY = { x: 700, y: 500 };

Deno.test("fingers on the canvas", async (t) => {
  await using journeys = await startJourneys("basic");
  await using page = await journeys.open(GRAPH, { width: 1024, height: 768, touch: true });
  const fingers = await fingersOn(page);
  const viewport = async () => {
    const transform = await page.root.locator(".react-flow__viewport")
      .evaluate((element) => (element as HTMLElement).style.transform);
    const [x, y, zoom] = transform.match(/-?[\d.]+/g)?.map(Number) ?? [];
    return { x, y, zoom };
  };

  await t.step("one moves the view", async () => {
    const before = await viewport();
    await fingers.drag(BARE, { x: BARE.x - 60, y: BARE.y - 40 });
    const after = await viewport();
    expect(after).toEqual({ x: before.x - 60, y: before.y - 40, zoom: before.zoom });
    await fingers.drag({ x: BARE.x - 60, y: BARE.y - 40 }, BARE);
  });

  await t.step("two zoom", async () => {
    const before = await viewport();
    await fingers.pinch([AWAY, { x: AWAY.x - 50, y: AWAY.y - 50 }], [BARE, BARE]);
    expect((await viewport()).zoom).toBeGreaterThan(before.zoom * 1.2);
    await fingers.pinch([{ x: AWAY.x - 50, y: AWAY.y - 50 }, AWAY], [BARE, BARE]);
    expect((await viewport()).zoom).toBeCloseTo(before.zoom, 1);
  });

  await t.step("a tap selects", async () => {
    await page.node("sum").locator(".node-title").tap();
    await page.root.locator('.react-flow__node.selected[data-id="sum"]').waitFor();
    expect(await selected(page)).toEqual(["sum"]);
  });

  await t.step("a long press opens the menu of what is there, which stays", async () => {
    const menu = page.root.getByRole("menu", { name: "Node", exact: true });
    const box = await page.node("n").locator(".node-title").boundingBox();
    await fingers.hold({ x: (box?.x ?? 0) + 8, y: (box?.y ?? 0) + 8 }, () => menu.waitFor());
    expect(await selected(page)).toEqual(["n"]);
    await menu.getByRole("menuitem", { name: /^Duplicate/ }).tap();
    await menu.waitFor({ state: "detached" });
    await page.nodes.nth(2).waitFor();
    await page.root.getByRole("button", { name: "Undo" }).tap();
    await page.nodes.nth(2).waitFor({ state: "detached" });
  });

  await t.step("a finger that moves opens none", async () => {
    await fingers.drag(BARE, { x: BARE.x - 30, y: BARE.y });
    await fingers.hold(BARE, () => page.root.getByRole("menu", { name: "Canvas" }).waitFor());
    await page.root.keyboard.press("Escape");
    await fingers.drag({ x: BARE.x - 30, y: BARE.y }, BARE);
    expect(await page.root.getByRole("menu").count()).toBe(0);
  });

  await t.step("a double tap on the ground adds a node there", async () => {
    await page.root.touchscreen.tap(BARE.x, BARE.y);
    await page.root.touchscreen.tap(BARE.x, BARE.y);
    await picker(page).getByRole("option", { name: /^View/ }).tap();
    await page.node("view_1").waitFor();
    const box = await page.node("view_1").boundingBox();
    expect(Math.abs((box?.x ?? 0) - BARE.x)).toBeLessThan(200);
    expect(Math.abs((box?.y ?? 0) - BARE.y)).toBeLessThan(100);
  });

  await t.step("a handle is tapped and then another; what is next is said", async () => {
    const hint = page.root.locator(".tap-hint");
    await page.handle({ node: "n", handle: "output" }).tap();
    await hint.getByText(/^Tap an input to connect/).waitFor();
    await page.handle({ node: "sum", handle: "a" }).tap();
    await page.edges.first().waitFor();
    await hint.waitFor({ state: "detached" });
    expect(edgeTexts(await page.saved())).toEqual(["n.output → sum.a"]);
  });

  await t.step("connecting is called off by its button, and by a tap on the ground", async () => {
    const hint = page.root.locator(".tap-hint");
    await page.handle({ node: "sum", handle: "output" }).tap();
    await hint.getByRole("button", { name: "Cancel" }).tap();
    await hint.waitFor({ state: "detached" });
    await page.handle({ node: "view_1", handle: "input" }).tap();
    await hint.getByText(/^Tap an output to connect/).waitFor();
    await page.root.touchscreen.tap(AWAY.x - 100, AWAY.y + 150);
    await hint.waitFor({ state: "detached" });
    // Begun anew, it is the first tap again.
    await page.handle({ node: "view_1", handle: "input" }).tap();
    await hint.getByText(/^Tap an output to connect/).waitFor();
    await page.handle({ node: "sum", handle: "output" }).tap();
    await page.edges.nth(1).waitFor();
  });

  await t.step("what is pressed of a handle is as large as a finger", async () => {
    const sizes = await page.root.locator(".react-flow__handle").evaluateAll((all) =>
      all.map((handle) => {
        const { width, height } = getComputedStyle(handle, "::after");
        return Math.min(parseFloat(width), parseFloat(height));
      })
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
  });
  expect(page.complaints).toEqual([]);
});
