/**
 * Writes the lists in docs/editor.md from the tables that the editor itself uses. `deno run -A scripts/editor_docs.ts`
 * writes them; a test says when that was forgotten.
 *
 * @module
 */
import { GROUPS } from "../client/actions/action.ts";
import { GESTURES } from "../client/actions/gestures.ts";
import { keyNames } from "../client/actions/keys.ts";
import { ACTIONS } from "../client/actions/table.ts";
import { pictureFile, SCREENS } from "./screens.ts";

const FILE = new URL("../docs/editor.md", import.meta.url);

/** The text of docs/editor.md with its lists as the tables have them; what people wrote stays. */
export function withLists(text: string): string {
  const lists = { pictures: pictureList(), actions: actionList(), gestures: gestureList() };
  return Object.entries(lists).reduce((sofar, [name, list]) => replaced(sofar, name, list), text);
}

/** The screens, each in the scheme of who reads. */
function pictureList(): string {
  return SCREENS.map(({ name, alt }) =>
    [
      "<picture>",
      `  <source media="(prefers-color-scheme: dark)" srcset="images/${
        pictureFile(name, "dark")
      }">`,
      `  <img alt="${alt}" src="images/${pictureFile(name, "light")}">`,
      "</picture>",
    ].join("\n")
  ).join("\n\n");
}

function actionList(): string {
  return GROUPS.map((group) => {
    const rows = ACTIONS.filter((action) => action.group === group).map(
      ({ id, name, help = "" }) => [name, keys(id), help],
    );
    return `### ${group}\n\n${table(["action", "keys", "more"], rows)}`;
  }).join("\n\n");
}

function gestureList(): string {
  return table(["by hand", "what it does"], GESTURES.map(({ how, what }) => [how, what]));
}

function keys(id: string): string {
  return keyNames(id, false).map((way) => `\`${way.join("+")}\``).join(" or ");
}

/** A table whose columns are in line, as `deno fmt` writes it. */
function table(heads: string[], rows: string[][]): string {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column].length))
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(heads), rule, ...rows.map(line)].join("\n");
}

function replaced(text: string, name: string, list: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/editor.md has no place for its ${name}`);
  return `${text.slice(0, from + begin.length)}\n\n${list}\n\n${text.slice(to)}`;
}

if (import.meta.main) {
  await Deno.writeTextFile(FILE, withLists(await Deno.readTextFile(FILE)));
}
