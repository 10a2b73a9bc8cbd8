import { expect } from "@std/expect";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { startServer, type TestServer } from "../helpers/command_line.ts";
import { bodyOf, expectNextRunWorks, post } from "../helpers/live_server.ts";
import { parseEvents } from "../helpers/golden.ts";

const MIB = 1024 * 1024;
const ROUTES = ["/execute", "/execute/stream", "/execute/stream?events=delta"];

const node = { id: "n", type: "functionNode", data: { functionName: "add", values: { a: 1 } } };
const variable = { id: "x", type: "variableNode", data: { variableType: "Number" } };
const view = { id: "v", type: "viewNode", data: {} };
const edge = { source: "n", target: "v", sourceHandle: "output", targetHandle: "input" };
const good = { nodes: [node, variable, view], edges: [edge] };

/** A body with one thing wrong, and the field that is named. */
const WRONG: [field: string, body: unknown][] = [
  ["", []],
  ["", null],
  ["", 5],
  ["", "text"],
  ["nodes", { edges: [] }],
  ["nodes", { ...good, nodes: {} }],
  ["nodes", { ...good, nodes: null }],
  ["edges", { nodes: [] }],
  ["edges", { ...good, edges: "none" }],
  ["nodes[0]", { ...good, nodes: [7] }],
  ["nodes[0]", { ...good, nodes: [[]] }],
  ["nodes[1].id", { ...good, nodes: [node, { ...view, id: 4 }] }],
  ["nodes[1].id", { ...good, nodes: [node, { ...view, id: undefined }] }],
  ["nodes[0].type", { ...good, nodes: [{ ...node, type: ["functionNode"] }] }],
  ["nodes[0].data", { ...good, nodes: [{ ...node, data: "add" }] }],
  ["nodes[0].data", { ...good, nodes: [{ ...node, data: [] }] }],
  ...["functionName", "pack"].map((name): [string, unknown] => [
    `nodes[0].data.${name}`,
    { nodes: [{ ...node, data: { ...node.data, [name]: {} } }], edges: [] },
  ]),
  ["nodes[1].data.variableType", {
    nodes: [node, { ...variable, data: { variableType: "Matrix" } }],
    edges: [],
  }],
  ["edges[0]", { ...good, edges: ["n-v"] }],
  ["edges[0].source", { ...good, edges: [{ ...edge, source: 1 }] }],
  ["edges[0].target", { ...good, edges: [{ ...edge, target: null }] }],
  ["edges[0].sourceHandle", { ...good, edges: [{ ...edge, sourceHandle: 3 }] }],
  ["edges[0].targetHandle", { ...good, edges: [{ ...edge, targetHandle: {} }] }],
  ["env_vars", { ...good, env_vars: ["A=1"] }],
  ["env_vars.A", { ...good, env_vars: { A: 1 } }],
  ["on_error", { ...good, on_error: "ignore" }],
];

/** Graphs that are refused as a whole, and what is said of them. */
const REFUSED: [name: string, message: RegExp, body: unknown][] = [
  ["an edge from nowhere", /"gone"/, { ...good, edges: [{ ...edge, source: "gone" }] }],
  ["an edge to nowhere", /"gone"/, { ...good, edges: [{ ...edge, target: "gone" }] }],
  ["an id that occurs twice", /"n"/, { nodes: [node, node], edges: [] }],
  ["a node that feeds itself", /cycle: n → n/, {
    nodes: [node],
    edges: [{ ...edge, target: "n", targetHandle: "a" }],
  }],
];

describe("bad requests", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => await server[Symbol.asyncDispose]());
  afterEach(() => expectNextRunWorks(server));

  for (const route of ROUTES) {
    it(`of every wrong form are refused by ${route} with the field's name`, async () => {
      for (const [field, body] of WRONG) {
        const answer = await post(server, route, body === "text" ? '"text"' : body);
        const { detail, field: named = "" } = await answer.json();
        expect({ status: answer.status, field: named.replace(/^The body$/, "") })
          .toEqual({ status: 400, field });
        expect(detail).toContain(field || "body");
      }
    });

    it(`that are no JSON are refused by ${route}`, async () => {
      const texts = ["", "{", "nodes=1", "{'nodes': []}", "\u0000", '{"nodes":[],"edges":[]}x'];
      for (const text of texts) {
        const answer = await post(server, route, text);
        expect(answer.status).toBe(400);
        expect((await answer.json()).detail).toMatch(/^The body is (not JSON: |empty)/);
      }
      const latin = await fetch(server.url + route, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: new Uint8Array([0x22, 0xe4, 0x22]),
      });
      expect(latin.status).toBe(400);
      expect((await latin.json()).detail).toContain("UTF-8");
    });

    it(`with JSON that is nested without end are refused by ${route}`, async () => {
      const deep = "[".repeat(200_000) + "]".repeat(200_000);
      const data = `{"functionName":"add","values":{"a":${deep}}}`;
      const body = `{"nodes":[{"id":"n","type":"functionNode","data":${data}}],"edges":[]}`;
      const answer = await post(server, route, body);
      expect(answer.status).toBe(400);
      expect((await answer.json()).field).toContain("nodes[0].data");
      expect((await post(server, route, deep)).status).toBe(400);
    });
  }

  for (const [name, message, body] of REFUSED) {
    it(`with ${name} are refused, on the stream with one event`, async () => {
      const answer = await post(server, "/execute", body);
      expect(answer.status).toBe(400);
      expect((await answer.json()).detail).toMatch(message);
      const stream = await post(server, "/execute/stream", body);
      expect(stream.status).toBe(200);
      expect(parseEvents(await stream.text())).toEqual([
        { status: "error", error: expect.stringMatching(message) },
      ]);
    });
  }

  it("with an op that nobody has fail at its node", async () => {
    const body = bodyOf({ f: ["foo"], v: "view", n: ["add", { a: 1, b: 1 }], w: "view" }, [
      "f -> v.input",
      "n -> w.input",
    ]);
    const { results, errors } = await (await post(server, "/execute", body)).json();
    expect(results).toEqual({ w: 2 });
    expect(errors.f).toBe('Unknown op "foo"');
  });

  it("with names that objects have anyway are no different", async () => {
    const body = bodyOf({ first: ["toString"], second: "view" });
    const text = JSON.stringify(body).replace("first", "constructor").replace(
      "second",
      "__proto__",
    );
    const { errors, results } = await (await post(server, "/execute", text)).json();
    expect(errors.constructor).toBe('Unknown op "toString"');
    expect(Object.hasOwn(results, "__proto__")).toBe(true);
  });

  it("for runs and values that are not there are told so", async () => {
    const paths: [method: string, path: string][] = [
      ["DELETE", "/runs/nobody"],
      ["DELETE", "/runs/%00"],
      ["GET", "/runs/nobody/values/n"],
      ["GET", `/runs/${"x".repeat(5000)}/values/n`],
      ["GET", "/workflows/none.json"],
      ["GET", "/workflows/..%2F..%2Fdeno.json"],
    ];
    for (const [method, path] of paths) {
      const answer = await fetch(server.url + path, { method });
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
      expect(typeof (await answer.json()).detail).toBe("string");
    }
  });

  it("with paths that cannot be decoded are refused", async () => {
    for (const path of ["/%", "/runs/%E0%A4%A/values/n", "/workflows/%zz"]) {
      const answer = await fetch(server.url + path);
      expect(answer.status).toBe(400);
      expect((await answer.json()).detail).toContain("%");
    }
  });

  it("with a body of 64 MiB and a byte are refused before it is read", async () => {
    const { hostname, port } = new URL(server.url);
    using connection = await Deno.connect({ hostname, port: Number(port) });
    const head = `POST /execute HTTP/1.1\r\nHost: ${hostname}:${port}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${64 * MIB + 1}\r\n\r\n`;
    await connection.write(new TextEncoder().encode(head));
    const buffer = new Uint8Array(1000);
    const size = await connection.read(buffer) ?? 0;
    const answer = new TextDecoder().decode(buffer.subarray(0, size));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain("larger than 64 MiB");
  });

  it("with a body of 64 MiB and a byte are refused where they say so late", async () => {
    const chunk = new Uint8Array(MIB).fill(0x20);
    let sent = 0;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        controller.enqueue(sent < 64 ? chunk : chunk.subarray(0, 1));
        if (sent++ === 64) controller.close();
      },
    });
    const answer = await fetch(`${server.url}/execute`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });
    expect(answer.status).toBe(413);
    await answer.body?.cancel();
  });

  it("with a body of just 64 MiB are read", async () => {
    const answer = await post(server, "/execute", '{"nodes":[],"edges":[]}'.padEnd(64 * MIB));
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  });

  it("with 100,000 nodes run", async () => {
    const count = 100_000;
    const nodes: unknown[] = [{ ...node, data: { functionName: "add", values: { a: 0, b: 1 } } }];
    const edges: unknown[] = [];
    for (let i = 1; i < count; i++) {
      nodes.push({ ...node, id: `n${i}`, data: { functionName: "add", values: { b: 1 } } });
      const source = i === 1 ? "n" : `n${i - 1}`;
      edges.push({ source, target: `n${i}`, sourceHandle: "output", targetHandle: "a" });
    }
    nodes.push(view);
    edges.push({ ...edge, source: `n${count - 1}` });
    const answer = await post(server, "/execute", { nodes, edges });
    expect(await answer.json()).toEqual({ results: { v: count }, errors: {} });
  });
});
