import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Gates, startGates } from "../../helpers/gates.ts";
import { type Journeys, startJourneys, workflowOf } from "../../helpers/journey.ts";
import { allIdle, isComputing } from "../../helpers/await_processes.ts";

describe("a run that is watched", () => {
  let journeys: Journeys;
  let gates: Gates;
  beforeAll(async () => {
    gates = startGates();
    journeys = await startJourneys("basic", "gated", "testing");
  });
  afterAll(async () => {
    await journeys?.[Symbol.asyncDispose]();
    await gates[Symbol.asyncDispose]();
  });

  it("moves the bar with an op's progress; Stop in the middle ends the run and the op", async () => {
    const [first, second] = [gates.add(), gates.add()];
    await using page = await journeys.open(workflowOf({
      steps: ["GatedProgress", { url: first.url, steps: 4 }],
      view: "view",
    }, ["steps -> view"]));
    const bar = page.card("steps").getByRole("progressbar");
    const at = (percent: number) =>
      bar.and(page.root.locator(`[aria-valuenow="${percent}"]`)).waitFor();

    await page.execute();
    await first.opened();
    await page.waitForCard("steps", "executing");
    for (const [percent, message] of [[25, "one"], [50, "two"]] as const) {
      first.push(message);
      await at(percent);
      await page.card("steps").getByText(message, { exact: true }).waitFor();
      await page.card("steps").getByText(`${percent} %`).waitFor();
    }
    await page.waitForNode("steps", "progress");
    expect(await page.node("steps").getByRole("progressbar").getAttribute("aria-valuenow")).toBe(
      "50",
    );

    await page.stop();
    await page.waitForRun("stopped");
    await first.abandoned();
    await page.waitForCard("steps", "stopped");
    await page.waitForNode("steps", "stopped");
    await allIdle(journeys.server.pid);

    await page.setField("steps", "url", second.url);
    await page.execute();
    await second.opened();
    for (const percent of [25, 50, 75, 100]) {
      second.push(`at ${percent}`);
      await at(percent);
    }
    second.end();
    await page.waitForRun("done");
    await page.viewed("view").getByText("4", { exact: true }).waitFor();
    expect(page.complaints).toEqual([]);
  });

  it("ends an op that never listens when Stop is pressed", async () => {
    await using page = await journeys.open(workflowOf({ spin: ["SpinProgress"] }));
    await page.execute();
    await page.waitForCard("spin", "progress");
    expect(await isComputing(journeys.server.pid)).toBe(true);

    await page.stop();
    await page.waitForRun("stopped");
    await allIdle(journeys.server.pid);
    expect(page.complaints).toEqual([]);
  });

  it("lets the text of a stream op grow while it runs", async () => {
    const gate = gates.add();
    await using page = await journeys.open(workflowOf({
      words: ["GatedStream", { url: gate.url }],
      view: "view",
    }, ["words -> view"]));

    await page.execute();
    await gate.opened();
    const texts = ["Hello", "Hello there", "Hello there, world"];
    for (const [index, word] of ["Hello", "there,", "world"].entries()) {
      gate.push(word);
      const text = texts[index];
      await (await page.waitForCard("words", "streaming")).getByText(text).waitFor();
      await page.viewed("view").getByText(text).waitFor();
    }
    await page.waitForNode("words", "streaming");
    expect(await page.card("view").count()).toBe(0);

    gate.end();
    await page.waitForRun("done");
    expect(await page.card("words").locator(".run-card-output").innerText()).toBe(
      "Hello there, world ",
    );
    expect(page.complaints).toEqual([]);
  });

  it("shows an op that fails in red with its reason, skips what needs it, and completes the rest", async () => {
    await using page = await journeys.open(workflowOf(
      {
        divide: ["divide", { a: 10, b: 0 }],
        more: ["add", { b: 1 }],
        never: "view",
        other: ["add", { a: 1, b: 2 }],
        view: "view",
      },
      ["divide -> more.a", "more -> never", "other -> view"],
      {
        other: [0, 1],
        view: [1, 1],
      },
    ));

    await page.execute();
    await page.waitForRun("done");

    const failed = await page.waitForCard("divide", "error");
    await failed.getByText("Division by zero").waitFor();
    expect(await isRed(failed)).toBe(true);
    await (await page.waitForNode("divide", "error")).getByText("Division by zero").waitFor();
    expect(await isRed(page.node("divide"))).toBe(true);
    for (const id of ["more", "never"]) {
      await (await page.waitForCard(id, "skipped")).getByText('"divide" failed').waitFor();
      await page.waitForNode(id, "skipped");
    }
    await page.node("never").getByText("No value came").waitFor();
    await page.waitForCard("other", "completed");
    await page.viewed("view").getByText("3", { exact: true }).waitFor();
    expect(await page.run.locator(".run-phase").innerText()).toBe("Done · 1 of 5 nodes failed");
    expect(page.complaints).toEqual([]);
  });
});

/** Whether an element's left border is red, as the browser paints it. */
async function isRed(element: { evaluate<T>(f: (e: Element) => T): Promise<T> }): Promise<boolean> {
  const color = await element.evaluate((e) => getComputedStyle(e).borderLeftColor);
  const [red, green, blue] = color.match(/[\d.]+/g)!.map(Number);
  return red > 2 * green && red > 2 * blue;
}
