import { expect } from "@std/expect";
import type { OpSchema } from "@/engine/core/schema.ts";
import { add, divmod, greet, op, param } from "../helpers/ops.ts";
import { testPanels } from "../helpers/panel_page.ts";

const OPS: OpSchema[] = [
  { ...add, docstring: "Adds two numbers." },
  divmod,
  greet,
  op("old_add", [param("a", "float")], { deprecated: "Take add." }),
  op("Count", [param("count", "int")], { is_progress_node: true, pack: "slow" }),
  op("get_weather", [], { pack: "web", docstring: "Asks a service how warm it is." }),
];
const PROBLEM = {
  pack: "broken",
  file: "nodepacks/broken/ops.ts",
  line: 12,
  message: "Expected ';'",
};

Deno.test("library", async (t) => {
  await using panels = await testPanels(OPS, [PROBLEM]);

  await t.step("has built-in nodes, then packs, each with its ops and their counts", async () => {
    await using page = await panels.open();
    await page.ready();
    const titles = await page.library.locator(".fold-title").allInnerTexts();
    expect(titles).toEqual(["Built-in", "basic", "slow", "web", "Problems"]);
    expect(await page.library.locator(".library-item-name").allInnerTexts()).toEqual([
      ...["Variable", "List", "View"],
      ...["add", "divmod_numbers", "greet", "old_add", "Count", "get_weather"],
    ]);
    const item = page.libraryItem("divmod_numbers");
    expect(await item.locator(".library-item-counts").innerText()).toBe("2 inputs → 2 outputs");
    expect(await page.libraryItem("get_weather").innerText()).toContain("0 inputs → 1 output");
    expect(await page.library.evaluate((element) => element.getBoundingClientRect().width)).toBe(
      260,
    );
    expect(page.complaints).toEqual([]);
  });

  await t.step("says what an op does in its tooltip, and what is deprecated", async () => {
    await using page = await panels.open();
    await page.ready();
    expect(await page.libraryItem("add").getAttribute("title")).toBe("Adds two numbers.");
    expect(await page.libraryItem("Count").getAttribute("title")).toContain(
      "Reports its progress",
    );
    expect(await page.libraryItem("old_add").getAttribute("title")).toContain(
      "Deprecated. Take add.",
    );
  });

  await t.step("folds packs and itself, and remembers that", async () => {
    await using page = await panels.open();
    await page.ready();
    const basic = page.library.getByRole("button", { name: "basic" });
    await basic.click();
    expect(await basic.getAttribute("aria-expanded")).toBe("false");
    expect(await page.libraryItem("add").count()).toBe(0);
    await page.root.reload();
    await page.libraryItem("Count").waitFor();
    expect(await page.libraryItem("add").count()).toBe(0);

    const canvas = page.root.locator(".editor-canvas");
    const before = await canvas.evaluate((element) => element.clientWidth);
    await page.library.getByRole("button", { name: "Fold the library" }).click();
    await page.library.waitFor({ state: "hidden" });
    expect(await canvas.evaluate((element) => element.clientWidth)).toBe(before + 260);
    await page.root.getByRole("button", { name: "Show the library" }).click();
    await page.libraryItem("Count").waitFor();
  });

  await t.step("lists problems with file, line and reason", async () => {
    await using page = await panels.open();
    await page.ready();
    const problem = page.library.locator(".problem");
    expect(await problem.innerText()).toBe("nodepacks/broken/ops.ts:12\nExpected ';'");
  });

  await t.step("searches names and descriptions, and forgives letters", async () => {
    await using page = await panels.open();
    await page.ready();
    const field = page.library.getByRole("searchbox", { name: "Search the library" });
    const names = page.library.locator(".library-item-name");
    await field.fill("add");
    await page.libraryItem("get_weather").waitFor({ state: "detached" });
    expect((await names.allInnerTexts())[0]).toBe("add");
    await field.fill("how warm");
    await page.libraryItem("get_weather").waitFor();
    expect(await names.count()).toBe(1);
    await field.fill("wether");
    await page.libraryItem("get_weather").waitFor();
    await field.fill("xyzzy");
    await page.library.getByText("Nothing is called “xyzzy”").waitFor();
    await page.library.getByRole("button", { name: "Clear the search" }).click();
    await page.libraryItem("Variable").waitFor();
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  await t.step("adds with the keyboard alone, and moves the focus to the new node", async () => {
    await using page = await panels.open();
    await page.ready();
    await page.library.getByRole("searchbox").focus();
    await page.root.keyboard.press("ArrowDown");
    await page.root.keyboard.press("ArrowDown");
    await page.root.keyboard.press("ArrowDown");
    await page.root.keyboard.press("Enter");
    await page.frame("view_1").and(page.root.locator(":focus")).waitFor();

    await page.library.getByRole("searchbox").fill("divmod");
    await page.root.keyboard.press("Enter");
    await page.frame("divmod_numbers_1").and(page.root.locator(":focus")).waitFor();
    expect(await page.nodeIds()).toEqual(["view_1", "divmod_numbers_1"]);
    // Nothing of a new node lies under its own properties.
    const node = await page.frame("divmod_numbers_1").boundingBox();
    const properties = await page.root.locator(".properties").boundingBox();
    expect((node?.x ?? 0) + (node?.width ?? 0)).toBeLessThan(properties?.x ?? 0);
  });

  await t.step("follows changes of the nodepacks", async () => {
    await using page = await panels.open();
    await page.ready();
    panels.changeCatalog([add, op("brand_new", [])]);
    await page.libraryItem("brand_new").waitFor();
    expect(await page.libraryItem("greet").count()).toBe(0);
    expect(await page.library.locator(".problem").count()).toBe(0);
    panels.changeCatalog(OPS, [PROBLEM]);
  });

  await t.step(
    "shows what each nodepack may do, and makes what has no bounds stand out",
    async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        await using page = await panels.open(undefined, { colorScheme });
        await page.ready();
        panels.changeCatalog(OPS, [PROBLEM], {
          basic: {},
          slow: { net: true, env: ["OPENAI_API_KEY"], read: ["/packs/slow/data"] },
          web: { net: ["a-host-with-a-name-too-long-for-the-panel.example.com"], run: ["git"] },
        });
        const badges = (pack: string) =>
          page.library.getByRole("list", { name: `Permissions of ${pack}` }).getByRole("listitem");
        await badges("slow").first().waitFor();
        expect(await badges("basic").allInnerTexts()).toEqual(["nothing"]);
        expect(await badges("slow").allInnerTexts()).toEqual([
          "network: everything",
          "environment: OPENAI_API_KEY",
          "read: ./data",
        ]);
        const [everything, key] = await badges("slow").all();
        expect(await everything.getAttribute("title")).toContain("no bounds");
        expect(await key.getAttribute("title")).toBe("slow may use environment: OPENAI_API_KEY");
        expect(await everything.getAttribute("data-strong")).toBe("true");
        expect(await key.getAttribute("data-strong")).toBe("false");
        const width = await page.library.locator(".library-list").evaluate((it) =>
          it.scrollWidth - it.clientWidth
        );
        expect(width).toBe(0);
        panels.changeCatalog(OPS, [PROBLEM]);
      }
    },
  );

  await t.step("says that the server is away, and loads again by itself", async () => {
    await using page = await panels.open();
    await page.ready();
    await panels.server.cut();
    const notice = page.library.locator(".catalog-notice");
    await notice.getByText("The server does not answer.").waitFor();
    await notice.getByText(/Next try in \d+ s/).waitFor();
    // What was loaded can still be worked with.
    await page.libraryItem("add").click();
    await page.frame("add_1").waitFor();
    panels.changeCatalog([add, op("while_away", [])]);
    panels.server.start();
    await page.libraryItem("while_away").waitFor();
    await notice.waitFor({ state: "detached" });
    panels.changeCatalog(OPS, [PROBLEM]);
  });

  await t.step("loads at once when “Try now” is pressed", async () => {
    await using page = await panels.open();
    await page.ready();
    await panels.server.cut();
    // The waits grow: from the second on there is time to press.
    await page.library.getByText("Next try in 4 s").waitFor();
    panels.server.start();
    await page.library.getByRole("button", { name: "Try now" }).click();
    await page.library.locator(".catalog-notice").waitFor({ state: "detached" });
  });
});
