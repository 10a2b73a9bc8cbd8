import alert from "lucide/dist/esm/icons/triangle-alert.mjs";
import type { Problem } from "../../engine/core/schema.ts";
import { Fold } from "../ui/Fold.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useEditor } from "./context.ts";

const KEY = "problems";

/** What could not be loaded, with file, line and reason. */
export function ProblemList() {
  const { catalog, layout } = useEditor();
  const problems = catalog.problems.value;
  if (problems.length === 0) return null;
  return (
    <Fold
      title="Problems"
      icon={<Icon of={alert} size={14} class="problem-icon" />}
      count={problems.length}
      open={!layout.folded.value.has(KEY)}
      onToggle={() => layout.toggleSection(KEY)}
    >
      <ul class="problem-list">
        {problems.map((problem) => (
          <li key={JSON.stringify(problem)} class="problem">
            {place(problem) && <span class="problem-place">{place(problem)}</span>}
            <span class="problem-message">{problem.message}</span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

function place({ file, line, column, pack }: Problem): string {
  if (file === undefined) return pack ?? "";
  return [file, line, column].filter((it) => it !== undefined).join(":");
}
