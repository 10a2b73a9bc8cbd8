import { effect } from "@preact/signals";
import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { createGraph } from "@/client/models/graph.ts";
import { AT, edge } from "../../helpers/graphs.ts";
import { add, findOp } from "../../helpers/ops.ts";

describe("GraphModel.connections()", () => {
  it("tells a node of its own edges only", () => {
    const graph = createGraph({ findOp });
    for (let i = 0; i < 3; i++) graph.addNode("functionNode", { ...AT, op: add });
    const told: string[] = [];
    const ends = ["add_1", "add_2", "add_3"].map((id) =>
      effect(() => {
        const { inputs, outputs } = graph.connections(id).value;
        told.push(`${id}: ${[...inputs.keys()]} | ${[...outputs]}`);
      })
    );
    try {
      told.length = 0;
      graph.connect(edge("add_1", "add_2", "a"));
      expect(told.sort()).toEqual(["add_1:  | output", "add_2: a | "]);
      told.length = 0;
      graph.selectAll();
      expect(told).toEqual([]);
    } finally {
      ends.forEach((end) => end());
    }
  });
});
