import { expect } from "@std/expect";
import { errorMessage, PsynapseError } from "@/engine/core/errors.ts";

Deno.test("PsynapseError carries code, details and cause", () => {
  const cause = new Error("below");
  const error = new PsynapseError("bad_graph", "No", { nodeId: "a", cause });
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.code, error.message]).toEqual(["PsynapseError", "bad_graph", "No"]);
  expect(error.details.nodeId).toBe("a");
  expect(error.cause).toBe(cause);
  expect("cause" in new PsynapseError("catalog", "No")).toBe(false);
});

const MESSAGES: [shown: string, thrown: unknown, message: string][] = [
  ["an error", new TypeError("Division by zero"), "Division by zero"],
  ["an error without message", new TypeError(), "TypeError"],
  ["an error without anything", Object.assign(new Error(), { name: "" }), "Error"],
  ["a text", "oh", "oh"],
  ["an empty text", "", "unknown error"],
  ["a number", 5, "5"],
  ["null", null, "null"],
  ["undefined", undefined, "undefined"],
  ["a symbol", Symbol("s"), "Symbol(s)"],
  ["an object with a message", { message: "from elsewhere" }, "from elsewhere"],
  ["an object", { status: 404 }, '{"status":404}'],
  ["a big integer", 5n, "5"],
  ["an object without prototype", Object.create(null), "{}"],
  ["a message that is no text", Object.assign(new Error(), { message: { a: 1 } }), "Error"],
  ["a getter that throws", {
    get message(): string {
      throw new Error("again");
    },
  }, "unknown error"],
];

for (const [shown, thrown, message] of MESSAGES) {
  Deno.test(`errorMessage() of ${shown}`, () => {
    expect(errorMessage(thrown)).toBe(message);
  });
}
