import {
  type Attempt,
  describeAttempts,
  notAllowed,
  refused,
} from "@/tests/helpers/hostile_ops.ts";

/** What ops of a pack without permissions try with the machine, its network and other processes. */
const ENVIRONMENT: Record<string, Attempt> = {
  ...refused(notAllowed("env"), {
    "reads a variable": "return Deno.env.get('HOSTILE_STAGE_SECRET');",
    "asks whether there is a variable": "return Deno.env.has('HOSTILE_STAGE_SECRET');",
    "reads all variables": "return Deno.env.toObject();",
    "reads a variable by process.env": "return process.env.HOSTILE_STAGE_SECRET;",
    "copies process.env": "return { ...process.env };",
    "sets a variable": "Deno.env.set('PATH', '/x');",
    "sets a variable by process.env": "process.env.PATH = '/x';",
    "deletes a variable": "Deno.env.delete('PATH');",
    "loads a file of variables": "return (process as any).loadEnvFile(at.secret);",
  }),
  "reads a variable in a thread of node:worker_threads": {
    op: `
      const { Worker } = await import('node:worker_threads');
      const source = 'require("node:worker_threads").parentPort.postMessage(process.env.HOSTILE_STAGE_SECRET)';
      const worker = new Worker(source, { eval: true });
      const message = await new Promise((resolve, reject) => worker.on('error', reject).on('message', resolve));
      await worker.terminate();
      return message ?? 'no value';`,
    error: /Requires env access|is not allowed to nodepack/,
    only: "function",
  },
};

const NETWORK: Record<string, Attempt> = {
  ...refused(notAllowed("net"), {
    "fetches": "return await (await fetch('http://127.0.0.1:' + at.port)).text();",
    "connects": "return await Deno.connect({ port: at.port });",
    "connects with TLS": "return await Deno.connectTls({ hostname: '127.0.0.1', port: at.port });",
    "listens": "return Deno.listen({ port: 0 });",
    "serves": "return Deno.serve({ port: 0 }, () => new Response());",
    "asks for a name": "return await Deno.resolveDns('example.com', 'A');",
    "compiles WebAssembly from the network":
      "return await WebAssembly.compileStreaming(fetch('http://127.0.0.1:' + at.port));",
    "opens a WebSocket": `
      const socket = new WebSocket('ws://127.0.0.1:' + at.port);
      return await new Promise((resolve) => socket.onopen = resolve);`,
    "connects with node:net": `
      const { connect } = await import('node:net');
      return await new Promise((resolve, reject) =>
        connect(at.port, '127.0.0.1').on('connect', resolve).on('error', reject));`,
    "asks with node:http": `
      const { get } = await import('node:http');
      return await new Promise((resolve, reject) =>
        get('http://127.0.0.1:' + at.port, resolve).on('error', reject));`,
    "connects with node:http2": `
      const { connect } = await import('node:http2');
      return await new Promise((resolve, reject) =>
        connect('http://127.0.0.1:' + at.port).on('connect', resolve).on('error', reject));`,
    "connects with node:tls": `
      const { connect } = await import('node:tls');
      return await new Promise((resolve, reject) =>
        connect(at.port, '127.0.0.1').on('secureConnect', resolve).on('error', reject));`,
    "listens with node:http": `
      const { createServer } = await import('node:http');
      return await new Promise((resolve, reject) =>
        createServer().on('error', reject).listen(0, resolve));`,
    "asks for a name with node:dns":
      "return await (await import('node:dns/promises')).lookup('example.com');",
  }),
  "opens an EventSource": {
    op: `
      const source = new EventSource('http://127.0.0.1:' + at.port);
      return await new Promise((resolve, reject) => {
        source.onopen = resolve;
        source.onerror = () => reject(new Error('No events: ' + (source.close(), source.readyState)));
      });`,
    error: /No events: 2/,
  },
  "asks a name server with node:dns": {
    op: "return await (await import('node:dns/promises')).resolve4('example.com');",
    error: /queryA \w+ example\.com|is not allowed/,
  },
  "imports code from the network by a computed address": {
    op: "return await import('https://example.com/' + 'x.js');",
    error:
      /^Imports "https:\/\/example\.com\/x\.js": nodepacks load no code from the network\. Name an npm /,
  },
  "sends datagrams with node:dgram": {
    op: `
      const { createSocket } = await import('node:dgram');
      const socket = createSocket('udp4');
      await new Promise((resolve) => socket.send('x', at.port, '127.0.0.1', resolve));`,
    error: /is not allowed/,
    only: "function",
  },
  "opens a port for debuggers": {
    op: "const it = await import('node:inspector'); it.open(0, '127.0.0.1'); return it.url();",
    error: notAllowed("sys", "inspector"),
  },
};

const PROCESSES: Record<string, Attempt> = {
  ...refused(notAllowed("run"), {
    "runs a command": "return await new Deno.Command('id').output();",
    "runs a shell by its path":
      "return new Deno.Command('/bin/sh', { args: ['-c', 'id'] }).outputSync();",
    "runs Deno with all permissions":
      "return new Deno.Command(Deno.execPath(), { args: ['eval', '1'] }).spawn();",
    "kills the server": "Deno.kill(at.server, 'SIGKILL');",
    "kills the server's process group": "Deno.kill(-at.server, 'SIGTERM');",
    "kills its own process group, by 0": "process.kill(0, 'SIGTERM');",
    "kills every process": "process.kill(-1, 'SIGTERM');",
    "kills the server with process.kill": "process.kill(at.server, 'SIGTERM');",
    "stops its parent": "process.kill(process.ppid, 'SIGSTOP');",
    "asks whether the server is there": "process.kill(at.server, 0);",
  }),
  ...refused(notAllowed("(run|env|read)"), {
    "spawns with node:child_process": `
      const { spawn } = await import('node:child_process');
      return await new Promise((resolve, reject) => spawn('id').on('error', reject).on('exit', resolve));`,
    "runs a shell with node:child_process":
      "return (await import('node:child_process')).execSync('id').toString();",
    "forks with node:child_process": `
      const { fork } = await import('node:child_process');
      return await new Promise((resolve, reject) =>
        fork(at.folder + '/secret.cjs').on('error', reject).on('exit', resolve));`,
    "forks with node:cluster": `
      const { default: cluster } = await import('node:cluster');
      return await new Promise((resolve, reject) => cluster.fork().on('error', reject).on('exit', resolve));`,
  }),
};

const NATIVE: Record<string, Attempt> = {
  ...refused(notAllowed("ffi"), {
    "loads a library":
      "return Deno.dlopen('libc.so.6', { getpid: { parameters: [], result: 'i32' } });",
    "loads a library with process.dlopen":
      "return (process as any).dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libc.so.6');",
    "makes a pointer":
      "return new Deno.UnsafePointerView(Deno.UnsafePointer.create(4096n)!).getInt8();",
    "makes a callback for native code":
      "return new Deno.UnsafeCallback({ parameters: [], result: 'void' }, () => {}).pointer;",
  }),
  ...refused(notAllowed("sys"), {
    "asks for the machine's name": "return Deno.hostname();",
    "asks for the user": "return (await import('node:os')).userInfo();",
    "asks for the user's number": "return process.getuid!();",
    "asks for network interfaces": "return Deno.networkInterfaces();",
    "asks for the system's version": "return Deno.osRelease();",
    "asks for the processors": "return (await import('node:os')).cpus().length;",
    "slows the server down": "return (await import('node:os')).setPriority(at.server, 19);",
    "changes the mask of new files": "return Deno.umask(0);",
  }),
  "requires a native module": {
    op: `
      const { createRequire } = await import('node:module');
      return createRequire(at.folderUrl)('/lib/x86_64-linux-gnu/libc.so.6.node');`,
    error: notAllowed("read"),
  },
  "becomes another user": {
    op: "process.setuid!(0);",
    error: /process\.setuid\(\) is not supported in workers/,
  },
  "calls Deno's own functions for native modules": {
    op:
      "const { ops } = (Deno as any)[(Deno as any).internal].core; ops.op_napi_open('libm.so.6');",
    error: /expected (Object|Function)/,
  },
  "switches V8's natives on": {
    op: `
      (await import('node:v8')).setFlagsFromString('--allow-natives-syntax');
      return new Function('return %GetOptimizationStatus(Object)')();`,
    error: /Unexpected token '%'/,
  },
};

describeAttempts("a pack without permissions is after the environment", ENVIRONMENT);
describeAttempts("a pack without permissions is after the network", NETWORK);
describeAttempts("a pack without permissions is after other processes", PROCESSES);
describeAttempts("a pack without permissions is after the system", NATIVE);
describeAttempts("a pack with some permissions takes more", {
  ...refused(notAllowed("env", "HOSTILE_STAGE_SECRET"), {
    "a variable that it may not read": "return Deno.env.get('HOSTILE_STAGE_SECRET');",
    "a variable whose name begins like one that it may read":
      "return [Deno.env.get('HOSTILE'), process.env.HOSTILE_STAGE_SECRET];",
  }),
  ...refused(notAllowed("net"), {
    "another port": "return await fetch('http://127.0.0.1:' + at.port);",
    "another name of the same machine": "return await fetch('http://localhost:81/');",
    "a port to listen at": "return Deno.listen({ hostname: '0.0.0.0', port: 81 });",
  }),
  ...refused(notAllowed("sys"), {
    "another fact of the system": "return Deno.networkInterfaces();",
  }),
}, { permissions: { env: ["HOSTILE"], net: ["127.0.0.1:81"], sys: ["hostname"] } });
