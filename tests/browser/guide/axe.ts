import axe from "axe-core";
import type { EditorPage } from "../../helpers/editor_page.ts";

/** What axe finds against WCAG 2.2 A and AA, each as a line. */
export async function violations(page: EditorPage): Promise<string[]> {
  await page.root.evaluate(axe.source);
  return await page.root.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      // How large things on the canvas are, the user says by zooming.
      rules: { "target-size": { enabled: false } },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`)
    );
  });
}
