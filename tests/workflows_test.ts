import { fileURLToPath } from "node:url";
import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { findOpIn } from "@/commands/find_op.ts";
import { needsOf } from "@/client/guide/needs.ts";
import { createGraph } from "@/client/models/graph.ts";
import { checkGraph } from "@/engine/core/check_graph.ts";
import type { CatalogSnapshot } from "@/engine/catalog/types.ts";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { parseWorkflow } from "@/engine/core/parse_workflow.ts";
import {
  serializeWorkflow,
  type Workflow,
  type WorkflowNode,
  workflowToRunRequest,
} from "@/engine/core/workflow.ts";
import { createEngine, type Engine } from "@/engine/mod.ts";
import { readPixels } from "@/nodepacks/image/_pixels.ts";
import { startLlmServer } from "@/tests/helpers/llm_server.ts";
import { type GraphResult, runGraph } from "@/tests/helpers/run_graph.ts";

const FOLDER = new URL("../workflows/", import.meta.url);
const FILES = Array.from(Deno.readDirSync(FOLDER), ({ name }) => name).sort();

/** The widest node is a view. */
const WIDTH = 300;

/** Room that a node takes from top to bottom at most, as the editor draws it; views grow with what they show. */
function heightOf(node: WorkflowNode): number {
  switch (node.type) {
    case "viewNode":
      return 400;
    case "listNode":
      return 200;
    case "variableNode":
      return node.data.variableType === "Number" ? 160 : 390;
    case "functionNode":
      return ["image_info", "summarise_column", "word_statistics"].includes(node.data.functionName)
        ? 380
        : 200;
    case "noteNode":
    case "groupNode":
      return node.data.height;
  }
}

async function read(file: string): Promise<Workflow> {
  return parseWorkflow(await Deno.readTextFile(new URL(file, FOLDER))).workflow;
}

describe("workflows", () => {
  let engine: Engine;
  let catalog: CatalogSnapshot;

  beforeAll(async () => {
    const nodepackDir = fileURLToPath(new URL("../nodepacks", import.meta.url));
    engine = createEngine({ nodepackDir, watch: false });
    catalog = await engine.catalog();
  });
  afterAll(() => engine.close());

  async function run(workflow: Workflow, env: Record<string, string> = {}): Promise<GraphResult> {
    const result = await runGraph(engine, workflowToRunRequest(workflow, env));
    expect(result.errors).toEqual({});
    return result;
  }

  for (const file of FILES) {
    describe(file, () => {
      it("is a file as the editor saves it, with a title and one sentence", async () => {
        const text = await Deno.readTextFile(new URL(file, FOLDER));
        const { workflow, warnings } = parseWorkflow(text);
        expect(warnings).toEqual([]);
        expect(JSON.parse(text)).toEqual(JSON.parse(serializeWorkflow(workflow)));
        expect(workflow.name).toMatch(/^[A-Z].{3,40}$/);
        expect(workflow.description).toMatch(/^[A-Z][^]{20,200}\.$/);
        expect(workflow.viewport).toBeDefined();
      });

      it("has no problems, and edges that the editor allows", async () => {
        const workflow = await read(file);
        const request = parseRunRequest(workflowToRunRequest(workflow));
        const { edges: verdicts, values } = await engine.checkTypes(request);
        expect(checkGraph(request, { findOp: findOpIn(catalog), verdicts, values })).toEqual([]);
        const graph = createGraph({
          findOp: (name, pack) =>
            catalog.ops.map((op) => op.schema)
              .find((op) => op.name === name && (pack === undefined || op.pack === pack)),
        });
        graph.load({ ...workflow, edges: [] });
        for (const { id: _, sourceHandle, targetHandle, ...ends } of workflow.edges) {
          const edge = { ...ends, sourceHandle: sourceHandle!, targetHandle: targetHandle! };
          expect([edge, graph.connect(edge)]).toEqual([edge, { ok: true }]);
        }
      });

      it("runs without an error, or for want of the key that its card in the gallery names", async () => {
        const workflow = await read(file);
        const { keys } = needsOf(workflow, {
          find: findOpIn(catalog),
          permissions: new Map(),
        });
        const { errors } = await runGraph(engine, workflowToRunRequest(workflow));
        const text = JSON.stringify(errors);
        if (keys.length === 0) expect(errors).toEqual({});
        for (const key of keys) expect(text).toContain(`Environment variable '${key}' is not set`);
      });

      it("lies from left to right without overlaps", async () => {
        const { nodes, edges } = await read(file);
        const at = new Map(nodes.map((node) => [node.id, node.position]));
        for (const { source, target } of edges) {
          expect(at.get(target)!.x - at.get(source)!.x).toBeGreaterThanOrEqual(WIDTH);
        }
        for (const [i, a] of nodes.entries()) {
          for (const b of nodes.slice(i + 1)) {
            const [upper, lower] = a.position.y < b.position.y ? [a, b] : [b, a];
            const apart = Math.abs(a.position.x - b.position.x) >= WIDTH ||
              upper.position.y + heightOf(upper) <= lower.position.y;
            expect([a.id, b.id, apart]).toEqual([a.id, b.id, true]);
          }
        }
      });
    });
  }

  it("arithmetic.json multiplies and lists two sums", async () => {
    const { results } = await run(await read("arithmetic.json"));
    expect(results).toEqual({ view: 48, vl: [8, 6] });
  });

  it("text_statistics.json counts the Gettysburg Address", async () => {
    const { results } = await run(await read("text_statistics.json"));
    expect(results).toEqual({
      "common-view": expect.arrayContaining([{ word: "nation", count: 5 }]),
      "words-view": 272,
      "variety-view": expect.closeTo(0.5, 1),
      "last-view": expect.stringMatching(
        /^It is rather for us .* shall not perish from the earth\.$/,
      ),
    });
  });

  it("iris_table.json summarises the petals of large flowers", async () => {
    const { results, events } = await run(await read("iris_table.json"));
    expect(results["mean-view"]).toBeCloseTo(3.758, 3);
    expect(results["profile-view"]).toMatchObject([
      { column: "sepal_length", type: "number", filled: 150, min: 4.3, max: 7.9 },
      { column: "sepal_width", min: 2, max: 4.4 },
      { column: "petal_length", min: 1, max: 6.9 },
      { column: "petal_width", min: 0.1, max: 2.5 },
      { column: "species", type: "text", distinct: 3 },
    ]);
    const summary = results["summary-view"] as { group: string; count: number; mean: number }[];
    expect(summary.map(({ group, count }) => [group, count])).toEqual([
      ["virginica", 49],
      ["versicolor", 44],
      ["setosa", 5],
    ]);
    expect(events.some((event) => event.status === "progress")).toBe(true);
  });

  it("image.json measures, enlarges and blurs a photo", async () => {
    const { results } = await run(await read("image.json"));
    expect(results["info-view"]).toMatchObject({ type: "image/png", width: 96, height: 96 });
    const large = readPixels(results["large-view"] as string);
    expect([large.width, large.height, large.components]).toEqual([240, 240, 3]);
    const blurred = readPixels(results["blur-view"] as string);
    expect([blurred.width, blurred.height, blurred.components]).toEqual([96, 96, 1]);
  });

  it("mandelbrot.json draws with progress", async () => {
    const { results, events } = await run(await read("mandelbrot.json"));
    const steps = events.flatMap((event) => event.status === "progress" ? [event.progress] : []);
    expect(steps.length).toBe(240);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(1);
    const { width, height } = readPixels(results["image-view"] as string);
    expect([width, height]).toEqual([360, 240]);
    const histogram = results["histogram-view"] as number[];
    expect(histogram.reduce((sum, count) => sum + count)).toBe(360 * 240);
  });

  it("letter.json fills a template, and types it word by word", async () => {
    const { results, events } = await run(await read("letter.json"));
    const letter = results["letter-view"] as string;
    expect(letter).toContain("Dear **Ada Lovelace**");
    expect(letter).toContain("your order of 3 things");
    expect(letter).toMatch(/CHARLES$/);
    const chunks = events.flatMap((event) =>
      event.status === "streaming" ? [event.streaming_chunk] : []
    );
    expect(chunks.length).toBeGreaterThan(10);
    expect(chunks.join("")).toBe(letter);
    expect(results["html-view"]).toContain("<li>tea</li>");
  });

  it("compound_interest.json says what a sum becomes, and when it has doubled", async () => {
    const { results } = await run(await read("compound_interest.json"));
    expect(results).toEqual({
      "end-view": expect.closeTo(1628.89, 2),
      "earned-view": expect.closeTo(628.89, 2),
      "doubling-view": expect.closeTo(14.21, 2),
    });
  });

  it("orders.json adds up what each country has paid", async () => {
    const { results } = await run(await read("orders.json"));
    expect(results["joined-view"]).toHaveLength(7);
    expect(results["table-view"]).toEqual([
      { group: "Norway", count: 3, sum: 430 },
      { group: "Chile", count: 2, sum: 336 },
      { group: "Portugal", count: 2, sum: 160.5 },
    ]);
    expect(results["csv-view"]).toBe(
      "group,count,sum\nNorway,3,430\nChile,2,336\nPortugal,2,160.5\n",
    );
  });

  it("log_report.json finds the errors of a log, and hides addresses", async () => {
    const { results } = await run(await read("log_report.json"));
    const levels = results["levels-view"] as Record<string, unknown[]>;
    expect([levels.ERROR.length, levels.WARN.length]).toEqual([3, 2]);
    expect(results["list-view"]).toBe(
      "cannot reach the database: timed out\ncannot reach the database: refused\n" +
        "request of 10.0.4.92 failed: out of memory",
    );
    expect(results["hidden-view"]).toContain("slow answer to x.x.x.x: 2310 ms");
    expect(results["hidden-view"]).not.toMatch(/10\.0\.4/);
  });

  it("json_books.json asks JSON which books are older than 1900", async () => {
    const { results } = await run(await read("json_books.json"));
    expect(results["old-view"]).toHaveLength(4);
    expect(results["names-view"]).toBe(
      "MARY SHELLEY · HERMAN MELVILLE · H. G. WELLS · BRAM STOKER",
    );
    expect(results["title-view"]).toBe("Frankenstein");
  });

  it("kaleidoscope.json changes a picture in three ways", async () => {
    const { results } = await run(await read("kaleidoscope.json"));
    const size = (view: string) => {
      const { width, height } = readPixels(results[view] as string);
      return [width, height];
    };
    expect(size("mirrored-view")).toEqual([240, 160]);
    expect(size("opposite-view")).toEqual([240, 160]);
    expect(size("cut-view")).toEqual([160, 160]);
    expect(results["color-view"]).toEqual([0, 0, 0].map(() => expect.any(Number)));
  });

  it("llm_chat.json asks a server of OpenAI's API", async () => {
    await using server = await startLlmServer({ apiKey: "key" });
    const workflow = pointedAt(await read("llm_chat.json"), server.url);
    const { results } = await run(workflow, { OPENAI_API_KEY: "key" });
    expect(results).toEqual({
      "answer-view": "The capital of Norway is Oslo.",
      "usage-view": [expect.any(Number)],
    });
    const [{ body }] = await server.requests();
    expect(body.messages).toEqual([
      { role: "system", content: "You answer in one short sentence." },
      { role: "user", content: "What is the capital of Norway?" },
    ]);
  });

  it("llm_chat_streamed.json shows the answer while it is written", async () => {
    await using server = await startLlmServer({ apiKey: "key" });
    const workflow = pointedAt(await read("llm_chat_streamed.json"), server.url);
    const { results, events } = await run(workflow, { OPENAI_API_KEY: "key" });
    const chunks = events.flatMap((event) =>
      event.status === "streaming" ? [event.streaming_chunk] : []
    );
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.join("")).toBe(results["answer-view"]);
    expect(results["answer-view"]).toMatch(/^A rainbow is sunlight/);
    expect(results["stream-view"]).toMatchObject({
      object: "chat.completion",
      usage: { total_tokens: expect.any(Number) },
    });
  });
});

/** The workflow with another server in its chat nodes. */
function pointedAt(workflow: Workflow, url: string): Workflow {
  for (const node of workflow.nodes) {
    if (node.type === "functionNode" && "base_url" in node.data.values) {
      node.data.values.base_url = url;
    }
  }
  return workflow;
}
