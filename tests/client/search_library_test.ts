import { expect } from "@std/expect";
import { filterLibrary, librarySections } from "@/client/library_items.ts";
import { searchLibrary } from "@/client/search_library.ts";
import { add, divmod, greet, op, param } from "../helpers/ops.ts";

const OPS = [
  add,
  divmod,
  greet,
  op("at_index", [param("object", "Any"), param("index", "int")], { docstring: "Takes an item." }),
  op("OpenAIChatCompletionStream", [], { pack: "llms", is_stream_node: true }),
  op("openai_chat_completion", [], { pack: "llms", docstring: "Adds nothing." }),
];

function names(query: string): string[] {
  return searchLibrary(librarySections(OPS), query).map(({ name }) => name);
}

Deno.test("librarySections() has built-in nodes first, then packs by name, ops as they come", () => {
  const sections = librarySections([...OPS, op("z", [], { pack: "a" })]);
  expect(sections.map(({ title }) => title)).toEqual(["Built-in", "a", "basic", "llms"]);
  expect(sections[2].items.map(({ name }) => name)).toEqual([
    "add",
    "divmod_numbers",
    "greet",
    "at_index",
  ]);
});

Deno.test("librarySections() counts inputs and outputs", () => {
  const [, basic, llms] = librarySections(OPS);
  expect(basic.items[1].counts).toBe("2 inputs → 2 outputs");
  expect(llms.items[0].counts).toBe("0 inputs → 1 output");
});

Deno.test("librarySections() tells kinds of op apart", () => {
  const [, , llms] = librarySections(OPS);
  expect(llms.items.map(({ kind }) => kind)).toEqual(["stream", "function"]);
});

Deno.test("searchLibrary() puts names before descriptions", () => {
  expect(names("add")).toEqual(["add", "openai_chat_completion"]);
});

Deno.test("searchLibrary() finds the words of a name, however it is written", () => {
  expect(names("chat stream")).toEqual(["OpenAIChatCompletionStream"]);
  expect(names("at index")[0]).toBe("at_index");
  expect(names("ATINDEX")).toEqual(["at_index"]);
  expect(names("llms").sort()).toEqual(["OpenAIChatCompletionStream", "openai_chat_completion"]);
});

Deno.test("searchLibrary() forgives a letter", () => {
  expect(names("divmd")).toEqual(["divmod_numbers"]);
  expect(names("gret")).toEqual(["greet"]);
  expect(names("Varable")).toEqual(["Variable"]);
});

Deno.test("searchLibrary() takes signs as they are", () => {
  for (const query of ["(", "[", "\\", "*", '"']) expect(names(query)).toEqual([]);
  expect(names("[greet")).toEqual(["greet"]);
});

Deno.test("filterLibrary() finds texts as they are", () => {
  const found = filterLibrary(librarySections(OPS), " INDEX ");
  expect(found.map(({ name }) => name)).toEqual(["at_index"]);
});
