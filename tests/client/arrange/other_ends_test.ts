import { expect } from "@std/expect";
import { otherEnds } from "@/client/arrange/other_ends.ts";
import { createGraph } from "@/client/models/graph.ts";
import { add, findOp, greet, total } from "../../helpers/ops.ts";

Deno.test("otherEnds() has what fits, the free first and then the near, and closes no cycle", () => {
  const graph = createGraph({ findOp });
  const at = (x: number) => ({ position: { x, y: 0 } });
  graph.addNode("functionNode", { op: add, ...at(0) });
  graph.addNode("functionNode", { op: add, ...at(900) });
  graph.addNode("functionNode", { op: total, ...at(300) });
  graph.addNode("viewNode", at(550));
  graph.addNode("functionNode", { op: greet, ...at(-300) });
  graph.connect({
    ...{ source: "add_1", sourceHandle: "output", target: "add_2", targetHandle: "a" },
  });
  const ends = (id: string, end: "input" | "output") => {
    const flow = { nodes: graph.nodes.value, edges: graph.edges.value };
    const node = flow.nodes.find((one) => one.id === id)!;
    return otherEnds(node, end, flow, findOp).map(({ connection, replaces }) =>
      [connection.source, connection.target, connection.targetHandle, replaces].join(" ")
    );
  };
  // A list takes no number, and the input that has a wire comes last.
  expect(ends("add_1", "output").filter((text) => !text.includes("greet"))).toEqual([
    ...["add_1 view_1 input false", "add_1 add_2 b false", "add_1 add_2 a true"],
  ]);
  // Nothing that depends on it, and of its own inputs the free one.
  expect(ends("add_2", "input")).toContain("add_1 add_2 b false");
  expect(ends("add_1", "input").filter((text) => text.startsWith("add_2"))).toEqual([]);
  expect(ends("view_1", "input")[0]).toBe("total_1 view_1 input false");
});
