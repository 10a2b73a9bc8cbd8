import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { psynapse, startServer } from "@/tests/helpers/command_line.ts";
import { copyPacks } from "@/tests/helpers/copy_packs.ts";
import { post } from "@/tests/helpers/live_server.ts";
import { descendants, isAlive } from "@/tests/helpers/processes.ts";

describe("psynapse start", () => {
  it("refuses a port that is none", async () => {
    const { code, stderr } = await psynapse(["start", "--port", "http"]);
    expect(code).toBe(2);
    expect(stderr).toContain('--port is "http", but must be a whole number from 0 to 65535');
  });

  it("refuses a limit that is none", async () => {
    const { code, stderr } = await psynapse(["start", "--max-memory=1 MiB"]);
    expect(code).toBe(2);
    expect(stderr).toContain('--max-memory is "1 MiB", but must be a size of 128 MiB or more');
    const variable = await psynapse(["start"], { env: { MAX_RUNS: "a few" } });
    expect(variable.stderr).toContain('MAX_RUNS is "a few", but must be a whole number, or none');
  });

  it("says that a port is in use", async () => {
    await using server = await startServer();
    const port = new URL(server.url).port;
    const { code, stdout, stderr } = await psynapse(["start", "--port", port]);
    expect(code).toBe(1);
    expect(stdout).not.toContain("listens");
    expect(stderr).toContain(`Port ${port} is in use`);
    expect(stderr).not.toContain("    at ");
  });

  it("serves the editor and its files", async () => {
    await using server = await startServer();
    const page = await fetch(server.url, { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path);
    expect(files.some((path) => path.includes(".css"))).toBe(true);
    for (const path of files) {
      const file = await fetch(server.url + path.replaceAll("&amp;", "&"));
      expect({ path, status: file.status }).toEqual({ path, status: 200 });
      await file.body?.cancel();
    }
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`leaves within two seconds of ${signal}, with a run and streams open`, async () => {
      await using packs = await copyPacks("testing");
      await using server = await startServer(["--nodepack-dir", packs.path]);
      const changes = await fetch(`${server.url}/catalog/changes`);
      const body = JSON.stringify({
        nodes: [{ id: "s", type: "functionNode", data: { functionName: "spin" } }],
        edges: [],
      });
      const run = await post(server, "/execute/stream", body);
      const reader = run.body?.getReader();
      await reader?.read();
      const children = await descendants(server.pid);
      expect(children.length).toBeGreaterThan(0);
      const begin = performance.now();
      expect(await server.stop(signal)).toBe(0);
      expect(performance.now() - begin).toBeLessThan(2000);
      await reader?.cancel();
      await changes.body?.cancel();
      for (const child of children) expect(await isAlive(child)).toBe(false);
    });
  }
});
