import { expect } from "@std/expect";
import { handleChoices } from "@/client/outline/handle_ends.ts";
import { toFlow } from "@/client/flow.ts";
import type { HandleEnd } from "@/client/flow.ts";
import { add, everything, greet } from "../../helpers/ops.ts";
import { fn, number, view, wire } from "../../helpers/hands_page.ts";

const OPS = [add, greet, everything];
const findOp = (name: string) => OPS.find((op) => op.name === name);

const flow = toFlow({
  nodes: [
    number("n", -300),
    fn("one", 0),
    fn("two", 300),
    fn("hello", 600, 0, "greet"),
    view("v", 900),
    { id: "l", type: "listNode", position: { x: 0, y: 900 }, data: {} },
  ],
  edges: [wire("one", "two", "a"), wire("two", "v", "input")],
});

/** What is offered, and after `!` why it is refused. */
function choices(end: HandleEnd): string[] {
  return handleChoices(end, flow, findOp).map(({ node, handle, reason, converts, replaces }) =>
    `${node.id}.${handle}${converts ? " converts" : ""}${replaces ? " replaces" : ""}` +
    (reason === undefined ? "" : ` ! ${reason}`)
  );
}

Deno.test("handleChoices() of an input names the outputs that fit, and those that do not with the reason", () => {
  const found = choices({ nodeId: "two", id: "b", type: "target" });
  expect(found.slice(0, 2)).toEqual(["one.output", "n.output"]);
  expect(found).toContain("hello.output converts");
  expect(found.find((choice) => choice.startsWith("l.output"))).toMatch(/ ! .*list/);
  // A view passes nothing on, and the node itself is no choice.
  expect(found.some((choice) => /^(v|two)\./.test(choice))).toBe(false);
});

Deno.test("handleChoices() says what would close a cycle", () => {
  expect(choices({ nodeId: "one", id: "a", type: "target" })).toContain(
    "two.output ! would close a cycle",
  );
  expect(choices({ nodeId: "two", id: "output", type: "source" })).toContain(
    "one.a ! would close a cycle",
  );
});

Deno.test("handleChoices() of an output says which inputs are taken, and has the free one of lists", () => {
  const found = choices({ nodeId: "n", id: "output", type: "source" });
  expect(found).toContain("two.a replaces");
  expect(found).toContain("two.b");
  expect(found).toContain("l.input-0");
  expect(found).toContain("v.input replaces");
});

Deno.test("handleChoices() has nothing for a node that is gone", () => {
  expect(choices({ nodeId: "gone", id: "a", type: "target" })).toEqual([]);
});
