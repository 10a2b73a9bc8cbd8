import { expect } from "@std/expect";
import { activePart } from "../../../engine/core/node_modes.ts";
import {
  type NodeMode,
  type Workflow,
  type WorkflowNode,
  workflowToRunRequest,
} from "../../../engine/core/workflow.ts";
import { add, findOp, greet } from "../../helpers/ops.ts";

const position = { x: 0, y: 0 };

function fn(id: string, functionName: string, mode?: NodeMode): WorkflowNode {
  const data = { functionName, values: {}, ...(mode ? { mode } : {}) };
  return { id, type: "functionNode", position, data };
}

function number(id: string, mode?: NodeMode): WorkflowNode {
  const data = { variableName: id, variableType: "Number", ...(mode ? { mode } : {}) } as const;
  return { id, type: "variableNode", position, data };
}

function view(id: string): WorkflowNode {
  return { id, type: "viewNode", position, data: {} };
}

/** `a.b > c.d`: from output b of a to input d of c. */
function edges(...texts: string[]): Workflow["edges"] {
  return texts.map((text, index) => {
    const [from, to] = text.split(" > ");
    const [source, sourceHandle] = from.split(".");
    const [target, targetHandle] = to.split(".");
    return {
      ...{ id: `e${index}`, source, target, targetHandle },
      ...(sourceHandle ? { sourceHandle } : {}),
    };
  });
}

function part(nodes: WorkflowNode[], ...texts: string[]) {
  const active = activePart({ nodes, edges: edges(...texts) }, findOp);
  return {
    nodes: active.nodes.map(({ id }) => id),
    edges: active.edges.map((edge) =>
      `${edge.source}${edge.sourceHandle ? `.${edge.sourceHandle}` : ""} > ` +
      `${edge.target}.${edge.targetHandle}`
    ),
    skipped: [...active.skipped],
  };
}

Deno.test("activePart() gives everything where nothing is marked", () => {
  expect(part([number("n"), fn("sum", "add"), view("v")], "n > sum.a", "sum > v.input")).toEqual({
    nodes: ["n", "sum", "v"],
    edges: ["n > sum.a", "sum > v.input"],
    skipped: [],
  });
});

Deno.test("activePart() leaves out muted nodes and all that depends on them", () => {
  expect(part(
    [number("n"), fn("one", "add", "mute"), fn("two", "add"), view("v"), view("w")],
    ...["n > one.a", "one > two.a", "two > v.input", "n > w.input"],
  )).toEqual({ nodes: ["n", "w"], edges: ["n > w.input"], skipped: ["two", "v"] });
});

Deno.test("activePart() passes the first fitting input of a bypassed node on", () => {
  expect(part(
    [number("x"), number("y"), fn("sum", "add", "bypass"), view("v")],
    ...["y > sum.b", "x.output > sum.a", "sum > v.input"],
  )).toEqual({ nodes: ["x", "y", "v"], edges: ["x.output > v.input"], skipped: [] });
});

Deno.test("activePart() passes only what fits, and else leaves the input open", () => {
  const list: WorkflowNode = { id: "l", type: "listNode", position, data: {} };
  const nodes = [list, number("n"), fn("g", "greet", "bypass"), fn("sum", "add")];
  // A list is no number, so the second input of greet is taken.
  expect(part(nodes, "l > g.name", "n > g.greeting", "g > sum.a").edges).toEqual(["n > sum.a"]);
  expect(part(nodes, "l > g.name", "g > sum.a")).toEqual({
    nodes: ["l", "n", "sum"],
    edges: [],
    skipped: [],
  });
});

Deno.test("activePart() follows a chain of bypassed nodes to its beginning", () => {
  const chain = Array.from({ length: 3000 }, (_, i) => fn(`f${i}`, "add", "bypass"));
  const texts = chain.map((_, i) => `${i === 0 ? "n" : `f${i - 1}`} > f${i}.a`);
  const active = part([view("v"), ...chain.reverse(), number("n")], "f2999 > v.input", ...texts);
  expect(active).toEqual({ nodes: ["v", "n"], edges: ["n > v.input"], skipped: [] });
});

Deno.test("a node behind a bypassed one is skipped when what it would get is muted", () => {
  const nodes = [number("x", "mute"), number("y"), fn("sum", "add", "bypass"), view("v")];
  expect(part(nodes, "x > sum.a", "y > sum.b", "sum > v.input").skipped).toEqual(["v"]);
  expect(part(nodes, "x > sum.b", "y > sum.a", "sum > v.input").edges).toEqual(["y > v.input"]);
});

Deno.test("activePart() ends with cycles too", () => {
  const nodes = [fn("a", "add", "bypass"), fn("b", "add", "bypass"), fn("c", "add", "mute")];
  expect(part(nodes, "a > b.a", "b > a.a", "c > c.a").nodes).toEqual([]);
});

Deno.test("workflowToRunRequest() sends no notes, groups, marks or points", () => {
  const paper = { color: "blue", width: 100, height: 100 } as const;
  const body = workflowToRunRequest({
    nodes: [
      { id: "note", type: "noteNode", position, data: { text: "# Hi", ...paper } },
      { id: "group", type: "groupNode", position, data: { label: "All", ...paper } },
      { ...number("n"), data: { variableName: "n", variableType: "Number", collapsed: true } },
      view("v"),
    ] as WorkflowNode[],
    edges: [{ ...edges("n > v.input")[0], points: [{ x: 1, y: 2 }] }],
  });
  expect(body).toEqual({
    nodes: [
      {
        id: "n",
        type: "variableNode",
        data: { variableName: "n", variableType: "Number", label: "n" },
      },
      { id: "v", type: "viewNode", data: {} },
    ],
    edges: [{ source: "n", target: "v", targetHandle: "input" }],
  });
});

Deno.test("without ops the first connected input of a bypassed node is passed on", () => {
  const body = workflowToRunRequest({
    nodes: [number("x"), fn("sum", add.name, "bypass"), fn("hello", greet.name)],
    edges: edges("x > sum.b", "sum > hello.name"),
  });
  expect(body.edges).toEqual([{ source: "x", target: "hello", targetHandle: "name" }]);
});
