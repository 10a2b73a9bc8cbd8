import axe from "axe-core";
import type { Page } from "playwright-core";
import { textContrasts } from "./contrast.ts";

/** Rules for WCAG 2.2 A and AA, and what is held for good beyond them. */
const EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What another window has room for. */
const PLACES = ["target-size", "scrollable-region-focusable"];
/** How the page is looked at, one after the other; the last is how it was before, and the whole of axe's rules. */
const LOOKS = [
  { colorScheme: "dark", size: { width: 1400, height: 900 }, rules: [] },
  { colorScheme: "dark", size: { width: 1024, height: 700 }, rules: [] },
  { colorScheme: "light", size: { width: 1024, height: 700 }, rules: PLACES },
  { colorScheme: "light", size: { width: 1400, height: 900 }, rules: EVERYTHING },
] as const;
/** Contrast of texts by WCAG 2 AA. */
const READABLE = 4.5;

/**
 * What axe finds on a page as it is, and texts that cannot be read well, in light and dark and in a small and a large
 * window: `light 1024: rule: place`. The page is in light and in the large window afterwards.
 *
 * Contrasts are looked at apart from axe as well. What it cannot judge it leaves out, which is most of the canvas, and
 * where lists are in lists that scroll its rule fails as a whole ("Element midpoint exceeds the grid bounds").
 *
 * @param least the fewest texts to be seen: a page that did not load has no violations either
 */
export async function violations(page: Page, least = 5): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const { colorScheme, size, rules } of LOOKS) {
    await page.setViewportSize(size);
    // Otherwise colours are on their way from one theme to the other.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const lines = await unreadable(page, least);
    if (rules.length > 0) lines.push(...await run(page, [...rules]));
    found.push(...lines.map((line) => `${colorScheme} ${size.width}: ${line}`));
  }
  return found;
}

async function unreadable(page: Page, least: number): Promise<string[]> {
  const texts = await page.evaluate(textContrasts);
  if (texts.length < least) throw new Error(`Only ${texts.length} texts were looked at`);
  return texts.filter(({ ratio }) => ratio < READABLE).map(({ text, ratio }) =>
    `contrast ${ratio.toFixed(2)}: ${text}`
  );
}

async function run(page: Page, runOnly: string[]): Promise<string[]> {
  return await page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, {
      runOnly,
      resultTypes: ["violations"],
      // React Flow's own list of hints for screen readers is outside of every landmark.
      rules: { region: { enabled: false } },
    });
    // How large things on the canvas are, the user says by zooming.
    const isZoomed = (selector: string) =>
      document.querySelector(selector)?.closest(".react-flow__viewport") !== null;
    return violations.flatMap(({ id, nodes }) =>
      nodes.filter(({ target }) => id !== "target-size" || !isZoomed(String(target)))
        .map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`)
    );
  }, runOnly);
}
