import type { Overlay as What } from "../../../client/models/hands.ts";
import { CommandPalette } from "./CommandPalette.tsx";
import { ConnectList } from "./ConnectList.tsx";
import { ContextMenu } from "./ContextMenu.tsx";
import { DraftList } from "./DraftList.tsx";
import { NodeSearch } from "./NodeSearch.tsx";
import { Gallery } from "../../guide/Gallery.tsx";
import { ShortcutSheet } from "./ShortcutSheet.tsx";

/** What lies over the page. */
export function Overlay({ overlay }: { overlay: What }) {
  switch (overlay.kind) {
    case "palette":
      return <CommandPalette />;
    case "shortcuts":
      return <ShortcutSheet />;
    case "templates":
      return <Gallery />;
    case "drafts":
      return <DraftList />;
    case "search":
      return <NodeSearch wanted={overlay} />;
    case "connect":
      return <ConnectList {...overlay} />;
    case "menu":
      // Another place is another menu, with the focus at its beginning.
      return <ContextMenu key={`${overlay.screen.x} ${overlay.screen.y}`} menu={overlay} />;
  }
}
