import { useEffect, useMemo, useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import type { DiffLine } from "../../client/data/compare.ts";
import { isImage } from "../../client/values.ts";
import { useLazy } from "../ui/use_lazy.ts";
import { type LoadValue, useWhole } from "./use_whole.ts";

const loadCompare = () => import("../../client/data/compare.ts");
const SIGNS = { same: " ", added: "+", removed: "−" } as const satisfies Record<
  DiffLine["kind"],
  string
>;
/** Lines that are on the page before more are asked for. */
const MOST_LINES = 500;

/** What another value is compared with. */
export interface Earlier {
  readonly value: JsonValue;
  /** `run 3` */
  readonly from: string;
  readonly load?: LoadValue;
}

/** Where a value differs from an earlier one, line by line. */
export function DiffView({ value, earlier, label }: {
  value: JsonValue;
  earlier: Earlier;
  label: string;
}) {
  const compare = useLazy(loadCompare);
  const before = useWhole(earlier.value, earlier.load);
  const [all, setAll] = useState(false);
  useEffect(() => void before.load(), [earlier.value]);
  const found = useMemo(
    () =>
      compare && before.value !== undefined
        ? compare.compareValues(before.value, value)
        : undefined,
    [compare, before.value, value],
  );
  if (before.problem) {
    return <p class="data-note" role="alert">The value of {earlier.from}: {before.problem}</p>;
  }
  if (!found) return <p class="data-note" role="status">Comparing</p>;
  if (found.kind === "same") return <p class="data-note">The same as in {earlier.from}.</p>;
  if (isPicture(value) && isPicture(before.value)) {
    return <Images before={before.value} now={value} from={earlier.from} label={label} />;
  }
  if (found.kind === "too_large") {
    return <p class="data-note">It differs from {earlier.from} in too much to say where.</p>;
  }
  if (found.kind === "end") {
    return (
      <p class="data-note">It differs from {earlier.from} in a line break at the end alone.</p>
    );
  }
  let left = all ? Infinity : MOST_LINES;
  return (
    <div class="data-view-frame">
      <p class="data-note data-view-tools">
        Since {earlier.from}: {lines(found.added)} added, {lines(found.removed)} removed.
      </p>
      <div class="data-scroll" tabIndex={0} role="region" aria-label={`${label}, changes`}>
        {found.parts.map((part) => {
          const shown = part.lines.slice(0, Math.max(0, left));
          left -= part.lines.length;
          return shown.length === 0
            ? null
            : (
              <section key={part.line} class="data-diff" aria-label={`From line ${part.line}`}>
                <h3 class="data-diff-line">Line {part.line}</h3>
                {shown.map(({ kind, text }, index) => (
                  <pre key={index} class="data-diff-row" data-kind={kind}>
                  <span class="data-diff-sign" aria-label={kind === "same" ? undefined : kind}>{SIGNS[kind]}</span>
                  {text.slice(0, 2000)}
                  </pre>
                ))}
              </section>
            );
        })}
        {left < 0 && (
          <button type="button" class="link-button" onClick={() => setAll(true)}>
            Show all, {-left} more lines
          </button>
        )}
      </div>
    </div>
  );
}

function isPicture(value: JsonValue | undefined): value is string {
  return typeof value === "string" && isImage(value);
}

/** Two images side by side: of their data no line says anything. */
function Images({ before, now, from, label }: {
  before: string;
  now: string;
  from: string;
  label: string;
}) {
  return (
    <div
      class="data-scroll data-images"
      tabIndex={0}
      role="region"
      aria-label={`${label}, changes`}
    >
      {[{ source: before, words: `In ${from}` }, { source: now, words: "Now" }].map((one) => (
        <figure key={one.words} class="data-images-one">
          <figcaption class="data-note">{one.words}</figcaption>
          <img class="data-image" data-fit src={one.source} alt={`${label}: ${one.words}`} />
        </figure>
      ))}
    </div>
  );
}

function lines(count: number): string {
  return `${count} ${count === 1 ? "line" : "lines"}`;
}
