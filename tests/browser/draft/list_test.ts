import { expect } from "@std/expect";
import { violations } from "../../helpers/axe.ts";
import { draftSaved, seedDraft } from "../../helpers/drafts.ts";
import { startDraftStage, SUM } from "../../helpers/draft_stage.ts";
import type { EditorPage } from "../../helpers/editor_page.ts";

function dialog(page: EditorPage) {
  return page.root.getByRole("dialog", { name: "Recent drafts" });
}

Deno.test("recent drafts", async (t) => {
  await using stage = await startDraftStage();
  const context = await stage.newProfile();
  await using _context = { [Symbol.asyncDispose]: () => context.close() };
  await seedDraft(context, SUM);
  const other = await stage.open(context);
  await other.frame("sum").waitFor();
  const page = await stage.open(context);
  await page.frame("sum").waitFor();
  await page.openFile("two.json", JSON.stringify({ ...SUM, name: "Two" }));
  await draftSaved(page.root);
  await page.field("sum", "b").fill("2");
  await draftSaved(page.root);
  await page.openFile("three.json", JSON.stringify({ ...SUM, name: "Three" }));
  await page.field("sum", "b").fill("3");
  await draftSaved(page.root);

  await t.step("are listed from the Open menu, by name, time and number of nodes", async () => {
    await page.root.getByRole("button", { name: "Open", exact: true }).click();
    await page.root.getByRole("menuitem", { name: "Recent drafts…" }).click();
    const rows = dialog(page).getByRole("listitem");
    await rows.nth(2).waitFor();
    const texts = await rows.allInnerTexts();
    expect(texts.map((text) => text.split("\n")[0])).toEqual(["Three", "Two", "Sum"]);
    expect(texts[0]).toContain("This tab");
    expect(texts[1]).toMatch(/Today, .* · 1 node/);
    expect(texts[2]).toContain("open in another tab");
  });

  await t.step("have no violations, in light and dark", async () => {
    expect(await violations(page.root)).toEqual([]);
  });

  await t.step("open by keyboard; what was there stays in the list", async () => {
    await dialog(page).getByRole("button", { name: /^Open Two/ }).press("Enter");
    await dialog(page).waitFor({ state: "detached" });
    await page.root.getByRole("banner").getByText("Two", { exact: true }).waitFor();
    expect(await page.field("sum", "b").inputValue()).toBe("2");
    await page.reload();
    expect(await page.field("sum", "b").inputValue()).toBe("2");
  });

  await t.step("are deleted, and come back with Undo", async () => {
    await page.root.keyboard.press("ControlOrMeta+k");
    await page.root.locator(".picker").waitFor();
    await page.root.keyboard.type("recent drafts");
    await page.root.keyboard.press("Enter");
    const three = dialog(page).getByRole("listitem").filter({ hasText: "Three" });
    await three.getByRole("button", { name: /^Delete Three/ }).click();
    await three.waitFor({ state: "detached" });
    await page.root.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    await page.root.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Undo" })
      .click();
    await page.root.getByRole("button", { name: "Open", exact: true }).click();
    await page.root.getByRole("menuitem", { name: "Recent drafts…" }).click();
    await three.waitFor();
    expect(page.complaints).toEqual([]);
  });
});
