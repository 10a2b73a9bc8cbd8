import { expect } from "@std/expect";
import { type Library, needsOf } from "@/client/guide/needs.ts";
import type { OpSchema } from "@/engine/core/schema.ts";
import { fn, number } from "../../helpers/hands_page.ts";
import { add, op, param } from "../../helpers/ops.ts";

const CHAT: OpSchema = {
  ...op("chat", [
    param("model", "str"),
    param("api_key_variable", "str", { default: "CHAT_KEY" }),
  ]),
  pack: "llms",
};

function library(...ops: OpSchema[]): Library {
  return {
    find: (name, pack) =>
      ops.find((op) => op.name === name && (pack === undefined || op.pack === pack)),
    permissions: new Map([["basic", ["nothing"]], ["llms", ["network: everything"]]]),
  };
}

Deno.test("needsOf() names the packs of a workflow, and what they may do", () => {
  const nodes = [number("n", 0), fn("a", 0), fn("b", 0), fn("c", 0, 0, "chat")];
  expect(needsOf({ nodes, edges: [] }, library(add, CHAT))).toEqual({
    packs: [add.pack, "llms"].sort(),
    missing: [],
    keys: ["CHAT_KEY"],
    permissions: ["network: everything"],
  });
});

Deno.test("needsOf() takes the variable of a key that the node names", () => {
  const nodes = [fn("c", 0, 0, "chat", { values: { api_key_variable: "MINE" } })];
  expect(needsOf({ nodes, edges: [] }, library(CHAT)).keys).toEqual(["MINE"]);
  const none = [fn("c", 0, 0, "chat", { values: { api_key_variable: "" } })];
  expect(needsOf({ nodes: none, edges: [] }, library(CHAT)).keys).toEqual([]);
});

Deno.test("needsOf() says what is not here, by its pack where the file has one", () => {
  const nodes = [
    fn("a", 0),
    fn("b", 0, 0, "fly", { pack: "birds" }),
    fn("c", 0, 0, "swim"),
    fn("d", 0, 0, "listen", { pack: "llms" }),
  ];
  expect(needsOf({ nodes, edges: [] }, library(add))).toMatchObject({
    packs: [add.pack],
    missing: ["birds", "listen", "swim"],
  });
});
