import { Buffer } from "node:buffer";
import type { FileChooser, Locator, Page } from "playwright-core";
import { CanvasPage } from "./canvas_page.ts";

/** A file as Save gave it. */
export interface SavedFile {
  name: string;
  text: string;
}

/** The whole editor in a browser, in the words of the journeys: the canvas, and the panels around it. */
export class EditorPage extends CanvasPage {
  /** The button that is called Execute, or Stop while a run is active. */
  get executeButton(): Locator {
    return this.root.locator(".execute-button");
  }

  get library(): Locator {
    return this.root.getByRole("complementary", { name: "Library" });
  }

  get run(): Locator {
    return this.root.getByRole("complementary", { name: "Run" });
  }

  get cards(): Locator {
    return this.run.locator(".run-card");
  }

  /** The card of a node in the panel of the run. */
  card(id: string): Locator {
    return this.run.locator(`.run-card[data-node-id="${id}"]`);
  }

  /** What a view shows. */
  viewed(id: string): Locator {
    return this.node(id).getByRole("region", { name: "Value" });
  }

  /** The control of a parameter in its node. */
  field(id: string, param: string): Locator {
    return this.param(id, param).locator("input, textarea, select");
  }

  libraryItem(name: string): Locator {
    return this.library.getByRole("button").filter({
      has: this.root.locator(".library-item-name", { hasText: new RegExp(`^${name}$`) }),
    });
  }

  /** Drags an item of the library to a place of the page; gives the id of the node that comes of it. */
  async dragFromLibrary(name: string, x: number, y: number): Promise<string> {
    const before = await this.nodeIds();
    await this.drop(name, x, y);
    return await this.newNode(before);
  }

  /** The id of the node that was not there before, once it is. */
  async newNode(before: readonly string[]): Promise<string> {
    await this.nodes.nth(before.length).waitFor();
    const added = (await this.nodeIds()).filter((id) => !before.includes(id));
    if (added.length !== 1) throw new Error(`Instead of one node these were added: ${added}`);
    return added[0];
  }

  async nodeIds(): Promise<string[]> {
    return await this.nodes.evaluateAll((all) => all.map((node) => node.dataset.id ?? ""));
  }

  /** Types a value as a user does, over what is there. */
  async setField(id: string, param: string, text: string): Promise<void> {
    const field = this.field(id, param);
    await field.click();
    await field.press("ControlOrMeta+a");
    await field.pressSequentially(text);
  }

  /** Presses Execute. */
  async execute(): Promise<void> {
    await this.executeButton.filter({ hasText: /^Execute$/ }).click();
  }

  /** Presses Stop. */
  async stop(): Promise<void> {
    await this.executeButton.filter({ hasText: /^Stop$/ }).click();
  }

  /** Resolves when the run is there, and when Execute can be pressed again in all but `running`. */
  async waitForRun(phase: "waiting" | "running" | "done" | "error" | "stopped"): Promise<void> {
    await this.run.locator(`.run-phase[data-phase="${phase}"]`).waitFor();
    const isActive = phase === "waiting" || phase === "running";
    const word = isActive ? /^Stop$/ : /^Execute$/;
    await this.executeButton.filter({ hasText: word }).and(this.root.locator(":enabled")).waitFor();
  }

  /** Resolves when the card of a node says this. */
  async waitForCard(id: string, status: string): Promise<Locator> {
    const card = this.card(id).and(this.root.locator(`[data-status="${status}"]`));
    await card.waitFor();
    return card;
  }

  /** Resolves when a node on the canvas shows this state at its border. */
  async waitForNode(id: string, status: string): Promise<Locator> {
    const node = this.node(id).and(this.root.locator(`[data-status="${status}"]`));
    await node.waitFor();
    return node;
  }

  /** Opens one of the examples. */
  async openExample(title: string): Promise<void> {
    await this.root.getByRole("button", { name: "Open", exact: true }).click();
    await this.root.getByRole("menuitem", { name: new RegExp(`^${title} ?\\d`) }).click();
  }

  /** Opens a file by the menu. */
  async openFile(name: string, text: string): Promise<void> {
    const chooser = this.root.waitForEvent("filechooser");
    await this.root.getByRole("button", { name: "Open", exact: true }).click();
    await this.root.getByRole("menuitem", { name: "From a file" }).click();
    await choose(await chooser, name, text);
  }

  /** Presses Save; gives what was downloaded. */
  async save(): Promise<SavedFile> {
    return await downloaded(
      this.root,
      () => this.root.getByRole("button", { name: "Save", exact: true }).click(),
    );
  }
}

/** Gives the text to a file chooser as a file. */
export async function choose(chooser: FileChooser, name: string, text: string): Promise<void> {
  await chooser.setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

/** What the page lets the user download when `act` is done. */
export async function downloaded(page: Page, act: () => Promise<void>): Promise<SavedFile> {
  const download = page.waitForEvent("download");
  await act();
  const file = await download;
  return { name: file.suggestedFilename(), text: await Deno.readTextFile(await file.path()) };
}
