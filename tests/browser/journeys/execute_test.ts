import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Journeys, startJourneys, workflowOf } from "../../helpers/journey.ts";

describe("from the library to a result", () => {
  let journeys: Journeys;
  beforeAll(async () => {
    journeys = await startJourneys("basic", "testing");
  });
  afterAll(async () => await journeys?.[Symbol.asyncDispose]());

  it("shows the sum of two typed numbers in the view and in the cards", async () => {
    await using page = await journeys.open();
    const add = await page.dragFromLibrary("add", 500, 200);
    await page.setField(add, "a", "5");
    await page.setField(add, "b", "2.5");
    const view = await page.dragFromLibrary("View", 800, 200);
    await page.connect({ node: add, handle: "output" }, { node: view, handle: "input" });
    await page.edges.first().waitFor();

    await page.execute();
    await page.waitForRun("done");

    await page.viewed(view).getByText("7.5").waitFor();
    const card = await page.waitForCard(add, "completed");
    expect(await card.getByText("1", { exact: true }).count()).toBe(1);
    expect(await card.locator(".run-card-output").innerText()).toBe("7.5");
    await card.getByRole("button", { name: "Inputs" }).click();
    expect(await card.locator(".run-card-inputs").innerText()).toMatch(/a\s+5\s+b\s+2.5/);
    expect(
      await (await page.waitForCard(view, "completed")).locator(".run-card-output").innerText(),
    )
      .toBe("7.5");
    expect(await page.cards.count()).toBe(2);
    await page.waitForNode(add, "completed");
    expect(page.complaints).toEqual([]);
  });

  it("opens the example of two sums, and shows 48 and [8, 6]", async () => {
    await using page = await journeys.open();
    await page.openExample("Arithmetic");
    await page.node("view").waitFor();

    await page.execute();
    await page.waitForRun("done");

    await page.viewed("view").getByText("48", { exact: true }).waitFor();
    expect(await page.viewed("vl").locator(".value-number").allInnerTexts()).toEqual(["8", "6"]);
    expect(await page.run.locator(".run-phase").innerText()).toBe("Done · 10 nodes");
    expect(page.complaints).toEqual([]);
  });

  it("keeps the results in view when the panel of the run opens over a graph that was in view", async () => {
    await using page = await journeys.open(workflowOf({
      one: ["add", { a: 1, b: 2 }],
      two: ["add", { b: 2 }],
      view: "view",
    }, ["one -> two.a", "two -> view"]));
    await page.root.getByRole("button", { name: "Fit View" }).click();
    await page.execute();
    await page.waitForRun("done");

    const canvas = await page.root.locator(".canvas").boundingBox();
    await page.root.waitForFunction(
      ([id, right]) =>
        document.querySelector(`.react-flow__node[data-id="${id}"]`)!
          .getBoundingClientRect().right <= Number(right),
      ["view", canvas!.x + canvas!.width],
    );
    expect(page.complaints).toEqual([]);
  });
});
