import type { EditorNode, EditorNodeType, Viewport } from "../flow.ts";
import { type Box, visibleBox } from "../models/overview.ts";
import { isInBox, isWireInBox, type Scene } from "./scene.ts";
import type { Size } from "./view.ts";

/** Colours as the canvas takes them, and the page's font. */
export interface Palette {
  readonly surface: string;
  readonly text: string;
  readonly accent: string;
  readonly danger: string;
  readonly edge: string;
  readonly kinds: Readonly<Record<EditorNodeType, string>>;
  /** Of the heads of nodes that have a title. */
  readonly grounds: Readonly<Record<EditorNodeType, string>>;
  /** Of the states of a run. */
  readonly states: Readonly<Record<string, string>>;
  /** Of groups, by the names of their colours. */
  readonly papers: Readonly<Record<string, string>>;
  /** Of edges, by the names of their types. */
  readonly types: Readonly<Record<string, string>>;
  readonly font: string;
}

/** What is painted of a graph beside where it is. */
export interface Looks {
  readonly palette: Palette;
  title(node: EditorNode): string;
  /** The state of a node in the run. */
  state(id: string): string | undefined;
  /** Of a node that does not run: it is paler. */
  isOff(id: string): boolean;
  /** Type of an edge; `refused`: it does not fit. */
  edge(id: string): string | undefined;
}

/** The part of a canvas's context that is used. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "fillStyle"
  | "strokeStyle"
  | "lineWidth"
  | "globalAlpha"
  | "font"
  | "textBaseline"
  | "fillRect"
  | "strokeRect"
  | "fillText"
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "stroke"
>;

/** Height of a node's head, in the canvas's own pixels. */
const HEAD = 34;
/** Titles are as small as this at the least, in pixels of the page, and left out where there is no room for them. */
const TITLE = { size: 10, width: 40, height: 13, group: 12 };
/** About how wide a letter is, as a part of its size. */
const LETTER = 0.56;

/** Paints what of the graph is in view: groups, straight wires, boxes, titles as far as they can be read. */
export function paint(pen: Pen, scene: Scene, view: Viewport, area: Size, looks: Looks): void {
  const seen = visibleBox(view, area);
  pen.textBaseline = "middle";
  const visible: number[] = [];
  for (let i = 0; i < scene.nodes.length; i++) {
    if (!isInBox(scene, i, seen)) continue;
    if (scene.nodes[i].type === "groupNode") paintGroup(pen, scene, i, view, looks);
    // Notes are on the page themselves.
    else if (scene.nodes[i].type !== "noteNode") visible.push(i);
  }
  paintWires(pen, scene, seen, view, looks);
  for (const i of visible) paintNode(pen, scene.nodes[i], boxOnPage(scene, i, view), view, looks);
  const px = TITLE.size;
  pen.font = `500 ${px}px ${looks.palette.font}`;
  pen.fillStyle = looks.palette.text;
  for (const i of visible) {
    const box = boxOnPage(scene, i, view);
    if (!hasTitle(box)) continue;
    const text = shortened(looks.title(scene.nodes[i]), box.width - 8, px);
    pen.fillText(text, box.x + 4, box.y + headOf(box, view) / 2 + 0.5);
  }
}

function hasTitle({ width, height }: Box): boolean {
  return width >= TITLE.width && height >= TITLE.height;
}

/** Height of a head on the page: that of its title at the least. */
function headOf(box: Box, { zoom }: Viewport): number {
  const own = Math.max(1, Math.round(HEAD * zoom));
  return Math.min(box.height, hasTitle(box) ? Math.max(own, TITLE.height) : own);
}

/** As many letters of a text as have room; the last is `…` where it is not all. */
export function shortened(text: string, width: number, px: number): string {
  const most = Math.floor(width / (px * LETTER));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}

/** On whole pixels: edges between two of them are drawn twice, and look soft. */
function boxOnPage({ boxes }: Scene, i: number, { x, y, zoom }: Viewport): Box {
  const left = Math.round(boxes[i * 4] * zoom + x);
  const top = Math.round(boxes[i * 4 + 1] * zoom + y);
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.round((boxes[i * 4] + boxes[i * 4 + 2]) * zoom + x) - left),
    height: Math.max(1, Math.round((boxes[i * 4 + 1] + boxes[i * 4 + 3]) * zoom + y) - top),
  };
}

function paintNode(pen: Pen, node: EditorNode, box: Box, view: Viewport, looks: Looks): void {
  const { palette } = looks;
  const { x, y, width, height } = box;
  const kind = palette.kinds[node.type as EditorNodeType];
  const state = looks.state(node.id);
  const isOff = looks.isOff(node.id);
  const isCollapsed = "collapsed" in node.data && node.data.collapsed === true;
  const head = isCollapsed ? height : headOf(box, view);
  pen.fillStyle = palette.surface;
  pen.fillRect(x, y, width, height);
  if (isOff) pen.globalAlpha = 0.45;
  pen.fillStyle = hasTitle(box) ? palette.grounds[node.type as EditorNodeType] : kind;
  pen.fillRect(x, y, width, head);
  const ring = node.selected ? palette.accent : state && palette.states[state];
  pen.strokeStyle = ring ?? kind;
  pen.lineWidth = ring ? 2 : 1;
  // A frame of one pixel lies on half of one.
  const inset = ring ? 0 : 0.5;
  pen.strokeRect(x + inset, y + inset, width - 2 * inset, height - 2 * inset);
  // Selected and in a run: both are seen.
  if (node.selected && state) {
    pen.fillStyle = palette.states[state] ?? kind;
    pen.fillRect(x, y + height - 2, width, 2);
  }
  pen.globalAlpha = 1;
}

function paintGroup(pen: Pen, scene: Scene, i: number, view: Viewport, looks: Looks): void {
  const node = scene.nodes[i];
  const { palette } = looks;
  const { x, y, width, height } = boxOnPage(scene, i, view);
  const color = palette.papers["color" in node.data ? String(node.data.color) : ""] ?? palette.edge;
  pen.globalAlpha = 0.12;
  pen.fillStyle = color;
  pen.fillRect(x, y, width, height);
  pen.globalAlpha = 1;
  pen.strokeStyle = node.selected ? palette.accent : color;
  pen.lineWidth = node.selected ? 2 : 1;
  pen.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  const title = node.data.label;
  if (!title || width < TITLE.width || height < TITLE.group) return;
  pen.font = `600 ${TITLE.group}px ${palette.font}`;
  pen.fillStyle = palette.text;
  // Above the frame: within it are nodes.
  pen.fillText(shortened(title, width - 6, TITLE.group), x + 3, y - TITLE.group / 2 - 2);
}

/** Wires of one colour at a time: changing it costs more than a line does. */
function paintWires(pen: Pen, scene: Scene, seen: Box, view: Viewport, looks: Looks): void {
  const { palette } = looks;
  const colors = new Map<string, number[]>();
  for (let i = 0; i < scene.edges.length; i++) {
    if (scene.ends[i * 2] < 0 || scene.ends[i * 2 + 1] < 0) continue;
    const { id, selected, data } = scene.edges[i];
    if (!data?.points && !isWireInBox(scene, i, seen)) continue;
    const type = looks.edge(id);
    const color = selected
      ? palette.accent
      : type === "refused"
      ? palette.danger
      : type && palette.types[type] || palette.edge;
    const same = colors.get(color);
    if (same) same.push(i);
    else colors.set(color, [i]);
  }
  // Not wider: lines of one pixel are drawn as lines, wider ones as areas, ten times as slowly.
  pen.lineWidth = 1;
  for (const [color, wires] of colors) {
    pen.strokeStyle = color;
    pen.globalAlpha = color === palette.accent || color === palette.danger ? 1 : 0.7;
    pen.beginPath();
    for (const i of wires) {
      const at = i * 4;
      pen.moveTo(scene.wires[at] * view.zoom + view.x, scene.wires[at + 1] * view.zoom + view.y);
      for (const { x, y } of scene.edges[i].data?.points ?? []) {
        pen.lineTo(x * view.zoom + view.x, y * view.zoom + view.y);
      }
      pen.lineTo(
        scene.wires[at + 2] * view.zoom + view.x,
        scene.wires[at + 3] * view.zoom + view.y,
      );
    }
    pen.stroke();
  }
  pen.globalAlpha = 1;
}
