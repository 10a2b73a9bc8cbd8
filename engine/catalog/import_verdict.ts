import { resolve, sep } from "node:path";
import { PackResolver } from "./import_map.ts";
import { isIn, meantPath } from "./module_fence.ts";
import type { GraphImport } from "./module_graph.ts";
import { mayRead } from "./permission_rule.ts";
import type { Nodepack } from "./types.ts";

/** Decides which imports of a pack's modules are refused. */
export class ImportJudge {
  readonly #resolver: PackResolver;
  /** Packages and addresses that the pack names. */
  readonly #named: ReadonlySet<string>;

  /**
   * @param shared folders of the modules that packs share
   * @param unread paths in these and in the pack's folder that are no part of them
   */
  constructor(
    private readonly pack: Nodepack,
    private readonly shared: readonly string[],
    private readonly unread: readonly string[],
    readonly engineFile: string,
  ) {
    this.#resolver = new PackResolver(pack, engineFile);
    this.#named = new Set(Object.values(pack.imports).map(packageOf));
  }

  /** Why the import is refused and what to do; undefined when it is not. */
  refusal({ specifier, address }: GraphImport): string | undefined {
    const shown = JSON.stringify(
      specifier.length > 200 ? `${specifier.slice(0, 200)}…` : specifier,
    );
    if (address === undefined) return unresolved(specifier, shown);
    if (/^(node|data|blob):/.test(address)) return undefined;
    if (address.startsWith("file:")) return this.#refusalOfFile(meantPath(address), shown);
    const isNamed = this.#resolver.mapped(specifier) !== undefined ||
      this.#named.has(packageOf(address)) || this.#named.has(address);
    if (isNamed) return undefined;
    if (/^(npm|jsr):/.test(address)) {
      return `Imports ${shown}, which "imports" in the pack's deno.json does not name. ` +
        `Add it there, with its version, and start the server again: packages are fetched at start.`;
    }
    return `Imports ${shown}: nodepacks load no code from the network. ` +
      `Name an npm package under "imports" in the pack's deno.json, or copy the file into its folder.`;
  }

  #refusalOfFile(path: string | undefined, shown: string): string | undefined {
    if (path === undefined) return `Imports ${shown}, which is no path of a file.`;
    if (path === this.engineFile) return undefined;
    const { dir, permissions } = this.pack;
    if (this.unread.some((it) => isIn(path, it))) {
      return `Imports ${shown}: what is hidden (".…"), in "node_modules" or behind a link is no part of a nodepack. ` +
        `Put the file elsewhere in its folder.`;
    }
    if ([dir, ...this.shared].some((folder) => path.startsWith(folder + sep))) return undefined;
    if (mayRead(permissions, resolve(path))) return undefined;
    return `Imports ${shown}, which is outside the nodepack's folder. Copy it into the folder, or into one beside it ` +
      `whose name begins with "_", or allow it: "read": [${
        JSON.stringify(path)
      }] in permissions.default of ` +
      `the pack's deno.json.`;
  }
}

function unresolved(specifier: string, shown: string): string {
  return /^\.{0,2}\//.test(specifier)
    ? `Imports ${shown}, which leads nowhere from here. Import the file from one of the pack's own.`
    : `Imports ${shown}, which "imports" in the pack's deno.json does not name. Add it there, such as ` +
      `"npm:<package>@<version>", and start the server again: packages are fetched at start.`;
}

/** The package of an address with its version and without subpath; other addresses as they are. */
function packageOf(address: string): string {
  const [, scheme, name] = /^(npm|jsr):\/?((?:@[^/]+\/)?[^/]+)/.exec(address) ?? [];
  return scheme === undefined ? address : `${scheme}:${name}`;
}
