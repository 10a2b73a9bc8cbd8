/**
 * A fence for Deno's tools, which read every file that an import leads to and ask nobody: the import map leads what is
 * outside to an address where nothing is. So no pack makes the server read `/dev/zero`, or a file that never ends.
 *
 * @module
 */
import { sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Where nothing is. What stands behind it is the path that was meant. */
const OUTSIDE = "file:///psynapse-outside/";

/** What may be read, and what of it may not: absolute paths. */
export interface Fence {
  /** Folders, with all that is in them. */
  folders: readonly string[];
  files: readonly string[];
  /** Files and folders inside of it that are left out. */
  except: readonly string[];
}

/** Entries of an import map that hold the fence. */
export function fenceImports({ folders, files, except }: Fence): Record<string, string> {
  const same = [...folders.map(folderUrl), ...files.map(fileUrl)].map((url) => [url, url]);
  const nothing = except.flatMap((path) => [fileUrl(path), folderUrl(path)])
    .map((url) => [url, outside(url)]);
  return { "file:///": OUTSIDE, ...Object.fromEntries([...same, ...nothing]) };
}

/** An address that an import map gives, if it is inside of the fence, or else where nothing is. */
export function fencedAddress(address: string, fence: Fence): string {
  if (!/^file:/i.test(address)) return address;
  const url = URL.parse(address);
  const path = url && pathOf(url.href);
  return path !== undefined && path !== null && isInside(path, fence)
    ? url!.href
    : outside(url?.href ?? address);
}

/** The path that an address was meant to lead to: inside of the fence, or outside. Undefined when it is no file. */
export function meantPath(address: string): string | undefined {
  return pathOf(
    address.startsWith(OUTSIDE) ? `file:///${address.slice(OUTSIDE.length)}` : address,
  );
}

/** Whether a path is in the folder, or is it. */
export function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Whether a path is inside of the fence. */
export function isInside(path: string, { folders, files, except }: Fence): boolean {
  const isRead = files.includes(path) || folders.some((folder) => isIn(path, folder));
  return isRead && !except.some((folder) => isIn(path, folder));
}

function pathOf(url: string): string | undefined {
  try {
    return url.startsWith("file:") ? fileURLToPath(url) : undefined;
  } catch {
    // Of another host, or with an encoded separator: no path that anything is at.
    return undefined;
  }
}

const fileUrl = (path: string): string => pathToFileURL(path).href;
const folderUrl = (path: string): string => `${fileUrl(path)}/`;
const outside = (url: string): string => OUTSIDE + url.replace(/^file:\/*/, "");
