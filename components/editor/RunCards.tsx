import { useRef, useState } from "preact/hooks";
import { Virtualizer } from "virtua";
import arrowDown from "lucide/dist/esm/icons/arrow-down.mjs";
import type { NodeRun } from "../../client/models/run.ts";
import { Button } from "../ui/Button.tsx";
import { useFollowEnd } from "../ui/use_follow_end.ts";
import { RunCard } from "./RunCard.tsx";

/** Height in pixels of most cards, for those that have not been on the page. */
const CARD_HEIGHT = 96;

/** The cards of a run, in order. Only those in view (and a little around it) are on the page. */
export function RunCards({ cards }: { cards: readonly NodeRun[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const openInputs = useRef(new Set<string>());
  const openLogs = useRef(new Set<string>());
  const [resized, setResized] = useState(0);
  const end = useFollowEnd(scroller, [cards, resized]);
  return (
    <div class="status-list">
      <div
        ref={scroller}
        class="panel-scroll run-cards"
        // A region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        role="region"
        aria-label="Nodes of the run"
        onScroll={end.onScroll}
        onClick={({ target }) => {
          // What is unfolded is to be looked at: it must not be scrolled away by its own growth.
          if (target instanceof Element && target.closest("[aria-expanded]")) end.pause();
        }}
      >
        <Virtualizer
          as="ol"
          item="li"
          data={cards}
          itemSize={CARD_HEIGHT}
          scrollRef={scroller}
          onResize={() => setResized((times) => times + 1)}
        >
          {(card: NodeRun) => (
            <div key={card.id} class="run-cards-item">
              <RunCard card={card} openInputs={openInputs.current} openLogs={openLogs.current} />
            </div>
          )}
        </Virtualizer>
      </div>
      {!end.following && (
        <Button class="to-newest" icon={arrowDown} onClick={end.toEnd}>Newest</Button>
      )}
    </div>
  );
}
