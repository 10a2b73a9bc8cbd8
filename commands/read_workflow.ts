import type { CatalogSnapshot } from "../engine/catalog/types.ts";
import { errorMessage, PsynapseError } from "../engine/core/errors.ts";
import { type ParsedWorkflow, parseWorkflow } from "../engine/core/parse_workflow.ts";
import { userPath } from "../server/environment.ts";

/**
 * Reads a workflow file; `-` is standard input.
 *
 * @param catalog tells the values in a file of the original from its other fields
 * @throws {PsynapseError} "bad_workflow" that names the file and what is wrong with it
 */
export async function readWorkflow(
  path: string,
  catalog: CatalogSnapshot,
): Promise<ParsedWorkflow> {
  let text: string;
  try {
    text = path === "-"
      ? await new Response(Deno.stdin.readable).text()
      : await Deno.readTextFile(userPath(path));
  } catch (cause) {
    const reason = cause instanceof Deno.errors.NotFound
      ? "there is no such file"
      : errorMessage(cause);
    throw new PsynapseError("bad_workflow", `Cannot read ${path}: ${reason}`, { cause });
  }
  try {
    return parseWorkflow(JSON.parse(text), { paramsOf: (op, pack) => paramsOf(catalog, op, pack) });
  } catch (cause) {
    const field = cause instanceof PsynapseError ? cause.details.field : undefined;
    throw new PsynapseError("bad_workflow", `${path} is no workflow: ${errorMessage(cause)}`, {
      cause,
      ...(field === undefined ? {} : { field }),
    });
  }
}

function paramsOf(catalog: CatalogSnapshot, name: string, pack?: string): string[] | undefined {
  const op = catalog.ops.find(({ schema }) =>
    schema.name === name && (pack === undefined || schema.pack === pack)
  );
  return op?.schema.params.map((param) => param.name);
}
