import type { OpKind, OpSchema, ParamSchema, Problem, ReturnSchema } from "../core/schema.ts";
import {
  type Callable,
  callableOfClass,
  callableOfFunction,
  constructorParams,
} from "./callable.ts";
import { describeParams, describeSourceParams } from "./describe_params.ts";
import { describeReturns } from "./describe_returns.ts";
import { type Declaration, type JsDoc, NO_DOC } from "./doc_model.ts";
import type { TypeEvaluator } from "./evaluate_type.ts";
import { readSourceParams } from "./literal_default.ts";
import { applyTags } from "./op_tags.ts";
import { type OpForm, opForm } from "./op_form.ts";
import { isPureOp, resultForm } from "./purity.ts";
import {
  type CatalogOp,
  type ExportInspection,
  OP_FILES,
  type OpFileName,
  type PackPermissions,
} from "./types.ts";

/** One op file, as all sources know it. */
export interface OpFile {
  pack: string;
  file: OpFileName;
  /** Absolute path. */
  path: string;
  /** As in {@link OpSchema.filepath}. */
  filepath: string;
  /** Permissions of the pack. */
  permissions: PackPermissions;
  /** What the file exports when it is loaded. */
  exports: ExportInspection[];
}

/** What became of an op file. */
export interface Extracted {
  ops: CatalogOp[];
  problems: Problem[];
}

/**
 * Makes the schemas of the ops in a file: what the loaded file exports, with the types that `deno doc` found for it.
 * Where it found none, types are `Any`. Pure: what it needs is in the arguments.
 */
export function extractOps(file: OpFile, evaluator: TypeEvaluator): Extracted {
  const extraction = new Extraction(file, evaluator);
  const documented = evaluator.docs.module(file.path)?.symbols ?? new Map<string, Declaration[]>();
  const loaded = new Map(file.exports.map((it) => [it.name, it]));
  for (const [name, declarations] of documented) {
    if (declarations.some((it) => it.exported)) {
      extraction.add(name, declarations, loaded.get(name));
      loaded.delete(name);
    }
  }
  // What `deno doc` does not know has no place in the source that is known.
  for (const name of [...loaded.keys()].sort()) extraction.add(name, [], loaded.get(name));
  return extraction.result;
}

class Extraction {
  readonly result: Extracted = { ops: [], problems: [] };
  readonly #kind: OpKind;

  constructor(readonly file: OpFile, readonly evaluator: TypeEvaluator) {
    this.#kind = OP_FILES[file.file];
  }

  add(name: string, raw: Declaration[], loaded: ExportInspection | undefined): void {
    if (name.startsWith("_")) return;
    const declarations = raw.flatMap((it) => this.evaluator.docs.follow(it) ?? []);
    if (this.#kind === "function") this.#addFunction(name, declarations, loaded);
    else this.#addClass(name, declarations, loaded);
  }

  #addFunction(
    name: string,
    declarations: Declaration[],
    loaded: ExportInspection | undefined,
  ): void {
    if (loaded?.kind === "function") {
      this.#addOp(name, declarations, loaded, callableOfFunction(declarations, this.evaluator));
    } else if (loaded?.kind === "class" && loaded.hasCall === true) {
      this.#problem(
        declarations,
        `Class "${name}" has a method "call", but stands in ops.ts, where functions become ops. ` +
          `Move it to progress_ops.ts or stream_ops.ts.`,
      );
    } else if (loaded?.kind !== "class" && this.#isDeclaredFunction(declarations)) {
      this.#problem(declarations, `${quoted(name)} is declared as a function, but ${MISSING}`);
    }
  }

  #isDeclaredFunction(declarations: Declaration[]): boolean {
    return declarations.some((it) => it.kind === "function" || it.kind === "variable") &&
      callableOfFunction(declarations, this.evaluator) !== undefined;
  }

  #addClass(name: string, declarations: Declaration[], loaded: ExportInspection | undefined): void {
    const declaration = declarations.find((it) => it.kind === "class");
    if (declaration?.isAbstract === true) return;
    if (loaded?.kind === "function") {
      return this.#problem(
        declarations,
        `${
          quoted(name)
        } is a function. In ${this.file.file} classes with a method "call" become ops: ` +
          `move it to ops.ts, or begin its name with "_".`,
      );
    }
    if (loaded?.kind !== "class") {
      if (declaration === undefined) return;
      return this.#problem(declarations, `Class ${quoted(name)} is declared, but ${MISSING}`);
    }
    if (loaded.hasCall !== true) {
      const hint = declaration?.properties.includes("call") === true
        ? `Its "call" is a property: write it as a method.`
        : `Add one, or begin the name of the class with "_".`;
      return this.#problem(
        declarations,
        `Class ${quoted(name)} has no method "call", so it is no op. ${hint}`,
      );
    }
    if (declaration === undefined) return this.#addOp(name, declarations, loaded, undefined);
    const params = constructorParams(declaration, this.evaluator).map((it) => it.name);
    if (params.length > 0) {
      return this.#problem(
        declarations,
        `Class ${quoted(name)} has constructor arguments (${params.join(", ")}), so it is no op: ` +
          `ops are made without any. Make them parameters of "call".`,
      );
    }
    const call = callableOfClass(declaration, this.evaluator);
    if (call?.isPublic === false) {
      return this.#problem(
        declarations,
        `The method "call" of class ${quoted(name)} is not public, so it is no op. Make it public.`,
      );
    }
    this.#addOp(name, declarations, loaded, call?.callable, declaration.jsDoc);
  }

  #addOp(
    name: string,
    declarations: Declaration[],
    loaded: ExportInspection,
    callable: Callable | undefined,
    fallbackDoc: JsDoc = NO_DOC,
  ): void {
    const form = opForm(this.#kind, loaded.source, callable, this.evaluator);
    if (form.refusal !== undefined) {
      return this.#problem(declarations, `${quoted(name)} ${form.refusal}`);
    }
    // Only defaults need the source where types are known.
    const isNeeded = callable === undefined
      ? true
      : form.params.some((it) => it.hasDefault || it.optional);
    const written = isNeeded ? readSourceParams(loaded.source) : undefined;
    const source = form.signalAt === undefined ? written : written?.toSpliced(form.signalAt, 1);
    const jsDoc = callable?.jsDoc ?? fallbackDoc;
    const params = callable === undefined
      ? describeSourceParams(source, this.evaluator)
      : describeParams(form.params, source, jsDoc, this.evaluator);
    const returns = describeReturns(form.returned, this.evaluator);
    const plain = this.#schema(name, form.kind, params, returns, jsDoc);
    const { schema, problems } = applyTags(plain, jsDoc.tags);
    for (const problem of problems) this.#problem(declarations, problem);
    this.result.ops.push({
      schema,
      kind: form.kind,
      file: this.file.file,
      ...(form.signalAt === undefined ? {} : { signalAt: form.signalAt }),
      ...(this.#isPure(form, loaded.source, jsDoc) ? { isPure: true } : {}),
    });
  }

  #isPure({ kind, returned }: OpForm, source: string, { purity: tag }: JsDoc): boolean {
    const result = resultForm(returned, this.evaluator);
    return isPureOp({ tag, kind, source, result, permissions: this.file.permissions });
  }

  #schema(
    name: string,
    kind: OpKind,
    params: ParamSchema[],
    returns: ReturnSchema[],
    jsDoc: JsDoc,
  ): OpSchema {
    const schema: OpSchema = {
      name,
      params,
      returns,
      docstring: jsDoc.text,
      filepath: this.file.filepath,
      pack: this.file.pack,
      is_progress_node: kind === "progress",
      is_stream_node: kind === "stream",
    };
    if (jsDoc.examples.length > 0) schema.examples = jsDoc.examples;
    if (jsDoc.deprecated !== undefined) schema.deprecated = jsDoc.deprecated;
    return schema;
  }

  #problem(declarations: Declaration[], message: string): void {
    const { pack, filepath, path } = this.file;
    const line = declarations.find((it) => it.location.file === path)?.location.line;
    this.result.problems.push({
      pack,
      file: filepath,
      ...(line === undefined ? {} : { line }),
      message,
    });
  }
}

const MISSING = "the loaded file does not export it as one. Give it a body, or export it.";

function quoted(name: string): string {
  return `"${name}"`;
}
