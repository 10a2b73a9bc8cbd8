import type { CatalogSnapshot } from "../engine/catalog/types.ts";
import type { Workflow } from "../engine/core/workflow.ts";
import { problemLine } from "../server/problem_line.ts";
import { note } from "./command.ts";

/** Where the catalog lacks ops of a workflow, says what is wrong with the nodepacks, which may be why. */
export function explainMissingOps(workflow: Workflow, { ops, problems }: CatalogSnapshot): void {
  const isMissing = workflow.nodes.some(({ type, data }) =>
    type === "functionNode" &&
    !ops.some(({ schema }) =>
      schema.name === data.functionName && (data.pack === undefined || schema.pack === data.pack)
    )
  );
  if (isMissing) { for (const problem of problems) note(problemLine(problem)); }
}
