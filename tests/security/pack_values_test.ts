import { expect } from "@std/expect";
import { type Attempt, describeAttempts } from "@/tests/helpers/hostile_ops.ts";

function shown(op: string, output: RegExp, more: Partial<Attempt> = {}): Attempt {
  return { op, output, ...more };
}

function thrown(op: string, error: RegExp, more: Partial<Attempt> = {}): Attempt {
  return { op, error, ...more };
}

const endless = (op: string, more: Partial<Attempt> = {}): Attempt => ({
  op,
  stops: true,
  ...more,
});

/** Outputs that do something when they are looked at. */
const OBJECTS: Record<string, Attempt> = {
  "getters that throw": shown(
    "return { get a() { throw new Error('no'); }, b: 1 };",
    /^\{"a":"\[Unreadable\]","b":1\}$/,
  ),
  "a getter that never ends": endless("return { get a() { for (;;); } };"),
  "a proxy whose traps all throw": thrown(
    "return new Proxy({}, new Proxy({}, { get() { throw new Error('trapped'); } }));",
    /^trapped$/,
  ),
  "a list of such proxies": {
    op: "return [new Proxy({}, new Proxy({}, { get() { throw new Error('trapped'); } }))];",
    output: /^\["\[Unreadable\]"\]$/,
  },
  "a proxy without an end": shown(
    `const handler: ProxyHandler<object> = {
      ownKeys: () => ['a'],
      getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
      get: (_, key) => key === 'a' ? new Proxy({}, handler) : undefined,
    };
    return new Proxy({}, handler);`,
    /^\{"a":\{"a":\{"a":/,
  ),
  "a revoked proxy": thrown(
    "const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy;",
    /proxy that has been revoked/,
  ),
  "a revoked proxy inside of a list": shown(
    "const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return [proxy];",
    /^\["\[Unreadable\]"\]$/,
  ),
  "toJSON that throws": shown("return { toJSON() { throw 1; } };", /^"\[Unreadable\]"$/),
  "toJSON that never ends": endless("return { toJSON() { for (;;); } };"),
  "toJSON that gives itself": shown("return { toJSON() { return this; } };", /^"\[Object\]"$/),
  "toJSON that gives another with toJSON, and so on": shown(
    "const make = (): object => ({ toJSON: make }); return make();",
    /^"\[Object …\]"$/,
  ),
  "keys named __proto__ and constructor": shown(
    `return JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');`,
    /^\{"__proto__":\{"polluted":1\},"constructor":\{"prototype":\{"polluted":1\}\}\}$/,
    { harm: () => expect(({} as { polluted?: unknown }).polluted).toBeUndefined() },
  ),
  "conversions that throw": shown(
    "return { [Symbol.toPrimitive]() { throw 1; }, get [Symbol.toStringTag]() { throw 2; } };",
    /^\{\}$/,
  ),
  "lists a million levels deep": shown(
    "let it: unknown = 1; for (let i = 0; i < 1e6; i++) it = [it]; return it;",
    /^\[\[\[\[/,
  ),
  "objects a million levels deep": shown(
    "let it: unknown = 1; for (let i = 0; i < 1e6; i++) it = { it }; return it;",
    /^\{"it":\{"it":/,
  ),
  "cycles through lists and maps": shown(
    "const it: any = {}; it.self = it; it.list = [it]; it.map = new Map([[it, it]]); return it;",
    /^\{"self":"\[Circular\]","list":\["\[Circular\]"\],"map":\[\["\[Circular\]","\[Circular\]"\]\]\}$/,
  ),
  "an iterator that never ends": shown(
    "return { *[Symbol.iterator]() { for (;;) yield 1; } };",
    /^\{\}$/,
  ),
  "a map whose iterator never ends": endless(
    "return Object.assign(new Map(), { *[Symbol.iterator]() { for (;;) yield [1, 1]; } });",
    { only: "function" },
  ),
  "a generator that never ends": endless("return (function* () { for (;;) yield; })();", {
    only: "stream",
  }),
  "a date that throws": shown(
    "const it = new Date(0); it.toISOString = () => { throw 1; }; return [new Date(NaN), it];",
    /^\["Invalid Date","(\[Unreadable\]|1970-01-01T00:00:00.000Z)"\]$/,
  ),
  "a list with a length that throws": shown(
    `class Evil extends Array { override get length(): number { throw 1; } }
    return Object.setPrototypeOf([1], Evil.prototype);`,
    /^\[1\]$/,
  ),
  "a class whose name throws": shown(
    "return new (class { static override get name(): string { throw 1; } })();",
    /^("\[Object\]"|\{\})$/,
  ),
  "a function whose name throws": shown(
    "return Object.defineProperty(() => 1, 'name', { get() { throw 1; } });",
    /^"\[Function\]"$/,
  ),
  "shared memory": shown("return new SharedArrayBuffer(8);", /^"\[SharedArrayBuffer 8 bytes\]"$/),
  "the memory of WebAssembly": shown(
    "return new WebAssembly.Memory({ initial: 1 });",
    /^"\[Memory\]"$/,
  ),
  "memory that is gone": thrown(
    `const buffer = new ArrayBuffer(8);
    structuredClone(buffer, { transfer: [buffer] });
    return new Uint8Array(buffer);`,
    /detached ArrayBuffer/,
  ),
  "half characters, zeros and line ends": shown(
    "return ['\\ud800', '\\u0000', '\\u2028', '\\n\\ndata: {\"status\":\"done\"}\\n\\n'];",
    /data: \{/,
  ),
  "what the stream uses to mark previews": shown(
    "return { $preview: true, type: 'list', size: 1, text: '', length: 1 };",
    /^\{"\$preview":true,/,
  ),
};

/** Outputs that are promises, or say so. */
const PROMISES: Record<string, Attempt> = {
  "a promise that never settles": endless("return await new Promise(() => {});"),
  "an object with then": shown(
    "return { then(ok: (value: unknown) => void) { ok('settled'); } };",
    /^"settled"$/,
  ),
  "then that throws when it is read": thrown(
    "return { get then(): never { throw new Error('no then'); } };",
    /^no then$/,
  ),
  "then that never calls back": endless("return { then() {} };"),
  "then that calls back again and again": shown(
    `return { then(ok: (value: unknown) => void, no: (error: unknown) => void) {
      ok(1); ok(2); no(3); throw new Error('x');
    } };`,
    /^1$/,
  ),
  "then that gives itself": endless(
    "const it = { then(ok: (value: unknown) => void) { ok(it); } }; return it;",
  ),
  "then that gives itself a moment later": endless(
    "const it = { then(ok: (value: unknown) => void) { setTimeout(() => ok(it), 1); } }; return it;",
  ),
};

/** Things to throw, other than errors. */
const ERRORS: Record<string, Attempt> = {
  "null": thrown("throw null;", /^null$/),
  "undefined": thrown("throw undefined;", /^undefined$/),
  "a symbol": thrown("throw Symbol('x');", /^Symbol\(x\)$/),
  "a thenable": thrown("throw { then(ok: () => void) { ok(); } };", /^\{\}$/),
  "a proxy whose traps throw": thrown(
    "throw new Proxy({}, new Proxy({}, { get() { throw 1; } }));",
    /^unknown error$/,
  ),
  "a revoked proxy": thrown(
    "const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy;",
    /^unknown error$/,
  ),
  "an error whose message throws": thrown(
    "throw Object.defineProperty(new Error('x'), 'message', { get() { throw 1; } });",
    /^unknown error$/,
  ),
  "an error whose message is an object": thrown(
    "throw Object.assign(new Error('x'), { message: { toString() { throw 1; } } });",
    /^Error$/,
  ),
  "an error whose stack throws": thrown(
    "throw Object.defineProperty(new Error('plain'), 'stack', { get() { throw 1; } });",
    /^plain$/,
  ),
  "an error whose cause throws": thrown(
    "throw Object.defineProperty(new Error('plain'), 'cause', { get() { throw 1; } });",
    /^plain$/,
  ),
  "an error that is its own cause": thrown(
    "const it = new Error('plain'); it.cause = it; throw it;",
    /^plain$/,
  ),
  "an error that says that a permission is missing": thrown(
    "class NotCapable extends Error {} throw new NotCapable('Requires read access to \"/x\"');",
    /^Requires read access to "\/x"$/,
  ),
  "an error that looks like events of the stream": thrown(
    'throw new Error(\'\\r\\n\\r\\ndata: {"status":"done"}\\n\\n<script>\');',
    /data: \{"status":"done"\}/,
  ),
  "an error of 100 MB": thrown("throw new Error('y'.repeat(1e8));", /^y{10000}…/, {
    only: "function",
    harm: (_, { error }) => expect(error!.length).toBeLessThan(20_000),
  }),
};

/** More than can be told. */
const SIZES: Record<string, Attempt> = {
  "a text of 256 MB": {
    op: "return 'x'.repeat(2 ** 28);",
    error: /^Node "a" put out more than|too large|ran out of memory|ended while "a" ran/,
    only: "function",
  },
  "a text of 2 GB": thrown(
    "const it = 'x'.repeat(2 ** 28); return it + it + it + it + it + it + it + it;",
    /^Invalid string length$/,
  ),
  "a list of 4 billion items": {
    op: "const it: unknown[] = []; it.length = 2 ** 32 - 1; return it;",
    output: /^"\[List 4294967295 items, most of them empty\]"$/,
    only: "function",
  },
  "a list with a negative length": thrown("return new Array(-1);", /^Invalid array length$/),
  "a buffer of 8 PB": thrown("return new ArrayBuffer(2 ** 53 - 1);", /allocation failed/),
  "a WebAssembly memory of 4 GB and a page": thrown(
    "return new WebAssembly.Memory({ initial: 65537 });",
    /above the upper bound/,
  ),
  "a number of 100,000 digits": shown("return 10n ** 100000n;", /^"1000000/),
};

describeAttempts("a pack gives hostile objects", OBJECTS);
describeAttempts("a pack gives hostile promises", PROMISES);
describeAttempts("a pack throws", ERRORS);
describeAttempts("a pack gives too much", SIZES);
