import { expect } from "@std/expect";
import { createEditor } from "@/client/models/editor.ts";
import { memoryStorage } from "@/client/models/storage.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import { fakeApi, success } from "../../helpers/fake_api.ts";
import { ManualClock } from "../../helpers/manual_clock.ts";

function setUp() {
  const sent: unknown[] = [];
  const done: RunEvent[] = [{ status: "done", results: {} }];
  const api = fakeApi({
    runStream: (body) => {
      sent.push(JSON.parse(JSON.stringify(body)));
      const events = (async function* () {
        yield await Promise.resolve(done);
      })();
      return Promise.resolve(success({ runId: "r1", events }));
    },
  });
  const local = memoryStorage();
  const session = memoryStorage();
  const editor = createEditor({ api, clock: new ManualClock(), local, session });
  // There is no draft to wait for.
  editor.draft.settle();
  return { editor, sent, local, session };
}

Deno.test("a run sends the graph as it is, with the environment variables", async () => {
  const { editor, sent } = setUp();
  const id = editor.graph.addNode("viewNode");
  const row = editor.settings.addRow();
  editor.settings.updateRow(row, { name: "KEY", value: "secret" });
  await editor.run.execute();
  expect(sent).toEqual([{
    nodes: [{ id, type: "viewNode", data: {} }],
    edges: [],
    env_vars: { KEY: "secret" },
  }]);
});

Deno.test("a run opens the status panel", async () => {
  const { editor } = setUp();
  expect(editor.layout.status.value).toBe(false);
  await editor.run.execute();
  expect(editor.layout.status.value).toBe(true);
});

Deno.test("environment variables are in the session's storage alone, and in no workflow", () => {
  const { editor, local, session } = setUp();
  const row = editor.settings.addRow();
  editor.settings.updateRow(row, { name: "KEY", value: "secret" });
  editor.layout.setPanel("library", false);
  expect(session.getItem("psynapse.env")).toContain("secret");
  expect(local.getItem("psynapse.layout")).not.toContain("secret");
  expect(JSON.stringify(editor.graph.toWorkflow())).not.toContain("secret");
});
