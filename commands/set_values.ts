import type { CatalogSnapshot } from "../engine/catalog/types.ts";
import { PsynapseError } from "../engine/core/errors.ts";
import type { Workflow, WorkflowNode } from "../engine/core/workflow.ts";

/** Names under which a variable's value can be set. */
const VARIABLE_FIELDS: ReadonlySet<string> = new Set(["value", "variableValue"]);

/**
 * Sets values of a workflow's nodes from `node.param=value` texts. A node is named by its id, or by its label or
 * variable name where that is one node's alone. A variable's value is `value`.
 *
 * @throws {PsynapseError} "bad_config" that names what does not fit
 */
export function setValues(
  workflow: Workflow,
  settings: readonly string[],
  catalog: CatalogSnapshot,
): void {
  for (const setting of settings) {
    const equals = setting.indexOf("=");
    const dot = setting.lastIndexOf(".", equals === -1 ? undefined : equals);
    if (equals === -1 || dot <= 0) {
      throw refusal(setting, "it must have the form node.param=value");
    }
    const node = findNode(workflow, setting, setting.slice(0, dot));
    setValue(node, setting, setting.slice(dot + 1, equals), setting.slice(equals + 1), catalog);
  }
}

function setValue(
  node: WorkflowNode,
  setting: string,
  name: string,
  value: string,
  catalog: CatalogSnapshot,
): void {
  if (node.type === "variableNode") {
    if (!VARIABLE_FIELDS.has(name)) {
      throw refusal(setting, `"${node.id}" is a variable: set ${node.id}.value`);
    }
    node.data.variableValue = value;
  } else if (node.type === "functionNode") {
    const { functionName, pack } = node.data;
    const op = catalog.ops.find(({ schema }) =>
      schema.name === functionName && (pack === undefined || schema.pack === pack)
    );
    const params = op?.schema.params.map((param) => param.name);
    if (params !== undefined && !params.includes(name)) {
      throw refusal(setting, `"${functionName}" has the parameters ${params.join(", ")}`);
    }
    node.data.values[name] = value;
  } else {
    throw refusal(setting, `"${node.id}" has no values of its own`);
  }
}

function findNode(workflow: Workflow, setting: string, name: string): WorkflowNode {
  const byId = workflow.nodes.find(({ id }) => id === name);
  if (byId !== undefined) return byId;
  const named = workflow.nodes.filter((node) =>
    node.data.label === name ||
    (node.type === "variableNode" && node.data.variableName === name)
  );
  if (named.length === 1) return named[0];
  if (named.length > 1) {
    const ids = named.map(({ id }) => id).join(", ");
    throw refusal(setting, `several nodes are called "${name}"; use one of the ids ${ids}`);
  }
  const known = workflow.nodes.map(({ id }) => id).slice(0, 20).join(", ");
  throw refusal(setting, `there is no node "${name}". Nodes: ${known || "none"}`);
}

function refusal(setting: string, reason: string): PsynapseError {
  return new PsynapseError("bad_config", `--set ${setting}: ${reason}`);
}
