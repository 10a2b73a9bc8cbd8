import { useEffect, useRef, useState } from "preact/hooks";
import eye from "lucide/dist/esm/icons/eye.mjs";
import eyeOff from "lucide/dist/esm/icons/eye-off.mjs";
import plus from "lucide/dist/esm/icons/plus.mjs";
import trash from "lucide/dist/esm/icons/trash.mjs";
import type { EnvRow } from "../../client/models/settings.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { NotifySwitch } from "../guide/NotifySwitch.tsx";
import { useEditor } from "./context.ts";
import { ThemeChoice } from "./ThemeChoice.tsx";
import { flag } from "../ui/flag.ts";

/** Settings: how the page looks, what it tells, and the environment variables of runs. */
export function SettingsDialog() {
  const { layout } = useEditor();
  if (!layout.settings.value) return null;
  const close = () => layout.setSettings(false);
  return (
    <Dialog
      title="Settings"
      onClose={close}
      footer={<Button look="primary" onClick={close}>Done</Button>}
    >
      <ThemeChoice />
      <NotifySwitch />
      <EnvRows />
    </Dialog>
  );
}

function EnvRows() {
  const { settings } = useEditor();
  const rows = settings.rows.value;
  const list = useRef<HTMLUListElement>(null);
  const [added, setAdded] = useState<number>();
  useEffect(() => {
    if (added === undefined) return;
    list.current?.querySelector<HTMLElement>(`[data-row="${added}"] input`)?.focus();
  }, [added]);
  return (
    <section aria-labelledby="env-title">
      <h3 id="env-title">Environment variables</h3>
      <p class="dialog-text">
        The ops of your runs see them, and nobody else. They stay in this tab until it is closed,
        and are in no saved file.
      </p>
      <ul ref={list} class="env-rows">
        {rows.map((row) => <EnvRowFields key={row.id} row={row} />)}
      </ul>
      {rows.length === 0 && <p class="env-empty">There are none.</p>}
      <Button icon={plus} onClick={() => setAdded(settings.addRow())}>Add a variable</Button>
    </section>
  );
}

function EnvRowFields({ row: { id, name, value } }: { row: EnvRow }) {
  const { settings } = useEditor();
  const [revealed, setRevealed] = useState(false);
  const problem = settings.rowProblems.value.get(id);
  const problemId = `env-${id}-problem`;
  const called = name || "this variable";
  return (
    <li class="env-row" data-row={id}>
      <div class="env-fields">
        <input
          class="control env-name"
          aria-label="Name"
          placeholder="NAME"
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          value={name}
          aria-invalid={flag(problem !== undefined)}
          aria-describedby={problem === undefined ? undefined : problemId}
          onInput={({ currentTarget }) =>
            settings.updateRow(id, { name: currentTarget.value.trim() })}
        />
        <input
          class="control env-value"
          type={revealed ? "text" : "password"}
          aria-label={`Value of ${called}`}
          placeholder="value"
          // Password managers offer to keep what is no password of this page.
          autoComplete="off"
          data-1p-ignore
          data-lpignore="true"
          spellcheck={false}
          value={value}
          onInput={({ currentTarget }) => settings.updateRow(id, { value: currentTarget.value })}
        />
        <IconButton
          label={revealed ? `Hide the value of ${called}` : `Reveal the value of ${called}`}
          icon={revealed ? eyeOff : eye}
          aria-pressed={flag(revealed)}
          onClick={() => setRevealed(!revealed)}
        />
        <IconButton
          label={`Remove ${called}`}
          icon={trash}
          onClick={() => settings.removeRow(id)}
        />
      </div>
      {problem && <p class="field-problem" id={problemId}>{problem}</p>}
    </li>
  );
}
