import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import type { DenoConfig } from "./deno_config.ts";
import { unsupported } from "../src/unsupported.ts";

/** Browser modules of the stand-in itself, which islands import by Fresh's name. */
const OWN = new Map([["fresh/runtime", fileURLToPath(import.meta.resolve("../runtime.ts"))]]);

/**
 * Resolves what the app imports as its deno.json says. Names that stand for npm packages are left to
 * esbuild, which finds them in `node_modules`, where Deno put exactly what the lock file says.
 *
 * @param config the deno.json that the project has
 */
export function denoImports({ folder, imports }: DenoConfig): Plugin {
  return {
    name: "deno-imports",
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        if (kind === "entry-point") return undefined;
        const own = OWN.get(path);
        if (own !== undefined) return { path: own };
        const target = lookUp(path, imports);
        if (target?.startsWith("./")) return { path: `${folder}${target.slice(1)}` };
        const remote = target ?? path;
        if (/^(?:jsr|https?):/.test(remote)) {
          return { errors: [{ text: unsupported(`"${path}" in browser code`).message }] };
        }
        return undefined;
      });
    },
  };
}

/** Follows an import map's rule: the exact name, or else the longest prefix that ends in a slash. */
function lookUp(name: string, imports: Readonly<Record<string, string>>): string | undefined {
  if (imports[name] !== undefined) return imports[name];
  const prefixes = Object.keys(imports).filter((key) => key.endsWith("/") && name.startsWith(key));
  const prefix = prefixes.sort((a, b) => b.length - a.length)[0];
  return prefix === undefined ? undefined : imports[prefix] + name.slice(prefix.length);
}
