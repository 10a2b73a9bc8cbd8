import type { Locator } from "playwright-core";
import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { edgeTexts } from "../../helpers/canvas_page.ts";
import { type Journeys, startJourneys, workflowOf } from "../../helpers/journey.ts";

describe("connections", () => {
  let journeys: Journeys;
  beforeAll(async () => {
    journeys = await startJourneys("basic");
  });
  afterAll(async () => await journeys?.[Symbol.asyncDispose]());

  it("refuses a cycle, and says why", async () => {
    await using page = await journeys.open(
      workflowOf({ one: ["add"], two: ["add"] }, ["one -> two.a"]),
    );
    const output = await middle(page.handle({ node: "two", handle: "output" }));
    const input = await middle(page.handle({ node: "one", handle: "a" }));
    await page.root.mouse.move(output.x, output.y);
    await page.root.mouse.down();
    await page.root.mouse.move(input.x + 60, input.y + 20, { steps: 5 });
    await page.root.mouse.move(input.x, input.y, { steps: 5 });
    await page.root.locator(".connection-hint").getByText("cycle").waitFor();
    await page.root.mouse.up();

    await page.notice.getByText("cycle").waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["one.output → two.a"]);
    expect(page.complaints).toEqual([]);
  });

  it("refuses types that do not go together, and says why", async () => {
    await using page = await journeys.open(workflowOf({ items: "list", sum: ["add"] }));
    await page.connect({ node: "items", handle: "output" }, { node: "sum", handle: "a" });
    await page.notice.getByText('"a" takes a number, this is a list').waitFor();
    expect((await page.saved()).edges).toEqual([]);
    expect(page.complaints).toEqual([]);
  });

  it("puts a second edge into an input in the place of the first", async () => {
    await using page = await journeys.open(
      workflowOf({ one: 1, two: 2, sum: ["add", { b: 10 }] }, [], {
        two: [0, 1],
        sum: [1, 0],
      }),
    );
    await page.connect({ node: "one", handle: "output" }, { node: "sum", handle: "a" });
    await page.edges.first().waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["one.output → sum.a"]);
    // A connected parameter has no field.
    expect(await page.field("sum", "a").count()).toBe(0);

    await page.connect({ node: "two", handle: "output" }, { node: "sum", handle: "a" });
    await page.root.locator('.react-flow__edge[aria-label*="two"]').waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["two.output → sum.a"]);

    await page.execute();
    await page.waitForRun("done");
    await (await page.waitForCard("sum", "completed")).getByText("12", { exact: true }).waitFor();
    expect(page.complaints).toEqual([]);
  });
});

async function middle(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`Not on the page: ${locator}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
