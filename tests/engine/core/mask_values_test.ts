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

  it("takes secrets out of texts, and leaves words", () => {
    const { text } = bound(maskOf({ REGION: "eu-west", STYLE: "zero", API_KEY: KEY }));
    expect(text(`no ${KEY} in eu-west by zero, not even ${KEY}`)).toBe(
      `no ${MASKED} in eu-west by zero, not even ${MASKED}`,
    );
  });

  it("takes out what looks like a secret, whatever its variable is called", () => {
    const { text } = bound(maskOf({ LOGIN: "q7Xv92mPzT", URL: "https://bob:hunter2@db.example" }));
    expect(text("no q7Xv92mPzT")).toBe(`no ${MASKED}`);
    expect(text('password "hunter2" of bob at db.example is wrong')).toBe(
      `password "${MASKED}" of bob at db.example is wrong`,
    );
  });

  it("takes no setting for a secret because of its variable's name", () => {
    expect(createValueMask({ AUTH: "true", TOKEN_TTL: "300", MAX_TOKENS: "4096" })).toBeUndefined();
  });

  it("takes out secrets as JSON and addresses have them", () => {
    const { text } = bound(maskOf({ API_KEY: 'a"b\nc&d/e+f' }));
    expect(text('Cannot convert "a\\"b\\nc&d/e+f" to float')).toBe(
      `Cannot convert "${MASKED}" to float`,
    );
    expect(text("GET /x?key=a%22b%0Ac%26d%2Fe%2Bf")).toBe(`GET /x?key=${MASKED}`);
  });

  it("takes out the first of a secret that was cut", () => {
    const { text } = bound(maskOf({ API_KEY: KEY }));
    expect(text(`Cannot convert "Bearer ${KEY.slice(0, 7)}… to float`)).toBe(
      `Cannot convert "Bearer ${MASKED}… to float`,
    );
    expect(text("and so on… sk… s…")).toBe("and so on… sk… s…");
  });

  it("takes secrets out of the names of fields", () => {
    expect(maskOf({ API_KEY: KEY }).data({ [`key ${KEY}`]: 1 })).toEqual({ [`key ${MASKED}`]: 1 });
  });

  it("takes out a value that begins like another one", () => {
    const { text } = bound(maskOf({ A_KEY: "token", B_KEY: "token-and-more" }));
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
    [{ ...NODE, status: "log", level: "info", text: `key ${KEY}` }, { text: `key ${MASKED}` }],
    [{ ...NODE, status: "error", error: `401 for ${KEY}` }, { error: `401 for ${MASKED}` }],
    [{ status: "done", results: { v: `${KEY} `, w: KEY } }, {
      results: { v: `${MASKED} `, w: KEY },
    }],
    [{ status: "error", error: `broke at ${KEY}` }, { error: `broke at ${MASKED}` }],
  ];
  for (const [event, masked] of events) {
    it(`masks the event ${event.status}${"node_id" in event ? " of a node" : " of a run"}`, () => {
      expect(maskOf({ API_KEY: KEY }).events(event)).toEqual([{ ...event, ...masked }]);
    });
  }
});

describe("createValueMask() of chunks", () => {
  const streaming = (streaming_chunk: string, node_id = "n"): RunEvent => ({
    ...NODE,
    node_id,
    status: "streaming",
    streaming_chunk,
  });
  const done: RunEvent = { status: "done", results: {} };

  it("finds a secret wherever the chunks cut it", () => {
    for (let at = 1; at < KEY.length; at++) {
      const mask = maskOf({ API_KEY: KEY });
      const events = [`a ${KEY.slice(0, at)}`, `${KEY.slice(at)} b`].flatMap((chunk) =>
        mask.events(streaming(chunk))
      );
      expect(textOf(events)).toBe(`a ${MASKED} b`);
    }
  });

  it("tells what waited and was no secret, before the node's next event", () => {
    const mask = maskOf({ API_KEY: KEY });
    expect(mask.events(streaming("a sk-"))).toEqual([streaming("a ")]);
    const completed: RunEvent = { ...NODE, status: "completed", output: 1 };
    expect(mask.events(completed)).toEqual([streaming("sk-"), completed]);
    expect(mask.events(done)).toEqual([done]);
  });

  it("tells what waited of every node before the end of the run", () => {
    const mask = maskOf({ API_KEY: KEY });
    expect(mask.events(streaming("s", "n"))).toEqual([]);
    expect(mask.events(streaming("sk", "m"))).toEqual([]);
    const stopped: RunEvent = { status: "error", error: "Run stopped", stopped: true };
    expect(mask.events(stopped)).toEqual([streaming("s", "n"), streaming("sk", "m"), stopped]);
  });

  it("keeps the texts of nodes apart", () => {
    const mask = maskOf({ API_KEY: KEY });
    mask.events(streaming(KEY.slice(0, 5), "n"));
    expect(mask.events(streaming(KEY.slice(5), "m"))).toEqual([streaming(KEY.slice(5), "m")]);
  });

  it("never cuts a secret itself: one that ends as it begins, one in another", () => {
    const mask = maskOf({ A_KEY: "abcdabcd", B_KEY: "sk-short-1", C_KEY: "sk-short-1-and-long" });
    const chunks = ["x abcdabcd", " sk-short-1", "-and-long sk-short-1", "-and", " y"];
    const events = [...chunks.map((chunk) => streaming(chunk)), done].flatMap((event) =>
      mask.events(event)
    );
    expect(textOf(events)).toBe(`x ${MASKED} ${MASKED} ${MASKED}-and y`);
  });
});

/** All text of the chunks among events. */
function textOf(events: readonly RunEvent[]): string {
  return events.map((event) => event.status === "streaming" ? event.streaming_chunk : "").join("");
}

/** Methods that can be called by themselves. */
function bound(mask: ValueMask): Pick<ValueMask, "text" | "data"> {
  return { text: (text) => mask.text(text), data: (value) => mask.data(value) };
}
