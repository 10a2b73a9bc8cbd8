import {
  type Attempt,
  describeAttempts,
  notAllowed,
  refused,
} from "@/tests/helpers/hostile_ops.ts";

/** What ops of a pack without permissions try with files that are not theirs, and with their own. */
const READS: Record<string, Attempt> = refused(notAllowed("read"), {
  "reads a file by its absolute path": "return await Deno.readTextFile(at.secret);",
  "reads a file by a relative path": "return Deno.readTextFileSync('../../outside/secret.txt');",
  "reads a file by a path with .. in it":
    "return await Deno.readFile(at.pack + '/../../outside/secret.txt');",
  "reads a file by its file: address":
    "return await Deno.readTextFile(new URL('secret.txt', at.folderUrl));",
  "reads /etc/passwd": "return await Deno.readTextFile('/etc/passwd');",
  "reads the environment in /proc/self": "return await Deno.readTextFile('/proc/self/environ');",
  "reads the server's environment in /proc":
    "return await Deno.readTextFile(`/proc/${at.server}/environ`);",
  "reads the server's memory in /proc": "return await Deno.open(`/proc/${at.server}/mem`);",
  "lists the server's open files in /proc":
    "return await Array.fromAsync(Deno.readDir(`/proc/${at.server}/fd`));",
  "reads the protocol from /dev/stdin": "return await Deno.readTextFile('/dev/stdin');",
  "reads its own source": "return await Deno.readTextFile(at.pack + '/ops.ts');",
  "reads the source of the engine": "return await Deno.readTextFile(at.engine + 'host/output.ts');",
  "opens a file": "return Deno.openSync(at.secret).readSync(new Uint8Array(9));",
  "lists a folder": "return await Array.fromAsync(Deno.readDir(at.folder));",
  "asks how large a file is": "return (await Deno.stat(at.secret)).size;",
  "asks what a link is": "return Deno.lstatSync(at.secret).size;",
  "asks for the true path of a file": "return await Deno.realPath(at.secret);",
  "watches a folder": "return Deno.watchFs(at.folder)[Symbol.asyncIterator]().next();",
  "follows a link in /proc": "return await Deno.readLink('/proc/self/exe');",
  "changes the folder that it is in": "Deno.chdir(at.folder);",
  "connects to a socket of the system":
    "return await Deno.connect({ transport: 'unix', path: '/var/run/docker.sock' } as any);",
  "reads with node:fs": "return (await import('node:fs')).readFileSync(at.secret, 'utf8');",
  "reads with node:fs/promises":
    "return await (await import('node:fs/promises')).readFile(at.secret, 'utf8');",
  "reads with a stream of node:fs": `
    const { createReadStream } = await import('node:fs');
    return await Array.fromAsync(createReadStream(at.secret));`,
  "reads through a descriptor of node:fs": `
    const fs = await import('node:fs');
    return fs.readSync(fs.openSync(at.secret), new Uint8Array(9));`,
  "lists a folder with node:fs": "return (await import('node:fs')).readdirSync(at.folder);",
  "asks node:fs whether a file is there": "return (await import('node:fs')).accessSync(at.secret);",
  "reads with fetch and a file: address":
    "return await (await fetch(new URL('secret.txt', at.folderUrl))).text();",
  "reads after it has asked for the permission": `
    const { state } = await Deno.permissions.request({ name: 'read' });
    return state + await Deno.readTextFile(at.secret);`,
  "reads after it has given the permission up and asked for it again": `
    await Deno.permissions.revoke({ name: 'read' });
    await Deno.permissions.request({ name: 'read', path: at.secret });
    return Deno.readTextFileSync(at.secret);`,
  "opens a database with node:sqlite": `
    const { DatabaseSync } = await import('node:sqlite');
    return new DatabaseSync(at.secret).prepare('select 1').all();`,
  "requires a module": `
    const { createRequire } = await import('node:module');
    return createRequire(at.folderUrl)('./secret.cjs');`,
  "requires JSON": `
    const { createRequire } = await import('node:module');
    return createRequire(at.folderUrl)('./secret.json');`,
  "requires a package of a node_modules elsewhere": `
    const { createRequire } = await import('node:module');
    return createRequire(at.folderUrl)('loot');`,
});

const WRITES: Record<string, Attempt> = refused(notAllowed("write"), {
  "writes a file": "await Deno.writeTextFile(at.folder + '/new.txt', 'x');",
  "overwrites a file": "Deno.writeTextFileSync(at.secret, 'x');",
  "writes into its own folder": "await Deno.writeTextFile(at.pack + '/ops.ts', 'x');",
  "writes into the folder of another pack":
    "await Deno.writeTextFile(at.pack + '/../innocent/ops.ts', 'x');",
  "writes into the engine": "await Deno.writeTextFile(at.engine + 'evil.ts', 'x');",
  "appends to a file": "await Deno.writeTextFile(at.secret, 'x', { append: true });",
  "writes with node:fs": "(await import('node:fs')).writeFileSync(at.folder + '/new.txt', 'x');",
  "appends with node:fs/promises":
    "await (await import('node:fs/promises')).appendFile(at.secret, 'x');",
  "makes a folder": "await Deno.mkdir(at.folder + '/new');",
  "makes a temporary file": "return await Deno.makeTempFile();",
  "makes a temporary folder with node:fs":
    "return (await import('node:fs')).mkdtempSync('/tmp/x');",
  "deletes a file": "await Deno.remove(at.secret);",
  "deletes a folder with all that is in it": "await Deno.remove(at.folder, { recursive: true });",
  "changes the mode of a file": "await Deno.chmod(at.secret, 0o777);",
  "changes the owner of a file": "await Deno.chown(at.secret, 1, 1);",
  "changes the times of a file": "await Deno.utime(at.secret, 1, 1);",
  "cuts a file": "await Deno.truncate(at.secret);",
  "writes a heap snapshot":
    "return (await import('node:v8')).writeHeapSnapshot(at.folder + '/heap');",
});

/** These need more than one permission, or are not there at all. */
const OTHERS: Record<string, Attempt> = {
  "deletes with node:fs": {
    op: "(await import('node:fs')).rmSync(at.folder, { recursive: true, force: true });",
    error: notAllowed("(read|write)"),
  },
  "renames a file": {
    op: "await Deno.rename(at.secret, at.secret + '2');",
    error: notAllowed("(read|write)"),
  },
  "copies a file": {
    op: "await Deno.copyFile(at.secret, at.pack + '/copy');",
    error: notAllowed("(read|write)"),
  },
  "makes a hard link": {
    op: "await Deno.link(at.secret, at.pack + '/link');",
    error: notAllowed("(read|write)"),
  },
  "makes a symbolic link out of its folder": {
    op: "await Deno.symlink(at.secret, at.pack + '/link');",
    error: /symlink.* requires unscoped --allow-read and --allow-write permissions/,
  },
  "makes a symbolic link with node:fs": {
    op: "(await import('node:fs')).symlinkSync(at.secret, at.pack + '/link');",
    error: /symlink.* requires unscoped --allow-read and --allow-write permissions/,
  },
  "makes a pipe with mkfifo": {
    op: "return await new Deno.Command('mkfifo', { args: [at.folder + '/pipe'] }).output();",
    error: notAllowed("run", "mkfifo"),
  },
  "makes a database with node:sqlite": {
    op: `
      const { DatabaseSync } = await import('node:sqlite');
      new DatabaseSync(at.folder + '/new.db').exec('create table a (b)');`,
    error: notAllowed("(read|write)"),
  },
  "attaches a database on the disk to one in memory": {
    op: `
      const { DatabaseSync } = await import('node:sqlite');
      new DatabaseSync(':memory:').exec(\`attach '\${at.folder}/new.db' as x\`);`,
    error: /too many attached databases - max 0/,
  },
  "loads an extension of a database": {
    op: `
      const { DatabaseSync } = await import('node:sqlite');
      new DatabaseSync(':memory:', { allowExtension: true }).loadExtension('libm.so.6');`,
    error: notAllowed("ffi"),
  },
  "keeps data with caches": {
    op: "await (await caches.open('a')).put('http://x/', new Response('y'));",
    error: /^caches is not available to ops: it would keep files on the disk$/,
  },
  "keeps data with the caches of a worker of its own": {
    op: `
      const keep = "caches.open('x').then((it) => it.put('http://x/', new Response('y')))";
      const source = keep + ".then(() => postMessage('kept'), (error) => postMessage(String(error)))";
      const worker = new Worker('data:text/javascript,' + encodeURIComponent(source), { type: 'module' });
      const { data } = await new Promise<any>((resolve) => worker.onmessage = resolve);
      worker.terminate();
      throw new Error(data);`,
    error: /client error \(Connect\)/,
    only: "function",
  },
  "keeps data with localStorage": {
    op: "localStorage.setItem('a', 'b');",
    error: /localStorage is not defined/,
  },
  "keeps data with Deno.openKv": {
    op: "return (Deno as any).openKv(at.folder + '/kv');",
    error: /openKv is not a function/,
  },
  "reads with process.binding": {
    op: "return (process as any).binding('fs').open(at.secret, 0, 0);",
    error: /process\.binding\(\.\.\.\)\.open is not a function/,
  },
  "changes the folder that it is in with process.chdir": {
    op: "process.chdir(at.folder);",
    error: /process\.chdir\(\) is not supported in workers/,
  },
};

describeAttempts("a pack without permissions reads files", READS);
describeAttempts("a pack without permissions writes files", WRITES);
describeAttempts("a pack without permissions goes other ways to files", OTHERS);
describeAttempts("a pack that may read its own folder reads others", {
  ...refused(notAllowed("read"), {
    "by their path": "return await Deno.readTextFile(at.secret);",
    "by .. in a path": "return await Deno.readTextFile(at.pack + '/../../outside/secret.txt');",
    "by a name that begins like its own": "return await Deno.readTextFile(at.pack + '2/ops.ts');",
    "that belong to another pack":
      "return await Deno.readTextFile(at.pack + '/../innocent/ops.ts');",
    "that belong to the engine": "return await Deno.readTextFile(at.engine + 'host/output.ts');",
  }),
  "and its own, which it may": {
    op: "return (await Deno.readTextFile(at.pack + '/deno.json')).length > 9;",
    output: /^true$/,
  },
}, { permissions: { read: ["./"] } });
