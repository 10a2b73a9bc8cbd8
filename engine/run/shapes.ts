import { gatherInputs } from "../core/gather_inputs.ts";
import type { FunctionNode } from "../core/graph.ts";
import type { PlanEdge } from "../core/plan.ts";
import type { ParamSchema } from "../core/schema.ts";
import { type Digests, hashText } from "../host/digest.ts";

/** Shapes up to this many characters stand for themselves. */
const SHORT = 300;

/** Says what is known of calls of ops before their connected inputs are. */
export class ShapeReader {
  constructor(private readonly digests: Digests) {}

  /**
   * The same for nodes whose calls can have the same inputs: the same op, the same values of its own, and values for
   * the same other parameters. Undefined when one of its own values cannot be compared.
   */
  shapeOf(
    identity: string,
    node: FunctionNode,
    incoming: readonly PlanEdge[],
    params: readonly ParamSchema[],
  ): string | undefined {
    const connected = new Set(incoming.map((edge) => edge.targetHandle));
    const own = params.filter((param) => !connected.has(param.name));
    const inputs = gatherInputs(node, [], own, () => undefined);
    const parts: string[] = [];
    for (const { name } of params) {
      if (connected.has(name)) {
        parts.push(name, "*");
      } else if (Object.hasOwn(inputs, name)) {
        const digest = this.digests.of(inputs[name]);
        if (digest === undefined) return undefined;
        parts.push(name, `=${digest}`);
      }
    }
    const text = `${identity}${JSON.stringify(parts)}`;
    return text.length <= SHORT ? text : hashText(text);
  }
}
