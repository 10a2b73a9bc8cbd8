import { expect } from "@std/expect";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { startJourneys, workflowOf } from "../../helpers/journey.ts";
import { addFromSearch, line, said, title } from "../../helpers/outline_page.ts";

const PHONE = { width: 360, height: 740, touch: true };
const GRAPH = workflowOf(
  { n: 5, sum: ["add", { b: 10 }], v: "view", l: "list", broken: ["divide", { a: 1, b: 0 }] },
  ["n -> sum.a", "sum -> v", "sum -> l.input-0"],
  { n: [0, 0], sum: [0, 1], v: [0, 2], l: [1, 0], broken: [1, 1] },
);

/** What on the page is wider than it, or lies beyond its edges. */
async function tooWide(page: EditorPage): Promise<string[]> {
  return await page.root.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) return [`the page is ${scrollWidth} wide`];
    const controls = "button, a, input, select, textarea, [role=button], h1, h2, h3, p, li";
    return [...document.querySelectorAll<HTMLElement>(controls)].filter((element) => {
      // The canvas is larger than what is seen of it, and what is hidden for the eye is nowhere.
      if (element.closest(".react-flow__viewport, .visually-hidden, [inert]")) return false;
      if (!element.checkVisibility()) return false;
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (left < -1 || right > innerWidth + 1);
    }).map((element) => element.outerHTML.slice(0, 100));
  });
}

/** What is smaller than a finger among all that can be pressed; boxes count with their label. */
async function tooSmall(page: EditorPage): Promise<string[]> {
  return await page.root.evaluate(() => {
    const pressed = "button, a, select, input, textarea, [role=button]";
    return [...document.querySelectorAll<HTMLElement>(pressed)].filter((element) => {
      // How large things on the canvas are, the user says by zooming.
      if (element.closest(".react-flow__viewport, .react-flow__attribution, [inert]")) return false;
      if (!element.checkVisibility({ visibilityProperty: true })) return false;
      const target = element.matches("[type=checkbox]")
        ? element.closest("label, .field") ?? element
        : element;
      const { width, height } = target.getBoundingClientRect();
      return width > 1 && (width < 43.5 || height < 43.5);
    }).map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return `${element.outerHTML.slice(0, 120)} ${Math.round(width)}×${Math.round(height)}`;
    });
  });
}

async function fits(page: EditorPage): Promise<void> {
  expect({ wide: await tooWide(page), small: await tooSmall(page) })
    .toEqual({ wide: [], small: [] });
}

function barButton(page: EditorPage, name: string | RegExp) {
  return page.root.getByRole("navigation", { name: "Parts of the editor" })
    .getByRole("button", { name });
}

Deno.test("every main screen fits a phone", async (t) => {
  await using journeys = await startJourneys("basic");
  await using page = await journeys.open(GRAPH, PHONE);
  const sheet = (name: string) => page.root.getByRole("complementary", { name });

  await t.step("the list is what is shown, folded and unfolded", async () => {
    await title(page, "n").waitFor();
    await fits(page);
    for (const id of ["n", "sum", "l"]) {
      await title(page, id).tap();
      await line(page, id).and(page.root.locator('[data-open="true"]')).waitFor();
      await fits(page);
      await title(page, id).tap();
      await line(page, id).and(page.root.locator('[data-open="false"]')).waitFor();
    }
  });

  await t.step("a run: states and errors in the list, cards in their sheet", async () => {
    await page.executeButton.tap();
    await barButton(page, "Run: Done, with errors").waitFor();
    await fits(page);
    await barButton(page, /^Run/).tap();
    await sheet("Run").waitFor();
    await page.cards.first().waitFor();
    await fits(page);
    await sheet("Run").getByRole("button", { name: "Fold the run" }).tap();
    await sheet("Run").waitFor({ state: "hidden" });
  });

  await t.step("the library, searched and not; Escape closes it where it was opened", async () => {
    await barButton(page, "Library").tap();
    await sheet("Library").waitFor();
    await fits(page);
    await page.root.getByLabel("Search the library").fill("add");
    await fits(page);
    await page.root.getByLabel("Search the library").fill("");
    await page.root.keyboard.press("Tab");
    await page.root.keyboard.press("Escape");
    await sheet("Library").waitFor({ state: "hidden" });
    await barButton(page, "Library").and(page.root.locator(":focus")).waitFor();
  });

  await t.step("the data, its views and the runs", async () => {
    await title(page, "l").tap();
    await barButton(page, "Data").tap();
    const data = page.root.getByRole("region", { name: "Data", exact: true });
    await data.waitFor();
    await fits(page);
    await data.getByRole("button", { name: "Runs" }).tap();
    await fits(page);
    await data.getByRole("button", { name: "Hide the data" }).tap();
  });

  await t.step("the settings", async () => {
    await barButton(page, "Settings").tap();
    const dialog = page.root.getByRole("dialog", { name: "Settings" });
    await dialog.getByRole("button", { name: "Add a variable" }).tap();
    await fits(page);
    const box = await dialog.boundingBox();
    expect([box?.width, box?.height]).toEqual([PHONE.width, PHONE.height]);
    await dialog.getByRole("button", { name: "Close" }).tap();
    await dialog.waitFor({ state: "detached" });
  });

  await t.step("what is opened, and the problems", async () => {
    await page.root.getByRole("button", { name: "Open", exact: true }).tap();
    await page.root.getByRole("menu").waitFor();
    await fits(page);
    await page.root.keyboard.press("Escape");
    await page.root.getByRole("button", { name: /problem/ }).tap();
    await page.root.getByRole("region", { name: /Problems/ }).waitFor();
    await fits(page);
    await page.root.keyboard.press("Escape");
  });

  await t.step(
    "the palette, and a list to connect with; both have a button that closes them",
    async () => {
      await page.root.getByRole("button", { name: "Find" }).tap();
      const picker = page.root.locator(".picker");
      await picker.waitFor();
      await fits(page);
      await picker.getByRole("button", { name: "Close" }).tap();
      await picker.waitFor({ state: "detached" });
    },
  );

  await t.step("the canvas, and the properties of what is selected on it", async () => {
    await barButton(page, "Show the canvas").tap();
    await page.node("sum").waitFor();
    await page.root.getByRole("button", { name: /fit view/i }).tap();
    await page.node("sum").locator(".node-title").tap();
    await fits(page);
    await barButton(page, "Node properties").tap();
    await page.root.getByRole("region", { name: "Properties" }).waitFor();
    await fits(page);
    await page.root.keyboard.press("Escape");
    await barButton(page, "Show the outline").tap();
    await line(page, "sum").and(page.root.locator('[data-selected="true"]')).waitFor();
  });
  expect(page.complaints).toEqual([]);
});

Deno.test("a graph is made and run on a phone by fingers alone", async () => {
  await using journeys = await startJourneys("basic");
  await using page = await journeys.open(undefined, PHONE);
  const add = async (name: string) => {
    await page.root.locator(".outline-add").tap();
    await page.root.locator(".picker").getByRole("option", { name }).first().tap();
  };
  const connect = async (id: string, input: string, output: RegExp) => {
    await line(page, id).getByRole("button", { name: `Connect ${input}` }).tap();
    await page.root.getByRole("option", { name: output }).tap();
    await line(page, id).getByRole("link", { name: new RegExp(`^${input} comes from`) }).waitFor();
  };
  await add("Variable");
  await line(page, "variable_1").getByLabel("Type").selectOption("Number");
  await line(page, "variable_1").getByLabel("Value").fill("5");
  await barButton(page, "Library").tap();
  await page.libraryItem("add").tap();
  // What was added is wanted next: the sheet has closed.
  await page.library.waitFor({ state: "hidden" });
  await said(page, "add added. 2 nodes in all").waitFor();
  await connect("add_1", "a", /^variable_1 · output/);
  await line(page, "add_1").getByRole("spinbutton", { name: "b" }).fill("10");
  await line(page, "add_1").getByRole("button", { name: "Add a node after" }).tap();
  await addFromSearch(page, "view");
  await line(page, "view_1").getByRole("link", { name: "input comes from add. Go there" })
    .waitFor();
  await page.executeButton.tap();
  await line(page, "view_1").getByText("15", { exact: true }).waitFor();
  await line(page, "view_1").getByRole("button", { name: "Show the data of View" }).tap();
  const data = page.root.getByRole("region", { name: "Data", exact: true });
  await data.getByText("15").first().waitFor();
  await page.root.keyboard.press("Escape");
  await data.waitFor({ state: "detached" });
  await line(page, "view_1").getByRole("button", { name: "Remove" }).tap();
  await line(page, "view_1").waitFor({ state: "detached" });
  await page.root.getByRole("button", { name: "Undo", exact: true }).tap();
  await line(page, "view_1").waitFor();
  expect(page.complaints).toEqual([]);
});

Deno.test("a page that is made larger needs no scrolling sideways", async (t) => {
  await using journeys = await startJourneys("basic");
  // A window of 1280 × 1024 at 200 % and at 400 %.
  for (const [width, height] of [[640, 512], [320, 256]]) {
    await t.step(`at ${width} × ${height}`, async () => {
      await using page = await journeys.open(GRAPH, { width, height });
      if (width > 600) await page.root.keyboard.press("o");
      await title(page, "n").click();
      expect(await tooWide(page)).toEqual([]);
      await page.root.getByRole("button", { name: "Find" }).click();
      await page.root.locator(".picker").waitFor();
      expect(await tooWide(page)).toEqual([]);
      await page.root.keyboard.press("Escape");
      await page.root.keyboard.press("ControlOrMeta+,");
      await page.root.getByRole("dialog").waitFor();
      expect(await tooWide(page)).toEqual([]);
    });
  }
});
