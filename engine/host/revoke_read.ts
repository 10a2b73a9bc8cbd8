/**
 * Gives up the permission to read these paths in this thread, for good. A thread needs it while its own modules are
 * loaded. The pack's files are loaded afterwards: what Deno can see before it runs is read for the one who made the
 * thread.
 */
export function revokeRead(paths: string[]): void {
  for (const path of paths) Deno.permissions.revokeSync({ name: "read", path });
}
