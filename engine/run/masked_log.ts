import { createValueMask } from "../core/mask_values.ts";
import { serverSecrets } from "./env_vars.ts";
import type { HostOptions } from "./host_process.ts";

/** What ops print, without the secrets that they may read: of their run's variables and of the server's. */
export function maskedLog({ log, pack, envVars }: HostOptions): HostOptions["log"] {
  const mask = createValueMask({ ...serverSecrets([pack]), ...envVars });
  return mask === undefined ? log : (pack, line) => log(pack, mask.text(line));
}
