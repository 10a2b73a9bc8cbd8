import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { WorkflowLibrary } from "../../server/workflow_library.ts";
import { apiHandler, fakeServices } from "../helpers/test_app.ts";

const EXAMPLE = {
  version: 1,
  name: "A view",
  description: "Shows a view.",
  nodes: [{ id: "v", type: "viewNode", position: { x: 0, y: 0 }, data: {} }],
  edges: [],
};

describe("GET /workflows", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await Deno.makeTempDir();
    await Deno.mkdir(`${folder}/folder.json`);
    await Deno.writeTextFile(`${folder}/view.json`, JSON.stringify(EXAMPLE));
    await Deno.writeTextFile(`${folder}/bare.json`, '{"version":1,"nodes":[],"edges":[]}');
    await Deno.writeTextFile(`${folder}/broken.json`, "{");
    await Deno.writeTextFile(`${folder}/notes.txt`, "no workflow");
    await Deno.writeTextFile(`${folder}/.hidden.json`, "{}");
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  const get = (path: string, of = folder): Promise<Response> => {
    const services = fakeServices({ workflows: new WorkflowLibrary(of) });
    return apiHandler(services)(new Request(`http://localhost${path}`));
  };

  it("lists the examples, also one that cannot be read", async () => {
    expect(await (await get("/workflows")).json()).toEqual([
      { name: "bare", title: "bare", description: "", nodes: 0, edges: 0 },
      {
        ...{ name: "broken", title: "broken", nodes: 0, edges: 0 },
        description: expect.stringMatching(/^Cannot be read: /),
      },
      { name: "view", title: "A view", description: "Shows a view.", nodes: 1, edges: 0 },
    ]);
  });

  it("is empty where there is no folder", async () => {
    expect(await (await get("/workflows", `${folder}/none`)).json()).toEqual([]);
  });

  it("has each file", async () => {
    const answer = await get("/workflows/view.json");
    expect(answer.headers.get("Content-Type")).toMatch(/^application\/json/);
    expect(await answer.json()).toEqual(EXAMPLE);
  });

  it("has no other file", async () => {
    const others = ["other.json", "view", "notes.txt", ".hidden.json", "folder.json"];
    for (const name of [...others, encodeURIComponent("../view.json")]) {
      const answer = await get(`/workflows/${name}`);
      expect(answer.status).toBe(404);
      await answer.body?.cancel();
    }
  });
});
