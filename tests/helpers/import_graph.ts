/** One import statement, with project files by their path from the root (`engine/core/own.ts`). */
export interface Import {
  from: string;
  /** The file, or the specifier as written where it is none of the project's: `preact/hooks`. */
  to: string;
  /** Whether `to` is a file of the project. */
  inside: boolean;
  /** Whether it is an `import()`. */
  dynamic: boolean;
}

const ROOT = new URL("../../", import.meta.url);

/** The TypeScript files of the project under the given files and folders that are there, in name order. */
export function sourceFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) => filesUnder(path)).filter((path) => /\.tsx?$/.test(path)).sort();
}

function filesUnder(path: string): string[] {
  const url = new URL(path, ROOT);
  let info: Deno.FileInfo;
  try {
    info = Deno.statSync(url);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  if (info.isFile) return [path];
  return [...Deno.readDirSync(url)].flatMap((entry) => filesUnder(`${path}/${entry.name}`));
}

interface Resolved {
  specifier?: string;
}

interface InfoOutput {
  modules: {
    specifier: string;
    error?: string;
    dependencies?: { specifier: string; code?: Resolved; type?: Resolved; isDynamic?: boolean }[];
  }[];
}

/** What those files import, types too, as Deno itself reads them. Throws when a file cannot be read. */
export async function importsOf(files: readonly string[]): Promise<Import[]> {
  const folder = await Deno.makeTempDir();
  try {
    const roots = `${folder}/roots.ts`;
    const lines = files.map((file) => `import ${JSON.stringify(new URL(file, ROOT).href)};\n`);
    await Deno.writeTextFile(roots, lines.join(""));
    const flags = ["--json", "--no-config", "--no-remote", "--no-npm", "--no-lock"];
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["info", ...flags, roots],
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    return readInfo(JSON.parse(new TextDecoder().decode(stdout)), new Set(files));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function readInfo({ modules }: InfoOutput, files: ReadonlySet<string>): Import[] {
  const imports: Import[] = [];
  for (const { specifier, error, dependencies = [] } of modules) {
    if (!specifier.startsWith(ROOT.href)) continue;
    const from = decodeURIComponent(specifier.slice(ROOT.href.length));
    if (!files.has(from)) continue;
    if (error) throw new Error(`${from} cannot be read: ${error}`);
    for (const dependency of dependencies) {
      const target = projectFile(dependency.specifier, dependency.code ?? dependency.type);
      imports.push({
        from,
        to: target ?? dependency.specifier,
        inside: target !== undefined,
        dynamic: dependency.isDynamic === true,
      });
    }
  }
  return imports;
}

/** Without the config, which differs between the two modes, the root's own name `@/` is not resolved. */
function projectFile(written: string, resolved: Resolved | undefined): string | undefined {
  if (written.startsWith("@/")) return written.slice(2);
  const href = resolved?.specifier;
  return href?.startsWith(ROOT.href) ? decodeURIComponent(href.slice(ROOT.href.length)) : undefined;
}
