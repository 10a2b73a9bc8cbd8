/** What a transform is given: one file under `static/`. */
export interface OnTransformArgs {
  /** Absolute path. */
  path: string;
  mode: "development" | "production";
  content: Uint8Array<ArrayBuffer>;
  /** The content as text. */
  text: string;
}

/** Which files a transform wants. */
export interface OnTransformOptions {
  pluginName: string;
  filter: RegExp;
}

/** Gives a file's new content; nothing leaves it as it is. */
export type TransformFn = (
  args: OnTransformArgs,
) => OnTransformResult | void | Promise<OnTransformResult | void>;

/** What a transform gives back. */
export interface OnTransformResult {
  content: string | Uint8Array<ArrayBuffer>;
}

/** A registered transform. */
export interface Transform extends OnTransformOptions {
  fn: TransformFn;
}

/**
 * Runs the transforms that want a file, in order of registration.
 *
 * @returns the new content, null where no transform changed anything
 */
export async function transformFile(
  path: string,
  mode: OnTransformArgs["mode"],
  transforms: readonly Transform[],
): Promise<Uint8Array<ArrayBuffer> | null> {
  const wanted = transforms.filter(({ filter }) => filter.test(path));
  if (wanted.length === 0) return null;
  let content = await Deno.readFile(path);
  let changed = false;
  for (const { fn, pluginName } of wanted) {
    const text = new TextDecoder().decode(content);
    let result;
    try {
      result = await fn({ path, mode, content, text });
    } catch (cause) {
      throw new Error(`Cannot transform ${path} with "${pluginName}"`, { cause });
    }
    if (!result) continue;
    changed = true;
    content = typeof result.content === "string"
      ? new TextEncoder().encode(result.content)
      : result.content;
  }
  return changed ? content : null;
}
