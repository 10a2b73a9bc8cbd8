import { expect } from "@std/expect";
import fc from "fast-check";
import { Typewriter } from "@/nodepacks/text/stream_ops.ts";
import { connectOp } from "@/tests/helpers/connect_op.ts";

async function typed(text: string, piece?: "characters" | "words" | "lines") {
  const op = new Typewriter();
  const { chunks } = connectOp(op);
  return { output: await op.call(text, piece, 1e6), chunks };
}

Deno.test("Typewriter emits words with the blanks before them, or characters, or lines", async () => {
  expect(await typed("Hello, my  world\n")).toEqual({
    output: "Hello, my  world\n",
    chunks: ["Hello,", " my", "  world\n"],
  });
  expect((await typed("añ👩‍👧", "characters")).chunks).toEqual(["a", "ñ", "👩‍👧"]);
  expect((await typed("a\r\n\nb", "lines")).chunks).toEqual(["a\r\n", "\n", "b"]);
});

Deno.test("Typewriter leaves nothing of a text out", async () => {
  const text = fc.string({
    unit: fc.constantFrom("a", " ", "\n", "\r", "😀", "\u0301"),
    maxLength: 12,
  });
  const piece = fc.constantFrom("characters" as const, "words" as const, "lines" as const);
  await fc.assert(
    fc.asyncProperty(text, piece, async (text, piece) => {
      const { output, chunks } = await typed(text, piece);
      expect(output).toBe(text);
      expect(chunks.join("")).toBe(text);
    }),
    { numRuns: 50 },
  );
});

Deno.test("Typewriter ends when it is stopped", async () => {
  const op = new Typewriter();
  const { chunks } = connectOp(op, (record) => record.stop());
  await expect(op.call("one two", "words", 0.001)).rejects.toThrow("aborted");
  expect(chunks).toEqual(["one"]);
});

Deno.test("Typewriter refuses a speed of 0", async () => {
  await expect(new Typewriter().call("a", "words", 0)).rejects.toThrow("per_second must be more");
});
