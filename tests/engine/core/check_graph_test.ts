import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { checkGraph } from "../../../engine/core/check_graph.ts";
import { findOpIn } from "../../../commands/find_op.ts";
import type { CatalogSnapshot } from "../../../engine/catalog/types.ts";
import { parseRunRequest } from "../../../engine/core/parse_graph.ts";
import type { ParamSchema, ReturnSchema } from "../../../engine/core/schema.ts";
import { testCatalog, testOp } from "../../helpers/test_catalog.ts";

const a: ParamSchema = { name: "a", type: "float", ts_type: "number" };
const b: ParamSchema = { name: "b", type: "float", ts_type: "number" };
const result: ReturnSchema = { name: "result", type: "float", ts_type: "number" };
const items: ParamSchema = { name: "items", type: "list", ts_type: "number[]" };
const mode: ParamSchema = {
  ...{ name: "mode", type: "Literal", ts_type: '"fast" | "slow"', optional: true },
  ...{ literal_values: ["fast", "slow"], literals: ["fast", "slow"] },
};

const CATALOG: CatalogSnapshot = testCatalog([
  testOp("add", { params: [a, { ...b, default: 10, optional: true }], returns: [result] }),
  testOp("sum", { params: [items, mode], returns: [result] }),
  testOp("divmod", {
    params: [a, b],
    returns: [{ ...result, name: "quotient" }, { ...result, name: "remainder" }],
  }),
]);

type Node = [id: string, type: string, data?: Record<string, unknown>];
type Edge = [source: string, target: string, targetHandle?: string, sourceHandle?: string];

function check(nodes: Node[], edges: Edge[] = []): string[] {
  const graph = parseRunRequest({
    nodes: nodes.map(([id, type, data = {}]) => ({ id, type, data })),
    edges: edges.map(([source, target, targetHandle, sourceHandle]) => {
      return { source, target, targetHandle, sourceHandle };
    }),
  });
  return checkGraph(graph, { findOp: findOpIn(CATALOG) })
    .map(({ nodeId, message }) => nodeId === undefined ? message : `${nodeId}: ${message}`);
}

function call(id: string, functionName: string, values: Record<string, unknown> = {}): Node {
  return [id, "functionNode", { functionName, values }];
}

describe("checkGraph()", () => {
  it("finds nothing in a graph that is right", () => {
    const nodes: Node[] = [
      ["x", "variableNode", { variableName: "x", variableType: "Number", variableValue: "2" }],
      call("n", "add", { b: " 1e3 " }),
      ["l", "listNode"],
      call("s", "sum", { mode: "slow" }),
      ["v", "viewNode"],
    ];
    const edges: Edge[] = [
      ["x", "n", "a", "output"],
      ["n", "l", "input-0", "output"],
      ["l", "s", "items", "output"],
      ["s", "v", "input"],
    ];
    expect(check(nodes, edges)).toEqual([]);
  });

  it("names a cycle", () => {
    const nodes = [call("n", "add"), call("m", "add")];
    expect(check(nodes, [["n", "m", "a"], ["m", "n", "a"]])).toEqual([
      expect.stringMatching(/cycle: n → m → n|cycle: m → n → m/),
    ]);
  });

  it("names unknown ops and node types", () => {
    expect(check([call("n", "foo"), ["w", "weirdNode"]])).toEqual([
      'n: Unknown op "foo"',
      'w: Unknown node type "weirdNode"',
    ]);
  });

  it("looks for an op in the pack that a node names", () => {
    const node: Node = ["n", "functionNode", { functionName: "add", pack: "other", values: {} }];
    expect(check([node])).toEqual(['n: Unknown op "other/add"']);
  });

  it("names required parameters that are missing, and not those that may be", () => {
    expect(check([call("n", "add", { b: "" }), call("s", "sum")])).toEqual([
      'n: Missing required parameter "a"',
      's: Missing required parameter "items"',
    ]);
  });

  it("names values that cannot be converted", () => {
    expect(check([call("n", "add", { a: "abc" }), call("s", "sum", { items: "[]", mode: "x" })]))
      .toEqual([
        'n: Cannot convert "abc" to float for parameter "a"',
        expect.stringMatching(/^s: .*"x".*"mode"/),
      ]);
  });

  it("names values of variables that cannot be converted", () => {
    const variable: Node = ["t", "variableNode", { variableType: "String", variableValue: "abc" }];
    expect(check([variable, call("n", "add")], [["t", "n", "a"]])).toEqual([
      'n: Cannot convert "abc" to float for parameter "a"',
    ]);
  });

  it("names connections that never fit", () => {
    expect(check([["l", "listNode"], call("n", "add")], [["l", "n", "a"]])).toEqual([
      'n: Cannot connect "l": "a" takes a number, this is a list',
    ]);
    const nodes = [call("d", "divmod", { a: 1, b: 2 }), call("n", "add")];
    expect(check(nodes, [["d", "n", "a", "output"]])).toEqual([
      'n: Cannot connect "d": "a" takes a number, this is an object',
    ]);
    expect(check(nodes, [["d", "n", "a", "quotient"]])).toEqual([]);
  });

  it("lets several connections into a list be items of it", () => {
    const nodes = [call("n", "add", { a: 1 }), call("m", "add", { a: 1 }), call("s", "sum")];
    expect(check(nodes, [["n", "s", "items"], ["m", "s", "items"]])).toEqual([]);
  });

  it("names parameters and outputs that are not there", () => {
    const nodes = [call("n", "add", { a: 1, c: 2 }), call("m", "add", { a: 1 })];
    expect(check(nodes, [["n", "m", "d", "sum"]])).toEqual([
      'n: "add" has no parameter "c"',
      'm: "n" has no output "sum"',
      'm: "add" has no parameter "d"; the connection only orders',
    ]);
  });

  it("offers what is like a name that is not there", () => {
    const graph = parseRunRequest({
      nodes: [
        { id: "x", type: "functionNode", data: { functionName: "ad", values: { a: 1, bb: 2 } } },
        { id: "y", type: "functionNode", data: { functionName: "sum", values: { item: [1] } } },
      ],
      edges: [],
    });
    const ops = CATALOG.ops.map(({ schema }) => schema);
    const found = checkGraph(graph, { findOp: findOpIn(CATALOG), ops });
    const pack = ops[0].pack;
    expect(found.map(({ kind, near }) => [kind, near])).toEqual([
      ["missing_op", [`${pack}/add`]],
      ["parameter", ["items"]],
      ["missing_value", undefined],
    ]);
  });

  it("offers the one parameter that still needs something for a name that is like none", () => {
    const graph = parseRunRequest({
      nodes: [
        { id: "x", type: "functionNode", data: { functionName: "sum", values: { numbers: [1] } } },
        {
          id: "y",
          type: "functionNode",
          data: { functionName: "sum", values: { items: [], z: 1 } },
        },
      ],
      edges: [],
    });
    const found = checkGraph(graph, { findOp: findOpIn(CATALOG) });
    expect(found.map(({ kind, param, near }) => [kind, param, near])).toEqual([
      ["parameter", "numbers", ["items"]],
      ["missing_value", "items", undefined],
      ["parameter", "z", []],
    ]);
  });

  it("takes what the compiler says of values, where conversion has nothing against them", () => {
    const graph = parseRunRequest({
      nodes: [
        { id: "s", type: "functionNode", data: { functionName: "sum", values: { items: ["a"] } } },
        { id: "t", type: "functionNode", data: { functionName: "sum", values: { items: "no" } } },
      ],
      edges: [],
    });
    const values = ["s", "t"].map((node) => ({ node, param: "items", reason: "wrong" }));
    const found = checkGraph(graph, { findOp: findOpIn(CATALOG), values });
    expect(found.map(({ nodeId, kind, message }) => [nodeId, kind, message])).toEqual([
      ["s", "value", "wrong"],
      ["t", "value", 'Cannot convert "no" to list for parameter "items"'],
    ]);
  });

  it("takes what the compiler says of edges, where names have nothing against them", () => {
    const graph = parseRunRequest({
      nodes: [
        { id: "l", type: "listNode" },
        { id: "s", type: "functionNode", data: { functionName: "sum" } },
      ],
      edges: [{ source: "l", target: "s", targetHandle: "items" }],
    });
    const findOp = findOpIn(CATALOG);
    const reason = '"items" takes number[], this is string[]';
    expect(checkGraph(graph, { findOp, verdicts: [{ ok: true }] })).toEqual([]);
    expect(checkGraph(graph, { findOp, verdicts: [{ ok: false, reason }], titleOf: () => "List" }))
      .toEqual([
        { kind: "type", nodeId: "s", param: "items", message: `Cannot connect "List": ${reason}` },
      ]);
  });
});
