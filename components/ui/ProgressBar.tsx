/** A bar that fills. */
export function ProgressBar({ value, label }: {
  /** 0..1 */
  value: number;
  label: string;
}) {
  const percent = Math.round(value * 100);
  return (
    <div
      class="progress-bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div class="progress-bar-fill" style={{ transform: `scaleX(${value})` }} />
    </div>
  );
}
