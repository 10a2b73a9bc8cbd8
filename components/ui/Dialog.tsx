import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import x from "lucide/dist/esm/icons/x.mjs";
import { IconButton } from "./Button.tsx";

/** A modal dialog. The browser keeps the focus in it, and gives it back when it closes. */
export function Dialog({ title, onClose, children, footer }: {
  title: string;
  /** Escape, the cross, or a press beside it. */
  onClose(): void;
  children: ComponentChildren;
  footer?: ComponentChildren;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      // Removing an open dialog from the page would leave the focus nowhere.
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        // Only the backdrop is the dialog itself; everything in it is an element of its own.
        if (event.target === ref.current) onClose();
      }}
    >
      <div class="dialog-box">
        <header class="dialog-header">
          <h2 id={titleId}>{title}</h2>
          <IconButton label="Close" icon={x} onClick={onClose} />
        </header>
        <div class="dialog-body">{children}</div>
        {footer && <footer class="dialog-footer">{footer}</footer>}
      </div>
    </dialog>
  );
}
