import type { OpSchema } from "../engine/core/schema.ts";
import type { Workflow } from "../engine/core/workflow.ts";

/**
 * A workflow as it may leave the page, for a file, the draft or the clipboard: without the values of parameters that
 * are passwords.
 *
 * @param find the schema of an op, where the library has it
 */
export function withoutPasswords(
  workflow: Workflow,
  find: (name: string, pack?: string) => OpSchema | undefined,
): Workflow {
  const nodes = workflow.nodes.map((node): Workflow["nodes"][number] => {
    if (node.type !== "functionNode") return node;
    const { functionName, pack, values } = node.data;
    const secret = find(functionName, pack)?.params.filter(({ name, password }) =>
      password === true && Object.hasOwn(values, name)
    ) ?? [];
    if (secret.length === 0) {
      return node;
    }
    const kept = { ...values };
    for (const { name } of secret) {
      delete kept[name];
    }
    return { ...node, data: { ...node.data, values: kept } };
  });
  return { ...workflow, nodes };
}
