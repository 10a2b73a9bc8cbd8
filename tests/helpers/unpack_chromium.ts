/**
 * Unpacks npm:@sparticuz/chromium into the folder that `TMPDIR` names: the browser, its libraries and
 * fonts. A process of its own, because the package asks for the folder in no other way.
 *
 * @module
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { inflate } from "@sparticuz/chromium";

const bin = `${dirname(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))))}/bin`;
await Promise.all(
  ["chromium.br", "al2023.tar.br", "fonts.tar.br"].map((file) => inflate(`${bin}/${file}`)),
);
