import { Panel, useStore, useStoreApi } from "@xyflow/react";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/Button.tsx";
import { useEditor } from "./context.ts";
import { showFits } from "./use_connecting.ts";

/** After a handle was tapped (or pressed, by mouse or Enter): what is to be tapped next, and the way out. */
export function CanvasTapHint() {
  const editor = useEditor();
  const store = useStoreApi();
  const start = useStore((state) => state.connectionClickStartHandle);
  const cancel = () => {
    store.setState({ connectionClickStartHandle: null });
    showFits(editor, undefined);
  };
  useEffect(() => {
    if (!start) return;
    const onKey = ({ key }: KeyboardEvent) => key === "Escape" && cancel();
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [start]);
  if (!start) return null;
  const isOutput = start.type === "source";
  const handle = !start.id || start.id === "output" ? "" : ` · ${start.id}`;
  const verb = matchMedia("(pointer: coarse)").matches ? "Tap" : "Choose";
  return (
    // At the left: the properties lie over the right of the canvas.
    <Panel position="top-left" className="tap-hint">
      <p role="status">
        {verb} {isOutput ? "an input" : "an output"} to connect{" "}
        <strong>{editor.graph.title(start.nodeId).value}{handle}</strong>
      </p>
      <Button look="plain" onClick={cancel}>Cancel</Button>
    </Panel>
  );
}
