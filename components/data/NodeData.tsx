import { useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import { mediaKind } from "../../client/data/views.ts";
import { pinnedOf } from "../../client/data/pin.ts";
import {
  type Known,
  knownOf,
  pickOutput,
  sourceOf,
  type Subject,
  wholeOutput,
} from "../../client/data/subject.ts";
import type { NodeRun } from "../../client/models/run.ts";
import {
  describe,
  formatBytes,
  formatDuration,
  isImage,
  parsePreview,
  plainText,
} from "../../client/values.ts";
import { flag } from "../ui/flag.ts";
import { LogLines } from "../ui/LogLines.tsx";
import { StatusMark } from "../ui/StatusMark.tsx";
import { useEditor } from "../editor/context.ts";
import { useActions } from "../editor/shortcuts.ts";
import { Empty, ExecuteActions } from "../guide/Empty.tsx";
import { Button } from "../ui/Button.tsx";
import { OutputData } from "./OutputData.tsx";
import { ValuePane } from "./ValuePane.tsx";

/** Something of a node that can be looked at. */
interface Item {
  readonly id: string;
  readonly name: string;
  /** What it is, in a few words. */
  readonly hint: string;
}

/** The inputs, the output, the time and the log of a node, one of them at a time. */
export function NodeData({ subject }: { subject: Subject }) {
  const editor = useEditor();
  const { graph } = editor;
  const [chosen, setChosen] = useState("output");
  const known = knownOf(editor, subject.node);
  const title = graph.title(subject.node).value;
  const pinned = pinnedOf(graph.data(subject.node).value);
  if (!known && pinned !== undefined) {
    return (
      <div class="data-body data-alone">
        <OutputData subject={subject} known={undefined} title={title} />
      </div>
    );
  }
  if (!known) {
    return (
      <div class="data-body">
        <NotRun title={title} isSelected={graph.selected.value?.id === subject.node} />
      </div>
    );
  }
  const { node } = known;
  const items = itemsOf(pinned === undefined ? node : { ...node, output: pinned }, subject.key);
  const item = items.find(({ id }) => id === chosen) ?? items[0];
  return (
    <div class="data-body">
      <div class="data-rail">
        <p class="data-title" title={title}>{title}</p>
        <Facts known={known} />
        <ul aria-label="Values of the node">
          {items.map(({ id, name, hint }) => (
            <li key={id}>
              <button
                type="button"
                class="data-item"
                aria-current={flag(id === item.id)}
                onClick={() => setChosen(id)}
              >
                <span class="data-item-name">{name}</span>
                <span class="data-item-hint">{hint}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      {item.id === "output"
        ? <OutputData subject={subject} known={known} title={title} />
        : <Content key={item.id} item={item} known={known} title={title} />}
    </div>
  );
}

/** What is said of a node that has not run, and how it does. */
function NotRun({ title, isSelected }: { title: string; isSelected: boolean }) {
  const { act, keys } = useActions();
  return (
    <Empty
      actions={
        <>
          <ExecuteActions />
          {isSelected && (
            <Button shortcut={keys("node.run")} onClick={() => act("node.run")}>
              Run this node
            </Button>
          )}
        </>
      }
    >
      “{title}” has not run yet.
    </Empty>
  );
}

function itemsOf({ inputs, output, logs, text }: NodeRun, key?: string): Item[] {
  const items: Item[] = [{
    id: "output",
    name: key === undefined ? "Output" : `Output ${key}`,
    hint: output !== undefined ? hintOf(pickOutput(output, key)) : text ? "text so far" : "none",
  }];
  for (const [name, value] of Object.entries(inputs)) {
    items.push({ id: `input ${name}`, name, hint: hintOf(value) });
  }
  if (logs) {
    items.push({
      id: "log",
      name: "Log",
      hint: `${logs.length} ${logs.length === 1 ? "line" : "lines"}`,
    });
  }
  return items;
}

function hintOf(value: JsonValue | undefined): string {
  if (value === undefined) return "none";
  const preview = parsePreview(value);
  if (preview) return `${preview.type}, ${formatBytes(preview.size)}`;
  if (typeof value === "object") return value === null ? "null" : describe(value);
  if (typeof value === "string" && (isImage(value) || mediaKind(value))) {
    return `${isImage(value) ? "image" : mediaKind(value)}, ${formatBytes(value.length)}`;
  }
  return plainText(value).slice(0, 60) || "empty text";
}

/** What became of the node, how long it took, and in which run. */
function Facts({ known: { node, run, isOlder } }: { known: Known }) {
  const { status, durationMs, cached } = node;
  return (
    <p class="data-facts">
      <StatusMark status={status} size={14} />
      {cached ? "reused" : durationMs === undefined ? "" : formatDuration(durationMs)}
      {run && <span class="data-facts-run" data-older={isOlder || undefined}>run {run.number}
      </span>}
    </p>
  );
}

function Content({ item, known, title }: {
  item: Item;
  known: Known;
  title: string;
}) {
  const editor = useEditor();
  const { graph } = editor;
  const { node, run } = known;
  if (item.id === "log") {
    return (
      <div class="data-pane">
        <LogLines lines={node.logs ?? []} label={`Log of ${title}`} class="data-scroll" />
      </div>
    );
  }
  const name = item.name;
  // The whole of a large input is the output that it came from.
  const end = graph.connections(node.id).value.inputs.get(name);
  const source = end && sourceOf({ source: end.nodeId, sourceHandle: end.handle });
  return (
    <ValuePane
      value={node.inputs[name]}
      load={source && (() => wholeOutput(editor, source, run?.id))}
      label={`input ${name} of ${title}`}
      file={`${title}-${name}`}
    />
  );
}
