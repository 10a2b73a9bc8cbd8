import type { Closure, Scope } from "./head.ts";
import { type Signature, type TypeParam, UNKNOWN } from "./ts_type.ts";

/** A scope in which the type parameters stand for the arguments, else their defaults, else their constraints. */
export function bind(params: TypeParam[], args: Closure[], file: string): Scope {
  const bindings = new Map<string, Closure>();
  const scope: Scope = { file, bindings };
  params.forEach((param, i) => {
    const type = param.default ?? param.constraint ?? UNKNOWN;
    bindings.set(param.name, args[i] ?? { type, scope });
  });
  return scope;
}

/** The scope of a generic function's types: nothing is known of its parameters but their constraints. */
export function functionScope(signature: Signature, outer: Scope): Scope {
  const own = bind(
    signature.typeParams.map((it) => ({ ...it, default: undefined })),
    [],
    outer.file,
  );
  const scope: Scope = {
    file: outer.file,
    bindings: new Map([...outer.bindings, ...own.bindings]),
  };
  return scope;
}
