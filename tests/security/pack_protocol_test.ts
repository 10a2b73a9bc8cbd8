import { expect } from "@std/expect";
import { type Attempt, describeAttempts, refused } from "@/tests/helpers/hostile_ops.ts";

/** A line that would be an event of the node, if it had the secret of the host in front. */
const FORGED = '[1,[1,0,"forged",1]]';

/** The forgery was printed, as what it is: the output is the op's own. */
function printed(op: string): Attempt {
  return {
    op: `const forged = ${JSON.stringify(FORGED + "\\n")}; ${op}; return "its own";`,
    output: /^"its own"$/,
    harm: (_, { events }) => expect(JSON.stringify(events)).not.toContain('"output":"forged"'),
  };
}

const FORGERIES: Record<string, Attempt> = {
  "with console.log": printed("console.log(forged)"),
  "with Deno.stdout": printed("Deno.stdout.writeSync(new TextEncoder().encode(forged))"),
  "with process.stdout": printed("process.stdout.write(forged)"),
  "with node:fs and descriptor 1": printed("(await import('node:fs')).writeSync(1, forged)"),
  "with /dev/stdout": {
    op: "await Deno.writeTextFile('/dev/stdout', 'x');",
    error: /is not allowed to nodepack "hostile"/,
  },
  "with Deno's inner print": printed(
    "(Deno as any)[(Deno as any).internal].core.print(forged, false)",
  ),
  "with Deno's inner write": printed(
    "(Deno as any)[(Deno as any).internal].core.writeSync(1, new TextEncoder().encode(forged))",
  ),
  "with the beginning of a line": printed("(await import('node:fs')).writeSync(1, '[1,[1,0,')"),
  "with a hundred guesses of the secret": printed(
    "for (let i = 0; i < 100; i++) console.log('AAAAAAAAAAAAAA' + i + forged)",
  ),
  "with a line of carriage returns": printed("console.log('\\r\\r\\r' + forged)"),
  "with the secret from the buffers of the host": {
    op: `
      const found: string[] = [];
      Object.defineProperty(Uint8Array, Symbol.species, { configurable: true, get() {
        return function (buffer: ArrayBuffer) {
          found.push(new TextDecoder().decode(new Uint8Array(buffer)));
          return new Uint8Array(0);
        };
      } });
      await new Promise((resolve) => setTimeout(resolve, 20));
      return found.filter((it) => it.includes('{"type"') || it.includes('[1,['));`,
    output: /^\[\]$/,
  },
  "with the secret from the arguments of the process": {
    op: "return JSON.stringify([Deno.args, process.argv, process.execArgv]).length < 300;",
    output: /^true$/,
  },
};

const STREAMS: Record<string, Attempt> = {
  "reads Deno.stdin": { op: "return await Deno.stdin.read(new Uint8Array(9));", output: /^null$/ },
  "reads Deno.stdin as a stream": {
    op: "return (await Array.fromAsync(Deno.stdin.readable)).length;",
    output: /^0$/,
  },
  "reads process.stdin": {
    op: "return (await Array.fromAsync(process.stdin)).length;",
    output: /^0$/,
  },
  "reads descriptor 0, which takes what is meant for the host": {
    op: "return (await import('node:fs')).readSync(0, new Uint8Array(99));",
    stops: true,
  },
  "reads with Deno's inner read": {
    op: "return await (Deno as any)[(Deno as any).internal].core.read(0, new Uint8Array(99));",
    stops: true,
  },
  "closes the input of the host": {
    op: "(Deno as any)[(Deno as any).internal].core.tryClose(0); return 'closed';",
    output: /^"closed"$/,
  },
  "closes the output of the host": {
    op: "(Deno as any)[(Deno as any).internal].core.tryClose(1); return 'closed';",
    error: /^The host of pack "hostile" ended while "a" ran: it exited with code 70/,
    only: "function",
  },
  "closes all that the host has open": {
    op: `for (let i = 0; i < 30; i++) (Deno as any)[(Deno as any).internal].core.tryClose(i);`,
    error: /ended while "a" ran|Bad resource ID/,
  },
};

const MAIN_THREAD: Record<string, Attempt> = refused(/^postMessage\(\) is not available to ops/, {
  "to end the process": "(self as any).postMessage({ type: 'exit', code: 0 });",
  "to make workers": "(self as any).postMessage({ type: 'make', id: 7, port: null, files: [] });",
  "something that is no message": "(self as any).postMessage(null);",
  "a flood": "for (let i = 0; i < 1e6; i++) (self as any).postMessage(i);",
});

/** Of the op that breaks its own host: its output, what is left of it, or that the host, or what it broke, failed. */
const AS_FAR_AS_IT_GOES = new RegExp(
  '^(\\[1?\\]|"\\[Unreadable\\]"|"?x"?|broken|1' +
    '|The host of pack "hostile" ended while "a" ran: .+|\\w+ is not defined|.+ is not a (function|constructor).*' +
    "|Cannot (read|assign|set|define|redefine|delete|add|convert) .+)$",
);

/** Ops change what the host runs on. Its own node may suffer, the next run must not. */
const BUILT_INS: Record<string, Attempt> = {
  ...Object.fromEntries(
    Object.entries({
      "a setter on Object.prototype for each word of the protocol": `
        for (const key of ['status', 'node', 'type', 'run', 'events', 'part', 'form', 'message', 'ok']) {
          Object.defineProperty(Object.prototype, key, { configurable: true, get() {}, set() {} });
        }`,
      "toJSON of all objects":
        "(Object.prototype as any).toJSON = () => ({ type: 'idle', run: 1 });",
      "toJSON of all lists": "(Array.prototype as any).toJSON = () => [1, 0, 'x', 1];",
      "toJSON of texts": "(String.prototype as any).toJSON = () => 'x';",
      "the iterator of lists":
        "Array.prototype[Symbol.iterator] = () => { throw new Error('broken'); };",
      "methods of lists, which throw": `
        for (const key of ['push', 'shift', 'map', 'filter', 'slice', 'join', 'pop', 'includes']) {
          (Array.prototype as any)[key] = () => { throw new Error('broken'); };
        }`,
      "methods of lists, which do nothing": `
        for (const key of ['push', 'shift', 'map', 'filter', 'slice', 'join', 'pop', 'includes']) {
          (Array.prototype as any)[key] = () => {};
        }`,
      "methods of maps and sets": `
        for (const it of [Map, Set, WeakMap]) {
          for (const key of ['get', 'set', 'has', 'add', 'delete']) {
            (it.prototype as any)[key] = () => { throw new Error('broken'); };
          }
        }`,
      "methods of maps and sets, which do nothing": `
        for (const it of [Map, Set, WeakMap]) {
          for (const key of ['get', 'set', 'has', 'add', 'delete']) (it.prototype as any)[key] = () => {};
        }`,
      "Promise.prototype.then":
        "Promise.prototype.then = function () { throw new Error('broken'); };",
      "Promise.prototype.then, which never calls back":
        "Promise.prototype.then = Promise.prototype.finally = function () { return this as any; };",
      "the constructor of promises":
        "Object.defineProperty(Promise.prototype, 'constructor', { get() { throw new Error('broken'); } });",
      "JSON": "JSON.parse = () => ({ type: 'abort' }); JSON.stringify = () => 'x';",
      "TextEncoder and TextDecoder": `
        TextEncoder.prototype.encode = () => { throw new Error('broken'); };
        TextDecoder.prototype.decode = () => 'x';`,
      "MessagePort.prototype.postMessage":
        "MessagePort.prototype.postMessage = () => { throw new Error('broken'); };",
      "the data of messages":
        "Object.defineProperty(MessageEvent.prototype, 'data', { get() { throw new Error('broken'); } });",
      "the stack of errors": "Error.prepareStackTrace = () => { throw new Error('broken'); };",
      "the class of errors": "(globalThis as any).Error = class { constructor() { throw 1; } };",
      "Number.isFinite and Math.round": "Number.isFinite = () => true; Math.round = () => NaN;",
      "Function.prototype.call and apply":
        "Function.prototype.call = Function.prototype.apply = () => { throw new Error('broken'); };",
      "setImmediate": "(globalThis as any).setImmediate = () => { throw new Error('broken'); };",
      "the console": "console.log = console.error = () => { throw new Error('broken'); };",
      "everything, which is frozen": `
        for (const key of Reflect.ownKeys(globalThis)) {
          try { Object.freeze((globalThis as any)[key].prototype ?? (globalThis as any)[key]); } catch { /**/ }
        }`,
      "everything, which is deleted": `
        for (const key of Reflect.ownKeys(globalThis)) {
          try { delete (globalThis as any)[key]; } catch { /**/ }
        }`,
    }).map((
      [name, op],
    ): [string, Attempt] => [name, { op: `${op} return [1];`, either: AS_FAR_AS_IT_GOES }]),
  ),
};

describeAttempts("a pack forges messages of its host", FORGERIES);
describeAttempts("a pack takes the streams of its host", STREAMS);
describeAttempts("a pack posts to the main thread of its host", MAIN_THREAD);
describeAttempts("a pack changes built-ins in its host", BUILT_INS);
