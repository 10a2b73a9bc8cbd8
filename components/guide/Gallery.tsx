import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import searchIcon from "lucide/dist/esm/icons/search.mjs";
import type { ApiResult } from "../../client/api.ts";
import { focusCanvas } from "../../client/canvas_place.ts";
import { gridStep } from "../../client/guide/grid.ts";
import { type Needs, needsOf } from "../../client/guide/needs.ts";
import {
  findTemplates,
  loadTemplates,
  openTemplate,
  type Template,
} from "../../client/guide/templates.ts";
import { useEditor } from "../editor/context.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Icon } from "../ui/Icon.tsx";
import { TemplateCard } from "./TemplateCard.tsx";

/** The templates of the server, with a picture of each. */
export function Gallery() {
  const editor = useEditor();
  const { hands } = editor;
  const [query, setQuery] = useState("");
  const [keyless, setKeyless] = useState(false);
  const { answer, again } = useTemplates();
  const found = useFound(answer, query, keyless);
  const close = () => {
    hands.overlay.value = undefined;
  };
  const open = (template: Template) => {
    close();
    openTemplate(editor, template);
    // What opened the dialog may be gone with the empty canvas.
    editor.clock.frame(focusCanvas);
  };
  return (
    <Dialog title="Templates" onClose={close}>
      <div class="gallery">
        <Filter
          query={query}
          onQuery={setQuery}
          keyless={keyless}
          onKeyless={setKeyless}
          onEnter={() => found[0]?.problem === undefined && found[0] && open(found[0])}
        />
        <p class="visually-hidden" role="status">
          {answer?.ok && `${found.length} ${found.length === 1 ? "template" : "templates"}`}
        </p>
        {!answer && <p class="gallery-note">Loading…</p>}
        {answer && !answer.ok && (
          <div class="gallery-note" role="alert">
            <p>{answer.error.message}</p>
            <Button onClick={again}>Try again</Button>
          </div>
        )}
        {answer?.ok && answer.data.length === 0 && (
          <p class="gallery-note">
            This server has none. Workflow files in its folder <code>workflows</code>{" "}
            are listed here.
          </p>
        )}
        {answer?.ok && answer.data.length > 0 && found.length === 0 && (
          <div class="gallery-note">
            <p>No template mentions “{query.trim()}”{keyless && " and runs without a key"}.</p>
            <Button
              onClick={() => {
                setQuery("");
                setKeyless(false);
              }}
            >
              Show all
            </Button>
          </div>
        )}
        <Cards key={`${query} ${keyless}`} templates={found} onOpen={open} />
      </div>
    </Dialog>
  );
}

function Filter({ query, onQuery, keyless, onKeyless, onEnter }: {
  query: string;
  onQuery(query: string): void;
  keyless: boolean;
  onKeyless(keyless: boolean): void;
  /** Enter: opens the first that was found. */
  onEnter(): void;
}) {
  return (
    <div class="gallery-filter">
      <div class="gallery-search">
        <Icon of={searchIcon} size={14} />
        <input
          autoFocus
          class="control"
          type="search"
          aria-label="Search the templates"
          placeholder="Search templates"
          autoComplete="off"
          spellcheck={false}
          value={query}
          onInput={({ currentTarget }) => onQuery(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && query !== "") {
              // The next one closes the dialog.
              event.preventDefault();
              onQuery("");
            } else if (event.key === "Enter" && query.trim() !== "") onEnter();
            else if (event.key === "ArrowDown") {
              event.preventDefault();
              event.currentTarget.closest(".gallery")?.querySelector<HTMLElement>(".template-open")
                ?.focus();
            }
          }}
        />
      </div>
      <label class="gallery-keyless">
        <input
          type="checkbox"
          checked={keyless}
          onChange={({ currentTarget }) => onKeyless(currentTarget.checked)}
        />
        Runs without a key
      </label>
    </div>
  );
}

/** The cards as a grid: arrow keys go from one to the next, and up and down by rows. */
function Cards({ templates, onOpen }: {
  templates: readonly (Template & { needs: Needs })[];
  onOpen(template: Template): void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState(0);
  return (
    <ul
      ref={list}
      class="gallery-cards"
      aria-label="Templates"
      onKeyDown={(event) => {
        const cards = [...list.current?.querySelectorAll<HTMLElement>(".template-open") ?? []];
        const at = cards.findIndex((card) => card === document.activeElement);
        const next = gridStep(
          event.key,
          at,
          cards.map((card) => card.closest<HTMLElement>(".template")?.offsetTop ?? 0),
        );
        if (next === undefined) return;
        event.preventDefault();
        setCurrent(next);
        cards[next].focus();
      }}
    >
      {templates.map((template, index) => (
        <li key={template.name}>
          <TemplateCard
            template={template}
            needs={template.needs}
            isCurrent={index === current}
            onOpen={() => onOpen(template)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Loads the templates, and once more when that is asked for. */
function useTemplates() {
  const { api } = useEditor();
  const [answer, setAnswer] = useState<ApiResult<Template[]>>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const closing = new AbortController();
    loadTemplates(api, closing.signal).then((loaded) => {
      if (!closing.signal.aborted) setAnswer(loaded);
    });
    return () => closing.abort();
  }, [attempt]);
  const again = () => {
    setAnswer(undefined);
    setAttempt(attempt + 1);
  };
  return { answer, again };
}

/** Those that are meant, with what they need of the library as it is now. */
function useFound(answer: ApiResult<Template[]> | undefined, query: string, keyless: boolean) {
  const { catalog } = useEditor();
  const ops = catalog.ops.value;
  const permissions = catalog.permissions.value;
  const all = useMemo(
    () =>
      (answer?.ok ? answer.data : []).map((template) => ({
        ...template,
        needs: needsOf(template.workflow ?? { nodes: [], edges: [] }, {
          find: catalog.find,
          permissions,
        }),
      })),
    [answer, ops, permissions],
  );
  return useMemo(() => findTemplates(all, { query, keyless }), [all, query, keyless]);
}
