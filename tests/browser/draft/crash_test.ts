import { expect } from "@std/expect";
import { draftSaved, keptDraft, seedDraft } from "../../helpers/drafts.ts";
import { startDraftStage, SUM } from "../../helpers/draft_stage.ts";

/** A picture that is too large to be kept with the rest of the graph. */
const PICTURE = `data:image/svg+xml,${encodeURIComponent("<svg/>")}${" ".repeat(300_000)}`;

Deno.test("a browser that is killed", async (t) => {
  await using stage = await startDraftStage();

  await t.step("has all of the graph again once the page has said that it is saved", async () => {
    let kept;
    {
      await using browser = await stage.launch();
      await seedDraft(browser.context, {
        ...SUM,
        nodes: [...SUM.nodes, {
          ...{ id: "photo", type: "variableNode", position: { x: 40, y: 20 } },
          data: { variableName: "photo", variableType: "Image", variableValue: PICTURE },
        }],
      });
      const page = await stage.open(browser.context);
      await page.field("sum", "b").fill("12345");
      await page.root.mouse.move(900, 700);
      await page.root.mouse.wheel(0, 300);
      await page.root.locator('.draft-mark[data-draft="changed"]').waitFor();
      await draftSaved(page.root);
      kept = await keptDraft(page.root);
      await browser.kill();
    }
    expect(kept.viewport).not.toEqual(SUM.viewport);
    await using browser = await stage.launch();
    const page = await stage.open(browser.context);
    await page.frame("sum").waitFor();
    expect(await page.field("sum", "b").inputValue()).toBe("12345");
    await page.root.getByRole("banner").getByText("Sum", { exact: true }).waitFor();
    expect(await keptDraft(page.root)).toEqual(kept);
    expect(JSON.stringify(kept)).toContain(PICTURE.slice(0, 100_000));
    expect(page.complaints).toEqual([]);
  });

  // Between two presses, and before and after what was typed is written.
  for (const presses of [2, 9, 23, 40]) {
    await t.step(
      `has a state that was, a second old at most: after ${presses} presses`,
      async () => {
        const typed: { text: string; at: number }[] = [];
        let killed: number;
        {
          await using browser = await stage.launch();
          const page = await stage.open(browser.context);
          const field = page.field("sum", "b");
          await field.fill("1");
          await draftSaved(page.root);
          await field.focus();
          typed.push({ text: "1", at: 0 });
          for (let press = 0; press < presses; press++) {
            const digit = String(press % 10);
            await page.root.keyboard.press("End");
            await page.root.keyboard.press(digit);
            typed.push({ text: typed[press].text + digit, at: performance.now() });
          }
          killed = performance.now();
          await browser.kill();
        }
        await using browser = await stage.launch();
        const page = await stage.open(browser.context);
        await page.frame("sum").waitFor();
        const found = await page.field("sum", "b").inputValue();
        const index = typed.findIndex(({ text }) => Number(text) === Number(found));
        expect(index).toBeGreaterThanOrEqual(0);
        // What was typed next is what is lost first: that was less than a second ago, as the page promises.
        if (index + 1 < typed.length) expect(killed - typed[index + 1].at).toBeLessThan(1000);
      },
    );
  }
});
