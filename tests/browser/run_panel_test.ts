import { expect } from "@std/expect";
import type { RunEvent } from "@/engine/core/run_event.ts";
import type { EditorPage } from "../helpers/editor_page.ts";
import { workflowOf } from "../helpers/journey.ts";
import { add } from "../helpers/ops.ts";
import { nodeEvents, type PanelTest, testPanels } from "../helpers/panel_page.ts";

const DONE: RunEvent = { status: "done", results: {} };
const GRAPH = workflowOf({ n1: ["add"], n2: ["add"], n3: "view" }, ["n1 -> n2.a", "n2 -> n3"]);

/** Colour of the left border of a card, as the browser computes it. */
function borderColor(page: EditorPage, id: string): Promise<string> {
  return page.card(id).evaluate((card) => getComputedStyle(card).borderLeftColor);
}

/** A token's colour, as the browser computes it. */
function tokenColor(page: EditorPage, token: string): Promise<string> {
  return page.root.evaluate((name) => {
    const probe = document.createElement("i");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const color = getComputedStyle(probe).color;
    probe.remove();
    return color;
  }, token);
}

/** Runs a graph of one node, with those events. */
async function start(panels: PanelTest, page: EditorPage, ...events: RunEvent[]) {
  const run = panels.nextRun();
  await page.execute();
  for (const event of events) run.push(event);
  return run;
}

Deno.test("panel of the run", async (t) => {
  await using panels = await testPanels([add]);
  const [one, two, three] = [1, 2, 3].map((number) => nodeEvents(number));

  await t.step("is folded until a run begins, and 400 px wide", async () => {
    await using page = await panels.open(GRAPH);
    await page.ready();
    expect(await page.run.isVisible()).toBe(false);
    await page.root.getByRole("button", { name: "Show the run" }).click();
    await page.run.getByText("No execution in progress").waitFor();
    await page.root.getByRole("button", { name: "Fold the run" }).click();
    await page.run.waitFor({ state: "hidden" });

    const run = await start(panels, page);
    await page.run.waitFor();
    const dock = await page.root.locator(".dock").boundingBox();
    expect([dock?.width, (dock?.x ?? 0) + (dock?.width ?? 0)]).toEqual([400, 1440]);
    run.push(DONE);
    await page.waitForRun("done");
    expect(page.complaints).toEqual([]);
  });

  await t.step("shows each state of a node with its colour and mark", async () => {
    await using page = await panels.open(GRAPH);
    const run = await start(panels, page, one.executing({ a: 1 }));
    const mark = (word: string) => page.card("n1").getByRole("img", { name: word });
    await mark("Running").waitFor();
    expect(await borderColor(page, "n1")).toBe(await tokenColor(page, "--status-executing"));

    run.push(one.progress(0.42, "Item 42/100"));
    await page.waitForCard("n1", "progress");
    const bar = page.card("n1").getByRole("progressbar");
    expect(await bar.getAttribute("aria-valuenow")).toBe("42");
    expect(await page.card("n1").innerText()).toContain("42 %");
    expect(await page.card("n1").innerText()).toContain("Item 42/100");
    expect(await borderColor(page, "n1")).toBe(await tokenColor(page, "--status-progress"));

    run.push(one.streaming("Hello, "));
    run.push(one.streaming("world"));
    await page.card("n1").getByText("Hello, world").waitFor();
    expect(await borderColor(page, "n1")).toBe(await tokenColor(page, "--status-streaming"));

    run.push(one.completed({ answer: [1, 2] }));
    await mark("Completed").waitFor();
    expect(await borderColor(page, "n1")).toBe(await tokenColor(page, "--status-completed"));
    await page.card("n1").locator(".run-card-output").getByText("list of 2").waitFor();

    run.push(two.error("Division by zero"));
    await page.card("n2").getByText("Division by zero").waitFor();
    await page.card("n2").getByRole("img", { name: "Failed" }).waitFor();
    expect(await borderColor(page, "n2")).toBe(await tokenColor(page, "--status-error"));

    run.push(three.skipped('Skipped because "add" failed'));
    await page.card("n3").getByRole("img", { name: "Skipped" }).waitFor();
    await page.card("n3").getByText('Skipped because "add" failed').waitFor();

    run.push(DONE);
    await page.waitForRun("done");
    expect(await page.run.locator(".run-phase").innerText()).toBe("Done · 1 of 3 nodes failed");
    // The nodes' borders say the same.
    await page.waitForNode("n1", "completed");
    await page.waitForNode("n2", "error");
    await page.waitForNode("n3", "skipped");
    expect(page.complaints).toEqual([]);
  });

  await t.step("numbers the cards, folds their inputs, and says how long they took", async () => {
    await using page = await panels.open(GRAPH);
    const inputs = { a: 5, list: [1, 2], text: "two words" };
    await start(panels, page, one.executing(inputs), one.completed(8), two.executing(), DONE);
    await page.waitForRun("done");
    const card = page.card("n1");
    expect(await card.locator(".run-card-number").innerText()).toBe("1");
    expect(await card.locator(".run-card-time").innerText()).toBe("3 ms");
    expect(await card.locator(".run-card-inputs").count()).toBe(0);
    await card.getByRole("button", { name: "Inputs" }).click();
    expect(await card.locator("dt").allInnerTexts()).toEqual(["a", "list", "text"]);
    await card.getByText("two words").waitFor();
    // A node without inputs has nothing to unfold.
    expect(await page.card("n2").getByRole("button", { name: "Inputs" }).count()).toBe(0);
  });

  await t.step("says for how many runs a run waits, and Stop takes it out", async () => {
    await using page = await panels.open(GRAPH);
    const run = await start(panels, page, { status: "waiting", before: 3 });
    await page.run.locator(".panel-empty").getByText("Waiting for 3 runs before it").waitFor();
    await page.waitForRun("waiting");
    run.push({ status: "waiting", before: 1 });
    await page.run.locator(".panel-empty").getByText("Waiting for 1 run before it").waitFor();
    expect(await page.run.getByRole("status").innerText()).toBe("Waiting for 1 run before it");
    run.push({ status: "waiting", before: 0 });
    run.push(one.executing({ a: 1 }));
    await page.card("n1").waitFor();
    expect(await page.run.locator(".panel-empty").count()).toBe(0);
    run.push(one.completed(1));
    run.push(DONE);
    await page.waitForRun("done");

    await start(panels, page, { status: "waiting", before: 2 });
    await page.waitForRun("waiting");
    await page.executeButton.click();
    await page.waitForRun("stopped");
    expect(page.complaints).toEqual([]);
  });

  await t.step("clears what the last run left", async () => {
    await using page = await panels.open(GRAPH);
    await start(panels, page, one.executing(), one.completed(8), DONE);
    await page.waitForRun("done");
    const run = await start(panels, page);
    await page.cards.first().waitFor({ state: "detached" });
    await page.node("n1").and(page.root.locator(":not([data-status])")).waitFor();
    run.push(DONE);
    await page.waitForRun("done");
  });

  await t.step("stops, and marks what was at work", async () => {
    await using page = await panels.open(GRAPH);
    await start(panels, page, one.executing());
    await page.waitForRun("running");
    await page.waitForCard("n1", "executing");
    await page.stop();
    await page.waitForRun("stopped");
    await page.waitForCard("n1", "stopped");
    expect(panels.engine.stopped).toContain(`run-${panels.engine.requests.length}`);
    // The second press of a double click is not meant for Stop.
    const run = panels.nextRun();
    await page.executeButton.dblclick();
    await page.waitForRun("running");
    run.push(one.executing());
    await page.waitForCard("n1", "executing");
    run.push(DONE);
    await page.waitForRun("done");
  });

  await t.step("says why a run was refused", async () => {
    await using page = await panels.open(GRAPH);
    await start(panels, page, { status: "error", error: "Graph contains a cycle: a → b → a" });
    await page.waitForRun("error");
    const alert = page.run.getByRole("alert");
    expect(await alert.innerText()).toContain("Graph contains a cycle: a → b → a");
    expect(await page.executeButton.isEnabled()).toBe(true);
  });

  await t.step("says that the server went away in the middle of a run", async () => {
    await using page = await panels.open(GRAPH);
    await start(panels, page, one.executing());
    await page.waitForCard("n1", "executing");
    await panels.server.cut();
    await page.waitForRun("error");
    expect(await page.run.getByRole("alert").innerText()).toContain("The server does not answer.");
    await page.waitForCard("n1", "stopped");

    // Without a server Execute says so, and can be pressed again.
    await page.execute();
    await page.waitForRun("error");
    await page.run.getByRole("alert").getByText("The server does not answer.").waitFor();
    panels.server.start();
    await start(panels, page, one.executing(), one.completed(1), DONE);
    await page.waitForRun("done");
    expect(await page.run.getByRole("alert").count()).toBe(0);
  });

  await t.step("loads the whole of a value of which it has a preview", async () => {
    await using page = await panels.open(GRAPH);
    // Over the size of what the lean stream sends whole.
    const text = "begin " + "x".repeat(40_000) + " end";
    const run = await start(panels, page, one.executing());
    await page.waitForCard("n1", "executing");
    panels.engine.values.set(`run-${panels.engine.requests.length} n1`, text);
    run.push(one.completed(text));
    run.push(DONE);
    await page.waitForRun("done");
    const output = page.card("n1").locator(".run-card-output");
    await output.getByText("begin xxx").waitFor();
    expect(await output.innerText()).not.toContain("end");
    await output.getByRole("button", { name: /Load the whole value, 40 kB/ }).click();
    await output.getByText("xxx end").waitFor();
  });

  await t.step("copies an output, the whole of it, on pages without a clipboard too", async () => {
    await using page = await panels.open(GRAPH);
    const text = "begin " + "x".repeat(40_000) + " end";
    const run = await start(panels, page, one.executing(), one.completed({ a: [1] }));
    await page.waitForCard("n1", "completed");
    panels.engine.values.set(`run-${panels.engine.requests.length} n2`, text);
    [two.executing(), two.completed(text), DONE].forEach((event) => run.push(event));
    await page.waitForRun("done");
    const copied = () => page.root.evaluate(() => navigator.clipboard.readText());
    const copy = async (id: string) => {
      await page.card(id).getByRole("button", { name: "Copy the output" }).click();
      await page.card(id).getByRole("button", { name: "Copied" }).waitFor();
    };
    await copy("n1");
    expect(JSON.parse(await copied())).toEqual({ a: [1] });
    await copy("n2");
    expect(await copied()).toBe(text);

    await page.card("n1").getByRole("button", { name: "Copy the output" }).waitFor();
    await page.root.evaluate(() => {
      const { clipboard } = navigator;
      Object.defineProperty(clipboard, "writeText", { value: () => Promise.reject(new Error()) });
    });
    await copy("n1");
    expect(JSON.parse(await copied())).toEqual({ a: [1] });
    expect(page.complaints).toEqual([]);
  });

  await t.step("shows the node of a card on the canvas", async () => {
    await using page = await panels.open(workflowOf({ n1: ["add"], n2: ["add"] }, [], {
      n1: [0, 0],
      n2: [20, 20],
    }));
    await start(panels, page, two.executing(), two.completed(1), DONE);
    await page.waitForRun("done");
    await page.card("n2").getByRole("button", { name: "add", exact: true }).click();
    await page.root.locator('.react-flow__node.selected[data-id="n2"]').waitFor();
    const node = await page.frame("n2").boundingBox();
    const canvas = await page.root.locator(".editor-canvas").boundingBox();
    const middle = (node?.x ?? 0) + (node?.width ?? 0) / 2;
    expect(Math.abs(middle - (canvas?.x ?? 0) - (canvas?.width ?? 0) / 2)).toBeLessThan(2);
  });

  await t.step("scrolls to the newest card, unless the user scrolled away", async () => {
    await using page = await panels.open(GRAPH);
    const run = await start(panels, page);
    const add = (from: number, to: number) => {
      for (let number = from; number <= to; number++) {
        run.push(nodeEvents(number).executing());
        run.push(nodeEvents(number).completed(number));
      }
    };
    add(1, 30);
    await page.card("n30").waitFor();
    await page.card("n30").getByText("30").first().waitFor();
    // Only what is in view is on the page.
    expect(await page.card("n1").count()).toBe(0);

    const list = page.run.getByRole("region", { name: "Nodes of the run" });
    await list.hover();
    await page.root.mouse.wheel(0, -10_000);
    await page.card("n1").waitFor();
    add(31, 60);
    await page.run.locator(".run-phase").getByText("60 nodes").waitFor();
    expect(await list.evaluate((element) => element.scrollTop)).toBe(0);
    expect(await page.card("n60").count()).toBe(0);

    await page.run.getByRole("button", { name: "Newest" }).click();
    await page.card("n60").waitFor();
    add(61, 90);
    await page.card("n90").waitFor();
    run.push(DONE);
    await page.waitForRun("done");
  });

  await t.step("keeps few cards on the page for a run of 1,000 nodes", async () => {
    await using page = await panels.open(GRAPH);
    const run = await start(panels, page);
    for (let number = 1; number <= 1000; number++) {
      run.push(nodeEvents(number).executing({ a: 1, b: [1, 2, 3] }));
      run.push(nodeEvents(number).completed({ sum: number }));
    }
    run.push(DONE);
    await page.waitForRun("done");
    await page.card("n1000").waitFor();
    expect(await page.run.locator(".run-phase").innerText()).toBe("Done · 1000 nodes");
    expect(await page.cards.count()).toBeLessThan(40);
  });
});
