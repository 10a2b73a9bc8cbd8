import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import panelLeftClose from "lucide/dist/esm/icons/panel-left-close.mjs";
import searchIcon from "lucide/dist/esm/icons/search.mjs";
import x from "lucide/dist/esm/icons/x.mjs";
import {
  filterLibrary,
  type LibraryItem,
  type LibrarySection,
  librarySections,
} from "../../client/library_items.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Fold } from "../ui/Fold.tsx";
import { Icon } from "../ui/Icon.tsx";
import { moveFocus } from "../ui/move_focus.ts";
import { SEARCH_FIELD } from "../ui/search_field.ts";
import { CatalogNotice } from "./CatalogNotice.tsx";
import { useEditor } from "./context.ts";
import { LibraryItemButton } from "./LibraryItemButton.tsx";
import { useLater } from "./load_later.ts";
import { PermissionBadges } from "./PermissionBadges.tsx";
import { ProblemList } from "./ProblemList.tsx";
import { useAddNode } from "./use_add_node.ts";
import { flag } from "../ui/flag.ts";

/** The panel at the left: everything that can be put onto the canvas. */
export function NodeLibrary() {
  const { catalog, layout } = useEditor();
  const [query, setQuery] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const add = useAddNode();
  const later = useLater(false);
  const ops = catalog.ops.value;
  const hasNone = ops.length === 0 && catalog.problems.value.length === 0 &&
    catalog.state.value.status === "ready";
  const sections = useMemo(() => librarySections(ops), [ops]);
  const search = useSearch(query !== "");
  const found = useMemo(
    () => query.trim() === "" ? undefined : search(sections, query),
    [search, sections, query],
  );
  const focusList = () => list.current?.querySelector<HTMLElement>(".library-item")?.focus();
  return (
    <aside
      id="library"
      class="panel library"
      aria-label="Library"
      data-open={flag(layout.library.value)}
    >
      <div class="panel-header">
        <h2>Library</h2>
        <IconButton
          label="Fold the library"
          icon={panelLeftClose}
          onClick={() => layout.setPanel("library", false)}
        />
      </div>
      <SearchField
        query={query}
        onChange={setQuery}
        onDown={focusList}
        onEnter={() => found?.[0] && add(found[0])}
      />
      <div
        ref={list}
        class="panel-scroll library-list"
        onKeyDown={(event) => {
          const items = [...list.current?.querySelectorAll<HTMLElement>(".library-item") ?? []];
          const onItem = event.target instanceof Element && event.target.matches(".library-item");
          if (onItem && moveFocus(event.key, items)) {
            event.preventDefault();
          }
        }}
      >
        {found
          ? <SearchResults items={found} query={query} onClear={() => setQuery("")} />
          : sections.map(({ key, title, pack, items, groups }) => (
            <Fold
              key={key}
              title={title}
              count={items.length}
              open={!layout.folded.value.has(key)}
              onToggle={() => layout.toggleSection(key)}
            >
              {pack !== undefined && (
                <PermissionBadges
                  pack={pack}
                  permissions={catalog.permissions.value.get(pack) ?? []}
                />
              )}
              {groups.map(({ title, items }) => (
                <div
                  key={title ?? ""}
                  role={title === undefined ? undefined : "group"}
                  aria-label={title}
                >
                  {title !== undefined && <h4 class="library-category">{title}</h4>}
                  <ItemList items={items} />
                </div>
              ))}
            </Fold>
          ))}
        {!found && later && hasNone && <later.NoPacks />}
        {!found && <ProblemList />}
      </div>
      <CatalogNotice />
      {later && <later.Resizer label="Width of the library" edge="right" which="library" />}
    </aside>
  );
}

type Search = (sections: readonly LibrarySection[], query: string) => LibraryItem[];

/** The fuzzy search, which is loaded when it is first needed; a plain one until then, and where it cannot be loaded. */
function useSearch(needed: boolean): Search {
  const [search, setSearch] = useState<{ call: Search }>({ call: filterLibrary });
  useEffect(() => {
    if (!needed) return;
    import("../../client/search_library.ts").then(
      ({ searchLibrary }) => setSearch({ call: searchLibrary }),
      () => setSearch({ call: filterLibrary }),
    );
  }, [needed]);
  return search.call;
}

function SearchField({ query, onChange, onDown, onEnter }: {
  query: string;
  onChange(query: string): void;
  /** Arrow down: on to the items. */
  onDown(): void;
  /** Enter: takes the first that was found. */
  onEnter(): void;
}) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <div class="search">
      <Icon of={searchIcon} size={14} />
      <input
        {...SEARCH_FIELD}
        ref={field}
        class="search-input"
        aria-label="Search the library"
        placeholder="Search nodes"
        value={query}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") onDown();
          else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) onEnter();
          else if (event.key === "Escape") onChange("");
          else return;
          event.preventDefault();
        }}
      />
      {query !== "" && (
        <IconButton
          label="Clear the search"
          icon={x}
          size={12}
          onClick={() => {
            onChange("");
            field.current?.focus();
          }}
        />
      )}
    </div>
  );
}

function SearchResults({ items, query, onClear }: {
  items: readonly LibraryItem[];
  query: string;
  onClear(): void;
}) {
  return (
    <>
      <p class="visually-hidden" role="status">
        {items.length === 1 ? "1 node found" : `${items.length} nodes found`}
      </p>
      {items.length === 0
        ? (
          <div class="panel-empty">
            <p>Nothing is called “{query.trim()}”, or mentions it.</p>
            <Button onClick={onClear}>Show all nodes</Button>
          </div>
        )
        : <ItemList items={items} withPack />}
    </>
  );
}

function ItemList({ items, withPack = false }: {
  items: readonly LibraryItem[];
  withPack?: boolean;
}) {
  return (
    <ul class="library-items">
      {items.map((item) => (
        <li key={item.key}>
          <LibraryItemButton item={item} withPack={withPack} />
        </li>
      ))}
    </ul>
  );
}
