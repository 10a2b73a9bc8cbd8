/**
 * What the page loads after itself: see {@link loadLater}. Nothing but that may import it.
 *
 * @module
 */
export { runAction } from "../../client/actions/table.ts";
export { pasteText } from "../../client/clipboard.ts";
export { startDraft } from "../../client/models/draft_page.ts";
export { takeFiles } from "../../client/take_files.ts";
export { NoPacks, NoRun } from "../guide/Empty.tsx";
export { EmptyCanvas } from "../guide/EmptyGraph.tsx";
export { Tour } from "../guide/Tour.tsx";
export { follow } from "./followers.ts";
export { NODE_COMPONENTS } from "../nodes/node_types.ts";
export { NodePrediction } from "../nodes/NodePrediction.tsx";
export {
  dropOnWire,
  dropWire,
  intoWireAt,
  openMenuAt,
  overWire,
  overWireFromLibrary,
  pointAt,
} from "./canvas_hands.ts";
export { CanvasTapHint } from "./CanvasTapHint.tsx";
export { CanvasLarge, fitLarge } from "./CanvasLarge.tsx";
export { CanvasMinimapPicture } from "./CanvasMinimapPicture.tsx";
export { CanvasConnectionHint } from "./CanvasConnectionHint.tsx";
export { CanvasPeek } from "./CanvasPeek.tsx";
export { CanvasSelection } from "./CanvasSelection.tsx";
export { CanvasInView } from "./CanvasInView.tsx";
export { CanvasWire } from "./CanvasWire.tsx";
export { DraftMark } from "./DraftMark.tsx";
export { OpenChoices } from "./OpenChoices.tsx";
export { Overlay } from "./overlay/Overlay.tsx";
export { Outline } from "../outline/Outline.tsx";
export { PhoneBar } from "../outline/PhoneBar.tsx";
export { PropertiesPanel } from "./PropertiesPanel.tsx";
export { ProblemsPanel } from "./ProblemsPanel.tsx";
export { Resizer } from "./Resizer.tsx";
export { RunCards } from "./RunCards.tsx";
export { SettingsDialog } from "./SettingsDialog.tsx";
