import { expect } from "@std/expect";
import { type TypeInfo, VALUE_TYPES, type ValueType } from "../../../engine/core/schema.ts";
import { canConnect } from "../../../engine/core/types_compatible.ts";

function type(type: ValueType, literals?: (string | number)[]): TypeInfo {
  return literals
    ? { type, ts_type: "x", literals, literal_values: literals.map(String) }
    : { type, ts_type: "x" };
}
function ask(from: TypeInfo, to: TypeInfo): string {
  const answer = canConnect(from, { ...to, name: "p" });
  return answer.ok ? (answer.converts ? "converts" : "fits") : answer.reason;
}

// Rows: the output's type. Columns: float int str bool list dict Image. "=" fits, "~" converts, "." is refused.
const TABLE: Record<string, string> = {
  float: "=~~~...",
  int: "==~~...",
  str: "~~=~~~~",
  bool: "~~~=...",
  list: "..~.=..",
  dict: "..~..=.",
  Image: "..=...=",
};
const COLUMNS = ["float", "int", "str", "bool", "list", "dict", "Image"] as const;

for (const [from, row] of Object.entries(TABLE)) {
  Deno.test(`canConnect() knows what takes ${from}`, () => {
    const answers = COLUMNS.map((to) => ask(type(from as ValueType), type(to)));
    expect(answers.map((a) => ({ fits: "=", converts: "~" })[a] ?? ".").join("")).toBe(row);
  });
}

Deno.test("canConnect() lets Any from and to everything", () => {
  for (const name of VALUE_TYPES) {
    expect(ask(type("Any"), type(name))).toBe("fits");
    expect(ask(type(name), type("Any"))).toBe("fits");
  }
});

Deno.test("canConnect() says why not, in words", () => {
  expect(ask(type("list"), type("float"))).toBe('"p" takes a number, this is a list');
  expect(ask(type("list"), type("Literal", ["fast", 3]))).toBe(
    '"p" takes "fast", "3", this is a list',
  );
});

Deno.test("canConnect() compares choices by their values", () => {
  const modes = type("Literal", ["fast", "slow"]);
  expect(ask(modes, type("Literal", ["slow", "medium"]))).toBe("fits");
  expect(ask(modes, type("Literal", ["x"]))).toBe('"p" takes "x", and this is never one of them');
  expect(ask(modes, type("str"))).toBe("fits");
  expect(ask(type("Literal", [1, 2]), type("float"))).toBe("fits");
  expect(ask(type("Literal", [1, 2]), type("str"))).toBe("converts");
  expect(ask(modes, type("list"))).toBe('"p" takes a list, this is one of its choices');
  expect(ask(type("str"), modes)).toBe("converts");
});

Deno.test("canConnect() refuses choices of which none converts", () => {
  const modes = type("Literal", ["fast", "slow"]);
  expect(ask(modes, type("float"))).toBe('"p" takes a number, this is one of its choices');
  expect(ask(modes, type("bool"))).toBe('"p" takes true or false, this is one of its choices');
  expect(ask(type("Literal", ["fast", "3"]), type("float"))).toBe("converts");
  expect(ask(type("Literal", ["on", "off"]), type("bool"))).toBe("converts");
  expect(ask(type("Literal", [1, 2]), type("int"))).toBe("converts");
  expect(ask(type("Literal", ["[1]"]), type("list"))).toBe("converts");
  expect(ask(type("Literal", []), type("str")))
    .toBe('"p" takes a text, this is one of its choices');
});

Deno.test("canConnect() reads choices that are texts alone", () => {
  const choices = { type: "Literal", ts_type: "x", literal_values: ["1", "a"] } as const;
  expect(ask({ ...choices, literal_values: [...choices.literal_values] }, type("float")))
    .toBe("converts");
});
