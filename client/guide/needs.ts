import { NOTHING } from "../../engine/core/permission_words.ts";
import type { OpSchema } from "../../engine/core/schema.ts";
import type { Workflow } from "../../engine/core/workflow.ts";

/** What a workflow needs to run. */
export interface Needs {
  /** Names of nodepacks that are here, in the order of the alphabet. */
  readonly packs: readonly string[];
  /** Nodepacks and ops that are not here, as they are called in the file. */
  readonly missing: readonly string[];
  /** Environment variables with a key: `OPENAI_API_KEY`. */
  readonly keys: readonly string[];
  /** What its packs may do, in words: `network: everything`. */
  readonly permissions: readonly string[];
}

/** What is known of the server. */
export interface Library {
  find(name: string, pack?: string): OpSchema | undefined;
  /** By pack. */
  readonly permissions: ReadonlyMap<string, readonly string[]>;
}

/** A parameter of this name says which variable has the key. */
const KEY_PARAM = /(^|_)key_variable$/;

/** Says what a workflow needs, from its nodes and what the server has. */
export function needsOf(workflow: Pick<Workflow, "nodes" | "edges">, library: Library): Needs {
  const packs = new Set<string>();
  const missing = new Set<string>();
  const keys = new Set<string>();
  for (const node of workflow.nodes) {
    if (node.type !== "functionNode") continue;
    const { functionName, pack, values } = node.data;
    const op = library.find(functionName, pack);
    if (!op) {
      const hasPack = pack === undefined || library.permissions.has(pack);
      missing.add(hasPack ? functionName : pack);
      continue;
    }
    packs.add(op.pack);
    for (const { name, default: usual } of op.params) {
      const variable = Object.hasOwn(values, name) ? values[name] : usual;
      if (KEY_PARAM.test(name) && typeof variable === "string" && variable !== "") {
        keys.add(variable);
      }
    }
  }
  const permissions = [...packs].flatMap((pack) => library.permissions.get(pack) ?? []);
  return {
    packs: [...packs].sort(),
    missing: [...missing].sort(),
    keys: [...keys].sort(),
    permissions: [...new Set(permissions)].filter((words) => words !== NOTHING),
  };
}
