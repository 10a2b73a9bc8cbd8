import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { createGraph } from "@/client/models/graph.ts";
import { createHistory } from "@/client/models/history.ts";
import { AT, edge, edgesOf } from "../../helpers/graphs.ts";
import { add, findOp } from "../../helpers/ops.ts";

describe("GraphModel.undo() and redo()", () => {
  it("take back and repeat adding, connecting, setting and removing", () => {
    const graph = createGraph({ findOp });
    graph.addNode("functionNode", { ...AT, op: add });
    const value = graph.addNode("variableNode", AT);
    graph.connect(edge(value, "add_1", "a"));
    graph.setValue("add_1", "b", 2);
    graph.removeNodes(["add_1"]);
    expect(graph.edges.value).toEqual([]);

    graph.undo();
    expect(edgesOf(graph)).toEqual(["variable_1.output → add_1.a"]);
    expect(graph.nodes.value[0].data).toMatchObject({ values: { b: 2 } });
    graph.undo();
    expect(graph.nodes.value[0].data).toMatchObject({ values: {} });
    graph.undo();
    expect(graph.edges.value).toEqual([]);
    for (let i = 0; i < 3; i++) graph.redo();
    expect(graph.nodes.value.map(({ id }) => id)).toEqual(["variable_1"]);
    expect(graph.canRedo.value).toBe(false);
  });

  it("count what is typed into one field as one step, and a drag as one", () => {
    const graph = createGraph({ findOp });
    const id = graph.addNode("functionNode", { ...AT, op: add });
    for (const value of [1, 12, 123]) graph.setValue(id, "a", value);
    const drag = (x: number, dragging: boolean) =>
      graph.applyNodeChanges([{ type: "position", id, position: { x, y: 0 }, dragging }]);
    [10, 20, 30].forEach((x) => drag(x, true));
    drag(30, false);
    [40, 50].forEach((x) => drag(x, true));
    drag(50, false);

    const places: number[] = [];
    for (let i = 0; i < 2; i++) {
      graph.undo();
      places.push(graph.nodes.value[0].position.x);
    }
    expect(places).toEqual([30, 0]);
    expect(graph.nodes.value[0].data).toMatchObject({ values: { a: 123 } });
    graph.undo();
    expect(graph.nodes.value[0].data).toMatchObject({ values: {} });
    graph.undo();
    expect(graph.nodes.value).toEqual([]);
    expect(graph.canUndo.value).toBe(false);
  });

  it("a new change ends what could be repeated", () => {
    const graph = createGraph({ findOp });
    graph.addNode("viewNode", AT);
    graph.undo();
    graph.addNode("listNode", AT);
    expect(graph.canRedo.value).toBe(false);
  });
});

describe("createHistory()", () => {
  function counter() {
    let state = 0;
    const history = createHistory(() => state, (back) => state = back);
    return {
      history,
      set: (next: number, key?: string) => (history.record(key), state = next),
      now: () => state,
    };
  }

  it("keeps a hundred steps", () => {
    const { history, set, now } = counter();
    for (let i = 1; i <= 150; i++) set(i);
    while (history.canUndo.value) history.undo();
    expect(now()).toBe(50);
  });

  it("a series of the same key has the name that it began with", () => {
    const { history, set } = counter();
    history.record("label", "rename add");
    set(1, "label");
    history.record("label", "rename a");
    set(2, "label");
    expect(history.undoName.value).toBe("rename add");
  });

  it("settle() ends a series of the same key, forget() all of it", () => {
    const { history, set, now } = counter();
    set(1, "typing");
    set(2, "typing");
    history.settle();
    set(3, "typing");
    history.undo();
    expect(now()).toBe(2);
    history.undo();
    expect(now()).toBe(0);
    history.forget();
    history.redo();
    expect([now(), history.canUndo.value, history.canRedo.value]).toEqual([0, false, false]);
  });
});
