import { expect } from "@std/expect";
import type { Page } from "playwright-core";
import { draftSaved, seedDraft } from "../../helpers/drafts.ts";
import { type DraftStage, startDraftStage, SUM } from "../../helpers/draft_stage.ts";
import { downloaded, type EditorPage } from "../../helpers/editor_page.ts";

/** As a browser without room, or a private window that keeps nothing. */
async function refuse(page: Page): Promise<void> {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("No room", "QuotaExceededError");
    };
  });
}

async function openWith(stage: DraftStage, before?: (page: Page) => Promise<void>) {
  const context = await stage.newProfile();
  const page = await stage.open(context, before);
  return { page, context, [Symbol.asyncDispose]: () => context.close() };
}

/** Leaves the page, as closing its tab does; whether the browser asked first. Then it stays. */
async function asksOnLeaving({ root }: EditorPage): Promise<boolean> {
  const asked = new Promise<boolean>((resolve) => {
    root.once("dialog", (dialog) => void dialog.dismiss().then(() => resolve(true)));
    root.once("close", () => resolve(false));
  });
  await root.close({ runBeforeUnload: true });
  return await asked;
}

Deno.test("leaving the page", async (t) => {
  await using stage = await startDraftStage();

  await t.step("is not asked about where all is kept", async () => {
    await using opened = await openWith(stage);
    const { page } = opened;
    await page.dragFromLibrary("add", 700, 400);
    await draftSaved(page.root);
    expect(await asksOnLeaving(page)).toBe(false);
  });

  await t.step("at once after a change loses nothing, and asks nothing", async () => {
    await using opened = await openWith(stage);
    const { page, context } = opened;
    await seedDraft(context, SUM);
    await page.reload();
    await page.field("sum", "b").fill("4711");
    expect(await asksOnLeaving(page)).toBe(false);
    const next = await stage.open(context);
    await next.frame("sum").waitFor();
    expect(await next.field("sum", "b").inputValue()).toBe("4711");
  });

  await t.step(
    "at once after a change asks where that is too large to be handed over",
    async () => {
      await using opened = await openWith(stage);
      const { page, context } = opened;
      const value = "long ".repeat(100_000);
      await seedDraft(context, {
        ...SUM,
        nodes: [{
          ...{ id: "text", type: "variableNode", position: { x: 300, y: 200 } },
          data: { variableName: "text", variableType: "String", variableValue: value },
        }],
      });
      await page.reload();
      await page.node("text").getByLabel("Value", { exact: true }).press("End");
      await page.root.keyboard.press("x");
      expect(await asksOnLeaving(page)).toBe(true);
      // Meanwhile it is written.
      await draftSaved(page.root);
      expect(await asksOnLeaving(page)).toBe(false);
    },
  );

  await t.step(
    "is asked about where the browser keeps nothing, until there is a file",
    async () => {
      await using opened = await openWith(stage, refuse);
      const { page } = opened;
      expect(await page.notice.count()).toBe(0);
      await page.dragFromLibrary("add", 700, 400);
      await page.notice.getByText("does not keep your changes (it has no room left)").waitFor();
      await page.root.getByRole("banner").getByText("Draft not saved").waitFor();
      // The editor goes on, and says it once.
      const id = await page.dragFromLibrary("add", 700, 600);
      await page.field(id, "a").fill("5");
      expect(await page.root.getByText("does not keep your changes").count()).toBe(1);
      expect(await asksOnLeaving(page)).toBe(true);
      const file = await downloaded(page.root, () => page.root.keyboard.press("ControlOrMeta+s"));
      expect(JSON.parse(file.text).nodes.length).toBe(2);
      expect(await asksOnLeaving(page)).toBe(false);
    },
  );

  await t.step(
    "is not asked about where nothing was changed, though nothing can be kept",
    async () => {
      await using opened = await openWith(stage, async (page) => {
        await page.addInitScript(() => {
          IDBFactory.prototype.open = () => {
            throw new DOMException("The operation is insecure.", "SecurityError");
          };
        });
      });
      await opened.page.notice.getByText("keeps no drafts here").waitFor();
      expect(await asksOnLeaving(opened.page)).toBe(false);
    },
  );
});
