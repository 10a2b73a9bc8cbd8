import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Gates, startGates } from "../../helpers/gates.ts";
import { type Journeys, startJourneys, workflowOf } from "../../helpers/journey.ts";

describe("a server that goes and comes, and changes", () => {
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

  it("says that the server is away in the middle of a run, and goes on when it is back", async () => {
    const gate = gates.add();
    await using page = await journeys.open(workflowOf({
      steps: ["GatedProgress", { url: gate.url, steps: 2 }],
      sum: ["add", { a: 1, b: 2 }],
    }));
    await page.execute();
    await gate.opened();
    gate.push("half of it");
    await page.waitForCard("steps", "progress");

    await journeys.server.kill();
    await gate.abandoned();
    await page.waitForRun("error");
    await page.run.getByRole("alert").getByText(
      /The server does not answer|The connection to the server broke/,
    ).waitFor();
    await page.waitForCard("steps", "stopped");
    await page.library.getByRole("alert").waitFor();
    // What was loaded stays while nobody can say what there is now.
    await page.libraryItem("add").waitFor();

    // Without the server, a run says so too.
    await page.execute();
    await page.waitForRun("error");
    await page.run.getByRole("alert").getByText("The server does not answer").waitFor();

    await journeys.server.packs.write("late/ops.ts", "export const later = (): string => 'yes';");
    await journeys.server.restart();
    await page.libraryItem("later").waitFor();
    await page.library.getByRole("alert").waitFor({ state: "detached" });
    await page.node("steps").locator(".node-title").click();
    await page.root.keyboard.press("Delete");
    await page.execute();
    await page.waitForRun("done");
    await page.waitForCard("sum", "completed");
  });

  it("takes over what is saved in a nodepack while the page is open", async () => {
    await using page = await journeys.open();
    const { packs } = journeys.server;
    await packs.write(
      "mine/ops.ts",
      "/** Doubles. */\nexport function twice(n: number) { return 2 * n; }\n",
    );
    await page.libraryItem("twice").waitFor();
    const node = await page.dragFromLibrary("twice", 500, 200);
    await page.setField(node, "n", "4");
    await page.execute();
    await page.waitForRun("done");
    await page.card(node).getByText("8", { exact: true }).waitFor();

    await packs.write(
      "mine/ops.ts",
      "export function twice(n: number, plus: number) { return 2 * n + plus; }\n",
    );
    await page.field(node, "plus").waitFor();
    await page.setField(node, "plus", "1");
    await page.execute();
    await page.waitForRun("done");
    await page.card(node).getByText("9", { exact: true }).waitFor();

    await packs.write("mine/ops.ts", "export function twice(n: number { return 2 * n; }\n");
    await page.library.getByText("mine/ops.ts").first().waitFor();
    await page.libraryItem("twice").waitFor({ state: "detached" });
    await page.libraryItem("add").waitFor();
    expect(page.complaints).toEqual([]);
  });
});
