/**
 * Draws plots with Chart.js. It is loaded when the first plot is looked at.
 *
 * @module
 */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  type ChartDataset,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
} from "chart.js";
import {
  histogram,
  MOST_BARS,
  MOST_POINTS,
  type PlotData,
  type PlotKind,
  type Series,
  thinned,
} from "./plot_data.ts";

/** What is to be drawn. */
export interface Plot {
  readonly kind: PlotKind;
  readonly series: readonly Series[];
  readonly labels?: PlotData["labels"];
  /** Places along the bottom; without it they are counted. */
  readonly x?: Series;
}

/** Colours of the page, as CSS says them. */
export interface PlotColors {
  readonly text: string;
  readonly grid: string;
  /** One for each series, again from the first when there are more. */
  readonly series: readonly string[];
}

Chart.register(
  ...[LineController, BarController, ScatterController, LineElement, PointElement, BarElement],
  ...[LinearScale, CategoryScale, Tooltip, Legend],
);

/** Draws on a canvas, which follows the size of what it is in; the returned function ends that. */
export function drawPlot(canvas: HTMLCanvasElement, plot: Plot, colors: PlotColors): () => void {
  const chart = new Chart(canvas, configuration(plot, colors));
  return () => chart.destroy();
}

function configuration(plot: Plot, colors: PlotColors): ChartConfiguration {
  const { kind, series, labels, x } = plot;
  const isLinear = kind === "line" && !labels || kind === "scatter";
  const axis = { grid: { color: colors.grid }, ticks: { color: colors.text } };
  const title = (text: string | undefined) =>
    text ? { title: { display: true, text, color: colors.text } } : {};
  const bottom = kind === "histogram" ? series[0]?.name : x?.name;
  return {
    type: kind === "histogram" ? "bar" : kind,
    data: datasets(plot, colors),
    options: {
      animation: false,
      maintainAspectRatio: false,
      normalized: true,
      plugins: {
        legend: { display: series.length > 1, labels: { color: colors.text, boxWidth: 12 } },
        tooltip: { mode: kind === "scatter" ? "nearest" : "index", intersect: false },
      },
      scales: {
        x: { ...axis, ...title(bottom), type: isLinear ? "linear" : "category" },
        y: { ...axis, ...title(kind === "histogram" ? "count" : undefined) },
      },
    },
  } as ChartConfiguration;
}

function datasets(
  { kind, series, labels, x }: Plot,
  colors: PlotColors,
): ChartConfiguration["data"] {
  const color = (index: number) => colors.series[index % colors.series.length];
  if (kind === "histogram") {
    const bins = series.length > 0 ? histogram(series[0].values) : [];
    const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
    return {
      labels: bins.map(({ from, to }) => `${short.format(from)} – ${short.format(to)}`),
      datasets: [{
        label: "count",
        data: bins.map(({ count }) => count),
        ...{ backgroundColor: color(0), barPercentage: 1, categoryPercentage: 0.96 },
      }],
    };
  }
  const most = kind === "bar" ? MOST_BARS : MOST_POINTS;
  const isLinear = kind === "scatter" || (kind === "line" && !labels);
  const longest = Math.min(most, Math.max(0, ...series.map(({ values }) => values.length)));
  const names = labels ?? x?.values.map(String);
  return {
    ...(isLinear ? {} : {
      labels: Array.from({ length: longest }, (_, index) => names?.[index] ?? String(index)),
    }),
    datasets: series.map(({ name, values }, index): ChartDataset => ({
      label: name,
      data: isLinear
        ? thinned(values, MOST_POINTS, x?.values) as { x: number; y: number }[]
        : values.slice(0, most) as number[],
      ...{
        borderColor: color(index),
        backgroundColor: color(index),
        borderWidth: kind === "bar" ? 0 : 1.5,
      },
      ...{ pointRadius: kind === "scatter" ? 3 : values.length > 60 ? 0 : 2.5 },
    })),
  };
}
