import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TextContrast, textContrasts } from "../../helpers/contrast.ts";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { type Gates, startGates } from "../../helpers/gates.ts";
import { type Journeys, startJourneys, workflowOf } from "../../helpers/journey.ts";

/** What WCAG AA asks of text. */
const READABLE = 4.5;

describe("the page can be read", () => {
  let journeys: Journeys;
  let gates: Gates;
  beforeAll(async () => {
    gates = startGates();
    journeys = await startJourneys("basic", "gated");
  });
  afterAll(async () => {
    await journeys?.[Symbol.asyncDispose]();
    await gates[Symbol.asyncDispose]();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`in ${colorScheme}, while and after it runs a graph with nodes of every kind and state`, async () => {
      const [steps, words] = [gates.add(), gates.add()];
      await using page = await journeys.open(
        workflowOf({
          five: 5,
          bad: ["add", { a: "abc", b: 1 }],
          sum: ["add", { b: 3 }],
          divide: ["divide", { b: 0 }],
          never: "view",
          list: "list",
          out: "view",
          steps: ["GatedProgress", { url: steps.url, steps: 2 }],
          words: ["GatedStream", { url: words.url }],
          said: "view",
          unknown: ["nowhere"],
        }, [
          "five -> sum.a",
          "five -> divide.a",
          "divide -> never",
          "sum -> list.input-0",
          "list -> out",
          "words -> said",
        ], {
          bad: [0, 1],
          unknown: [0, 2],
          sum: [1, 0],
          divide: [1, 1],
          never: [2, 1],
          list: [2, 0],
          out: [3, 0],
          words: [1, 2],
          said: [2, 2],
          steps: [3, 1],
        }),
        { colorScheme },
      );
      await page.execute();
      await Promise.all([steps.opened(), words.opened()]);
      steps.push("the first of two");
      words.push("streamed");
      await page.waitForCard("steps", "progress");
      await page.viewed("said").getByText("streamed").waitFor();
      expectReadable(await contrasts(page, ["the first of two", "streamed", "Division by zero"]));

      steps.end();
      words.end();
      await page.waitForRun("done");
      await page.node("sum").locator(".node-title").click();
      await page.root.getByRole("region", { name: "Properties" }).waitFor();
      expectReadable(await contrasts(page, ["Variable", "abc", "Adds two numbers.", "Execute"]));
      expect(page.complaints).toEqual([]);
    });
  }
});

/** The contrasts of all texts, which have to be there for the test to mean something. */
async function contrasts(page: EditorPage, texts: string[]): Promise<TextContrast[]> {
  const found = await page.root.evaluate(textContrasts);
  expect(found.map(({ text }) => text)).toEqual(expect.arrayContaining(texts));
  return found;
}

function expectReadable(found: TextContrast[]): void {
  expect(found.filter(({ ratio }) => ratio < READABLE)).toEqual([]);
}
