import { availableParallelism } from "node:os";
import { errorMessage } from "../core/errors.ts";
import { ImportChecker } from "./check_imports.ts";
import type { DiscoveredPack, Discovery } from "./discover.ts";
import { documentPacks } from "./document_packs.ts";
import { type ExtractedPack, extractPack } from "./extract_pack.ts";
import { loadInTurns, type TurnTimes } from "./load_turns.ts";
import type { FileInspection, InspectNodepack, Nodepack } from "./types.ts";

/** How packs are loaded. */
export interface LoadPacksOptions {
  /** What was found with them in the folder of the nodepacks. */
  discovery: Discovery;
  /** The source of a file of a pack, or of a shared one. */
  textOf: (path: string) => string | undefined;
  /** Loads a pack in a host and says what is in it. */
  inspect: InspectNodepack;
  /** Path of the module that nodepacks import as `psynapse`. */
  engineFile: string;
  /** The Deno that runs `deno doc`; this one unless given. */
  execPath: string | undefined;
  /** How long packs may take before the others are told of. */
  times: TurnTimes | undefined;
  /** Ends the loading. */
  signal: AbortSignal | undefined;
  /** Gets those that take long, when the others are ready. */
  onSlow: ((pending: ReadonlySet<DiscoveredPack>) => void) | undefined;
  /** Gets each pack when it is known. */
  onLoaded: (loaded: ExtractedPack) => void;
}

/**
 * Checks what packs import, reads their types and loads them, all at the same time. What is wrong
 * with a pack becomes problems of it.
 *
 * @throws the signal's reason when it aborts
 */
export async function loadPacks(
  packs: readonly DiscoveredPack[],
  { discovery, textOf, inspect, engineFile, execPath, times, signal, onSlow, onLoaded }:
    LoadPacksOptions,
): Promise<void> {
  const { folder, shared, unread } = discovery;
  const tool = { engineFile, unread, signal, execPath };
  const imports = new ImportChecker(packs, { ...tool, folder, shared: shared.keys(), textOf });
  const documented = documentPacks(packs, { ...tool, textOf });
  const load = async (it: DiscoveredPack) => {
    const { refused, problems } = await imports.check(it);
    // What is refused is not loaded, here or in any host.
    const pack = { ...it.pack, files: it.pack.files.filter((file) => !refused.includes(file)) };
    const inspections = await inspectPack(pack, inspect, signal);
    const docs = (await documented).find(({ pack }) => pack === it.pack);
    signal?.throwIfAborted();
    const extracted = extractPack({ pack, documented: docs, inspections, folder, engineFile });
    onLoaded({
      ...extracted,
      problems: [...problems, ...extracted.problems],
      failed: extracted.failed || problems.length > 0,
    });
  };
  const limit = availableParallelism();
  const inspected = loadInTurns({ items: packs, limit, load, onSlow, times });
  // Both end before this does, whichever of them rejects.
  const [docs, inspections] = await Promise.allSettled([documented, inspected]);
  if (docs.status === "rejected") throw docs.reason;
  if (inspections.status === "rejected") throw inspections.reason;
}

async function inspectPack(
  pack: Nodepack,
  inspect: InspectNodepack,
  signal: AbortSignal | undefined,
): Promise<FileInspection[]> {
  try {
    return await inspect(pack, signal);
  } catch (error) {
    signal?.throwIfAborted();
    const message = `It cannot be loaded: ${errorMessage(error)}`;
    return pack.files.map((file) => ({ file, ok: false, message }));
  }
}
