import { expect } from "@std/expect";
import { draftSaved, seedDraft } from "../../helpers/drafts.ts";
import { holdDatabase, startDraftStage, SUM } from "../../helpers/draft_stage.ts";
import { downloaded } from "../../helpers/editor_page.ts";

Deno.test("while the draft is not back", async (t) => {
  await using stage = await startDraftStage();

  /** A page whose draft comes when the test says so. */
  async function openSlowly() {
    const context = await stage.newProfile();
    await seedDraft(context, SUM);
    const before = await stage.open(context);
    await before.field("sum", "b").fill("77");
    await draftSaved(before.root);
    await before.root.close();
    const database = await holdDatabase(stage, context);
    const page = await stage.open(context);
    return { page, release: database.release, [Symbol.asyncDispose]: () => context.close() };
  }

  await t.step("that is to be seen, and is over when it is back", async () => {
    await using slow = await openSlowly();
    const waiting = slow.page.root.locator(".canvas").getByRole("status")
      .filter({ hasText: "Opening your draft" });
    await waiting.waitFor();
    await slow.release();
    await slow.page.frame("sum").waitFor();
    await waiting.waitFor({ state: "detached" });
    expect(slow.page.complaints).toEqual([]);
  });

  await t.step("Ctrl+S waits for it: the file is not empty", async () => {
    await using slow = await openSlowly();
    const { page } = slow;
    const file = await downloaded(page.root, async () => {
      await page.root.keyboard.press("ControlOrMeta+s");
      // Pressed before there was a graph: nothing was saved by then.
      await page.root.locator('.draft-mark[data-draft="restoring"]').waitFor({ state: "attached" });
      expect(await page.nodes.count()).toBe(0);
      await slow.release();
    });
    expect(JSON.parse(file.text).nodes[0].data.values).toEqual({ a: 1, b: 77 });
  });

  await t.step("Execute waits for it: the run has the nodes", async () => {
    await using slow = await openSlowly();
    const { page } = slow;
    const requests: { nodes: unknown[] }[] = [];
    page.root.on("request", (request) => {
      if (request.url().includes("/execute/stream")) requests.push(request.postDataJSON());
    });
    await page.execute();
    await page.executeButton.filter({ hasText: "Stop" }).waitFor();
    expect(requests).toEqual([]);
    await slow.release();
    await page.waitForRun("done");
    expect(requests.map(({ nodes }) => nodes.length)).toEqual([1]);
  });

  await t.step("what is added and typed stays, on top of it", async () => {
    await using slow = await openSlowly();
    const { page } = slow;
    const id = await page.dragFromLibrary("add", 900, 500);
    await page.field(id, "a").fill("5");
    await slow.release();
    await page.frame("sum").waitFor();
    expect(await page.field(id, "a").inputValue()).toBe("5");
    expect(await page.field("sum", "b").inputValue()).toBe("77");
    const { nodes } = await page.saved();
    expect(nodes.map((node) => node.id)).toEqual(["sum", id]);
  });

  await t.step("a file that is opened waits, and takes its place", async () => {
    await using slow = await openSlowly();
    const { page } = slow;
    const [node] = SUM.nodes;
    await page.openFile("other.json", JSON.stringify({ ...SUM, nodes: [{ ...node, id: "x" }] }));
    await slow.release();
    await page.frame("x").waitFor();
    await page.frame("sum").waitFor({ state: "detached" });
    await page.root.getByRole("button", { name: "Undo" }).click();
    expect(await page.field("sum", "b").inputValue()).toBe("77");
  });
});
