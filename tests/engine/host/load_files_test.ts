import { expect } from "@std/expect";
import { inspectFile, loadFile } from "@/engine/host/load_files.ts";

const DIR = "file:///packs/p";

/** What becomes of a file that throws this while it is loaded. */
async function failure(thrown: unknown) {
  const result = await loadFile("ops.ts", () => Promise.reject(thrown));
  return inspectFile("ops.ts", result);
}

function errorWith(message: string, stack = ""): Error {
  return Object.assign(new Error(message), { stack });
}

Deno.test("loadFile() gives the exports", async () => {
  const exports = { a: 1 };
  expect(await loadFile("ops.ts", () => Promise.resolve(exports))).toEqual({ ok: true, exports });
});

Deno.test("loadFile() tells the line that is named in the message or the stack", async () => {
  expect(await failure(errorWith(`Expected ';' at ${DIR}/ops.ts:3:5\n\n  code`))).toEqual({
    file: "ops.ts",
    ok: false,
    message: "Expected ';'",
    line: 3,
  });
  const stack = `Error: no\n at ${DIR}/_lib.ts:9:1\n at ${DIR}/ops.ts:7:3`;
  expect(await failure(errorWith("no", stack))).toMatchObject({ message: "no", line: 7 });
  expect(await failure(errorWith("no", `at ${DIR}/_lib.ts:9:1`))).toEqual({
    file: "ops.ts",
    ok: false,
    message: "no",
  });
});

Deno.test("loadFile() leaves out colours and code frames", async () => {
  const message = `\x1b[31mSyntaxError: Unexpected token\x1b[0m\n  |\n1 | code`;
  expect(await failure(errorWith(message))).toMatchObject({
    message: "Cannot be parsed: Unexpected token",
  });
});

for (
  const { thrown, message } of [
    {
      thrown:
        'Failed loading https://packages.example/x for package "x"\n    0: not found in cache',
      message: /^The npm package "x" is not there\. Name it under "imports" in .*start .* again/,
    },
    {
      thrown: "Failed caching npm package 'x@1.0.0'\n    0: not found in cache",
      message: /^The npm package "x@1\.0\.0" is not there\. Name it/,
    },
    {
      thrown: `Import "x" not a dependency and not in import map from "${DIR}/ops.ts"`,
      message: /^Imports "x", which "imports" in the pack's deno\.json does not name\. Add it/,
    },
  ]
) {
  Deno.test(`loadFile() says what to do about: ${thrown.split("\n")[0]}`, async () => {
    expect(await failure(errorWith(thrown))).toMatchObject({
      message: expect.stringMatching(message),
    });
  });
}

Deno.test("loadFile() bears whatever is thrown", async () => {
  expect(await failure("just a text")).toMatchObject({ message: "just a text" });
  expect(await failure(undefined)).toMatchObject({ ok: false });
  expect(await failure({ toString: () => "odd" })).toMatchObject({ ok: false });
});

Deno.test("inspectFile() tells functions from classes and the rest", () => {
  class Op {
    call(a: number) {
      return a;
    }
  }
  class Silent {}
  const exports = { add: (a: number) => a, Op, Silent, text: "a", nothing: undefined };
  expect(inspectFile("ops.ts", { ok: true, exports })).toEqual({
    file: "ops.ts",
    ok: true,
    exports: [
      { name: "add", kind: "function", source: expect.stringContaining("=>") },
      { name: "Op", kind: "class", hasCall: true, source: expect.stringMatching(/^call\(a/) },
      { name: "Silent", kind: "class", hasCall: false, source: "" },
      { name: "text", kind: "other", source: "" },
      { name: "nothing", kind: "other", source: "" },
    ],
  });
});
