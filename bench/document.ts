import { cpus, totalmem } from "node:os";

const DOCUMENT = new URL("../docs/performance.md", import.meta.url);

/** What a table was measured on. */
export function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const day = new Date().toISOString().slice(0, 10);
  return `${cpus().length} cores of ${first.model.trim()}, ${memory} GiB, ${Deno.build.os}, ` +
    `Deno ${Deno.version.deno}, ${day}`;
}

/**
 * Puts a table into docs/performance.md, between `<!-- name -->` and `<!-- end of name -->`.
 *
 * @throws where the document has no such place, or cannot be formatted
 */
export async function writeTable(name: string, text: string): Promise<void> {
  const document = await Deno.readTextFile(DOCUMENT);
  const marks = new RegExp(`(<!-- ${name} -->\n)[^]*(\n<!-- end of ${name} -->)`);
  if (!marks.test(document)) {
    throw new Error(`${DOCUMENT.pathname} has no place for the ${name}: add <!-- ${name} -->`);
  }
  await Deno.writeTextFile(DOCUMENT, document.replace(marks, `$1\n${text}\n$2`));
  // As the gate wants it: columns of one width.
  const fmt = new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", DOCUMENT.pathname] });
  if (!(await fmt.output()).success) throw new Error(`${DOCUMENT.pathname} cannot be formatted`);
}
