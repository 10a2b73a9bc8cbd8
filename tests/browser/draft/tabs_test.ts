import { expect } from "@std/expect";
import type { BrowserContext } from "playwright-core";
import { draftSaved, seedDraft } from "../../helpers/drafts.ts";
import { type DraftStage, startDraftStage, SUM } from "../../helpers/draft_stage.ts";
import { EditorPage } from "../../helpers/editor_page.ts";

const COPY = /“Sum” is open in another tab. This tab has a copy/;

/** A profile in which a first tab has the graph. */
async function openFirst(stage: DraftStage) {
  const context = await stage.newProfile();
  await seedDraft(context, SUM);
  const first = await stage.open(context);
  await first.frame("sum").waitFor();
  return { context, first, [Symbol.asyncDispose]: () => context.close() };
}

async function setB(page: EditorPage, value: string): Promise<void> {
  await page.field("sum", "b").fill(value);
  await draftSaved(page.root);
}

async function reloaded(page: EditorPage): Promise<string> {
  await page.reload();
  await page.frame("sum").waitFor();
  return await page.field("sum", "b").inputValue();
}

/** A tab that is duplicated: the browser gives it all that its session has. */
async function duplicate(context: BrowserContext, page: EditorPage): Promise<EditorPage> {
  const [twin] = await Promise.all([
    context.waitForEvent("page"),
    page.root.evaluate(() => void open(location.href)),
  ]);
  const copy = new EditorPage(twin);
  await copy.ready();
  expect(await twin.evaluate(() => sessionStorage.length)).toBeGreaterThan(0);
  return copy;
}

Deno.test("drafts of several tabs", async (t) => {
  await using stage = await startDraftStage();

  await t.step(
    "do not overwrite each other: the second begins with a copy, and says so",
    async () => {
      await using profile = await openFirst(stage);
      const { context, first } = profile;
      const second = await stage.open(context);
      await second.notice.getByText(COPY).waitFor();
      await setB(second, "22");
      await setB(first, "11");
      const third = await stage.open(context);
      await third.notice.getByText(COPY).waitFor();
      // The newest of the two.
      expect(await third.field("sum", "b").inputValue()).toBe("11");
      await setB(third, "33");
      for (const [page, value] of [[first, "11"], [second, "22"], [third, "33"]] as const) {
        expect(await reloaded(page)).toBe(value);
        expect(await page.root.getByText(COPY).count()).toBe(0);
        expect(page.complaints).toEqual([]);
      }
    },
  );

  await t.step("are apart where a tab was duplicated", async () => {
    await using profile = await openFirst(stage);
    const { context, first } = profile;
    const twin = await duplicate(context, first);
    await twin.notice.getByText(COPY).waitFor();
    await setB(twin, "22");
    await setB(first, "11");
    expect(await reloaded(twin)).toBe("22");
    expect(await reloaded(first)).toBe("11");
  });

  await t.step(
    "of a tab that has crashed, or was closed at once, are free for the next",
    async () => {
      await using profile = await openFirst(stage);
      const { context, first } = profile;
      await setB(first, "11");
      const session = await context.newCDPSession(first.root);
      const crashed = first.root.waitForEvent("crash");
      // It is not answered: who would answer is gone.
      session.send("Page.crash").catch(() => {});
      await crashed;
      const second = await stage.open(context);
      await second.frame("sum").waitFor();
      expect(await second.field("sum", "b").inputValue()).toBe("11");
      expect(await second.root.getByText(COPY).count()).toBe(0);
      await setB(second, "22");
      await second.root.close({ runBeforeUnload: false });
      const third = await stage.open(context);
      await third.frame("sum").waitFor();
      expect(await third.field("sum", "b").inputValue()).toBe("22");
      expect(await third.root.getByText(COPY).count()).toBe(0);
    },
  );
});
