/** The data URL of an image file. */
export type ImageResult = { ok: true; url: string } | { ok: false; message: string };

/** Reads an image that the user chose or dropped. */
export async function readImage(file: File): Promise<ImageResult> {
  if (!file.type.startsWith("image/")) {
    return {
      ok: false,
      message: `“${file.name}” is not an image. Choose a PNG, JPEG, WebP or GIF.`,
    };
  }
  const reader = new FileReader();
  const read = new Promise<ImageResult>((resolve) => {
    reader.onload = () => resolve({ ok: true, url: String(reader.result) });
    reader.onerror = () =>
      resolve({ ok: false, message: `Cannot read “${file.name}”: ${reader.error?.message}` });
  });
  reader.readAsDataURL(file);
  return await read;
}

/** Bytes of the image in a data URL, about. */
export function imageBytes(url: string): number {
  const comma = url.indexOf(",");
  const length = url.length - comma - 1;
  return url.slice(0, comma).endsWith(";base64") ? Math.floor(length * 3 / 4) : length;
}
