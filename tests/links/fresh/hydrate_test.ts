import { expect } from "@std/expect";
import { launchBrowser } from "../../helpers/browser.ts";
import { buildFixture } from "./fixture.ts";

const createHandler = await buildFixture();

Deno.test("an island is rendered, hydrated, and its React Flow nodes can be dragged", async () => {
  await using server = Deno.serve({ port: 0, onListen: () => {} }, createHandler());
  await using browser = await launchBrowser();
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });

  const answer = await page.goto(`http://127.0.0.1:${server.addr.port}/`);
  const markup = await answer?.text() ?? "";
  expect(markup).toContain('data-hydrated="no"');
  expect(markup).toContain("Zwei ✓");

  const flow = page.locator(".flow");
  await page.locator('.flow[data-hydrated="yes"]').waitFor();
  await page.locator('.flow[data-later="loaded later"]').waitFor();
  expect(await flow.count()).toBe(1);
  expect(await flow.getAttribute("data-one-preact")).toBe("yes");
  expect(await page.locator(".react-flow__edge").count()).toBe(1);

  const node = page.locator('.react-flow__node[data-id="a"]');
  expect(await node.textContent()).toBe("One </script> <b>");
  const before = await node.boundingBox();
  if (before === null) throw new Error("The node has no box");
  await page.mouse.move(before.x + 20, before.y + 20);
  await page.mouse.down();
  await page.mouse.move(before.x + 60, before.y + 50, { steps: 4 });
  await page.mouse.move(before.x + 120, before.y + 80, { steps: 4 });
  await page.mouse.up();
  const after = await node.boundingBox();
  expect(Math.round((after?.x ?? 0) - before.x)).toBeGreaterThan(80);
  expect(Math.round((after?.y ?? 0) - before.y)).toBeGreaterThan(40);
  expect(complaints).toEqual([]);
});
