import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import type { ApiResult } from "../../client/api.ts";
import { formatBytes, isImage, parsePreview } from "../../client/values.ts";

/** Bytes up to which a value is loaded without being asked for. */
const EAGER_LIMIT = 2_000_000;

/** The beginning of a value that is too big for the stream, and a button that gets the whole of it. */
export function PreviewView({ value, load, eager, children }: {
  value: JsonValue;
  load?(): Promise<ApiResult<JsonValue>>;
  eager: boolean;
  /** Shows the whole value. */
  children(whole: JsonValue): ComponentChildren;
}) {
  const preview = parsePreview(value);
  const [result, setResult] = useState<ApiResult<JsonValue>>();
  const [loading, setLoading] = useState(false);
  const latest = useRef(value);
  latest.current = value;
  const get = async () => {
    if (!load) return;
    setLoading(true);
    const answer = await load();
    // Another value may have come while this one was on its way.
    if (latest.current !== value) return;
    setResult(answer);
    setLoading(false);
  };
  const image = preview !== undefined && isImage(preview.text);
  const atOnce = (eager || image) && (preview?.size ?? 0) <= EAGER_LIMIT;
  useEffect(() => {
    setResult(undefined);
    setLoading(false);
    if (atOnce) get();
  }, [value]);

  if (result?.ok) return <>{children(result.data)}</>;
  if (preview === undefined) return null;
  return (
    <>
      {!image && <pre class="value-text value-cut">{preview.text}…</pre>}
      {result && <p class="value-problem" role="alert">{result.error.message}</p>}
      {load && (
        <button type="button" class="link-button" disabled={loading} onClick={get}>
          {loading ? "Loading" : "Load"} the whole value, {formatBytes(preview.size)}
        </button>
      )}
    </>
  );
}
