import { NODEPACK_OPTIONS, parseFlags } from "../config.ts";
import { checkGraph, type GraphProblem } from "../engine/core/check_graph.ts";
import { errorMessage, PsynapseError } from "../engine/core/errors.ts";
import { parseRunRequest } from "../engine/core/parse_graph.ts";
import { workflowToRunRequest } from "../engine/core/workflow.ts";
import { type Command, EXIT, note, print } from "./command.ts";
import { findOpIn } from "./find_op.ts";
import { explainMissingOps } from "./explain_missing.ts";
import { readWorkflow } from "./read_workflow.ts";
import { withEngine } from "./with_engine.ts";

const HELP = `Usage: psynapse check <workflow.json> [options]

Says what is wrong with a graph without running it: cycles, unknown ops, missing values, values that
cannot be converted, connections that never fit. Exits 1 when there is anything.

Options:
  --nodepack-dir <folder>  folder of the nodepacks (NODEPACKS_DIR; default ./nodepacks)
  -h, --help               this text`;

/** `psynapse check` */
export const check: Command = {
  help: HELP,
  async run(args) {
    const { values, positionals } = parseFlags(args, NODEPACK_OPTIONS, { positionals: 1 });
    if (values.help) return print(HELP), EXIT.ok;
    const [path] = positionals;
    if (path === undefined) throw new PsynapseError("bad_config", "Name a workflow file");
    const problems = await withEngine(values["nodepack-dir"], async (engine) => {
      const catalog = await engine.catalog();
      const { workflow, warnings } = await readWorkflow(path, catalog);
      for (const warning of warnings) note(warning);
      explainMissingOps(workflow, catalog);
      return await withRefusals(async () => {
        const findOp = findOpIn(catalog);
        const graph = parseRunRequest(workflowToRunRequest(workflow, {}, findOp));
        const ops = catalog.ops.map(({ schema }) => schema);
        const problems = checkGraph(graph, { findOp, ops });
        // Of a graph with a cycle no types can be told.
        if (problems.some(({ kind }) => kind === "cycle")) return problems;
        const { edges: verdicts, values } = await engine.checkTypes(graph);
        return checkGraph(graph, { findOp, ops, verdicts, values });
      });
    });
    for (const { nodeId, message, near = [] } of problems) {
      const hint = near.length === 0 ? "" : ` (there is "${near.join('", "')}")`;
      print(nodeId === undefined ? message : `${nodeId}: ${message}${hint}`);
    }
    if (problems.length > 0) return EXIT.failed;
    print("No problems.");
    return EXIT.ok;
  },
};

/** A graph that is refused as a whole has that as its only problem. */
async function withRefusals(problems: () => Promise<GraphProblem[]>): Promise<GraphProblem[]> {
  try {
    return await problems();
  } catch (error) {
    if (error instanceof PsynapseError) return [{ kind: "cycle", message: errorMessage(error) }];
    throw error;
  }
}
