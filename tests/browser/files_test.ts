import { expect } from "@std/expect";
import type { Workflow } from "@/engine/core/workflow.ts";
import { edgeTexts } from "../helpers/canvas_page.ts";
import { testCanvas } from "../helpers/test_canvas.ts";
import { add } from "../helpers/ops.ts";

const SUM: Pick<Workflow, "nodes" | "edges"> = {
  nodes: [
    {
      ...{ id: "price", type: "variableNode", position: { x: 0, y: 0 } },
      data: { variableName: "price", variableType: "Number", variableValue: 5 },
    },
    {
      ...{ id: "sum", type: "functionNode", position: { x: 320, y: 0 } },
      data: { functionName: "add", pack: "basic", values: { b: 10 } },
    },
    { id: "view", type: "viewNode", position: { x: 640, y: 0 }, data: {} },
  ],
  edges: [
    { id: "e1", source: "price", sourceHandle: "output", target: "sum", targetHandle: "a" },
    { id: "e2", source: "sum", sourceHandle: "output", target: "view", targetHandle: "input" },
  ],
};

/** As the original saves: flat values, copies of edges, results and statuses in the nodes. */
const ORIGINAL = {
  nodes: [
    {
      ...{ id: "v", type: "variableNode", position: { x: 0, y: 0 }, selected: true },
      data: { label: "Variable: v", variableName: "v", variableType: "Number", variableValue: "5" },
    },
    {
      ...{ id: "f", type: "functionNode", position: { x: 320, y: 0 }, width: 200, height: 90 },
      data: {
        ...{ label: "add", functionName: "add", a: "", b: "10", result: 15 },
        ...{ executionStatus: "completed", edges: [{ source: "v", target: "f" }] },
        schema: { name: "add", params: [{ name: "a", type: "float" }, { name: "b" }] },
      },
    },
  ],
  edges: [{ id: "e", source: "v", sourceHandle: "output", target: "f", targetHandle: "a" }],
};

Deno.test("files", async (t) => {
  await using canvas = await testCanvas([add]);

  await t.step("what is saved opens as the same graph, in another browser too", async () => {
    let saved;
    {
      await using page = await canvas.open(SUM);
      saved = await page.save();
    }
    expect(saved.name).toMatch(/^workflow-\d{4}-\d\d-\d\d-\d{6}\.json$/);
    const file = JSON.parse(saved.text);
    expect(file).toEqual({ version: 1, ...SUM, viewport: { x: 40, y: 40, zoom: 1 } });

    await using other = await canvas.open();
    await other.openFile(saved.name, saved.text);
    await other.nodes.nth(2).waitFor();
    expect(await other.saved()).toEqual(file);
    expect(other.complaints).toEqual([]);
  });

  await t.step("results of a run and what is selected are not saved", async () => {
    canvas.engine.script = async function* () {
      const node = { node_id: "view", node_number: 1, node_name: "View" };
      yield { ...node, status: "completed", output: "a secret result" };
      yield await Promise.resolve({ status: "done", results: { view: "a secret result" } });
    };
    await using page = await canvas.open(SUM);
    await page.root.getByRole("button", { name: "Execute" }).click();
    await page.node("view").getByText("a secret result").waitFor();
    await page.frame("sum").click();
    const { text } = await page.save();
    for (const word of ["secret", "selected", "measured", "completed"]) {
      expect(text).not.toContain(word);
    }
  });

  await t.step("the draft is there after a reload, also of what was typed last", async () => {
    await using page = await canvas.open(SUM);
    await page.param("sum", "b").getByRole("spinbutton").fill("12345");
    await page.reload();
    await page.nodes.nth(2).waitFor();
    expect(await page.param("sum", "b").getByRole("spinbutton").inputValue()).toBe("12345");
    expect(edgeTexts(await page.saved())).toEqual([
      "price.output → sum.a",
      "sum.output → view.input",
    ]);
  });

  await t.step(
    "a file of the original's form opens, without what does not belong in it",
    async () => {
      await using page = await canvas.open();
      await page.openFile("original.json", JSON.stringify(ORIGINAL));
      await page.nodes.nth(1).waitFor();
      expect(await page.param("f", "b").getByRole("spinbutton").inputValue()).toBe("10");
      await page.param("f", "a").getByRole("img", { name: "Connected" }).waitFor();
      const { text } = await page.save();
      expect(JSON.parse(text).version).toBe(1);
      expect(JSON.parse(text).nodes[1].data.values).toMatchObject({ b: "10" });
      for (const word of ["executionStatus", "result", "schema", "selected"]) {
        expect(text).not.toContain(word);
      }
      expect(page.complaints).toEqual([]);
    },
  );

  await t.step("a file that is dropped on the canvas opens, the whole of it in view", async () => {
    await using page = await canvas.open({
      nodes: SUM.nodes.map((node, i) => ({ ...node, position: { x: i * 4000, y: 0 } })),
      edges: [],
    });
    const far = ORIGINAL.nodes.map((node) => ({ ...node, position: { x: 9000, y: 9000 } }));
    const transfer = await page.root.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "far.json", { type: "application/json" }));
      return data;
    }, JSON.stringify({ ...ORIGINAL, nodes: far }));
    await page.root.locator(".react-flow").dispatchEvent("drop", { dataTransfer: transfer });
    await page.frame("v").waitFor();
    await page.root.waitForFunction(() => {
      const box = document.querySelector('.react-flow__node[data-id="v"]')?.getBoundingClientRect();
      // In view, and as large as life: it is this graph that was fitted, not the one before.
      return box && box.left > 0 && box.right < innerWidth && box.top > 0 && box.width > 250;
    });
  });

  const broken: [name: string, text: string, says: RegExp][] = [
    ["cut.json", '{"nodes": [', /not JSON/],
    ["list.json", "[1, 2]", /no workflow/],
    ["no_id.json", '{"nodes": [{"type": "viewNode"}], "edges": []}', /nodes\[0\]\.id/],
    ["later.json", '{"version": 2, "nodes": [], "edges": []}', /version 2/],
  ];
  await t.step("a broken file: what is wrong with it, and the graph stays", async () => {
    await using page = await canvas.open(SUM);
    for (const [name, text, says] of broken) {
      await page.openFile(name, text);
      await page.notice.filter({ hasText: `Cannot open “${name}”` }).filter({ hasText: says })
        .waitFor();
      expect(await page.nodes.count()).toBe(3);
    }
    // Once more with another file: the dialog works again after a bad one.
    await page.openFile("good.json", JSON.stringify(ORIGINAL));
    await page.frame("f").waitFor();
    expect(await page.nodes.count()).toBe(2);
    await page.root.getByRole("button", { name: "Undo" }).click();
    await page.frame("sum").waitFor();
    expect(await page.nodes.count()).toBe(3);
  });
});
