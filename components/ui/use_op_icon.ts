import { useEffect, useState } from "preact/hooks";
import { isOpIcon, type OpIcon } from "../../engine/core/op_icons.ts";
import type { IconShape } from "./Icon.tsx";

/** The icon that an op asks for with `@icon`; the other one until it is loaded, and where it asks for none. */
export function useOpIcon(name: string | undefined, otherwise: IconShape): IconShape {
  const [shapes, setShapes] = useState<Record<OpIcon, IconShape>>();
  const wanted = isOpIcon(name) ? name : undefined;
  useEffect(() => {
    if (wanted === undefined) return;
    let isCurrent = true;
    import("./op_icon_shapes.ts").then(
      (loaded) => isCurrent && setShapes(loaded.OP_ICON_SHAPES),
      // The server is away: an icon says nothing that a name does not.
      () => {},
    );
    return () => void (isCurrent = false);
  }, [wanted]);
  return (wanted && shapes?.[wanted]) ?? otherwise;
}
