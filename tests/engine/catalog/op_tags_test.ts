import { expect } from "@std/expect";
import { loadCatalog } from "@/engine/catalog/load_catalog.ts";
import { quietInspector } from "@/tests/helpers/inspect_pack.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";

async function load(files: Record<string, string>) {
  await using packs = await tempPacks(files);
  const { ops, problems } = await loadCatalog({
    nodepackDir: packs.dir,
    inspect: quietInspector(),
  });
  const schemas = new Map(ops.map(({ schema }) => [schema.name, schema]));
  return { schemas, messages: problems.map((it) => it.message), problems };
}

const OPS = `
import type { Int } from "psynapse";
/**
 * Makes an image larger or smaller.
 *
 * @title Resize image
 * @icon image
 * @category Sizes
 * @hidden
 * @param width How wide.
 * @unit width px
 * @min width 1
 * @max width 4096
 * @step width 16
 * @multiline note
 * @password key
 * @min ratio -0.5
 */
export function resize(width: Int, ratio = 1, note = "", key?: string): string {
  return note + width + ratio + key;
}
/** Has no tags that mean anything here. @since 1 */
export function plain(a: number): number {
  return a;
}
/**
 * @icon spaceship
 * @min a low
 * @max b 3
 * @min
 * @step a 0
 * @multiline a
 * @title
 * @min text 1
 */
export function wrong(a: number, text: string): string {
  return text + a;
}
/**
 * @min a 5
 * @max a 2
 */
export function crossed(a: number): number {
  return a;
}
`;

Deno.test("tags shape an op, its parameters and its place in the library", async () => {
  const { schemas, messages, problems } = await load({ "tags/ops.ts": OPS });
  const resize = schemas.get("resize")!;
  expect(resize).toMatchObject({
    docstring: "Makes an image larger or smaller.",
    title: "Resize image",
    icon: "image",
    category: "Sizes",
    hidden: true,
  });
  expect(resize.params).toEqual([
    {
      ...{ name: "width", type: "int", ts_type: "Int", description: "How wide." },
      ...{ unit: "px", min: 1, max: 4096, step: 16 },
    },
    { name: "ratio", type: "float", ts_type: "number", default: 1, optional: true, min: -0.5 },
    { name: "note", type: "str", ts_type: "string", default: "", optional: true, multiline: true },
    { name: "key", type: "str", ts_type: "string", optional: true, password: true },
  ]);
  expect(Object.keys(schemas.get("plain")!).sort()).toEqual([
    ...["docstring", "filepath", "is_progress_node", "is_stream_node", "name", "pack"],
    ...["params", "returns"],
  ]);
  expect(messages.map((it) => it.replace(/, only bot, .*\./, "."))).toEqual([
    '@icon of "wrong" is not used: there is no icon "spaceship".',
    '@min of "wrong" is not used: "low" is no number.',
    '@max of "wrong" is not used: there is no parameter "b".',
    '@min of "wrong" is not used: it begins with the name of a parameter.',
    '@step of "wrong" is not used: it must be more than 0.',
    '@multiline of "wrong" is not used: "a" is no text, but float.',
    '@title of "wrong" is not used: it needs a text.',
    '@min of "wrong" is not used: "text" is no number, but str.',
    '@min and @max of "crossed" are not used: 5 is more than 2, so that "a" could have no value.',
  ]);
  expect(problems[0]).toMatchObject({ pack: "tags", file: "nodepacks/tags/ops.ts", line: 36 });
  expect(schemas.get("wrong")?.params).toEqual([
    { name: "a", type: "float", ts_type: "number" },
    { name: "text", type: "str", ts_type: "string" },
  ]);
});

Deno.test("tags of a class and of its method call count", async () => {
  const { schemas, messages } = await load({
    "tags/progress_ops.ts": `
/**
 * @title Counts up
 * @icon hash
 */
export class Count {
  /**
   * @max to 10
   * @unit to items
   */
  call(to: number): number {
    return to;
  }
}`,
  });
  expect(messages).toEqual([]);
  expect(schemas.get("Count")).toMatchObject({
    title: "Counts up",
    icon: "hash",
    params: [{ name: "to", max: 10, unit: "items" }],
  });
});
