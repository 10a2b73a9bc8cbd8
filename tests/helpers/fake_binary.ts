import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  buildProject,
  type CommandOptions,
  type CommandResult,
  configFile,
  PROJECT,
  psynapse,
  startServer,
  type TestServer,
} from "./command_line.ts";

/** What `deno task compile` would make, as far as that can be had without its download. */
export interface FakeBinary extends AsyncDisposable {
  /** The empty folder that its commands are run in. */
  readonly cwd: string;
  run(args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  start(args?: readonly string[]): Promise<TestServer>;
  /** The first argument of each of its starts. */
  started(): Promise<string[]>;
}

/** Makes a process believe that it is a compiled binary, before any of its modules is loaded. */
const BELIEVE = (binary: string): string => `
Object.defineProperty(Deno, "build", { value: { ...Deno.build, standalone: true } });
Deno.execPath = () => ${JSON.stringify(binary)};
`;

/**
 * Puts together what the compile task puts into the binary, and nothing else: the modules that its entry imports and
 * what it includes. What stands for the binary is a script that runs Deno on that, far from the sources.
 */
export async function makeBinary(): Promise<FakeBinary> {
  await buildProject();
  const folder = await Deno.makeTempDir({ prefix: "psynapse_binary_" });
  const [inside, cwd, binary] = [`${folder}/inside`, `${folder}/cwd`, `${folder}/psynapse`];
  await Deno.mkdir(inside);
  await Deno.mkdir(cwd);
  const { entry, includes } = await compileTask();
  const modules = [entry, ...includes.filter((path) => /\.[jt]s$/.test(path))];
  for (const path of [...await graphOf(modules), ...includes]) await copy(path, inside);
  // How imports are resolved, and npm packages, are in a binary too.
  const config = configFile().slice(PROJECT.length + 1);
  for (const path of [config, config.replace(".json", ".lock"), "links"]) await copy(path, inside);
  await Deno.symlink(`${PROJECT}/node_modules`, `${inside}/node_modules`);
  await Deno.writeTextFile(`${folder}/believe.js`, BELIEVE(binary));
  const command = [
    ...[Deno.execPath(), "run", "-A", "--quiet", `--config=${inside}/${config}`],
    ...[`--preload=${folder}/believe.js`, `${inside}/${entry}`],
  ];
  await Deno.writeTextFile(
    binary,
    `#!/bin/sh\necho "$1" >> ${folder}/started.txt\nexec ${command.join(" ")} "$@"\n`,
    { mode: 0o755 },
  );
  return {
    cwd,
    run: (args, options) => psynapse(args, { ...options, command: binary, cwd }),
    start: (args) => startServer(args, { command: binary, cwd }),
    async started() {
      return (await Deno.readTextFile(`${folder}/started.txt`)).trim().split("\n");
    },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Entry and `--include`s of the compile task. */
async function compileTask(): Promise<{ entry: string; includes: string[] }> {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${PROJECT}/deno.json`));
  const task: string = tasks.compile;
  const includes = [...task.matchAll(/--include=(\S+)/g)].map(([, path]) => path);
  return { entry: task.split(" ").at(-1) ?? "", includes };
}

/** The project's own modules that these import, as paths in the project. */
async function graphOf(modules: readonly string[]): Promise<Set<string>> {
  const paths = new Set<string>();
  for (const module of modules) {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", `--config=${configFile()}`, module],
      cwd: PROJECT,
    }).output();
    const graph: { modules: { specifier: string }[] } = JSON.parse(
      new TextDecoder().decode(stdout),
    );
    for (const { specifier } of graph.modules) {
      if (!specifier.startsWith("file:")) continue;
      const path = fileURLToPath(specifier);
      if (!path.includes("/node_modules/")) paths.add(path.slice(PROJECT.length + 1));
    }
  }
  return paths;
}

async function copy(path: string, to: string): Promise<void> {
  if ((await Deno.stat(`${PROJECT}/${path}`)).isDirectory) {
    for await (const { name } of Deno.readDir(`${PROJECT}/${path}`)) {
      if (name !== "node_modules") await copy(`${path}/${name}`, to);
    }
    return;
  }
  await Deno.mkdir(join(to, dirname(path)), { recursive: true });
  await Deno.copyFile(`${PROJECT}/${path}`, `${to}/${path}`);
}
