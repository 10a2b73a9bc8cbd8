import { expect } from "@std/expect";
import fc from "fast-check";
import type { JsonValue } from "@/engine/core/json.ts";
import { createValueMask, type ValueMask } from "@/engine/core/mask_values.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import { looksSecret } from "@/engine/core/secret_values.ts";

const HEX = "0123456789abcdef";
const MIXED = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";

const from = (letters: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength });

/** Values that nobody would take for words. */
const looking = fc.oneof(
  from(HEX, 16, 64),
  from(MIXED, 16, 60),
  from(MIXED, 16, 40).map((key) => `sk-${key}`),
  fc.uuid(),
  fc.uint8Array({ minLength: 16, maxLength: 48 }).map((bytes) => bytes.toBase64()),
  from(MIXED, 12, 20).map((password) => `postgres://user:${password}@db.example/main`),
).filter(looksSecret);

/** Values of variables whose names say that they are secret: also words, blanks, quotes, lines and the like. */
const named = fc.string({ unit: "grapheme", minLength: 8, maxLength: 30 })
  .filter((text) => text.trim().length >= 8 && !text.includes("\0"));

const variables = fc.oneof(
  looking.map((secret) => ({ secret, env: { SOMETHING: secret } })),
  named.map((secret) => ({ secret, env: { SERVICE_PASSWORD: secret } })),
);

/** Words and what is between them. */
const plain = fc.array(fc.constantFrom("the", "key", "is", "no", "eu-west-1", "42", "Zürich"))
  .map((words) => words.join(" "));

/** A value that holds a text somewhere, but is more than that text. */
function holding(text: string): fc.Arbitrary<JsonValue> {
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.tuple(plain, plain).map(([a, b]) => `${a} ${text}${b}`),
      fc.array(fc.oneof(fc.constant(text), tie("value")), { minLength: 1, maxLength: 3 }),
      fc.dictionary(fc.constantFrom("a", "b", `x${text}`), tie("value"), {
        minKeys: 1,
        maxKeys: 3,
      }),
    ),
  }));
  return value;
}

const NODE = { node_id: "n", node_number: 1, node_name: "op" };

/** Every event that can hold a text, with it. */
function eventsWith(text: string): fc.Arbitrary<RunEvent[]> {
  const values = fc.dictionary(fc.constantFrom("a", "b"), holding(text), { minKeys: 1 });
  const message = fc.tuple(plain, plain).map(([a, b]) =>
    `${a}${text} ${b} ${JSON.stringify(text)}`
  );
  return fc.record({ values, output: holding(text), message }).map((
    { values, output, message },
  ) => [
    { ...NODE, status: "executing", inputs: values },
    { ...NODE, status: "progress", progress: 0, progress_message: message },
    { ...NODE, status: "log", level: "error", text: message },
    { ...NODE, status: "completed", output },
    { ...NODE, status: "error", error: message },
    { status: "error", error: message },
    { status: "done", results: values },
  ]);
}

function maskOf(env: Record<string, string>): ValueMask {
  const mask = createValueMask(env);
  if (mask === undefined) throw new Error("nothing is masked");
  return mask;
}

/** All texts in a value, of keys too. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...textsIn(one)]);
}

Deno.test("a secret is in no event, however an op says it", () => {
  const cases = variables.chain((one) =>
    eventsWith(one.secret).map((events) => ({ ...one, events }))
  );
  fc.assert(
    fc.property(cases, ({ secret, env, events }) => {
      const mask = maskOf(env);
      for (const text of textsIn(events.flatMap((event) => mask.events(event)))) {
        expect(text.includes(secret)).toBe(false);
        expect(text.includes(JSON.stringify(secret).slice(1, -1))).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("a secret is in no text that chunks make, wherever they cut it", () => {
  const cases = variables.chain(({ secret, env }) =>
    fc.record({
      secret: fc.constant(secret),
      env: fc.constant(env),
      text: fc.array(fc.oneof(plain, fc.constant(secret)), { minLength: 1, maxLength: 6 })
        .map((parts) => parts.join("")),
      cuts: fc.array(fc.nat(200), { maxLength: 12 }),
    })
  );
  fc.assert(
    fc.property(cases, ({ secret, env, text, cuts }) => {
      const mask = maskOf(env);
      const ends = [...cuts.filter((at) => at < text.length).sort((a, b) => a - b), text.length];
      const chunks = ends.map((end, i) => text.slice(ends[i - 1] ?? 0, end)).filter((it) =>
        it !== ""
      );
      const events = [
        ...chunks.map((chunk): RunEvent => ({
          ...NODE,
          status: "streaming",
          streaming_chunk: chunk,
        })),
        { status: "done" as const, results: {} },
      ].flatMap((event) => mask.events(event));
      const told = events.map((event) => event.status === "streaming" ? event.streaming_chunk : "");
      expect(told.filter((chunk, i) => chunk === "" && events[i].status === "streaming")).toEqual(
        [],
      );
      expect(told.join("").includes(secret)).toBe(false);
      // Nothing else is lost: what is told is what there is without its secrets.
      expect(told.join("")).toBe(text.replaceAll(secret, "••••"));
    }),
    { numRuns: 300 },
  );
});

Deno.test("words of variables stay wherever they are", () => {
  const words = fc.constantFrom(
    ...["zero", "production", "eu-west-1", "/usr/bin:/bin", "true", "gpt-4o-mini", "8080"],
  );
  const cases = words.chain((word) => eventsWith(word).map((events) => ({ word, events })));
  fc.assert(fc.property(cases, looking, ({ word, events }, secret) => {
    const mask = maskOf({ PATH_STYLE: word, OTHER: secret });
    expect(events.flatMap((event) => mask.events(event))).toEqual(events);
  }));
});
