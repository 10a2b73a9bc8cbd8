import { NODEPACK_OPTIONS, parseFlags } from "../config.ts";
import { LIMIT_OPTIONS, limitsHelp } from "../config_limits.ts";
import { PsynapseError } from "../engine/core/errors.ts";
import { parseRunRequest } from "../engine/core/parse_graph.ts";
import { workflowToRunRequest } from "../engine/core/workflow.ts";
import type { Engine } from "../engine/engine.ts";
import { type Command, EXIT, note, print } from "./command.ts";
import { findOpIn } from "./find_op.ts";
import { explainMissingOps } from "./explain_missing.ts";
import { readWorkflow } from "./read_workflow.ts";
import { REPORTERS, type RunReporter } from "./reporters.ts";
import { setValues } from "./set_values.ts";
import { onInterrupt } from "./signals.ts";
import { withEngine } from "./with_engine.ts";

const HELP = `Usage: psynapse run <workflow.json> [options]

Runs a saved graph without a server and prints the values of its views. "-" reads the graph from
standard input. Exits 1 when a node failed.

Options:
  --set <node.param=value>  set a value; node is an id, a label or a variable's name (repeatable)
  --env <NAME=value>        environment variable for the ops; NAME alone passes yours on (repeatable)
  --json                    print {"results": …, "errors": …}
  --events                  print every event, one JSON text a line
  --nodepack-dir <folder>   folder of the nodepacks (NODEPACKS_DIR; default ./nodepacks)
  -h, --help                this text

Limits, each of which "none" takes away:
${limitsHelp(["memory", "runTime", "nodeTime", "value", "output", "console", "nodes", "hosts"])}`;

const OPTIONS = {
  ...NODEPACK_OPTIONS,
  set: { type: "string", multiple: true },
  env: { type: "string", multiple: true },
  json: { type: "boolean" },
  events: { type: "boolean" },
  ...LIMIT_OPTIONS,
} as const;

/** `psynapse run` */
export const run: Command = {
  help: HELP,
  async run(args) {
    const { values, positionals } = parseFlags(args, OPTIONS, { positionals: 1 });
    if (values.help) return print(HELP), EXIT.ok;
    const [path] = positionals;
    if (path === undefined) throw new PsynapseError("bad_config", "Name a workflow file");
    if (values.json && values.events) {
      throw new PsynapseError("bad_config", "--json and --events are two forms; choose one");
    }
    const reporter = REPORTERS[values.json ? "json" : values.events ? "events" : "text"];
    const envVars = parseEnv(values.env ?? []);
    return await withEngine(
      values["nodepack-dir"],
      (engine) => runWorkflow(engine, { path, settings: values.set ?? [], envVars, reporter }),
      values,
    );
  },
};

interface RunPlan {
  path: string;
  /** `node.param=value` texts. */
  settings: string[];
  envVars: Record<string, string>;
  reporter: (workflow: Parameters<typeof workflowToRunRequest>[0]) => RunReporter;
}

async function runWorkflow(engine: Engine, plan: RunPlan): Promise<number> {
  const catalog = await engine.catalog();
  const { workflow, warnings } = await readWorkflow(plan.path, catalog);
  for (const warning of warnings) note(warning);
  explainMissingOps(workflow, catalog);
  setValues(workflow, plan.settings, catalog);
  const request = parseRunRequest(
    workflowToRunRequest(workflow, plan.envVars, findOpIn(catalog)),
  );
  const interrupt = new AbortController();
  using _ = onInterrupt(() => interrupt.abort());
  const started = await engine.run(request, { signal: interrupt.signal });
  const reporter = plan.reporter(workflow);
  for await (const event of started.events) reporter.event(event);
  if (interrupt.signal.aborted) return EXIT.interrupted;
  return reporter.failed ? EXIT.failed : EXIT.ok;
}

function parseEnv(settings: readonly string[]): Record<string, string> {
  const envVars: Record<string, string> = {};
  for (const setting of settings) {
    const equals = setting.indexOf("=");
    const name = equals === -1 ? setting : setting.slice(0, equals);
    const value = equals === -1 ? Deno.env.get(name) : setting.slice(equals + 1);
    if (name === "" || value === undefined) {
      const reason = name === "" ? "a name must come first" : `${name} is not set here`;
      throw new PsynapseError("bad_config", `--env ${setting}: ${reason}`);
    }
    envVars[name] = value;
  }
  return envVars;
}
