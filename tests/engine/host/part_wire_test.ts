import { expect } from "@std/expect";
import { decodePart, encodePart } from "@/engine/host/part_wire.ts";
import type { Part } from "@/engine/host/protocol.ts";
import { opOf } from "@/tests/helpers/testing_pack.ts";

const { schema, kind, file } = opOf("testing", "ops.ts", "echo(value: Any)");

const PART: Part = {
  ops: [{
    name: "echo",
    pack: "testing",
    kind,
    file,
    params: schema.params,
    returns: schema.returns,
  }],
  outside: ["far"],
  onError: "skip",
  nodes: [
    {
      node: { kind: "variable", id: "v", variableType: "Number", value: 5, textContent: false },
      name: "Variable",
      op: -1,
      incoming: [],
      exported: true,
    },
    {
      node: { kind: "function", id: "", op: "echo", values: { constructor: "own" } },
      name: "echo",
      op: 0,
      incoming: [
        { source: 0, target: 1, sourceHandle: "output", targetHandle: "value" },
        { source: 3, target: 1, sourceHandle: undefined, targetHandle: "value" },
      ],
      exported: false,
    },
    {
      node: { kind: "function", id: "u", op: "foo", values: {} },
      name: "echo",
      op: -1,
      incoming: [{ source: 1, target: 2, sourceHandle: undefined, targetHandle: undefined }],
      exported: false,
    },
  ],
};

Deno.test("a part is the same after its travel", () => {
  const arrived = decodePart(JSON.parse(JSON.stringify(encodePart(PART))));
  expect(arrived).toEqual(PART);
});

Deno.test("values of a part inherit nothing after their travel", () => {
  const { nodes } = decodePart(JSON.parse(JSON.stringify(encodePart(PART))));
  const { node } = nodes[1];
  expect(node.kind === "function" && Object.getPrototypeOf(node.values)).toBe(null);
  const unknown = nodes[2].node;
  expect(unknown.kind === "function" && unknown.values.toString).toBeUndefined();
});

Deno.test("a part with candidates is the same after its travel", () => {
  const [variable, echo, unknown] = PART.nodes;
  const part = {
    ...PART,
    nodes: [variable, { ...echo, shape: 1, exported: true }, { ...unknown, shape: 0 }],
    candidates: ["a", "bc"],
  };
  expect(decodePart(JSON.parse(JSON.stringify(encodePart(part))))).toEqual(part);
});
