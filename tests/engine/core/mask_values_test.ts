import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { createValueMask, MASKED, type ValueMask } from "@/engine/core/mask_values.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";

const KEY = "sk-12345678";
const NODE = { node_id: "n", node_number: 1, node_name: "ask" };

function maskOf(envVars: Record<string, string>): ValueMask {
  const mask = createValueMask(envVars);
  if (mask === undefined) throw new Error("nothing is masked");
  return mask;
}

describe("createValueMask()", () => {
  it("has nothing to do without variables, or with short ones", () => {
    expect(createValueMask({})).toBeUndefined();
    expect(createValueMask({ API_KEY: "abc", FLAG: "", BLANK: "      " })).toBeUndefined();
  });

  it("takes every value out of texts, whatever its variable is called", () => {
    const { text } = bound(maskOf({ REGION: "eu-west", API_KEY: KEY }));
    expect(text(`no ${KEY} in eu-west, not even ${KEY}`)).toBe(
      `no ${MASKED} in ${MASKED}, not even ${MASKED}`,
    );
  });

  it("takes out a value that begins like another one", () => {
    const { text } = bound(maskOf({ A: "token", B: "token-and-more" }));
    expect(text("token-and-more, token")).toBe(`${MASKED}, ${MASKED}`);
  });

  it("takes out the lines of a value that has several, as logs are written line by line", () => {
    const { text } = bound(maskOf({ PRIVATE_KEY: "-----BEGIN-----\nabcdefgh\n-----END-----" }));
    expect(text("line: abcdefgh")).toBe(`line: ${MASKED}`);
  });

  it("takes secrets out of texts in data, and leaves other variables", () => {
    const { data } = bound(maskOf({ REGION: "eu-west-123", API_KEY: KEY }));
    expect(data(`Bearer ${KEY}`)).toBe(`Bearer ${MASKED}`);
    expect(data("eu-west-123 is near")).toBe("eu-west-123 is near");
    expect(data({ headers: [{ auth: `Bearer ${KEY}`, n: 1 }], key: KEY })).toEqual({
      headers: [{ auth: `Bearer ${MASKED}`, n: 1 }],
      key: MASKED,
    });
  });

  it("leaves a value that is nothing but the secret: its op was asked for it", () => {
    expect(maskOf({ API_KEY: KEY }).data(KEY)).toBe(KEY);
  });

  it("leaves short secrets in data, where they can be by chance", () => {
    expect(maskOf({ PASSWORD: "test" }).data("this is a test")).toBe("this is a test");
  });

  it("does not copy what it does not change", () => {
    const { data } = bound(maskOf({ API_KEY: KEY }));
    const value = { list: [1, { deep: ["text", null, true] }] };
    expect(data(value)).toBe(value);
  });

  it("keeps keys that other objects have anyway", () => {
    const value = JSON.parse(`{"__proto__": "x ${KEY}", "constructor": 1}`);
    expect(JSON.stringify(maskOf({ API_KEY: KEY }).data(value)))
      .toBe(`{"__proto__":"x ${MASKED}","constructor":1}`);
  });

  const events: [event: RunEvent, masked: Partial<Record<string, unknown>>][] = [
    [{ ...NODE, status: "executing", inputs: { a: `x ${KEY}`, b: KEY } }, {
      inputs: { a: `x ${MASKED}`, b: KEY },
    }],
    [{ ...NODE, status: "progress", progress: 0, progress_message: KEY }, {
      progress_message: MASKED,
    }],
    [{ ...NODE, status: "streaming", streaming_chunk: `${KEY}!` }, {
      streaming_chunk: `${MASKED}!`,
    }],
    [{ ...NODE, status: "completed", output: [KEY] }, { output: [MASKED] }],
    [{ ...NODE, status: "error", error: `401 for ${KEY}` }, { error: `401 for ${MASKED}` }],
    [{ status: "done", results: { v: `${KEY} `, w: KEY } }, {
      results: { v: `${MASKED} `, w: KEY },
    }],
    [{ status: "error", error: `broke at ${KEY}` }, { error: `broke at ${MASKED}` }],
  ];
  for (const [event, masked] of events) {
    it(`masks the event ${event.status}${"node_id" in event ? " of a node" : " of a run"}`, () => {
      expect(maskOf({ API_KEY: KEY }).event(event)).toEqual({ ...event, ...masked });
    });
  }
});

/** Methods that can be called by themselves. */
function bound(mask: ValueMask): Pick<ValueMask, "text" | "data"> {
  return { text: (text) => mask.text(text), data: (value) => mask.data(value) };
}
