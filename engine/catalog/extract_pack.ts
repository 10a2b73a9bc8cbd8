import { join, sep } from "node:path";
import type { Problem } from "../core/schema.ts";
import { DocIndex } from "./doc_index.ts";
import type { DocumentedPack } from "./document_packs.ts";
import { TypeEvaluator } from "./evaluate_type.ts";
import { type Extracted, extractOps } from "./extract_schema.ts";
import type { LoadedPack } from "./merge_packs.ts";
import { SourceFacts } from "./source_facts.ts";
import type { FileInspection, Nodepack, OpFileName } from "./types.ts";

/** A pack with its ops, and what decides whether it must be loaded again. */
export interface ExtractedPack extends LoadedPack {
  /** Something in it could not be loaded or read, perhaps for a reason that passes. */
  failed: boolean;
  /** The files elsewhere that its types come from. */
  outside: ReadonlyMap<string, string>;
}

/** What is known of a pack. */
export interface PackFindings {
  pack: Nodepack;
  /** What `deno doc` said; undefined when it could not be asked. */
  documented: DocumentedPack | undefined;
  /** What loading it told. */
  inspections: FileInspection[];
  /** Name of the folder that holds the nodepacks. */
  folder: string;
  /** Path of the module that nodepacks import as `psynapse`. */
  engineFile: string;
}

/** Makes the ops of a pack. A file that does not load is a problem, and only its own ops are missing. */
export function extractPack(findings: PackFindings): ExtractedPack {
  const { pack, documented, engineFile } = findings;
  const { modules, docs, resolver } = documented ?? {};
  const evaluator = new TypeEvaluator(
    docs ?? new DocIndex(new Map(), engineFile),
    new SourceFacts((path) => modules?.get(path)),
    (specifier, from) => resolver?.path(specifier, from),
  );
  const files = pack.files.map((file) => extractFile(file, findings, evaluator));
  const elsewhere = [...modules ?? []].filter(([path]) => !path.startsWith(pack.dir + sep));
  return {
    pack,
    ops: files.flatMap((it) => it.ops),
    problems: files.flatMap((it) => it.problems),
    failed: files.some((it) => it.failed),
    outside: new Map(elsewhere),
  };
}

function extractFile(
  file: OpFileName,
  { pack, documented, inspections, folder }: PackFindings,
  evaluator: TypeEvaluator,
): Extracted & { failed: boolean } {
  const path = join(pack.dir, file);
  const filepath = `${folder}/${pack.name}/${file}`;
  const inspection = inspections.find((it) => it.file === file);
  const failure = documented?.failures.get(file);
  // A failure can be that of another file, which this one imports.
  const line = failure?.file === path ? failure.line : undefined;
  const problem = (message: string, at = line): Problem => ({
    pack: pack.name,
    file: filepath,
    ...(at === undefined ? {} : { line: at }),
    message,
  });
  if (inspection?.ok !== true) {
    const message = inspection?.message ?? "It was not loaded, for a reason that is not known.";
    return { ops: [], problems: [problem(message, inspection?.line ?? line)], failed: true };
  }
  const { exports } = inspection;
  const { permissions } = pack;
  const op = { pack: pack.name, file, path, filepath, permissions, exports };
  const { ops, problems } = extractOps(op, evaluator);
  if (failure === undefined) return { ops, problems, failed: false };
  const message = `The types in this file cannot be read: ${failure.message}. ` +
    `Its ops take and give "Any".`;
  return { ops, problems: [problem(message), ...problems], failed: true };
}
