import { errorMessage } from "../../engine/core/errors.ts";
import { parseWorkflow } from "../../engine/core/parse_workflow.ts";
import type { Workflow } from "../../engine/core/workflow.ts";
import type { Api, ApiResult, WorkflowListing } from "../api.ts";
import { openWorkflow } from "../files.ts";
import { createFuzzy } from "../fuzzy.ts";
import type { EditorModel } from "../models/editor.ts";
import type { Needs } from "./needs.ts";

/** A template: what the server lists, and the file itself. */
export interface Template extends WorkflowListing {
  /** undefined: it could not be read. */
  readonly workflow?: Workflow;
  /** Why not, in words. */
  readonly problem?: string;
}

/** Loads all templates of the server with their files; one that cannot be read has a problem instead. */
export async function loadTemplates(
  api: Pick<Api, "workflows" | "workflow">,
  signal: AbortSignal,
): Promise<ApiResult<Template[]>> {
  const listed = await api.workflows(signal);
  if (!listed.ok) return listed;
  const data = await Promise.all(listed.data.map(async (listing): Promise<Template> => {
    const file = await api.workflow(listing.name, signal);
    if (!file.ok) return { ...listing, problem: file.error.message };
    try {
      return { ...listing, workflow: parseWorkflow(file.data).workflow };
    } catch (error) {
      return { ...listing, problem: errorMessage(error) };
    }
  }));
  return { ok: true, data };
}

/** The templates that a search means, best first, or all; only those without a key where that is asked for. */
export function findTemplates<T extends Template & { needs: Needs }>(
  templates: readonly T[],
  { query, keyless }: { query: string; keyless: boolean },
): T[] {
  const wanted = templates.filter(({ needs }) => !keyless || needs.keys.length === 0);
  if (query.trim() === "") return wanted;
  const search = createFuzzy(wanted.map(({ title, description, needs, name }) => ({
    name: title,
    text: [description, name, ...needs.packs, ...needs.missing, ...needs.keys].join(" "),
  })));
  return search(query).map((index) => wanted[index]);
}

/** Puts a template in the place of the graph, and says how to get back what was there. */
export function openTemplate(editor: EditorModel, { name, title, workflow }: Template): void {
  const { graph, notices } = editor;
  const hadNodes = graph.nodes.peek().length > 0;
  if (!workflow || !openWorkflow(editor, workflow, name)) return;
  // It was saved on another screen: here all of it is to be seen.
  graph.fit();
  if (!hadNodes) return;
  notices.show({
    kind: "info",
    text: `“${title}” has taken the place of your graph.`,
    action: {
      label: "Undo",
      run() {
        graph.undo();
        graph.fit();
      },
    },
  });
}
