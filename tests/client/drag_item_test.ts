import { expect } from "@std/expect";
import { parseDragItem } from "@/client/drag_item.ts";

Deno.test("parseDragItem() reads the library's items", () => {
  expect(parseDragItem('{"type":"viewNode"}')).toEqual({ type: "viewNode" });
  expect(parseDragItem('{"type":"functionNode","op":{"name":"add","pack":"basic","x":1}}'))
    .toEqual({ type: "functionNode", op: { name: "add", pack: "basic" } });
});

Deno.test("parseDragItem() takes nothing else", () => {
  const others = ["", "hello", "null", "5", '{"type":"groupNode"}', '{"type":"functionNode"}'];
  others.push('{"type":"functionNode","op":{"name":5,"pack":"basic"}}');
  for (const text of others) expect([text, parseDragItem(text)]).toEqual([text, undefined]);
});
