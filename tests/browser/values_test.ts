import { expect } from "@std/expect";
import type { JsonValue } from "@/engine/core/json.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import type { EditorPage } from "../helpers/editor_page.ts";
import { workflowOf } from "../helpers/journey.ts";
import { add } from "../helpers/ops.ts";
import { nodeEvents, type PanelTest, testPanels } from "../helpers/panel_page.ts";

const GRAPH = workflowOf({ n1: "view" });
const DOT =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Runs a graph of one view, which gets the value. */
async function show(panels: PanelTest, page: EditorPage, value: JsonValue): Promise<void> {
  const run = panels.nextRun();
  await page.execute();
  const node = nodeEvents(1, "View");
  const done: RunEvent = { status: "done", results: {} };
  [node.executing(), node.completed(value), done].forEach((event) => run.push(event));
  await page.waitForRun("done");
}

Deno.test("values", async (t) => {
  await using panels = await testPanels([add]);

  await t.step("lists and dicts are trees that unfold, a hundred items at a time", async () => {
    await using page = await panels.open(GRAPH);
    const many = Array.from({ length: 250 }, (_, index) => index);
    await show(panels, page, { name: "x", none: null, deep: { a: { b: { c: 1 } } }, many });
    const view = page.viewed("n1");
    const root = view.getByRole("list").first();
    expect(await root.innerText()).toContain('name: "x"');
    expect(await root.innerText()).toContain("none: null");
    // What is deep or long is folded at first, and not on the page.
    const many100 = view.getByRole("button", { name: /^many/ });
    expect(await many100.getAttribute("aria-expanded")).toBe("false");
    await many100.click();
    await view.getByText("100 more of 150").click();
    await view.getByText("50 more of 50").click();
    await view.getByText("249: 249").waitFor();
    await many100.click();
    await view.getByText("249: 249").waitFor({ state: "detached" });
  });

  await t.step("empty and plain values say what they are", async () => {
    await using page = await panels.open(GRAPH);
    for (const [value, text] of [[0, "0"], [false, "false"], [null, "null"], [[], "[]"]] as const) {
      await show(panels, page, value as JsonValue);
      expect(await page.viewed("n1").innerText()).toBe(text);
    }
    await show(panels, page, "");
    expect(await page.viewed("n1").innerText()).toBe("Empty text");
  });

  await t.step("an image is an image, an address of one is text", async () => {
    await using page = await panels.open(GRAPH);
    await show(panels, page, DOT);
    const image = page.viewed("n1").locator("img");
    await image.waitFor();
    expect(await image.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(1);
    await show(panels, page, "https://example.org/a.png");
    await page.viewed("n1").getByText("https://example.org/a.png").waitFor();
    expect(await page.viewed("n1").locator("img").count()).toBe(0);
    expect(page.complaints).toEqual([]);
  });

  await t.step("text has a Markdown view, and nothing in it can do harm", async () => {
    await using page = await panels.open(GRAPH);
    const requests: string[] = [];
    page.root.on("request", (request) => requests.push(request.url()));
    await show(
      panels,
      page,
      [
        "# Title",
        "- one",
        "- **two**",
        "[link](https://example.org/)",
        "[bad](javascript:alert(1))",
        "![far](https://example.org/track.png)",
        `![near](${DOT})`,
        '<img src="x" onerror="document.title = 1">',
        "<script>document.title = 1</script>",
        '<a href="#" onclick="document.title = 1" style="position:fixed">a</a>',
        "<form><input></form>",
      ].join("\n\n"),
    );
    const view = page.viewed("n1");
    expect(await view.innerText()).toContain("# Title");
    await page.node("n1").getByRole("button", { name: "Markdown" }).click();
    await view.getByRole("heading", { name: "Title" }).waitFor();
    expect(await view.getByRole("listitem").count()).toBe(2);
    const link = view.getByRole("link", { name: "link" });
    expect(await link.getAttribute("rel")).toContain("noopener");
    expect(await link.getAttribute("target")).toBe("_blank");
    expect(
      await view.locator("img").evaluateAll((all) => all.map((img) => img.getAttribute("alt"))),
    ).toEqual([
      "near",
    ]);
    const harmful = await view.evaluate((element) =>
      [...element.querySelectorAll("*")].filter((child) =>
        /^(script|style|form|input|iframe)$/i.test(child.tagName) ||
        child.getAttributeNames().some((name) => name.startsWith("on") || name === "style") ||
        (child.getAttribute("href") ?? "").startsWith("javascript:")
      ).map((child) => child.outerHTML)
    );
    expect(harmful).toEqual([]);
    expect(await page.root.title()).toBe("Psynapse");
    expect(requests.filter((url) => url.includes("example.org"))).toEqual([]);

    await page.node("n1").getByRole("button", { name: "Raw" }).click();
    await view.getByText("# Title").waitFor();
  });

  await t.step("HTML in raw text stays text", async () => {
    await using page = await panels.open(GRAPH);
    await show(panels, page, "<b>bold</b> <img src=x onerror=alert(1)>");
    expect(await page.viewed("n1").innerText()).toBe("<b>bold</b> <img src=x onerror=alert(1)>");
  });

  await t.step("long text in a tree is cut, and shown whole when asked for", async () => {
    await using page = await panels.open(GRAPH);
    await show(panels, page, { long: "x".repeat(400) + "end" });
    const view = page.viewed("n1");
    await view.getByRole("button", { name: "103 more characters" }).click();
    await view.getByText(/xend/).waitFor();
  });
});
