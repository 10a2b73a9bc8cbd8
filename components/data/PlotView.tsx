import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import type { Plot, PlotColors } from "../../client/data/draw_plot.ts";
import {
  firstKind,
  KIND_NAMES,
  MOST_BARS,
  MOST_POINTS,
  MOST_SERIES,
  namesAlong,
  PLOT_KINDS,
  type PlotData,
  plotData,
  type PlotKind,
  plotSummary,
  type Series,
} from "../../client/data/plot_data.ts";
import { useEditor } from "../editor/context.ts";
import { useLazy } from "../ui/use_lazy.ts";
import { Choice } from "../ui/Choice.tsx";

const loadDraw = () => import("../../client/data/draw_plot.ts");
/** What the selects say for what is no series. */
const ALL = "";

/** Numbers as lines, bars, points, or how often each comes. */
export function PlotView({ value, label }: { value: JsonValue; label: string }) {
  const data = useMemo(() => plotData(value), [value]);
  const [chosen, setKind] = useState<PlotKind>();
  const [x, setX] = useState(ALL);
  const [y, setY] = useState(ALL);
  const kind = chosen ?? firstKind(data);
  const plot = useMemo(() => plotOf(data, kind, x, y), [data, kind, x, y]);
  const names = data.series.map(({ name }) => name);
  if (data.series.length === 0) return <p class="data-note">There are no numbers to draw.</p>;
  return (
    <div class="data-view-frame">
      <div class="data-view-tools">
        <Choice
          label="Kind of plot"
          names={PLOT_KINDS}
          words={KIND_NAMES}
          chosen={kind}
          onChoose={setKind}
        />
        {names.length > 1 && (
          <>
            <Select
              label="Numbers"
              all={kind === "histogram" ? names[0] : "all columns"}
              value={y}
              names={names}
              onChange={setY}
            />
            {kind !== "histogram" && (
              <Select
                label="Along"
                all={namesAlong(data, kind) ? "names" : "place"}
                value={x}
                names={names}
                onChange={setX}
              />
            )}
          </>
        )}
        <span class="data-note">{leftOut(data, plot)}</span>
      </div>
      <PlotCanvas plot={plot} label={`${label}: ${plotSummary(kind, plot.series)}`} />
    </div>
  );
}

function Select({ label, all, value, names, onChange }: {
  label: string;
  /** What it says where none is chosen. */
  all: string;
  value: string;
  names: readonly string[];
  onChange(name: string): void;
}) {
  return (
    <label class="data-select">
      {label}
      <select
        class="control nodrag"
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        <option value={ALL}>{all}</option>
        {names.map((name) => <option key={name} value={name}>{name}</option>)}
      </select>
    </label>
  );
}

function PlotCanvas({ plot, label }: { plot: Plot; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawer = useLazy(loadDraw);
  const isDark = useEditor().theme.isDark.value;
  useEffect(() => {
    if (drawer && canvas.current) {
      return drawer.drawPlot(canvas.current, plot, colorsOf(canvas.current));
    }
  }, [drawer, plot, isDark]);
  return (
    <div class="data-plot">
      {!drawer && <p class="data-note" role="status">Loading the plot</p>}
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}

function plotOf(data: PlotData, kind: PlotKind, x: string, y: string): Plot {
  const find = (name: string): Series | undefined => data.series.find((one) => one.name === name);
  const along = kind === "histogram" ? undefined : find(x);
  const one = find(y);
  const rest = data.series.filter((series) => series !== along);
  const series = one ? [one] : kind === "histogram" ? data.series.slice(0, 1) : rest;
  const labels = namesAlong(data, kind);
  return {
    ...{ kind, series: series.slice(0, MOST_SERIES) },
    ...(along ? { x: along } : labels ? { labels } : {}),
  };
}

function leftOut(data: PlotData, { kind, series }: Plot): string {
  const longest = Math.max(0, ...series.map(({ values }) => values.length));
  if (kind === "bar" && longest > MOST_BARS) {
    return `The first ${MOST_BARS} of ${longest.toLocaleString("en")}`;
  }
  if (kind !== "histogram" && longest > MOST_POINTS) {
    return `${longest.toLocaleString("en")} numbers, drawn by their peaks`;
  }
  return data.series.length > MOST_SERIES && series.length === MOST_SERIES
    ? `The first ${MOST_SERIES} of ${data.series.length} columns`
    : "";
}

const SERIES_TOKENS = [
  ...["--node-function", "--node-list", "--node-view", "--node-variable"],
  ...["--status-streaming", "--status-error"],
];

function colorsOf(element: Element): PlotColors {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: token("--color-text-muted"),
    grid: token("--color-border"),
    series: SERIES_TOKENS.map(token),
  };
}
