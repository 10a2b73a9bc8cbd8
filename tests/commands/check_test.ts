import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { PROJECT, psynapse } from "@/tests/helpers/command_line.ts";
import { workflowText } from "@/tests/helpers/workflow_text.ts";

describe("psynapse run and check", () => {
  it("say what is wrong with nodepacks that lack an op of the graph", async () => {
    const stdin = workflowText([["a", "add", { a: 1, b: 2 }]]);
    for (const command of ["run", "check"]) {
      const args = [command, "-", "--nodepack-dir=/no/such/folder"];
      const { code, stdout, stderr } = await psynapse(args, { stdin });
      expect(code).toBe(1);
      expect(stdout + stderr).toContain('Unknown op "add"');
      expect(stderr).toContain("The nodepacks folder /no/such/folder does not exist.");
    }
  });
});

describe("psynapse check", () => {
  it("finds nothing in the examples", async () => {
    const { code, stdout } = await psynapse(["check", `${PROJECT}/workflows/arithmetic.json`]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "No problems.\n" });
  });

  it("lists what is wrong, and exits 1", async () => {
    const stdin = workflowText(
      [["a", "add", { a: "x" }], ["f", "foo"], ["b", "add", { b: 1 }]],
      [["b", "b", "a"]],
    );
    const { code, stdout } = await psynapse(["check", "-"], { stdin });
    expect(code).toBe(1);
    expect(stdout.split("\n")).toEqual([
      "Graph contains a cycle: b → b",
      'a: Cannot convert "x" to float for parameter "a"',
      'a: Missing required parameter "b"',
      'f: Unknown op "foo"',
      "",
    ]);
  });

  it("knows exact types, and names that are nearly right", async () => {
    const stdin = workflowText(
      [["r", "split_at", { text: "a" }], ["t", "take_rows"], ["p", "at_indx", { index: 1 }]],
      [["r", "t", "rows"]],
    );
    const { code, stdout } = await psynapse(["check", "-"], { stdin });
    expect(code).toBe(1);
    expect(stdout.split("\n")).toEqual([
      't: Cannot connect "r": "rows" takes Row[], this is string[]',
      'p: Unknown op "at_indx" (there is "basic/at_index")',
      "",
    ]);
  });

  it("says that a graph is refused as a whole", async () => {
    const stdin = workflowText([["a", "view"], ["a", "view"]]);
    const { code, stdout, stderr } = await psynapse(["check", "-"], { stdin });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('"a"');
  });
});
