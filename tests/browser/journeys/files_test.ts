import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { type Journeys, startJourneys, workflowOf } from "../../helpers/journey.ts";

const GRAPH = workflowOf({ five: 5, sum: ["add", { b: "2.5" }], view: "view" }, [
  "five -> sum.a",
  "sum -> view",
]);

/** As the original saves: values among other fields, copies of edges, and what the last run left. */
const ORIGINAL = {
  nodes: [
    {
      id: "node_1",
      type: "variableNode",
      position: { x: 0, y: 0 },
      width: 200,
      data: {
        label: "Variable",
        variableName: "x",
        variableType: "Number",
        variableValue: "4",
        edges: [{ id: "e1", source: "node_1", target: "node_2", targetHandle: "a" }],
        executionStatus: "completed",
        output: 4,
      },
    },
    {
      id: "node_2",
      type: "functionNode",
      position: { x: 320, y: 0 },
      selected: true,
      data: {
        label: "multiply",
        functionName: "multiply",
        params: [{ name: "a", type: "float" }, { name: "b", type: "float" }],
        returns: [{ name: "result", type: "float" }],
        docstring: "Multiply two numbers.",
        b: "3",
        edges: [{ id: "e1", source: "node_1", target: "node_2", targetHandle: "a" }],
        executionStatus: "completed",
        result: 12,
      },
    },
    {
      id: "node_3",
      type: "viewNode",
      position: { x: 640, y: 0 },
      data: { label: "View", result: 12, executionStatus: "completed" },
    },
  ],
  edges: [
    { id: "e1", source: "node_1", sourceHandle: "output", target: "node_2", targetHandle: "a" },
    {
      id: "e2",
      source: "node_2",
      sourceHandle: "result",
      target: "node_3",
      targetHandle: "input",
      animated: true,
    },
  ],
};

describe("files", () => {
  let journeys: Journeys;
  beforeAll(async () => {
    journeys = await startJourneys("basic", "testing");
  });
  afterAll(async () => await journeys?.[Symbol.asyncDispose]());

  it("gives the same graph again after Save, a reload in another profile, and Open", async () => {
    await using page = await journeys.open(GRAPH);
    await page.execute();
    await page.waitForRun("done");
    const { name, text } = await page.save();
    expect(name).toMatch(/^workflow-.*\.json$/);
    const saved = JSON.parse(text);
    expect(saved.version).toBe(1);
    expect(saved.nodes).toEqual(GRAPH.nodes);
    expect(saved.edges).toEqual(GRAPH.edges);

    await using other = await journeys.open();
    expect(await other.nodes.count()).toBe(0);
    await other.openFile(name, text);
    await other.nodes.nth(2).waitFor();
    expect(JSON.parse((await other.save()).text)).toEqual(saved);
    expect(await result(other, "view")).toBe("7.5");
    expect([...page.complaints, ...other.complaints]).toEqual([]);
  });

  it("opens a file of the original's form, and saves it in its own", async () => {
    await using page = await journeys.open();
    await page.openFile("flow.json", JSON.stringify(ORIGINAL));
    await page.nodes.nth(2).waitFor();
    expect(await page.field("node_2", "b").inputValue()).toBe("3");
    expect(await page.edges.count()).toBe(2);
    expect(await result(page, "node_3")).toBe("12");

    const saved = JSON.parse((await page.save()).text);
    expect(saved.version).toBe(1);
    expect(saved.nodes[1].data).toEqual({
      functionName: "multiply",
      values: { b: "3" },
    });
    expect(JSON.stringify(saved)).not.toMatch(/completed|docstring|"result":12|"output":4/);
    expect(page.complaints).toEqual([]);
  });

  it("says what is wrong with a broken file, and keeps the graph", async () => {
    await using page = await journeys.open(GRAPH);
    const broken: [text: string, reason: RegExp][] = [
      ["{ nodes: oops", /Cannot open “broken.json”: .*not JSON/],
      ['["neither", "nor"]', /Cannot open “broken.json”: .*no workflow/],
      ['{"version":1,"nodes":[{"id":"a"}],"edges":[]}', /Cannot open “broken.json”: .*nodes\[0\]/],
      ['{"version":7,"nodes":[],"edges":[]}', /Cannot open “broken.json”: .*version 7/],
    ];
    for (const [text, reason] of broken) {
      await page.openFile("broken.json", text);
      await page.notice.getByText(reason).waitFor();
    }
    expect((await page.saved()).nodes).toEqual(GRAPH.nodes);
    expect(await result(page, "view")).toBe("7.5");
    expect(page.complaints).toEqual([]);
  });

  it("keeps a draft across a reload", async () => {
    await using page = await journeys.open(GRAPH);
    await page.setField("sum", "b", "40");
    await page.reload();
    await page.nodes.nth(2).waitFor();
    expect(await page.field("sum", "b").inputValue()).toBe("40");
    expect(await result(page, "view")).toBe("45");
    expect(page.complaints).toEqual([]);
  });
});

/** Runs the graph; what a view shows then. */
async function result(page: EditorPage, view: string): Promise<string> {
  await page.execute();
  await page.waitForRun("done");
  return await page.viewed(view).innerText();
}
