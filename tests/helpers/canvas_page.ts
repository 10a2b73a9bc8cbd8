import type { Locator, Page } from "playwright-core";
import type { Workflow } from "@/engine/core/workflow.ts";
import { keptDraft } from "./drafts.ts";

/** One end of a connection on the canvas. */
interface End {
  node: string;
  handle: string;
}

/** The editor's page, in the words of its tests. */
export class CanvasPage implements AsyncDisposable {
  /** Errors and warnings of the page; empty when all is well. */
  readonly complaints: string[] = [];
  constructor(readonly root: Page) {
    root.setDefaultTimeout(10_000);
    // Playwright catches file dialogs while somebody listens, which takes it a moment: from the beginning, then.
    root.on("filechooser", () => {});
    root.on("pageerror", (error) => this.complaints.push(error.message));
    root.on("console", (message) => {
      const isOurs = ["error", "warning"].includes(message.type()) &&
        !message.location().url.endsWith("/favicon.ico");
      if (isOurs) this.complaints.push(message.text());
    });
  }

  async goto(url: string): Promise<void> {
    await this.root.goto(url);
    await this.ready();
  }

  /** Resolves when the page has hydrated and the library is there. */
  async ready(): Promise<void> {
    // The library may be folded, as it is on a phone.
    await this.root.locator(".library-item", { hasText: "add" }).first()
      .waitFor({ state: "attached" });
  }

  async reload(): Promise<void> {
    await this.root.reload();
    await this.ready();
  }

  get nodes(): Locator {
    return this.root.locator(".react-flow__node");
  }

  get edges(): Locator {
    return this.root.locator(".react-flow__edge");
  }

  /** What a node shows. */
  node(id: string): Locator {
    return this.root.locator(`.node[data-node-id="${id}"]`);
  }

  /** The element that has a node's focus and place. */
  frame(id: string): Locator {
    return this.root.locator(`.react-flow__node[data-id="${id}"]`);
  }

  /** The row of a parameter. */
  param(id: string, name: string): Locator {
    return this.node(id).locator(`[data-param="${name}"]`);
  }

  handle({ node, handle }: End): Locator {
    return this.root.locator(
      `.react-flow__handle[data-nodeid="${node}"][data-handleid="${handle}"]`,
    );
  }

  /** The last notice's text. */
  get notice(): Locator {
    return this.root.getByRole("region", { name: "Notices" }).locator("p").last();
  }

  /** Drags with the mouse, slowly enough for the page to follow. */
  async drag(from: Locator, to: Locator | { x: number; y: number }): Promise<void> {
    const start = await middle(from);
    const end = "x" in to ? to : await middle(to);
    await this.root.mouse.move(start.x, start.y);
    await this.root.mouse.down();
    await this.root.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
    await this.root.mouse.move(end.x, end.y, { steps: 5 });
    await this.root.mouse.up();
  }

  /** Draws an edge from an output to an input. */
  async connect(source: End, target: End): Promise<void> {
    await this.drag(this.handle(source), this.handle(target));
  }

  /** Drops an item of the library on a place of the page. */
  async drop(name: string, x: number, y: number): Promise<void> {
    const item = this.root.locator(".library-item", {
      has: this.root.locator(".library-item-name", { hasText: new RegExp(`^${name}$`) }),
    });
    const canvas = this.root.locator(".canvas");
    const box = await canvas.boundingBox();
    await item.dragTo(canvas, { targetPosition: { x: x - (box?.x ?? 0), y: y - (box?.y ?? 0) } });
  }

  /** Resolves when the view has been where it is for ten frames: it makes room for panels a moment after they open. */
  async rested(): Promise<void> {
    await this.root.locator(".react-flow__viewport").evaluate((view) =>
      new Promise<void>((resolve) => {
        let last = "";
        let same = 0;
        const look = () => {
          const now = view.getAttribute("style") ?? "";
          same = now === last ? same + 1 : 0;
          last = now;
          if (same >= 10) resolve();
          else requestAnimationFrame(look);
        };
        look();
      })
    );
  }

  /** What Save would write, as the page keeps it across reloads. */
  async saved(): Promise<Workflow> {
    // Leaving writes the draft at once.
    await this.root.evaluate(() => globalThis.dispatchEvent(new Event("pagehide")));
    return await keptDraft(this.root);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.root.context().close();
  }
}

/** Edges as readable text. */
export function edgeTexts({ edges }: Workflow): string[] {
  return edges.map((e) => `${e.source}.${e.sourceHandle} → ${e.target}.${e.targetHandle}`);
}

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`Nothing to drag: ${locator}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
