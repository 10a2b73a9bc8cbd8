import { useEffect, useRef } from "preact/hooks";
import type { EditorNodeType } from "../../../client/flow.ts";
import type { EditorModel } from "../../../client/models/editor.ts";
import { boxOf } from "../../../client/models/follow.ts";
import type { Box } from "../../../client/models/overview.ts";
import { useEditor } from "../context.ts";
import { follow } from "./follow.ts";
import { readPalette } from "./palette.ts";

/** Pixels of the picture: more than the minimap has, so that it stays sharp when less of the graph fills it. */
const PIXELS = 320;
/** A picture is painted anew this often while the graph changes. */
const EVERY_MS = 250;

/**
 * The nodes of a large graph in the minimap: painted when they change, and only moved when the view does.
 */
export function MinimapPicture({ bounds, all }: {
  /** Around all nodes. */
  bounds: Box | undefined;
  /** What the minimap shows. */
  all: Box;
}) {
  const editor = useEditor();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let callOff: (() => void) | undefined;
    const draw = () => {
      callOff = undefined;
      if (canvas.current) paintNodes(canvas.current, editor);
    };
    const end = follow([editor.graph.nodes, editor.theme.isDark], () => {
      callOff ??= editor.clock.after(EVERY_MS, draw);
    });
    draw();
    return () => {
      callOff?.();
      end();
    };
  }, [editor]);
  const share = (part: number, whole: number) => `${part / whole * 100}%`;
  return (
    <canvas
      ref={canvas}
      class="minimap-picture"
      aria-hidden="true"
      // Where the nodes are in what is shown, which is known at run time alone.
      style={bounds && {
        left: share(bounds.x - all.x, all.width),
        top: share(bounds.y - all.y, all.height),
        width: share(bounds.width, all.width),
        height: share(bounds.height, all.height),
      }}
    />
  );
}

function paintNodes(canvas: HTMLCanvasElement, { graph }: EditorModel): void {
  const pen = canvas.getContext("2d");
  const boxes = graph.nodes.peek().map((node) => ({ type: node.type, ...boxOf(node) }));
  if (!pen || boxes.length === 0) return;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  const scale = PIXELS / Math.max(right - left, bottom - top);
  canvas.width = Math.max(1, Math.ceil((right - left) * scale));
  canvas.height = Math.max(1, Math.ceil((bottom - top) * scale));
  const { kinds } = readPalette();
  // Groups lie behind.
  const order = (type: string | undefined) => type === "groupNode" ? 0 : 1;
  for (const { type, x, y, width, height } of boxes.sort((a, b) => order(a.type) - order(b.type))) {
    pen.globalAlpha = type === "groupNode" ? 0.25 : 1;
    pen.fillStyle = kinds[type as EditorNodeType];
    pen.fillRect(
      (x - left) * scale,
      (y - top) * scale,
      Math.max(1, width * scale),
      Math.max(1, height * scale),
    );
  }
}
