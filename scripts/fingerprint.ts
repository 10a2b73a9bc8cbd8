/**
 * A hash over names and contents of files, for "has anything changed since". Two calls give the same
 * hash exactly when the same files hold the same bytes.
 *
 * @param root absolute path of the folder that `paths` are relative to
 * @param paths files, and folders with all that is in them; ones that do not exist, pipes and the like count as absent
 * @returns 64 hexadecimal digits
 */
export async function fingerprint(root: string, paths: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const path of (await Promise.all(paths.map((one) => filesAt(root, one)))).flat().sort()) {
    lines.push(`${path} ${await sha256(await Deno.readFile(`${root}/${path}`))}`);
  }
  return await sha256(new TextEncoder().encode(lines.join("\n")));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

async function filesAt(root: string, path: string): Promise<string[]> {
  try {
    const info = await Deno.stat(`${root}/${path}`);
    // A pipe or device is nothing to compare, and reading it may never end.
    if (!info.isDirectory) return info.isFile ? [path] : [];
    const found: Promise<string[]>[] = [];
    for await (const entry of Deno.readDir(`${root}/${path}`)) {
      if (entry.name !== "node_modules") found.push(filesAt(root, `${path}/${entry.name}`));
    }
    return (await Promise.all(found)).flat();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
