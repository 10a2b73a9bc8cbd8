import { expect } from "@std/expect";
import { FormReader, kindOf } from "@/engine/core/form.ts";
import { refusal } from "@/tests/helpers/refusal.ts";

const read: FormReader = new FormReader("bad_request");

function failure(call: () => unknown): { code: string; message: string; field?: string } {
  const { code, message, details } = refusal(call);
  return { code, message, field: details.field };
}

Deno.test("kindOf() says what a value is", () => {
  const values: [unknown, string][] = [
    [undefined, "nothing"],
    [null, "null"],
    [[], "a list"],
    ["", "an empty text"],
    ["x", "a text"],
    [{}, "an object"],
    [true, "true"],
    [3, "a number"],
  ];
  for (const [value, words] of values) expect(kindOf(value)).toBe(words);
});

Deno.test("FormReader returns values of the right type", () => {
  const object = { text: "a", empty: "", nothing: null, on: true };
  expect(read.object(object, "f")).toBe(object);
  expect(read.list([1], "f")).toEqual([1]);
  expect(read.name("a", "f")).toBe("a");
  expect(read.optionalText(object, "text", "f")).toBe("a");
  for (const key of ["empty", "nothing", "absent", "constructor"]) {
    expect(read.optionalText(object, key, "f")).toBe(undefined);
  }
  expect(read.flag(object, "on", "f")).toBe(true);
  expect(read.flag(object, "nothing", "f")).toBe(false);
  expect(read.flag(object, "absent", "f")).toBe(false);
  expect(read.oneOf("b", "f", ["a", "b"], "a")).toBe("b");
  expect(read.oneOf(undefined, "f", ["a", "b"], "a")).toBe("a");
  expect(read.oneOf(null, "f", ["a", "b"], "a")).toBe("a");
});

Deno.test("FormReader names the field, what is wanted and what is there", () => {
  expect(failure(() => read.object([], "nodes[0]"))).toEqual({
    code: "bad_request",
    message: "nodes[0] must be an object, not a list",
    field: "nodes[0]",
  });
  expect(failure(() => read.list(undefined, "edges")).message)
    .toBe("edges is missing: it must be a list");
  expect(failure(() => read.name("", "id")).message)
    .toBe("id must be a text that is not empty, not an empty text");
  expect(failure(() => read.optionalText({ label: 5 }, "label", "data"))).toEqual({
    code: "bad_request",
    message: "data.label must be a text, not a number",
    field: "data.label",
  });
  expect(failure(() => read.flag({ on: "yes" }, "on", "data")).message)
    .toBe("data.on must be true or false, not a text");
  expect(failure(() => read.oneOf("c", "mode", ["a", "b"], "a")).message)
    .toBe('mode must be one of "a", "b", not "c"');
  expect(failure(() => read.oneOf(1, "mode", ["a", "b"], "a")).message)
    .toBe('mode must be one of "a", "b", not a number');
});
