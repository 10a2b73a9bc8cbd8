import { expect } from "@std/expect";
import type { Page } from "playwright-core";
import { workflowOf } from "../../helpers/journey.ts";
import { testPanels } from "../../helpers/panel_page.ts";
import { add, greet } from "../../helpers/ops.ts";
import { completed, script } from "../../helpers/test_canvas.ts";

/** What the page is painted with: its ground, the schemes of its own and of the browser's parts. */
async function look(page: Page) {
  return await page.evaluate(() => ({
    ground: getComputedStyle(document.body).backgroundColor,
    scheme: getComputedStyle(document.documentElement).colorScheme,
    bar: [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].find((meta) =>
      !meta.media || matchMedia(meta.media).matches
    )?.content,
  }));
}

const LIGHT = { ground: "rgb(243, 244, 247)", scheme: "light", bar: "#ffffff" };
const DARK = { ground: "rgb(15, 18, 24)", scheme: "dark", bar: "#181c24" };

/** Resolves when the page looks so. */
async function waitFor(page: Page, { scheme }: typeof LIGHT): Promise<void> {
  await page.waitForFunction(
    (scheme) => getComputedStyle(document.documentElement).colorScheme === scheme,
    scheme,
  );
}

Deno.test("the theme", async (t) => {
  await using panels = await testPanels([add, greet]);
  await using page = await panels.open(workflowOf({ n1: ["add"] }));
  const { root } = page;
  const context = root.context();
  await page.ready();
  const theme = () => root.getByRole("group", { name: "Theme" });
  const choose = async (name: string) => {
    await root.keyboard.press("ControlOrMeta+,");
    await theme().getByText(name, { exact: true }).click();
    await root.keyboard.press("Escape");
  };

  await t.step("is the device's, and follows it", async () => {
    expect(await look(root)).toEqual(LIGHT);
    await root.emulateMedia({ colorScheme: "dark" });
    expect(await look(root)).toEqual(DARK);
    await root.emulateMedia({ colorScheme: "light" });
    expect(await look(root)).toEqual(LIGHT);
  });

  await t.step("is chosen in the settings, by keys too", async () => {
    await root.keyboard.press("ControlOrMeta+,");
    expect(await theme().getByRole("radio", { name: "System" }).isChecked()).toBe(true);
    await theme().getByRole("radio", { name: "System" }).focus();
    await root.keyboard.press("ArrowRight");
    await root.keyboard.press("ArrowRight");
    expect(await theme().getByRole("radio", { name: "Dark" }).isChecked()).toBe(true);
    expect(await look(root)).toEqual(DARK);
    await root.keyboard.press("Escape");
  });

  await t.step("is there when the page is first painted, whatever the device is", async () => {
    const second = await context.newPage();
    try {
      // What is painted, from the first on: without a flash there is one ground.
      await second.addInitScript(() => {
        const seen = new Set<string>();
        Object.assign(globalThis, { seen });
        const look = () => {
          if (document.body) seen.add(getComputedStyle(document.body).backgroundColor);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      await second.goto(panels.server.url);
      await second.locator(".catalog-notice").waitFor({ state: "detached" });
      const seen = await second.evaluate(
        () => [...(globalThis as unknown as { seen: Set<string> }).seen],
      );
      expect(seen).toEqual([DARK.ground]);
      expect(await look(second)).toEqual(DARK);
      const html = await (await context.request.get(panels.server.url, {
        headers: { accept: "text/html" },
      })).text();
      expect(html).toContain('data-theme="dark"');
    } finally {
      await second.close();
    }
  });

  await t.step("changes in all tabs at once", async () => {
    const second = await context.newPage();
    try {
      await second.goto(panels.server.url);
      await second.locator(".catalog-notice").waitFor({ state: "detached" });
      await choose("Light");
      expect(await look(root)).toEqual(LIGHT);
      await waitFor(second, LIGHT);
    } finally {
      await second.close();
    }
    await root.emulateMedia({ colorScheme: "dark" });
    expect(await look(root)).toEqual(LIGHT);
    await root.emulateMedia({ colorScheme: "light" });
  });

  await t.step("is an action of the palette", async () => {
    await root.keyboard.press("ControlOrMeta+k");
    await root.keyboard.type("theme dark");
    await root.locator('.picker-option[aria-selected="true"]', { hasText: "Theme: Dark" })
      .waitFor();
    await root.keyboard.press("Enter");
    await waitFor(root, DARK);
    await choose("System");
    expect(await look(root)).toEqual(LIGHT);
  });

  await t.step("holds without cookies, from when the page has loaded", async () => {
    await choose("Dark");
    await context.clearCookies();
    await root.reload();
    await waitFor(root, DARK);
    await root.waitForFunction(() => document.cookie.includes("psynapse.theme=dark"));
  });

  await t.step("has more contrast where the device asks for it, in light and dark", async () => {
    for (const name of ["Light", "Dark"]) {
      await choose(name);
      const colors = async () =>
        await root.evaluate(() => {
          const quiet = document.querySelector(".library-item-counts")!;
          return [getComputedStyle(quiet).color, getComputedStyle(document.body).color];
        });
      await root.emulateMedia({ contrast: "no-preference" });
      const [usual, text] = await colors();
      expect(usual).not.toBe(text);
      await root.emulateMedia({ contrast: "more" });
      expect(await colors()).toEqual([text, text]);
    }
    await root.emulateMedia({ contrast: "no-preference" });
  });

  await t.step("leaves what is chosen visible in the device's own few colours", async () => {
    await root.emulateMedia({ forcedColors: "active" });
    await root.keyboard.press("ControlOrMeta+k");
    const chosen = root.locator('.picker-option[aria-selected="true"]');
    await chosen.waitFor();
    expect(await chosen.evaluate((one) => getComputedStyle(one).outlineStyle)).toBe("solid");
    await root.keyboard.press("Escape");
    await root.emulateMedia({ forcedColors: "none" });
  });

  await t.step("is followed by plots, while they are looked at", async () => {
    await choose("Light");
    panels.engine.script = script(...completed("n1", [1, 5, 2, 8]));
    await page.execute();
    await page.waitForRun("done");
    await page.node("n1").locator(".node-title").click();
    await root.keyboard.press("d");
    await root.locator("#data").getByRole("button", { name: "Plot", exact: true }).click();
    const plot = root.locator("#data canvas");
    await plot.waitFor();
    /** Resolves when lines of the plot's grid have this colour, which is `--color-border`. */
    const waitForGrid = (color: readonly number[]) =>
      root.waitForFunction((color) => {
        const canvas = document.querySelector<HTMLCanvasElement>("#data canvas");
        if (!canvas || canvas.width === 0) return false;
        const copy = new OffscreenCanvas(canvas.width, canvas.height);
        const paint = copy.getContext("2d", { willReadFrequently: true })!;
        paint.drawImage(canvas, 0, 0);
        const { data } = paint.getImageData(0, 0, copy.width, copy.height);
        let count = 0;
        for (let at = 0; at < data.length; at += 4) {
          if (data[at + 3] === 255 && color.every((part, i) => data[at + i] === part)) count++;
        }
        return count > 100;
      }, color);
    const [light, dark] = [[0xdf, 0xe2, 0xe9], [0x2a, 0x30, 0x3c]];
    await waitForGrid(light);
    await choose("Dark");
    await waitForGrid(dark);
    await choose("Light");
    await waitForGrid(light);
  });
  expect(page.complaints).toEqual([]);
});
