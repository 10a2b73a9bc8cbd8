import { expect } from "@std/expect";
import { BAR_COLORS } from "@/client/models/theme.ts";
import { VALUE_TYPES } from "../../engine/core/schema.ts";

type Tokens = ReadonlyMap<string, string>;

/** The tokens of a scheme, as the cascade gives them: dark ones over light ones. */
async function readTokens(): Promise<{ light: Tokens; dark: Tokens }> {
  const light = declarations(await readStyles("tokens"));
  return { light, dark: new Map([...light, ...declarations(await readStyles("dark"))]) };
}

async function readStyles(name: string): Promise<string> {
  return await Deno.readTextFile(
    new URL(`../../static/styles/${name}.css`, import.meta.url),
  );
}

function declarations(css: string): Map<string, string> {
  return new Map(
    [...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  );
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(hex);
  if (!match) throw new Error(`"${hex}" is not a colour of the form #rrggbb`);
  const [r, g, b] = match.slice(1).map((part) => {
    const value = parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(tokens: Tokens, front: string, back: string): number {
  const [a, b] = [front, back].map((name) => luminance(tokens.get(name) ?? `missing ${name}`));
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const NODES = ["function", "variable", "list", "view"];
const STATUSES = [
  "executing",
  "progress",
  "streaming",
  "completed",
  "error",
  "skipped",
  "stopped",
];
const GROUNDS = ["--color-surface", "--color-sunken", "--color-hover", "--color-canvas"];

const TYPES = VALUE_TYPES.map((type) => `--type-${type.toLowerCase()}`);

const TEXT: [front: string, back: string][] = [
  ...GROUNDS.flatMap((ground): [string, string][] => [
    ["--color-text", ground],
    ["--color-text-muted", ground],
    ["--color-accent-text", ground],
  ]),
  ["--color-text", "--color-pressed"],
  ["--color-text", "--color-accent-ground"],
  ["--color-accent-text", "--color-accent-ground"],
  ["--color-on-accent", "--color-accent"],
  ["--color-on-accent", "--color-accent-hover"],
  ["--color-on-danger", "--color-danger"],
  ["--color-on-danger", "--color-danger-hover"],
  ...[
    ...NODES.map((kind) => `--node-${kind}`),
    ...STATUSES.map((name) => `--status-${name}`),
    "--paper-yellow",
  ]
    .flatMap((name): [string, string][] => [
      [`${name}-text`, `${name}-ground`],
      [`${name}-text`, "--color-surface"],
      ["--color-text", `${name}-ground`],
      ["--color-text-muted", `${name}-ground`],
    ]),
  ...["key", "string", "number", "keyword"].flatMap((name): [string, string][] => [
    [`--value-${name}`, "--color-surface"],
    [`--value-${name}`, "--color-sunken"],
    [`--value-${name}`, "--node-view-ground"],
  ]),
  ...TYPES.flatMap((type): [string, string][] => [
    [type, "--color-surface"],
    [type, "--color-canvas"],
  ]),
];
const LINES: [front: string, back: string][] = [
  ["--color-border-strong", "--color-surface"],
  ["--color-focus", "--color-surface"],
  ["--color-focus", "--color-canvas"],
  ...NODES.map((kind): [string, string] => [`--node-${kind}`, "--color-surface"]),
  ["--paper-yellow", "--color-surface"],
  ...STATUSES.map((name): [string, string] => [`--status-${name}`, "--color-surface"]),
];

for (const scheme of ["light", "dark"] as const) {
  Deno.test(`tokens.css keeps text readable in ${scheme}`, async () => {
    const tokens = (await readTokens())[scheme];
    const poor = TEXT.map(([front, back]) => ({
      front,
      back,
      ratio: contrast(tokens, front, back),
    }))
      .filter(({ ratio }) => ratio < 4.5);
    expect(poor).toEqual([]);
  });

  Deno.test(`tokens.css keeps lines that carry meaning visible in ${scheme}`, async () => {
    const tokens = (await readTokens())[scheme];
    const poor = LINES.map(([front, back]) => ({
      front,
      back,
      ratio: contrast(tokens, front, back),
    }))
      .filter(({ ratio }) => ratio < 3);
    expect(poor).toEqual([]);
  });
}

Deno.test("dark.css gives every colour in light one in dark", async () => {
  const dark = declarations(await readStyles("dark"));
  const colours = [...declarations(await readStyles("tokens"))]
    .filter(([, value]) => value.startsWith("#"));
  expect(colours.map(([name]) => name).filter((name) => !dark.has(name))).toEqual([]);
});

Deno.test("BAR_COLORS are those of the toolbar", async () => {
  const { light, dark } = await readTokens();
  expect(BAR_COLORS).toEqual({
    light: light.get("--color-surface"),
    dark: dark.get("--color-surface"),
  });
});

Deno.test("no style sheet asks for the device's colours by itself", async () => {
  const folder = new URL("../../static/styles/", import.meta.url);
  const asking: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const css = await Deno.readTextFile(new URL(name, folder));
    if (/prefers-color-scheme|light-dark\(/.test(css)) asking.push(name);
  }
  expect(asking).toEqual([]);
});
