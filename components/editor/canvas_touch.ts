import type { XYPosition } from "../../client/flow.ts";
import type { EditorModel } from "../../client/models/editor.ts";
import { openMenuAt } from "./canvas_hands.ts";
import { act } from "./shortcuts.ts";

/** How long a finger rests until the menu opens, and how far it may stray meanwhile. */
const HOLD_MS = 500;
const STRAY = 10;
/** How soon the second of two taps comes, and how near. */
const DOUBLE_MS = 350;
const NEAR = 30;
/** Texts have the browser's own menu, with copy and paste. */
const OWN_MENU = "input, textarea, select, a, button, .view-content, .paper-text";
/** What is on the canvas. */
const THINGS = ".react-flow__node, .react-flow__edge, .react-flow__controls, .react-flow__panel";

/**
 * Fingers on the canvas, beyond what React Flow does with them (one moves the view, two zoom, a tap selects): a long press
 * opens the menu of what is there, and a double tap on the ground the search. The browsers differ in what they make of
 * both. The returned function ends it.
 */
export function followTouch(editor: EditorModel): () => void {
  const { clock, hands } = editor;
  let down: XYPosition | undefined;
  let fingers = 0;
  /** The menu was opened by the finger that is down: what else comes of its press is not meant. */
  let opened = false;
  /** The search was opened by the two last taps. */
  let doubled = false;
  let callOff = () => {};
  let tapped: (XYPosition & { time: number }) | undefined;

  const release = () => {
    callOff();
    down = undefined;
  };
  const onDown = (event: PointerEvent) => {
    if (event.pointerType !== "touch") return;
    opened = doubled = false;
    release();
    const { target } = event;
    if (++fingers > 1 || !(target instanceof Element) || !target.closest(".canvas")) return;
    if (target.closest(OWN_MENU) || target.closest(".react-flow__handle")) return;
    down = placeOf(event);
    callOff = clock.after(HOLD_MS, () => {
      opened = true;
      openMenuAt(editor, event, target);
    });
  };
  const onMove = (event: PointerEvent) => {
    if (down && distance(down, placeOf(event)) > STRAY) release();
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerType !== "touch") return;
    fingers = Math.max(0, fingers - 1);
    release();
  };
  const onTouchEnd = (event: TouchEvent) => {
    // No mouse events come of it then, which would take the focus from the menu.
    if (opened && event.cancelable) event.preventDefault();
  };
  const onDoubleClick = (event: MouseEvent) => {
    // Some browsers make one of two taps: they have been seen already.
    if (doubled) event.stopPropagation();
  };
  const onClick = (event: MouseEvent) => {
    const { target } = event;
    const isTouch = event instanceof PointerEvent && event.pointerType === "touch";
    const isGround = target instanceof Element && target.closest(".react-flow__pane") &&
      !target.closest(THINGS);
    if (!isTouch || !isGround) return void (tapped = undefined);
    const tap = { ...placeOf(event), time: event.timeStamp };
    const isSecond = tapped && tap.time - tapped.time < DOUBLE_MS && distance(tapped, tap) < NEAR;
    tapped = isSecond ? undefined : tap;
    if (!isSecond || hands.overlay.peek()) return;
    doubled = true;
    hands.pointer = { x: tap.x, y: tap.y };
    act(editor, "add.search");
    // A finger that is lifted is nowhere.
    hands.pointer = undefined;
  };
  const listeners = [
    ["pointerdown", onDown],
    ["pointermove", onMove],
    ["pointerup", onUp],
    ["pointercancel", onUp],
    ["click", onClick],
    ["dblclick", onDoubleClick],
    ["touchend", onTouchEnd],
  ] as [string, EventListener][];
  const options = { capture: true, passive: false };
  for (const [name, listener] of listeners) document.addEventListener(name, listener, options);
  return () => {
    release();
    for (const [name, listener] of listeners) document.removeEventListener(name, listener, true);
  };
}

function placeOf({ clientX, clientY }: MouseEvent): XYPosition {
  return { x: clientX, y: clientY };
}

function distance(a: XYPosition, b: XYPosition): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
