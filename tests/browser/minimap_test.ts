import { fn, view } from "../helpers/hands_page.ts";
import { add } from "../helpers/ops.ts";
import { testCanvas } from "../helpers/test_canvas.ts";

Deno.test("the minimap makes way for a node under it while all of the graph is in view", async () => {
  await using canvas = await testCanvas([add]);
  await using page = await canvas.open({
    nodes: [fn("one", 0), view("v", 340)],
    edges: [],
  });
  const minimap = page.root.locator(".canvas .react-flow__minimap-svg");
  await minimap.waitFor({ state: "visible" });
  const box = (await page.root.locator(".canvas").boundingBox())!;
  const corner = { x: box.x + box.width - 160, y: box.y + box.height - 110 };
  await page.drag(page.node("v").locator(".node-title"), corner);
  await minimap.waitFor({ state: "hidden" });
  // Not all is in view any more: it says where the rest is.
  await page.root.mouse.move(box.x + 500, box.y + 300);
  await page.root.mouse.wheel(0, -400);
  await minimap.waitFor({ state: "visible" });
});
