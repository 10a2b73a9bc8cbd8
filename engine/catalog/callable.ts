import type { Declaration, JsDoc } from "./doc_model.ts";
import { NO_DOC } from "./doc_model.ts";
import type { ScopedParam } from "./describe_params.ts";
import type { TypeEvaluator } from "./evaluate_type.ts";
import type { Closure, Head, Scope } from "./head.ts";
import { bind, functionScope } from "./scope.ts";
import type { Param, Signature } from "./ts_type.ts";

/** What calls of an op look like. */
export interface Callable {
  params: ScopedParam[];
  returned?: Closure;
  jsDoc: JsDoc;
}

/**
 * Finds the types of an exported function: a declaration, or a constant that holds one.
 *
 * @returns undefined when no types are written
 */
export function callableOfFunction(
  declarations: readonly Declaration[],
  evaluator: TypeEvaluator,
): Callable | undefined {
  const jsDoc = declarations.find((it) => hasText(it.jsDoc))?.jsDoc ?? NO_DOC;
  for (const declaration of declarations) {
    if (declaration.kind !== "function" && declaration.kind !== "variable") continue;
    const { location } = declaration;
    const scope: Scope = { file: location.file, bindings: new Map() };
    const annotation = evaluator.facts.annotation(location);
    const annotated = annotation && evaluator.head({ type: annotation, scope });
    const contextual = annotated?.kind === "function" ? annotated : undefined;
    if (declaration.kind === "function") {
      const { signature } = declaration;
      const isTyped = signature.params.every((it) => it.type !== undefined || it.hasDefault);
      if (isTyped && signature.returnType !== undefined) {
        return { ...callableOf(signature, scope), jsDoc };
      }
      return { ...inContext(callableOf(signature, scope), contextual), jsDoc };
    }
    const head = contextual ??
      (declaration.type && evaluator.head({ type: declaration.type, scope }));
    if (head?.kind === "function") return { ...callableOf(head.signature, head.scope), jsDoc };
  }
  return undefined;
}

function callableOf(signature: Signature, outer: Scope): Callable {
  const scope = functionScope(signature, outer);
  const callable: Callable = {
    params: signature.params.map((param) => ({ ...param, scope })),
    jsDoc: NO_DOC,
  };
  if (signature.returnType !== undefined) {
    callable.returned = { type: signature.returnType, scope };
  }
  return callable;
}

/** The annotation of a constant says which types callers see; the function itself names the parameters. */
function inContext(
  own: Callable,
  context: Extract<Head, { kind: "function" }> | undefined,
): Callable {
  if (context === undefined) return own;
  const given = callableOf(context.signature, context.scope);
  const params = own.params.map((param, i): ScopedParam => {
    const from = contextualParam(given.params, i);
    if (from?.type === undefined) return param;
    return {
      ...param,
      type: from.type,
      scope: from.scope,
      optional: param.optional || from.optional,
    };
  });
  return { ...own, params, returned: given.returned ?? own.returned };
}

function contextualParam(params: ScopedParam[], i: number): ScopedParam | undefined {
  const last = params.at(-1);
  if (last?.rest !== true || i < params.length - 1 || last.type === undefined) return params[i];
  const index: Param["type"] = { kind: "keyword", name: "number" };
  return { ...last, optional: true, type: { kind: "indexed", object: last.type, index } };
}

/** What a class says of its method `call`, and of how it is made. */
export interface CallMethod {
  callable: Callable;
  isPublic: boolean;
}

/** One class of a chain of classes, with the scope of its types. */
interface ClassLink {
  declaration: Declaration & { kind: "class" };
  scope: Scope;
}

/** Finds `call` in a class or the nearest class that it extends. */
export function callableOfClass(
  declaration: Declaration & { kind: "class" },
  evaluator: TypeEvaluator,
): CallMethod | undefined {
  for (const { declaration: { methods, jsDoc }, scope } of classChain(declaration, evaluator)) {
    const method = methods.find((it) => it.name === "call" && !it.isStatic);
    if (method === undefined) continue;
    const own = declaration.jsDoc;
    const callDoc = hasText(method.jsDoc) ? method.jsDoc : jsDoc;
    return {
      isPublic: method.isPublic,
      callable: { ...callableOf(method.signature, scope), jsDoc: mergeDocs(own, callDoc) },
    };
  }
  return undefined;
}

/** Parameters of the constructor that `new` would call. */
export function constructorParams(
  declaration: Declaration & { kind: "class" },
  evaluator: TypeEvaluator,
): Param[] {
  for (const { declaration: { constructors } } of classChain(declaration, evaluator)) {
    if (constructors[0] !== undefined) return constructors[0];
  }
  return [];
}

function* classChain(
  declaration: Declaration & { kind: "class" },
  evaluator: TypeEvaluator,
): Generator<ClassLink> {
  const file = declaration.location.file;
  let link: ClassLink | undefined = { declaration, scope: bind(declaration.typeParams, [], file) };
  for (let length = 0; link !== undefined && length < 32; length++) {
    yield link;
    link = superclass(link, evaluator);
  }
}

function superclass({ declaration, scope }: ClassLink, evaluator: TypeEvaluator) {
  const args = declaration.superArgs.map((type) => ({ type, scope }));
  const found = declaration.extends === undefined
    ? []
    : evaluator.docs.resolve(scope.file, declaration.extends);
  for (const parent of found) {
    if (parent.kind === "class") {
      return { declaration: parent, scope: bind(parent.typeParams, args, parent.location.file) };
    }
  }
  return undefined;
}

/** The class says what the op does, its method what the parameters are; each may say both. */
function mergeDocs(own: JsDoc, call: JsDoc): JsDoc {
  const deprecated = own.deprecated ?? call.deprecated;
  const purity = own.purity ?? call.purity;
  const tags = [...call.tags ?? [], ...own.tags ?? []];
  return {
    text: own.text || call.text,
    params: [...call.params, ...own.params],
    examples: [...new Set([...own.examples, ...call.examples])],
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(purity === undefined ? {} : { purity }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

function hasText(jsDoc: JsDoc): boolean {
  return jsDoc.text !== "" || jsDoc.params.length > 0 || jsDoc.examples.length > 0 ||
    jsDoc.deprecated !== undefined || jsDoc.purity !== undefined || jsDoc.tags !== undefined;
}
