import { useEffect, useRef, useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import type { ApiResult } from "../../client/api.ts";
import { parsePreview, type ValuePreview } from "../../client/values.ts";

/** Gets the whole of a value. */
export type LoadValue = () => Promise<ApiResult<JsonValue>>;

/** A value, or what is known of it as long as only its beginning is here. */
export interface Whole {
  /** undefined while only the beginning is here. */
  readonly value: JsonValue | undefined;
  readonly preview?: ValuePreview;
  readonly loading: boolean;
  /** Why the whole could not be had, in words. */
  readonly problem?: string;
  /** Asks the server for the whole; gives it, or undefined when it could not be had. */
  load(): Promise<JsonValue | undefined>;
}

/** The whole of a value, which is asked for when `load()` is called. */
export function useWhole(value: JsonValue, ask?: LoadValue): Whole {
  const preview = parsePreview(value);
  const [answer, setAnswer] = useState<{ of: JsonValue; result: ApiResult<JsonValue> }>();
  const [loading, setLoading] = useState<JsonValue>();
  const gone = useRef(false);
  useEffect(() => () => {
    gone.current = true;
  }, []);
  const result = answer?.of === value ? answer.result : undefined;
  const whole = preview ? (result?.ok ? result.data : undefined) : value;
  return {
    value: whole,
    ...(preview ? { preview } : {}),
    loading: loading === value && preview !== undefined,
    ...(result && !result.ok ? { problem: result.error.message } : {}),
    async load() {
      if (whole !== undefined || !ask) return whole;
      setLoading(value);
      const result = await ask();
      if (!gone.current) {
        setAnswer({ of: value, result });
        setLoading(undefined);
      }
      return result.ok ? result.data : undefined;
    },
  };
}
