import type { Image } from "psynapse";

/** What a data URL holds. */
export interface ImageFile {
  /** Such as `image/png`, as the data URL says. */
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const DATA_URL = /^data:([^;,]*)((?:;[^;,]*)*),/i;

/**
 * Takes a data URL apart.
 *
 * @throws when it is none, or not in base64
 */
export function readDataUrl(image: Image): ImageFile {
  const head = DATA_URL.exec(image);
  if (!head || !/;base64$/i.test(head[2])) {
    throw new Error('An image is a data URL that begins like "data:image/png;base64,"');
  }
  try {
    return {
      type: head[1].toLowerCase(),
      bytes: Uint8Array.fromBase64(image.slice(head[0].length)),
    };
  } catch (cause) {
    throw new Error("The image's data URL is damaged: its base64 cannot be read", { cause });
  }
}
