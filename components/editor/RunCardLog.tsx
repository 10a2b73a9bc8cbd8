import { useState } from "preact/hooks";
import type { NodeRun } from "../../client/models/run.ts";
import { Fold } from "../ui/Fold.tsx";
import { LogLines } from "../ui/LogLines.tsx";

/** What a node has logged, folded. */
export function RunCardLog({ card: { id, name, logs }, openLogs }: {
  card: NodeRun;
  /** Ids of the nodes whose logs are unfolded: kept above, because cards out of view are not on the page. */
  openLogs: Set<string>;
}) {
  const [open, setOpen] = useState(openLogs.has(id));
  if (logs === undefined) return null;
  const toggle = () => {
    if (!openLogs.delete(id)) openLogs.add(id);
    setOpen(!open);
  };
  return (
    <Fold title="Log" count={logs.length} open={open} onToggle={toggle}>
      <LogLines lines={logs} label={`Log of ${name}`} />
    </Fold>
  );
}
