import { PsynapseError } from "./engine/core/errors.ts";
import {
  LIMIT_NAMES,
  LIMITS,
  type Limits,
  type LimitSetting,
  limitText,
  type LimitUnit,
} from "./engine/core/limits.ts";

/** The flags of the limits: all of one form, `--max-… <value>`. */
export const LIMIT_OPTIONS: Readonly<Record<string, { type: "string" }>> = Object.fromEntries(
  LIMIT_NAMES.map((name) => [LIMITS[name].flag, { type: "string" }]),
);

/**
 * Reads the limits: of each the flag, else the variable, else the default.
 *
 * A size is a number with a unit (`512 MiB`, `2GiB`), MiB where it has none; a time one of `ms`, `s`, `min`, `h`,
 * seconds where it has none. `none` and `0` take a limit away.
 *
 * @param flags values of {@link LIMIT_OPTIONS}
 * @param env reads an environment variable
 * @throws {PsynapseError} "bad_config" that names the flag or variable, which is also `details.field`
 */
export function readLimits(
  flags: Readonly<Record<string, unknown>>,
  env: (name: string) => string | undefined,
): Limits {
  const entries = LIMIT_NAMES.map((name) => {
    const setting: LimitSetting = LIMITS[name];
    const flag = flags[setting.flag];
    const text = typeof flag === "string" ? flag : env(setting.variable) || undefined;
    if (text === undefined) return [name, setting.normally];
    const value = parseValue(text, setting);
    if (value >= (setting.least ?? 0)) return [name, value];
    const from = typeof flag === "string" ? `--${setting.flag}` : setting.variable;
    throw new PsynapseError(
      "bad_config",
      `${from} is "${text}", but must be ${wanted(name, setting)}`,
      { field: from },
    );
  });
  return Object.fromEntries(entries);
}

/** The lines of `--help` for the limits, in two columns. */
export function limitsHelp(names: readonly (keyof Limits)[] = LIMIT_NAMES): string {
  return names.map((name) => {
    const { flag, variable, unit, help, normally } = LIMITS[name];
    const left = `  --${flag} <${PLACEHOLDERS[unit]}>`;
    return `${left.padEnd(27)} ${help} (${variable}; default ${limitText(name, normally)})`;
  }).join("\n");
}

const PLACEHOLDERS: Record<LimitUnit, string> = { bytes: "size", ms: "time", count: "number" };

/** How much each unit is; the first is that of a number without one. */
const UNITS: Record<LimitUnit, Record<string, number>> = {
  bytes: { mib: 2 ** 20, gib: 2 ** 30, kib: 2 ** 10, b: 1 },
  ms: { s: 1000, ms: 1, min: 60_000, h: 3_600_000 },
  count: { "": 1 },
};

/** The value; NaN when it is none. */
function parseValue(text: string, { unit }: LimitSetting): number {
  if (/^(none|0)$/i.test(text.trim())) return Infinity;
  const [, digits, suffix] = /^\s*(\d{1,9}(?:\.\d{1,9})?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const units = UNITS[unit];
  const size = suffix ? units[suffix.toLowerCase()] : Object.values(units)[0];
  if (digits === undefined || size === undefined) return NaN;
  const value = Number(digits) * size;
  // Below one of the smallest there is nothing to count.
  return value < 1 || (unit === "count" && !Number.isInteger(value)) ? NaN : Math.floor(value);
}

const FORMS: Record<LimitUnit, [what: string, example: string]> = {
  bytes: ["a size", ", such as 512 MiB or 2 GiB"],
  ms: ["a time", ", such as 30 s or 10 min"],
  count: ["a whole number", ""],
};

function wanted(name: keyof Limits, { unit, least }: LimitSetting): string {
  const [what, example] = FORMS[unit];
  const bound = least === undefined ? "" : ` of ${limitText(name, least)} or more`;
  return `${what}${bound}${example}, or none`;
}
