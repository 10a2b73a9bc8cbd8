import { useState } from "preact/hooks";
import close from "lucide/dist/esm/icons/x.mjs";
import { subjectOf } from "../../client/data/subject.ts";
import { IconButton } from "../ui/Button.tsx";
import { useEditor } from "../editor/context.ts";
import { Empty } from "../guide/Empty.tsx";
import { BrowseTemplates } from "../guide/EmptyGraph.tsx";
import { Choice } from "../ui/Choice.tsx";
import { NodeData } from "./NodeData.tsx";
import { RunsView } from "./RunsView.tsx";

const TABS = { data: "Data", runs: "Runs" } as const;

/** What is in the panel below the canvas: the values of the selected node or wire, and the runs of this page. */
export function DataPanel() {
  const editor = useEditor();
  const { layout, graph } = editor;
  const [tab, setTab] = useState<keyof typeof TABS>("data");
  const subject = subjectOf(editor);
  return (
    <>
      <header class="data-header">
        <h2 class="visually-hidden">Data</h2>
        <Choice
          label="What to show"
          names={["data", "runs"] as const}
          words={TABS}
          chosen={tab}
          onChoose={setTab}
        />
        <div class="data-header-slot" />
        <IconButton
          label="Hide the data"
          icon={close}
          onClick={() => layout.setPanel("data", false)}
        />
      </header>
      {tab === "runs"
        ? <RunsView />
        : subject
        ? <NodeData key={`${subject.node} ${subject.key ?? ""}`} subject={subject} />
        : (
          <Empty actions={graph.nodes.value.length === 0 && <BrowseTemplates />}>
            Select a node to see its inputs and its output, or a wire to see what flows through it.
          </Empty>
        )}
    </>
  );
}
