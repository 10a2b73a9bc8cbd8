/**
 * Takes the pictures of the editor in docs/images: `deno run -A scripts/take_pictures.ts`. It starts a server with what ships, and a
 * browser. Only times differ from one taking to the next.
 *
 * @module
 */
import { launchBrowser } from "../tests/helpers/browser.ts";
import { PROJECT, startServer } from "../tests/helpers/command_line.ts";
import { draftSaved, seedDraft } from "../tests/helpers/drafts.ts";
import { EditorPage } from "../tests/helpers/editor_page.ts";
import { pictureFile, SCHEMES, SCREENS } from "./screens.ts";

/** Pixels of the pictures, but for the phone's. */
const WINDOW = { width: 1200, height: 750 };
const PHONE = { width: 360, height: 740 };
/** Pictures are part of every clone. */
const MOST_BYTES = 150_000;

/** How a screen is reached. */
interface Way {
  /** A file of workflows/. */
  workflow?: string;
  isPhone?: boolean;
  go(page: EditorPage): Promise<void>;
}

const WAYS: Record<typeof SCREENS[number]["name"], Way> = {
  run: {
    workflow: "arithmetic",
    async go(page) {
      await execute(page);
      await fit(page);
    },
  },
  data: {
    workflow: "orders",
    async go(page) {
      await execute(page);
      await page.root.getByRole("button", { name: "Hide the run" }).click();
      await page.root.getByRole("button", { name: "Hide the library" }).click();
      await fit(page);
      await page.nodes.filter({ hasText: "summarise_groups" }).locator(".node-title").first()
        .click();
      await press(page, "d");
      await page.root.locator("#data").getByRole("cell").first().waitFor();
    },
  },
  outline: {
    workflow: "arithmetic",
    async go(page) {
      await execute(page);
      await fit(page);
      await press(page, "o");
      await page.root.getByRole("region", { name: "Outline" }).waitFor();
      await page.root.locator(".outline-title").nth(4).click();
    },
  },
  palette: {
    workflow: "arithmetic",
    async go(page) {
      await search(page, "theme");
      await page.root.locator(".picker-option").first().waitFor();
    },
  },
  templates: {
    async go(page) {
      await search(page, "browse templates");
      await page.root.locator('.picker-option[aria-selected="true"]', { hasText: "templates" })
        .waitFor();
      await press(page, "Enter");
      const dialog = page.root.getByRole("dialog", { name: "Templates" });
      await dialog.locator(".template-picture svg").nth(3).waitFor();
    },
  },
  settings: {
    workflow: "arithmetic",
    async go(page) {
      await press(page, "ControlOrMeta+,");
      await page.root.getByRole("group", { name: "Theme" }).waitFor();
    },
  },
  phone: {
    workflow: "arithmetic",
    isPhone: true,
    async go(page) {
      await page.executeButton.click();
      await page.root.locator(".outline-node").first().waitFor();
      await page.executeButton.filter({ hasText: /^Execute$/ }).waitFor();
    },
  },
};

const press = (page: EditorPage, key: string) => page.root.keyboard.press(key);

/** Shows the whole graph; the press before takes the focus to the canvas, where keys hold. */
async function fit(page: EditorPage): Promise<void> {
  await page.root.locator(".react-flow__pane").click({ position: { x: 8, y: 8 } });
  await press(page, "f");
}

/** Types into the palette. */
async function search(page: EditorPage, text: string): Promise<void> {
  await press(page, "ControlOrMeta+k");
  await page.root.locator(".picker-input:focus").waitFor();
  await page.root.keyboard.type(text);
}

async function execute(page: EditorPage): Promise<void> {
  await page.execute();
  await page.waitForRun("done");
}

/** Takes the pictures into `folder`. Rejects where one is too large. */
async function takePictures(folder: string): Promise<void> {
  await using server = await startServer();
  await using browser = await launchBrowser();
  for (const { name } of SCREENS) {
    const { workflow, isPhone = false, go } = WAYS[name];
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({
        ...{ viewport: isPhone ? PHONE : WINDOW, colorScheme, hasTouch: isPhone },
        reducedMotion: "reduce",
      });
      if (workflow !== undefined) {
        const path = `${PROJECT}/workflows/${workflow}.json`;
        await seedDraft(context, JSON.parse(await Deno.readTextFile(path)));
      }
      await using page = new EditorPage(await context.newPage());
      await page.goto(server.url);
      if (workflow !== undefined) await page.nodes.first().waitFor({ state: "attached" });
      await go(page);
      await draftSaved(page.root);
      // Fonts, and what is painted after what was waited for.
      await page.root.evaluate(async () => {
        await document.fonts.ready;
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      });
      const path = `${folder}/${pictureFile(name, colorScheme)}`;
      await page.root.mouse.move(0, 0);
      await page.root.screenshot({ path });
      const { size } = await Deno.stat(path);
      console.log(`${path}: ${size} bytes`);
      if (size > MOST_BYTES) throw new Error(`That is more than ${MOST_BYTES} bytes`);
    }
  }
}

if (import.meta.main) await takePictures(`${PROJECT}/docs/images`);
