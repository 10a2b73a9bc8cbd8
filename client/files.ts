import { errorMessage, PsynapseError } from "../engine/core/errors.ts";
import { parseWorkflow } from "../engine/core/parse_workflow.ts";
import { serializeWorkflow } from "../engine/core/workflow.ts";
import { withoutPasswords } from "./without_passwords.ts";
import type { EditorModel } from "./models/editor.ts";

/** What reading and saving files needs of the editor. */
type Parts = Pick<EditorModel, "graph" | "draft" | "catalog" | "notices">;

/** Bytes of the biggest file that is read: what the server takes at most by default. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** The name of a saved file: `workflow-2026-01-31-235959.json`, by the user's clock. */
export function workflowFileName(now: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join("");
  return `workflow-${day}-${time}.json`;
}

/** Saves the graph as a file, by the browser's download: once the graph of the last visit is back. */
export async function saveFile(
  { graph, draft, catalog, notices }: Parts,
  now = new Date(),
): Promise<void> {
  await draft.ready;
  const name = workflowFileName(now);
  const text = serializeWorkflow(withoutPasswords(graph.toWorkflow(), catalog.find));
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file over by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 0);
  draft.session.peek()?.isInFile();
  notices.show({ kind: "success", text: `Saved as ${name}` });
}

/** Lets the user choose a file and opens it. Must be called from a click or a key press. */
export function chooseAndOpenFile(parts: Parts): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".json,application/json";
  input.hidden = true;
  input.addEventListener("change", () => {
    input.remove();
    const file = input.files?.[0];
    if (file) openFile(parts, file);
  });
  input.addEventListener("cancel", () => input.remove());
  // Within the page: one that nothing holds may be collected while the dialog is open, and the choice is lost.
  document.body.append(input);
  input.click();
}

/** Opens a file that was chosen or dropped. A bad one is explained, and the graph stays. */
export async function openFile(parts: Parts, file: File): Promise<boolean> {
  if (file.size > MAX_FILE_BYTES) {
    return refuse(parts, file.name, "it is larger than 64 MiB, more than a workflow can be");
  }
  let text: string;
  try {
    text = await file.text();
  } catch (error) {
    return refuse(parts, file.name, errorMessage(error));
  }
  return await openWorkflow(parts, text, file.name);
}

/** Opens an example of the server. */
export async function openExample(
  parts: Parts & Pick<EditorModel, "api">,
  name: string,
): Promise<boolean> {
  const answer = await parts.api.workflow(name);
  if (!answer.ok) return refuse(parts, name, answer.error.message);
  const opened = await openWorkflow(parts, answer.data, name);
  // An example was saved on another screen: here all of it is to be seen.
  if (opened) parts.graph.fit();
  return opened;
}

/**
 * Puts a workflow in the place of the graph: this editor's form or the original's, as text or as parsed JSON. Says what
 * is wrong with a bad one and keeps the graph; says what had to be left out of a good one. Can be undone.
 */
export async function openWorkflow(parts: Parts, file: unknown, name: string): Promise<boolean> {
  const { graph, draft, catalog, notices } = parts;
  // Otherwise the graph of the last visit would come and take its place.
  await draft.ready;
  const paramsOf = (op: string, pack?: string) =>
    catalog.find(op, pack)?.params.map((param) => param.name);
  try {
    const { workflow, warnings } = parseWorkflow(file, { paramsOf });
    // What is replaced stays as a draft, with what was changed last.
    void draft.session.peek()?.flush();
    graph.load(workflow);
    if (warnings.length > 0) {
      notices.show({
        kind: "warning",
        text: `“${name}” is open, but not all of it could be read`,
        details: warnings,
      });
    }
    return true;
  } catch (error) {
    return refuse(parts, name, reason(error));
  }
}

function reason(error: unknown): string {
  const field = error instanceof PsynapseError ? error.details.field : undefined;
  const message = errorMessage(error);
  return field && !message.includes(field) ? `${message} (at ${field})` : message;
}

function refuse({ notices }: Parts, name: string, why: string): false {
  notices.show({ kind: "error", text: `Cannot open “${name}”: ${why}` });
  return false;
}
