import { useEffect, useRef } from "preact/hooks";
import { nodeTitle } from "../../../client/models/node_data.ts";
import type { EditorModel } from "../../../client/models/editor.ts";
import type { EditorNode, EditorNodeType, Viewport } from "../../../client/flow.ts";
import type { OverviewModel } from "../../../client/overview/model.ts";
import { type Looks, paint } from "../../../client/overview/paint.ts";
import { covers, placeOfPicture } from "../../../client/overview/view.ts";
import { useEditor } from "../context.ts";
import { readPalette } from "./palette.ts";
import { follow } from "./follow.ts";

/** How far the picture goes beyond the view, as a part of its size: so far it is moved without being painted anew. */
const MARGIN = 0.25;
/** Milliseconds that painting may take within each frame of a gesture; what takes longer waits until it rests. */
const QUICK = 5;

/** A large graph from afar, painted: boxes with their titles as far as there is room, straight wires, states. */
export function Overview({ overview }: { overview: OverviewModel }) {
  const editor = useEditor();
  const canvas = useRef<HTMLCanvasElement>(null);
  const isFar = overview.isFar.value;
  useEffect(() => {
    if (!isFar || !canvas.current) return;
    const picture = new Picture(canvas.current, overview, editor);
    return () => picture.dispose();
  }, [isFar, overview, editor]);
  if (!isFar) return null;
  const count = overview.scene.value.nodes.length;
  return (
    <canvas
      ref={canvas}
      class="overview"
      role="img"
      aria-label={`${count} nodes from afar. Zoom in to read them, or press Tab to go from one to the next.`}
    />
  );
}

/** What is painted on one canvas, and when. */
class Picture {
  readonly #canvas: HTMLCanvasElement;
  readonly #overview: OverviewModel;
  readonly #editor: EditorModel;
  readonly #ends: (() => void)[] = [];
  #palette = readPalette();
  #painted: Viewport | undefined;
  #margin = { x: 0, y: 0 };
  #cost = 0;
  #callOff: (() => void) | undefined;

  constructor(canvas: HTMLCanvasElement, overview: OverviewModel, editor: EditorModel) {
    this.#canvas = canvas;
    this.#overview = overview;
    this.#editor = editor;
    const { graph, run, types, theme, catalog } = editor;
    this.#ends.push(
      overview.view.subscribe(() => this.#onMove()),
      follow([overview.rested, overview.size], () => this.#later()),
      follow([overview.scene, graph.standings, run.cards], () => this.#soon()),
      follow([types.looks, catalog.ops], () => this.#soon()),
      follow([theme.isDark], () => this.#onColors()),
    );
    for (const query of ["(forced-colors: active)", "(prefers-contrast: more)"]) {
      const media = matchMedia(query);
      const onChange = () => this.#onColors();
      media.addEventListener("change", onChange);
      this.#ends.push(() => media.removeEventListener("change", onChange));
    }
    this.#paint();
  }

  dispose(): void {
    this.#callOff?.();
    for (const end of this.#ends) end();
  }

  #onColors(): void {
    this.#palette = readPalette();
    this.#later();
  }

  /** Lays the picture over the new view; paints it anew where it does not reach, or where that is quick. */
  #onMove(): void {
    if (!this.#painted) return;
    const now = this.#overview.view.peek();
    this.#place(now);
    const size = this.#overview.size.peek();
    if (this.#cost < QUICK || !covers(this.#painted, now, size, this.#margin)) this.#later();
  }

  /** In the next frame: however much changes until then. */
  #later(): void {
    this.#callOff ??= this.#editor.clock.frame(() => this.#paint());
  }

  /** The same, but with time for the page between two pictures that take long: a run changes each frame. */
  #soon(): void {
    if (this.#cost < QUICK) this.#later();
    else this.#callOff ??= this.#editor.clock.after(this.#cost * 1.5, () => this.#paint());
  }

  #place(now: Viewport): void {
    if (!this.#painted) return;
    const { x, y, scale } = placeOfPicture(this.#painted, now, this.#margin);
    // Where the view is is known at run time alone.
    this.#canvas.parentElement?.style.setProperty("--zoom", String(now.zoom));
    this.#canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  #paint(): void {
    this.#callOff = undefined;
    const pen = this.#canvas.getContext("2d");
    if (!pen) return;
    const begin = performance.now();
    const view = this.#overview.view.peek();
    const { width, height } = this.#overview.size.peek();
    const margin = this.#margin = {
      x: Math.round(width * MARGIN),
      y: Math.round(height * MARGIN),
    };
    const area = { width: width + 2 * margin.x, height: height + 2 * margin.y };
    const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
    this.#resize(area, ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, area.width, area.height);
    const moved = { x: view.x + margin.x, y: view.y + margin.y, zoom: view.zoom };
    paint(pen, this.#overview.scene.peek(), moved, area, this.#looks());
    this.#painted = view;
    this.#place(view);
    this.#cost = performance.now() - begin;
    this.#canvas.dataset.drawn = String(this.#overview.scene.peek().nodes.length);
  }

  #resize(area: { width: number; height: number }, ratio: number): void {
    const canvas = this.#canvas;
    const [width, height] = [Math.round(area.width * ratio), Math.round(area.height * ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    // As large as the view with its margin, which is known at run time alone.
    canvas.style.width = `${area.width}px`;
    canvas.style.height = `${area.height}px`;
  }

  #looks(): Looks {
    const { graph, run, types, catalog } = this.#editor;
    const states = new Map(run.cards.peek().map(({ id, status }) => [id, status]));
    const looks = types.looks.peek();
    const standings = graph.standings.peek();
    const title = (node: EditorNode) => {
      if (node.type !== "functionNode") return nodeTitle(node.type as EditorNodeType, node.data);
      const { label, functionName, pack } = node.data;
      return label ?? catalog.find(functionName, pack)?.title ?? functionName;
    };
    return {
      palette: this.#palette,
      title,
      state: (id) => states.get(id),
      isOff: (id) => {
        const standing = standings.get(id);
        return standing === "muted" || standing === "skipped";
      },
      edge: (id) => {
        const look = looks.get(id);
        return look?.isRefused ? "refused" : look?.type;
      },
    };
  }
}
