import { errorMessage } from "../engine/core/errors.ts";
import type { VariableType } from "../engine/core/graph.ts";
import type { JsonValue } from "../engine/core/json.ts";
import { openWorkflow } from "./files.ts";
import type { XYPosition } from "./flow.ts";
import type { EditorModel } from "./models/editor.ts";
import { counted } from "./models/step_names.ts";
import { readImage } from "./read_image.ts";

type Parts = Pick<EditorModel, "graph" | "draft" | "catalog" | "notices">;

/** Bytes of the biggest file that is taken: what the server takes at most by default. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** How far one Variable lies below the other where several files come at once. */
const STEP = 48;

/** A file's content as a Variable. */
interface Content {
  type: VariableType;
  value: JsonValue;
}

/** What a file is: a workflow to open, a value, or neither, with the reason. */
type Taken = { workflow: unknown } | Content | { problem: string };

/**
 * Takes files that were dropped or pasted: a workflow opens, images, texts, CSV and JSON become Variables at a place,
 * as one step. Says of each other file why it is none of these.
 */
export async function takeFiles(
  parts: Parts,
  files: readonly File[],
  at?: XYPosition,
): Promise<void> {
  const taken = await Promise.all(files.map(async (file) => ({ file, ...await take(file) })));
  for (const one of taken) {
    if ("problem" in one) {
      parts.notices.show({ kind: "error", text: `Cannot take “${one.file.name}”: ${one.problem}` });
    }
  }
  const workflow = taken.find((one) => "workflow" in one);
  if (workflow && "workflow" in workflow) {
    if (await openWorkflow(parts, workflow.workflow, workflow.file.name)) parts.graph.fit();
    return;
  }
  const values = taken.filter((one) => "value" in one);
  if (values.length === 0) return;
  parts.graph.asOne(`add ${counted(values.length, "file")}`, () => {
    const ids = values.map(({ file, type, value }, index) => {
      const position = at && { x: Math.round(at.x), y: Math.round(at.y + index * STEP) };
      const id = parts.graph.addNode("variableNode", position ? { position } : {});
      parts.graph.updateData(id, {
        variableName: variableName(file.name),
        variableType: type,
        variableValue: value,
      });
      return id;
    });
    parts.graph.select(new Set(ids));
  });
}

async function take(file: File): Promise<Taken> {
  if (file.size > MAX_FILE_BYTES) return { problem: "it is larger than 64 MiB." };
  if (file.type.startsWith("image/")) {
    const image = await readImage(file);
    return image.ok ? { type: "Image", value: image.url } : { problem: image.message };
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    return {
      problem: error instanceof TypeError
        ? "it is no text in UTF-8. Images, texts, CSV and JSON files become Variables."
        : errorMessage(error),
    };
  }
  if (/\.json$/i.test(file.name) || file.type === "application/json") return takeJson(text);
  if (/\.[ct]sv$/i.test(file.name) || file.type === "text/csv") return await takeTable(text, file);
  if (text.includes("\0")) {
    return {
      problem: "it is no text in UTF-8. Images, texts, CSV and JSON files become Variables.",
    };
  }
  return { type: "String", value: text };
}

function takeJson(text: string): Taken {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    // As a workflow it is refused with what is wrong with it, and where.
    return { workflow: text };
  }
  if (Array.isArray(value)) return { type: "List", value };
  switch (typeof value) {
    case "object":
      if (value === null) return { type: "Object", value: {} };
      return "nodes" in value || "edges" in value ? { workflow: value } : { type: "Object", value };
    case "number":
      return { type: "Number", value };
    case "boolean":
      return { type: "Boolean", value };
    default:
      return { type: "String", value };
  }
}

/** The rows of a table as objects by the names in its first row; numbers are numbers. */
async function takeTable(text: string, { name }: File): Promise<Taken> {
  const { parse } = await import("csv-parse/browser/esm/sync");
  try {
    const rows: JsonValue[] = parse(text, {
      ...{ bom: true, columns: true, skip_empty_lines: true, relax_column_count: true },
      delimiter: /\.tsv$/i.test(name) ? "\t" : [",", ";"],
      cast: (cell: string) => isNumber(cell) ? Number(cell) : cell,
      cast_date: false,
    });
    return { type: "List", value: rows };
  } catch (error) {
    return { problem: errorMessage(error) };
  }
}

function isNumber(text: string): boolean {
  // What would not be written the same again (00123, 1e999) is a text.
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && Number.isSafeInteger(Math.trunc(Number(text)));
}

/** `My data (2).csv` as `My_data_2`. */
function variableName(file: string): string {
  const base = file.replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N}]+/gu, "_");
  return base.replace(/^_+|_+$/g, "") || "file";
}
