import type { TypeInfo } from "./schema.ts";
import type { ParamSchema } from "./schema.ts";
import { type Compatibility, typeWords } from "./types_compatible.ts";

/** What is known of an edge by the types of its ends. */
export type EdgeVerdict =
  | {
    ok: true;
    /** What becomes of the value on its way: `number → text`. */
    converts?: string;
    /** When that, or the value as it is, will do: `if the text is a number`. Absent: always. */
    depends?: string;
  }
  | { ok: false; /** Why not, in words. */ reason: string };

/** The types of one node as they are in its graph, where they say more than its op's. By handle and parameter. */
export interface SolvedTypes {
  outputs: Record<string, TypeInfo>;
  inputs?: Record<string, string>;
}

/** A value in a node that is not of its parameter's type. */
export interface ValueRefusal {
  /** The node's id. */
  node: string;
  param: string;
  /** Why, in words. */
  reason: string;
}

/** What `POST /types/check` answers. */
export interface TypesAnswer {
  /** `compiler`, or `names` where the compiler is not there. */
  by: "compiler" | "names";
  /** In the order of the request's edges. */
  edges: EdgeVerdict[];
  /** By node id: those of which more is known than their ops say. */
  nodes: Record<string, SolvedTypes>;
  /** Lists and objects in nodes that do not fit; absent where there are none. */
  values?: ValueRefusal[];
}

/** Under which condition a conversion from one type to another succeeds; undefined: always. */
export function conversionDepends(from: TypeInfo, to: TypeInfo): string | undefined {
  const fromText = from.type === "str" || from.type === "Literal" || from.type === "Image";
  switch (to.type) {
    case "float":
      return fromText ? "if the text is a number" : undefined;
    case "int":
      return fromText ? "if the text is a whole number" : "decimals are cut off";
    case "bool":
      return fromText ? 'if the text is "true", "false" or the like' : undefined;
    case "list":
      return "if the text is a list as JSON";
    case "dict":
      return "if the text is an object as JSON";
    case "Image":
      return "if the text is a data URL";
    case "Literal":
      return "if it is one of the choices";
    default:
      return undefined;
  }
}

/** The verdict by the names of types alone. */
export function verdictByNames(
  fit: Compatibility,
  from: TypeInfo,
  to: TypeInfo & Pick<ParamSchema, "name">,
): EdgeVerdict {
  if (!fit.ok) return fit;
  if (fit.converts) {
    const depends = conversionDepends(from, to);
    return {
      ok: true,
      converts: `${typeWords(from.type)} → ${typeWords(to.type)}`,
      ...(depends === undefined ? {} : { depends }),
    };
  }
  if (from.type === "Literal" && to.type === "Literal") {
    const takes = new Set(to.literal_values ?? []);
    const always = (from.literal_values ?? []).every((value) => takes.has(value));
    return always ? { ok: true } : { ok: true, depends: "if it is one of the choices" };
  }
  if (from.type === "Any" && to.type !== "Any") {
    return { ok: true, depends: "seen when it runs" };
  }
  return { ok: true };
}
