/** What the canvas says while the graph of the last visit is not back. It is to be seen only when that takes long. */
export function DraftWait() {
  return (
    <div class="canvas-empty draft-wait" role="status">
      <p>Opening your draft…</p>
    </div>
  );
}
