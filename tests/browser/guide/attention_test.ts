import { expect } from "@std/expect";
import { LONG_RUN_MS } from "@/client/guide/attention.ts";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { workflowOf } from "../../helpers/journey.ts";
import { add } from "../../helpers/ops.ts";
import { nodeEvents, testPanels } from "../../helpers/panel_page.ts";

const GRAPH = { name: "Sums", ...workflowOf({ n1: ["add"], n2: ["add"] }) };

/** Puts the page into the background, or back: headless browsers show all of their pages. */
async function setHidden(page: EditorPage, hidden: boolean): Promise<void> {
  await page.root.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    Object.defineProperty(document, "visibilityState", {
      value: hidden ? "hidden" : "visible",
      configurable: true,
    });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

async function waitForTitle(page: EditorPage, title: string): Promise<void> {
  await page.root.waitForFunction((title) => document.title === title, title);
}

async function iconOf(page: EditorPage): Promise<string> {
  const href = await page.root.locator('link[rel="icon"]').getAttribute("href");
  return decodeURIComponent(href ?? "");
}

/**
 * Keeps what the page notifies of in `globalThis.told`. Headless browsers deny notifications, whatever a test grants.
 */
function watchNotifications(permission: string): void {
  const told: { title: string; body?: string; isOpen: boolean; click(): void }[] = [];
  class Watched extends EventTarget {
    static permission = permission;
    static requestPermission() {
      Watched.permission = "granted";
      return Promise.resolve("granted");
    }
    onclick?: () => void;
    constructor(title: string, { body }: NotificationOptions = {}) {
      super();
      told.push({ title, body, isOpen: true, click: () => this.onclick?.() });
    }
    close() {
      told[told.length - 1].isOpen = false;
    }
  }
  Object.assign(globalThis, { Notification: Watched, told });
}

function told(page: EditorPage) {
  return page.root.evaluate(() =>
    (globalThis as unknown as { told: { title: string; body?: string; isOpen: boolean }[] }).told
      .map(({ title, body, isOpen }) => ({ title, body, isOpen }))
  );
}

Deno.test("the tab tells of runs", async (t) => {
  await using panels = await testPanels([add]);
  await using page = await panels.open(GRAPH);
  const [one, two] = [nodeEvents(1), nodeEvents(2)];
  await waitForTitle(page, "Sums — Psynapse");
  const usual = await iconOf(page);

  await t.step(
    "the title and the icon follow a run, and are as before when it was seen",
    async () => {
      const events = panels.nextRun();
      await page.execute();
      await waitForTitle(page, "0 % · Sums — Psynapse");
      events.push(one.executing());
      events.push(one.completed(1));
      events.push(two.executing());
      events.push(two.progress(0.5, "half"));
      await waitForTitle(page, "75 % · Sums — Psynapse");
      expect(await iconOf(page)).toContain("stroke-dasharray");
      events.push(two.completed(2));
      events.push({ status: "done", results: {} });
      events.end();
      await waitForTitle(page, "Sums — Psynapse");
      expect(await iconOf(page)).toBe(usual);
    },
  );

  await t.step("thousands of events change it once per second at most", async () => {
    const events = panels.nextRun();
    await page.execute();
    await page.waitForRun("running");
    await page.root.evaluate(() => {
      const seen = { titles: 0, began: performance.now() };
      Object.assign(globalThis, { seen });
      const title = document.querySelector("title");
      if (title) new MutationObserver(() => seen.titles++).observe(title, { childList: true });
    });
    events.push(one.executing());
    for (let n = 1; n <= 3000; n++) events.push(one.progress(n / 3000, `${n}`));
    await page.card("n1").getByText("3000", { exact: true }).waitFor();
    const { titles, seconds } = await page.root.evaluate(() => {
      const { seen } = globalThis as unknown as { seen: { titles: number; began: number } };
      return { titles: seen.titles, seconds: (performance.now() - seen.began) / 1000 };
    });
    expect(titles).toBeLessThanOrEqual(Math.ceil(seconds));
    events.push({ status: "done", results: {} });
    events.end();
    await waitForTitle(page, "Sums — Psynapse");
  });

  await t.step("what has ended unseen stays until somebody looks", async () => {
    const events = panels.nextRun();
    await page.execute();
    await page.waitForRun("running");
    await setHidden(page, true);
    for (const { executing, error } of [one, two]) {
      events.push(executing());
      events.push(error("Division by zero"));
    }
    events.push({ status: "done", results: {} });
    events.end();
    await waitForTitle(page, "✗ 2 errors · Sums — Psynapse");
    expect(await iconOf(page)).toMatch(/^data:image\/svg\+xml,<svg/);
    await setHidden(page, false);
    await waitForTitle(page, "Sums — Psynapse");
    expect(await iconOf(page)).toBe(usual);
  });

  await t.step("a run that is stopped says so", async () => {
    panels.nextRun();
    await page.execute();
    await page.waitForRun("running");
    await setHidden(page, true);
    await page.root.locator(".execute-button").dispatchEvent("click");
    await waitForTitle(page, "■ Stopped · Sums — Psynapse");
    await setHidden(page, false);
  });
  expect(page.complaints).toEqual([]);
});

Deno.test("a long run that has ended unseen is told by a notification", async (t) => {
  await using panels = await testPanels([add]);
  await using page = await panels.open(GRAPH);
  await page.root.addInitScript(watchNotifications, "default");
  // The page's clock is the test's: a run takes as long as it says.
  await page.root.clock.install();
  await page.reload();
  const [one] = [nodeEvents(1)];
  const settings = page.root.getByRole("dialog", { name: "Settings" });
  const wish = settings.getByRole("checkbox", { name: "Tell me when a long run has ended" });

  /** A run of so many milliseconds, in a page in the background. */
  async function runHidden(ms: number): Promise<void> {
    const events = panels.nextRun();
    await page.execute();
    await page.waitForRun("running");
    await setHidden(page, true);
    events.push(one.executing());
    await page.root.clock.fastForward(ms);
    events.push(one.completed(1));
    events.push({ status: "done", results: {} });
    events.end();
    await waitForTitle(page, "✓ Done · Sums — Psynapse");
  }

  await t.step("never unless the user wishes it", async () => {
    await runHidden(LONG_RUN_MS);
    await setHidden(page, false);
    expect(await told(page)).toEqual([]);
  });

  await t.step("the switch asks for the permission, and is kept", async () => {
    await page.root.keyboard.press("ControlOrMeta+,");
    expect(await wish.isChecked()).toBe(false);
    await wish.check();
    await settings.getByRole("button", { name: "Done" }).click();
    await page.root.keyboard.press("ControlOrMeta+,");
    expect(await wish.isChecked()).toBe(true);
    await page.root.keyboard.press("Escape");
  });

  await t.step("a short run is no news", async () => {
    await runHidden(1000);
    await setHidden(page, false);
    expect(await told(page)).toEqual([]);
  });

  await t.step("a long one is, until somebody looks", async () => {
    await runHidden(LONG_RUN_MS);
    expect(await told(page)).toEqual([
      {
        title: "✓ Done · Sums",
        body: expect.stringMatching(/^The run took 1\d\.\d s\.$/),
        isOpen: true,
      },
    ]);
    await setHidden(page, false);
    expect((await told(page))[0].isOpen).toBe(false);
  });

  await t.step("a press on it leads to the page", async () => {
    await runHidden(LONG_RUN_MS);
    const { focused, isOpen } = await page.root.evaluate(() => {
      const { told } = globalThis as unknown as { told: { isOpen: boolean; click(): void }[] };
      let focused = 0;
      globalThis.focus = () => focused++;
      told[1].click();
      return { focused, isOpen: told[1].isOpen };
    });
    expect({ focused, isOpen }).toEqual({ focused: 1, isOpen: false });
  });
  expect(page.complaints).toEqual([]);
});

Deno.test("a browser that blocks notifications is told of in the settings", async () => {
  await using panels = await testPanels([add]);
  await using page = await panels.open(GRAPH);
  await page.root.addInitScript(() => {
    Object.defineProperty(Notification, "permission", { get: () => "denied" });
  });
  await page.reload();
  await page.root.keyboard.press("ControlOrMeta+,");
  const settings = page.root.getByRole("dialog", { name: "Settings" });
  await settings.getByText("Allow them in its site settings").waitFor();
  expect(await settings.getByRole("checkbox", { name: "Tell me" }).isDisabled()).toBe(true);
});

Deno.test("what the browser allows and the user wishes is kept across reloads", async () => {
  await using panels = await testPanels([add]);
  await using page = await panels.open(GRAPH);
  await page.root.addInitScript(watchNotifications, "granted");
  await page.reload();
  const wish = page.root.getByRole("checkbox", { name: "Tell me when a long run has ended" });
  await page.root.keyboard.press("ControlOrMeta+,");
  expect(await wish.isChecked()).toBe(false);
  await wish.check();
  await page.reload();
  await page.root.keyboard.press("ControlOrMeta+,");
  await wish.waitFor();
  await page.root.waitForFunction(() => document.querySelector(".notify input:checked"));
  await wish.uncheck();
  await page.reload();
  await page.root.keyboard.press("ControlOrMeta+k");
  await page.root.keyboard.type("long run has ended");
  await page.root.locator(".picker").getByText("turn on").first().waitFor();
});
