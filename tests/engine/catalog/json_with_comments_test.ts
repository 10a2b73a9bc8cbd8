import { expect } from "@std/expect";
import { JsonSyntaxError, parseJsonWithComments } from "@/engine/catalog/json_with_comments.ts";

Deno.test("parseJsonWithComments() reads JSON, comments and trailing commas", () => {
  expect(parseJsonWithComments('{"a": [1, -2.5e3, "x", null, true]}')).toEqual({
    a: [1, -2500, "x", null, true],
  });
  expect(parseJsonWithComments('// top\n{\n  /* in */ "a": [1,], // behind\n}\n')).toEqual({
    a: [1],
  });
  expect(parseJsonWithComments('{"url": "https://x/*y*/" } // end')).toEqual({
    url: "https://x/*y*/",
  });
  expect(parseJsonWithComments(" \n ")).toEqual({});
});

Deno.test("parseJsonWithComments() says on which line a text is no JSON", () => {
  const lineOf = (text: string): number | undefined => {
    try {
      parseJsonWithComments(text);
    } catch (error) {
      if (error instanceof JsonSyntaxError) return error.line;
      throw error;
    }
    throw new Error(`${text} was read`);
  };
  expect(lineOf('{\n  "a": 1\n  "b": 2\n}')).toBe(3);
  expect(lineOf('{ "a": [1, 2 }')).toBe(1);
  expect(lineOf('{ "a": \n\n\n')).toBe(4);
  // These are JavaScript, but no JSON.
  expect(lineOf('{ "a": f() }')).toBe(undefined);
  expect(lineOf("{} + {}")).toBe(undefined);
});
