import { useMemo, useRef, useState } from "preact/hooks";
import { Virtualizer } from "virtua";
import down from "lucide/dist/esm/icons/arrow-down.mjs";
import up from "lucide/dist/esm/icons/arrow-up.mjs";
import sheet from "lucide/dist/esm/icons/sheet.mjs";
import type { JsonValue } from "../../engine/core/json.ts";
import { csvFile, download } from "../../client/data/save_value.ts";
import {
  arrange,
  cellOf,
  cellText,
  type DataTable,
  MOST_COLUMNS,
  type Sorting,
  toTable,
} from "../../client/data/table.ts";
import { isImage } from "../../client/values.ts";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { SEARCH_FIELD } from "../ui/search_field.ts";

/** Pixels. */
const ROW = 28;
const COLUMN = { least: 60, usual: 140, most: 280, step: 20, number: 64 };
/** Pixels of a character, about. */
const CHARACTER = 7.5;
/** Rows by which the first width of a column is chosen. */
const SAMPLE = 50;

/** A list as a table that is sorted, filtered, and has columns of any width. Only the rows in view are on the page. */
export function TableView({ value, label, file }: {
  value: readonly JsonValue[];
  label: string;
  /** What a file of it is called. */
  file: string;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const table = useMemo(() => toTable(value), [value]);
  const [filter, setFilter] = useState("");
  const [sorting, setSorting] = useState<Sorting>();
  const [widths, setWidths] = useState<ReadonlyMap<string, number>>(new Map());
  const order = useMemo(() => arrange(table, filter, sorting), [table, filter, sorting]);
  const widthOf = (column: string) => widths.get(column) ?? firstWidth(table, column);
  const columns = `${COLUMN.number}px ${
    table.columns.map((name) => `${widthOf(name)}px`).join(" ")
  }`;
  const sortBy = (column: string) => {
    if (sorting?.column !== column) return setSorting({ column, descending: false });
    setSorting(sorting.descending ? undefined : { column, descending: true });
  };
  return (
    <div class="data-view-frame">
      <div class="data-view-tools">
        <input
          {...SEARCH_FIELD}
          class="control data-filter nokey"
          aria-label="Filter the rows"
          placeholder="Filter the rows"
          value={filter}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <span class="data-note" role="status">{countText(table, order.length)}</span>
        <Button
          look="quiet"
          icon={sheet}
          aria-label="Download the rows as CSV"
          title="Download the rows that are shown, in their order, with all columns"
          onClick={async () => {
            const { toCsv } = await import("../../client/data/table_csv.ts");
            download(csvFile(toCsv(table, order), file));
          }}
        >
          CSV
        </Button>
      </div>
      <div ref={scroller} class="data-scroll" tabIndex={0} role="region" aria-label={label}>
        <div
          class="data-table"
          role="table"
          aria-label={label}
          aria-rowcount={order.length + 1}
          // How wide the columns are is up to the values and the user.
          style={{ "--columns": columns }}
        >
          <div role="rowgroup" class="data-table-head">
            <div role="row" class="data-row" aria-rowindex={1}>
              <span role="columnheader" class="data-cell data-row-number">#</span>
              {table.columns.map((name) => (
                <Head
                  key={name}
                  name={name}
                  sorting={sorting?.column === name ? sorting : undefined}
                  width={widthOf(name)}
                  onSort={() => sortBy(name)}
                  onWidth={(width) => setWidths((all) => new Map(all).set(name, width))}
                />
              ))}
            </div>
          </div>
          <div role="rowgroup">
            <Virtualizer data={order} itemSize={ROW} scrollRef={scroller} startMargin={ROW + 2}>
              {(row: number, index: number) => (
                <Row key={row} table={table} row={row} index={index} />
              )}
            </Virtualizer>
          </div>
        </div>
        {order.length === 0 && <p class="data-note data-no-rows">No row has “{filter}” in it.</p>}
      </div>
    </div>
  );
}

function Head({ name, sorting, width, onSort, onWidth }: {
  name: string;
  sorting: Sorting | undefined;
  width: number;
  onSort(): void;
  onWidth(width: number): void;
}) {
  const begun = useRef<{ x: number; width: number }>();
  const resize = (wanted: number) => onWidth(Math.max(COLUMN.least, Math.round(wanted)));
  // A key may be an empty text.
  const shown = name === "" ? '""' : name;
  const order = sorting ? (sorting.descending ? "descending" : "ascending") : "none";
  return (
    <div role="columnheader" class="data-cell data-head" aria-sort={order}>
      <button type="button" class="data-sort" title={`Sort by ${shown}`} onClick={onSort}>
        <span class="data-head-name">{shown}</span>
        {sorting && <Icon of={sorting.descending ? down : up} size={12} />}
      </button>
      <span
        class="data-grip nokey"
        role="separator"
        aria-orientation="vertical"
        aria-label={`Width of ${shown}`}
        aria-valuenow={width}
        aria-valuemin={COLUMN.least}
        tabIndex={0}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          begun.current = { x: event.clientX, width };
        }}
        onPointerMove={(event) => {
          const from = begun.current;
          if (from) resize(from.width + event.clientX - from.x);
        }}
        onPointerUp={() => begun.current = undefined}
        onKeyDown={(event) => {
          const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
          if (by === 0) return;
          event.preventDefault();
          event.stopPropagation();
          resize(width + by * COLUMN.step);
        }}
      />
    </div>
  );
}

function Row({ table, row, index }: { table: DataTable; row: number; index: number }) {
  return (
    <div role="row" class="data-row" aria-rowindex={index + 2}>
      <span role="rowheader" class="data-cell data-row-number">{row + 1}</span>
      {table.columns.map((name) => <Cell key={name} value={cellOf(table.rows[row], name)} />)}
    </div>
  );
}

function Cell({ value }: { value: JsonValue | undefined }) {
  if (typeof value === "string" && isImage(value)) {
    return (
      <span role="cell" class="data-cell">
        <img class="data-cell-image" src={value} alt="Image" />
      </span>
    );
  }
  const text = cellText(value).slice(0, COLUMN.most * 2);
  const isNumber = typeof value === "number";
  const isNested = typeof value === "object" && value !== null;
  return (
    <span
      role="cell"
      class={`data-cell ${
        isNumber ? "data-number" : isNested || value === null ? "data-faint" : ""
      }`}
      title={isNested ? JSON.stringify(value).slice(0, 1000) : text.length > 20 ? text : undefined}
    >
      {text}
    </span>
  );
}

function firstWidth({ rows, columns }: DataTable, column: string): number {
  const longest = rows.slice(0, SAMPLE).reduce<number>(
    (most, row) => Math.max(most, cellText(cellOf(row, column)).length),
    column.length + 3,
  );
  const most = columns.length === 1 ? 2 * COLUMN.most : COLUMN.most;
  return Math.round(Math.min(most, Math.max(COLUMN.least, longest * CHARACTER + 24)));
}

function countText({ rows, moreColumns }: DataTable, shown: number): string {
  const all = `${rows.length.toLocaleString("en")} ${rows.length === 1 ? "row" : "rows"}`;
  const count = shown === rows.length ? all : `${shown.toLocaleString("en")} of ${all}`;
  return moreColumns > 0
    ? `${count}, the first ${MOST_COLUMNS} of ${MOST_COLUMNS + moreColumns} columns`
    : count;
}
