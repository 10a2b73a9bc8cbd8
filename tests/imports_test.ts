/** Imports go one way (docs/architecture.md). Read from the files as they are, types included. */
import { expect } from "@std/expect";
import { type Import, importsOf, sourceFiles } from "./helpers/import_graph.ts";

/** Which files of the project each part may import: the first row that fits a file counts. */
const MAY_IMPORT: [part: RegExp, may: RegExp][] = [
  [/^engine\/core\//, /^engine\/core\//],
  [/^engine\/catalog\//, /^engine\/(core|catalog)\//],
  [/^engine\/host\//, /^engine\/((core|catalog|host)\/|op\.ts$)/],
  [/^engine\/run\//, /^engine\/(core|catalog|host|run)\//],
  [/^engine\/types\//, /^engine\/(core|catalog|types)\//],
  [/^engine\/op\.ts$/, /^$/],
  [/^engine\/engine\.ts$/, /^engine\/(core|catalog)\//],
  [/^engine\//, /^engine\//],
  [/^client\//, /^(client|engine\/core)\//],
  [/^components\//, /^(components|client|engine\/core)\//],
  [/^islands\//, /^(islands|components|client|engine\/core)\//],
  // The page alone shows the island; routes reach the engine through its front door.
  [
    /^routes\/(index|_app)\.tsx$/,
    /^((routes|server|islands|components|client|engine\/core)\/|utils\.ts$)/,
  ],
  [
    /^(routes|server)\//,
    /^((routes|server|engine\/core)\/|engine\/(mod|engine|catalog\/types)\.ts$|(utils|config)\.ts$)/,
  ],
];

/** Files in which React Flow may be named. */
const REACT_FLOW = /^(components\/(editor\/Canvas[^/]*|nodes\/.*)|client\/flow\.ts)$/;

function isBreach({ from, to, inside }: Import): boolean {
  if (to === "@xyflow/react" || to.startsWith("@xyflow/")) return !REACT_FLOW.test(from);
  if (!inside) return from.startsWith("engine/core/");
  if (to.startsWith("nodepacks/")) return true;
  const row = MAY_IMPORT.find(([part]) => part.test(from));
  return row !== undefined && !row[1].test(to);
}

function breaches(imports: readonly Import[]): string[] {
  return imports.filter(isBreach).map(({ from, to }) => `${from} imports ${to}`);
}

function statically(from: string, to: string, inside = true): Import {
  return { from, to, inside, dynamic: false };
}

const files = sourceFiles([
  ...["engine", "client", "components", "islands", "routes", "server", "commands"],
  ...["main.ts", "cli.ts", "config.ts", "utils.ts"],
]);

Deno.test("imports go one way", async () => {
  const imports = await importsOf(files);
  expect(imports.length).toBeGreaterThan(200);
  expect(breaches(imports)).toEqual([]);
});

Deno.test("the one-way rule knows what it forbids", () => {
  const forbidden = [
    statically("engine/core/plan.ts", "engine/run/plan.ts"),
    statically("engine/core/plan.ts", "node:path", false),
    statically("engine/catalog/discover.ts", "engine/run/execute_graph.ts"),
    statically("engine/host/entry.ts", "engine/run/execute_graph.ts"),
    statically("engine/run/execute_graph.ts", "engine/mod.ts"),
    statically("client/api.ts", "engine/catalog/types.ts"),
    statically("client/models/run.ts", "components/editor/Editor.tsx"),
    statically("client/api.ts", "@xyflow/react", false),
    statically("components/editor/Editor.tsx", "@xyflow/react/dist/style.css", false),
    statically("components/ui/Button.tsx", "server/app.ts"),
    statically("routes/execute/index.ts", "islands/WorkflowEditor.tsx"),
    statically("routes/execute/index.ts", "engine/run/execute_graph.ts"),
    statically("engine/mod.ts", "nodepacks/basic/ops.ts"),
  ];
  expect(forbidden.filter((one) => !isBreach(one))).toEqual([]);
  const allowed = [
    statically("engine/run/execute_graph.ts", "engine/core/plan.ts"),
    statically("engine/catalog/literal_default.ts", "acorn", false),
    statically("components/editor/CanvasView.tsx", "@xyflow/react", false),
    statically("client/flow.ts", "@xyflow/react", false),
    statically("routes/index.tsx", "islands/WorkflowEditor.tsx"),
    statically("routes/execute/index.ts", "engine/mod.ts"),
  ];
  expect(allowed.filter(isBreach)).toEqual([]);
});

Deno.test("nothing that the server loads loads a nodepack", async () => {
  const imports = await importsOf(files);
  const reached = new Set(["main.ts", "cli.ts", ...sourceFiles(["routes", "server", "commands"])]);
  // A set that grows while it is walked: what is added is walked too.
  for (const file of reached) {
    for (const { from, to, dynamic } of imports) {
      if (from === file && !dynamic) reached.add(to);
    }
  }
  expect([...reached].filter((name) => /^(#pack|nodepacks)\//.test(name))).toEqual([]);
});

Deno.test("islands has one file", () => {
  expect(sourceFiles(["islands"])).toEqual(["islands/WorkflowEditor.tsx"]);
});

/** What the core may not use: it runs in the browser, the server and hosts, and gives the same each time. */
const IMPURE =
  /\b(Deno|document|window|localStorage|fetch|setTimeout|setInterval|performance)\s*[.(]|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/;

Deno.test("engine/core uses no runtime, page, clock or network", async () => {
  const found: string[] = [];
  for (const file of sourceFiles(["engine/core"])) {
    const text = await Deno.readTextFile(new URL(`../${file}`, import.meta.url));
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    const use = IMPURE.exec(code);
    if (use) found.push(`${file} uses ${use[0]}`);
  }
  expect(found).toEqual([]);
  expect(["Deno.cwd()", "fetch(url)", "Date.now()"].every((use) => IMPURE.test(use))).toBe(true);
});
