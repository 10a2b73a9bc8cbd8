import { expect } from "@std/expect";
import {
  type Attempt,
  describeAttempts,
  notAllowed,
  refused,
} from "@/tests/helpers/hostile_ops.ts";

/** A worker of the op's own, and what it posts. Deno starts it half a second late, so not in both kinds of ops. */
function inWorker(source: string, error: RegExp, options = ""): Attempt {
  return {
    op: `
      const address = 'data:text/javascript,' + encodeURIComponent(${source});
      const worker = new Worker(address, { type: 'module', ${options} } as any);
      const told = await new Promise<string>((resolve, reject) => {
        worker.onmessage = (event) => resolve(event.data);
        worker.onerror = (event) => { event.preventDefault(); reject(new Error(event.message)); };
      });
      worker.terminate();
      throw new Error(told);`,
    error,
    only: "function",
  };
}

const READ = "`postMessage(await Deno.readTextFile(${JSON.stringify(at.secret)}).catch(String))`";
const DENIED = /is not allowed to nodepack|Requires read access to ".*secret/;

const PERMISSIONS: Record<string, Attempt> = {
  ...refused(/Can't escalate parent thread permissions/, {
    "that may do everything": more("{ read: true, write: true, net: true, run: true }"),
    "that may read one file": more("{ read: [at.secret] }"),
    "that may read the engine, as the host's main thread may": more("{ read: [at.engine] }"),
    "that may read its pack, as the host's main thread may": more("{ read: [at.pack] }"),
    "that may read a variable": more("{ env: ['PATH'] }"),
    "that may run commands": more("{ run: ['id'] }"),
    "that may connect": more("{ net: ['127.0.0.1'] }"),
    "that may load libraries": more("{ ffi: true }"),
  }),
  "that inherits its permissions": inWorker(READ, DENIED, "deno: { permissions: 'inherit' }"),
  "that is told nothing of permissions": inWorker(READ, DENIED),
  "whose module is a file elsewhere": {
    op: `
      const worker = new Worker(at.folderUrl + 'secret.ts', { type: 'module' });
      await new Promise((_, reject) => {
        worker.onerror = (event) => { event.preventDefault(); reject(new Error(event.message)); };
      });`,
    error: DENIED,
    only: "function",
  },
  "that imports JSON from elsewhere": inWorker(
    "`import it from ${JSON.stringify(at.folderUrl + 'secret.json')} with { type: 'json' }; postMessage(it.secret)`",
    DENIED,
  ),
  "that imports the engine as text": inWorker(
    "`import it from ${JSON.stringify('file://' + at.engine + 'op.ts')} with { type: 'text' }; postMessage(it)`",
    /Requires read access to ".*op\.ts/,
  ),
  "that kills its process group": inWorker(
    "`try { Deno.kill(0, 'SIGKILL') } catch (error) { postMessage(String(error)) }`",
    /Requires run access/,
  ),
  "of node:worker_threads that reads a file": {
    op: `
      const { Worker } = await import('node:worker_threads');
      const source = 'require("node:fs").readFileSync(' + JSON.stringify(at.secret) + ')';
      await new Promise((resolve, reject) => new Worker(source, { eval: true }).on('error', reject).on('exit', resolve));`,
    error: DENIED,
    only: "function",
  },
  "that ends its thread": {
    op: `
      new Worker('data:text/javascript,Deno.exit(3)', { type: 'module' });
      await new Promise((resolve) => setTimeout(resolve, 700));
      return 'still here';`,
    output: /^"still here"$/,
    only: "function",
  },
  "that throws what nobody catches": {
    op: `
      new Worker('data:text/javascript,throw new Error("inside")', { type: 'module' });
      return await new Promise(() => {});`,
    error: /^Uncaught \(in promise\) Error: inside$/,
    only: "function",
  },
};

function more(permissions: string): string {
  return `return new Worker('data:text/javascript,1', { type: 'module', deno: { permissions: ${permissions} } } as any);`;
}

const ENDS: Record<string, Attempt> = {
  ...ending("Deno.exit(3);", /it exited with code 3$/, /Deno\.exit\(3\)$/),
  ...ending("process.exit(4);", /it exited with code 4$/, /Deno\.exit\(4\)$/),
  ...ending("(await import('node:process')).exit(5);", /with code 5$/, /Deno\.exit\(5\)$/),
  ...ending("(process as any).reallyExit(6);", /with code 6$/, /Deno\.exit\(6\)$/),
  ...ending("self.close();", /it exited with code 0$/, /Deno\.exit\(\)$/),
  ...ending("Deno.exit({ valueOf() { throw new Error('odd'); } } as any);", /^odd$/, /exit\(/),
  ...ending("Promise.reject(new Error('x')); process.exit(0);", /with code 0$/, /Deno\.exit\(0\)$/),
  "process.abort()": {
    op: "process.abort();",
    error: /process\.abort\(\) is not supported in workers/,
  },
  ...Object.fromEntries(["SIGKILL", "SIGTERM", "SIGABRT", "SIGHUP"].map((signal) => [
    `${signal} to itself`,
    {
      op: `Deno.kill(Deno.pid, '${signal}'); await new Promise(() => {});`,
      error: new RegExp(
        `^The host of pack "hostile" ended while "a" ran: it was ended by ${signal}$`,
      ),
    },
  ])),
  "SIGSTOP to itself": {
    op: "process.kill(process.pid, 'SIGSTOP'); await new Promise(() => {});",
    stops: true,
  },
  "listeners that ignore signals": {
    op: `
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) Deno.addSignalListener(signal, () => {});
      for (;;);`,
    stops: true,
  },
  "a listener for the end that never ends": {
    op: "process.on('exit', () => { for (;;); }); process.exitCode = 9; return 'set';",
    output: /^"set"$/,
  },
};

function ending(op: string, inThread: RegExp, inWorker: RegExp): Record<string, Attempt> {
  return {
    [`${op} where graphs run`]: { op, error: inThread, only: "function" },
    [`${op} in a worker`]: { op, error: inWorker, only: "stream" },
  };
}

const UNCAUGHT: Record<string, Attempt> = {
  "a rejection that nobody handles": {
    op:
      "Promise.reject(new Error('nobody')); await new Promise((ok) => setTimeout(ok, 20)); return 1;",
    error: /^nobody$/,
  },
  "a rejection that nobody handles, behind its end": {
    op:
      "queueMicrotask(() => queueMicrotask(() => Promise.reject(new Error('nobody')))); return 1;",
    either: /^(1|nobody)$/,
  },
  "an error in what makes a promise": {
    op: "return await new Promise(async () => { await 1; throw new Error('never settled'); });",
    error: /^never settled$/,
  },
  "an error in a timer that it waits for": {
    op: "return await new Promise(() => setTimeout(() => { throw new Error('too late'); }, 1));",
    error: /^too late$/,
  },
  "an error event that nobody listens to": {
    op: `
      const { EventEmitter } = await import('node:events');
      const emitter = new EventEmitter();
      process.nextTick(() => emitter.emit('error', new Error('unheard')));
      return await new Promise(() => {});`,
    error: /^unheard$/,
  },
  "a socket that it may not open, of which it hears nothing": {
    op: `
      const { createSocket } = await import('node:dgram');
      return await new Promise((ok) => createSocket('udp4').bind(0, ok));`,
    error: notAllowed("net"),
  },
  "a rejection with a hostile proxy": {
    op: `
      Promise.reject(new Proxy({}, new Proxy({}, { get() { throw 1; } })));
      await new Promise((ok) => setTimeout(ok, 20));
      return 1;`,
    either:
      /^(1|unknown error|The host of pack "hostile" ended while "a" ran: it exited with code 70)$/,
  },
  "an error in a timer": {
    op:
      "setTimeout(() => { throw null; }, 1); await new Promise((ok) => setTimeout(ok, 20)); return 1;",
    either: /^(1|null|Uncaught null)$/,
  },
  "reportError()": {
    op: "reportError(new Error('reported')); return 1;",
    either: /^(1|reported)$/,
  },
};

const ENDLESS: Record<string, Attempt> = Object.fromEntries(
  Object.entries({
    "a loop": "for (;;);",
    "a regular expression": "return /^(a+)+$/.test('a'.repeat(50) + 'b');",
    "Atomics.wait": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
    "microtasks": "const next = () => queueMicrotask(next); next(); await new Promise(() => {});",
    "awaits of nothing": "for (;;) await 0;",
    "process.nextTick":
      "const next = () => process.nextTick(next); next(); await new Promise(() => {});",
    "forty workers that spin": `
      for (let i = 0; i < 40; i++) new Worker('data:text/javascript,for(;;);', { type: 'module' });
      await new Promise(() => {});`,
    "workers that make workers": `
      const source = 'if (depth > 0) for (let i = 0; i < 3; i++) new Worker("data:text/javascript," + ' +
        'encodeURIComponent("const depth = " + (depth - 1) + "; const source = " + JSON.stringify(source) + ";" + source), { type: "module" }); ' +
        'setInterval(() => {}, 1);';
      const first = 'const depth = 3; const source = ' + JSON.stringify(source) + ';' + source;
      new Worker('data:text/javascript,' + encodeURIComponent(first), { type: 'module' });
      await new Promise(() => {});`,
  }).map(([name, op]): [string, Attempt] => [name, { op, stops: true }]),
);

const lines = (count: number): Attempt["harm"] => ({ lines }) => {
  expect(lines.length).toBeLessThan(count);
};

const FLOODS: Record<string, Attempt> = {
  "100 MB of console.log": {
    op: "const line = 'x'.repeat(1e6); for (let i = 0; i < 100; i++) console.log(line); return 1;",
    output: /^1$/,
    only: "function",
    harm: lines(5000),
  },
  "100 MB of standard error without a line end": {
    op:
      "const bytes = new Uint8Array(1e6).fill(120); for (let i = 0; i < 100; i++) Deno.stderr.writeSync(bytes); return 1;",
    output: /^1$/,
    only: "function",
    harm: lines(5000),
  },
  "100 MB of standard output without a line end": {
    op: `
      const { writeSync } = await import('node:fs');
      const bytes = new Uint8Array(1e6).fill(120);
      for (let i = 0; i < 100; i++) writeSync(1, bytes);
      return 1;`,
    output: /^1$/,
    only: "function",
    harm: lines(5000),
  },
  "50,000 lines": {
    op: "for (let i = 0; i < 50_000; i++) console.error(i); return 1;",
    output: /^1$/,
    only: "function",
    harm: lines(60_000),
  },
  "noise": {
    op: `
      const { writeSync } = await import('node:fs');
      for (let i = 0; i < 50; i++) writeSync(1, crypto.getRandomValues(new Uint8Array(65536)));
      return 1;`,
    output: /^1$/,
  },
  "messages to itself": {
    op: `
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {};
      for (let i = 0; i < 1e5; i++) port2.postMessage(i);
      port1.close();
      return 1;`,
    output: /^1$/,
    only: "function",
  },
  "calls of itself": {
    op: "const call = (): number => 1 + call(); return call();",
    error: /^Maximum call stack size exceeded$/,
  },
  "a dialog": { op: "return prompt('x');", error: /prompt is not defined/ },
};

/** Memory grows until a limit is met: V8's heap by objects, the process by buffers that are not in it. */
const MEMORY: Record<string, Attempt> = {
  "lists": {
    op: "const all: unknown[] = []; for (;;) all.push(new Array(1000).fill(all.length));",
    error: /memory/,
  },
  "typed arrays": {
    op:
      "const all: unknown[] = []; for (;;) { all.push(new Uint8Array(1 << 24).fill(1)); await new Promise((ok) => setTimeout(ok)); }",
    error: /^Node "a" used more than 200 MiB of memory|ran out of memory|SIGKILL/,
  },
  "WebAssembly memories": {
    op: `
      const all: unknown[] = [];
      for (;;) {
        const memory = new WebAssembly.Memory({ initial: 256 });
        all.push(new Uint8Array(memory.buffer).fill(1));
        await new Promise((ok) => setTimeout(ok));
      }`,
    error: /^Node "a" used more than 200 MiB of memory|memory/,
  },
  "texts": {
    op:
      "const all: string[] = []; for (;;) all.push(String(all.length).repeat(1e5).replace(/1/g, 'x'));",
    error: /memory/,
  },
};

describeAttempts("a pack makes a worker", PERMISSIONS);
describeAttempts("a pack ends its process", ENDS);
describeAttempts("a pack leaves errors uncaught", UNCAUGHT);
describeAttempts("a pack never ends", ENDLESS);
describeAttempts("a pack floods", FLOODS);
describeAttempts("a pack takes all memory", MEMORY, { limits: { memory: 200 * 1024 * 1024 } });
