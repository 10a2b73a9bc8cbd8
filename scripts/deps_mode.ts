/** Where Fresh and Deno's standard library come from: JSR, or the stand-ins in `links/`. */
export type DepsMode = "jsr" | "npm";

/** A mode, and why. */
export interface DepsChoice {
  mode: DepsMode;
  /** One sentence for a person. */
  reason: string;
}

/** What the last installation left in `node_modules/.psynapse/deps.json`. */
export interface DepsRecord {
  mode: DepsMode;
  /** Fingerprint of the config files that were installed from. */
  fingerprint: string;
  /** Milliseconds since 1970. */
  installedAt: number;
}

/** The config file of each mode, in the project root. */
export const CONFIG_FILES: Readonly<Record<DepsMode, string>> = {
  jsr: "deno.json",
  npm: "deno.npm.json",
};

/** Name of the environment variable that forces a mode. */
export const DEPS_VARIABLE = "PSYNAPSE_DEPS";

const DAY = 24 * 60 * 60 * 1000;

/** What {@linkcode chooseMode} looks at. */
export interface DepsSituation {
  /** Value of `PSYNAPSE_DEPS`. */
  forced: string | undefined;
  /** The last installation, null where there is none or its config files have changed. */
  installed: DepsRecord | null;
  /** Milliseconds since 1970. */
  now: number;
  /** Asks JSR; true where it answers in time. */
  jsrAnswers: () => Promise<boolean>;
}

/**
 * Chooses: what is forced, else what is installed, else JSR where it answers. An installation from
 * JSR is used for as long as it fits; one without JSR for a day, so that a machine that was offline
 * once does not stay with the stand-ins.
 *
 * @throws where `PSYNAPSE_DEPS` is neither empty, `jsr` nor `npm`
 */
export async function chooseMode(situation: DepsSituation): Promise<DepsChoice> {
  const { forced, installed, now } = situation;
  if (forced === "jsr" || forced === "npm") {
    return { mode: forced, reason: `${DEPS_VARIABLE} says so` };
  }
  if (forced) {
    throw new Error(
      `${DEPS_VARIABLE} is "${forced}". Set it to "jsr" or "npm", or leave it unset.`,
    );
  }
  if (installed?.mode === "jsr") return { mode: "jsr", reason: "installed" };
  if (installed !== null && now - installed.installedAt < DAY) {
    return { mode: "npm", reason: "installed" };
  }
  return await situation.jsrAnswers()
    ? { mode: "jsr", reason: "JSR answers" }
    : { mode: "npm", reason: "JSR does not answer" };
}

/** The line that says which mode it is. */
export function describeChoice({ mode, reason }: DepsChoice): string {
  return mode === "jsr"
    ? `Dependencies: JSR and npm (${reason})`
    : `Dependencies: npm only, stand-ins in links/ for JSR's (${reason})`;
}

/** Asks JSR for the one package that everything needs. */
export async function jsrAnswers(timeoutMs = 2000): Promise<boolean> {
  try {
    const answer = await fetch("https://jsr.io/@fresh/core/meta.json", {
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // Refused, unknown host or too slow: whatever it is, JSR is not to be had now.
    return false;
  }
}

/** Reads a record; null for anything that is none, such as a file from an older version. */
export function parseRecord(text: string): DepsRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const { mode, fingerprint, installedAt } = Object(value);
  const isMode = mode === "jsr" || mode === "npm";
  if (!isMode || typeof fingerprint !== "string" || typeof installedAt !== "number") return null;
  return { mode, fingerprint, installedAt };
}
