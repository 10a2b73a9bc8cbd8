import { expect } from "@std/expect";
import { fileURLToPath } from "node:url";
import { binaryLauncher, detectLauncher, HOST_LAUNCHERS } from "@/engine/run/host_launchers.ts";
import { createInspector } from "@/engine/run/inspect_nodepack.ts";
import { errorOf, outputOf, testPool } from "@/tests/helpers/test_pool.ts";
import { brief, testingCatalog, testingPack } from "@/tests/helpers/testing_pack.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";

/** The command line of this project as a compiled binary has it: no flags of its own, all permissions. */
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const BINARY = binaryLauncher(Deno.execPath(), [
  "run",
  "--quiet",
  "-A",
  `--config=${ROOT}/deno.json`,
  "--no-lock",
  `${ROOT}/cli.ts`,
]);

Deno.test("a process of Deno starts hosts with Deno, with the pack's permissions as flags", () => {
  expect(detectLauncher()).toBe(HOST_LAUNCHERS.deno);
  const pack = testingPack({ permissions: { net: ["a.example:443"], env: true } });
  const { command, args, permissions } = HOST_LAUNCHERS.deno.command(pack);
  expect(command).toBe(Deno.execPath());
  const flags = args.filter((arg) => /^--(allow|deny)-/.test(arg));
  expect(flags).toEqual([
    expect.stringMatching(/^--allow-read=[^,]*\/engine,[^,]*\/nodepacks\/testing$/),
    "--allow-net=a.example:443",
    "--allow-env",
  ]);
  expect(new Set(Object.values(permissions))).toEqual(new Set(["inherit"]));
});

Deno.test("threads give up the paths of their modules, but for those that the pack may read", () => {
  const { dir } = testingPack();
  const revoked = (read: string[] | boolean) =>
    HOST_LAUNCHERS.deno.command(testingPack({ permissions: { read } })).revokeRead;
  expect(revoked(false)).toEqual([expect.stringMatching(/\/engine$/), dir]);
  expect(revoked([`${dir}/data`])).toContain(dir);
  expect(revoked([dir])).toEqual([expect.stringMatching(/\/engine$/)]);
  expect(revoked(["/"])).toEqual([]);
  expect(revoked(true)).toEqual([]);
});

Deno.test("a compiled binary starts itself, with the pack's permissions for its threads", () => {
  const pack = testingPack({ permissions: { net: ["a.example"], read: ["/data"] } });
  const { command, args, permissions, modules } = HOST_LAUNCHERS.binary.command(pack);
  expect(command).toBe(Deno.execPath());
  expect(args).toEqual(["__host"]);
  expect(permissions).toMatchObject({ net: ["a.example"], env: false, run: false });
  expect(permissions.read).toContain("/data");
  expect(modules).toMatch(/^file:.*\/testing\/$/);
});

Deno.test("a compiled binary refuses a pack that denies, which its threads cannot", () => {
  const pack = testingPack({ permissions: { net: { allow: true, deny: ["a.example"] } } });
  expect(() => HOST_LAUNCHERS.binary.command(pack)).toThrow('denies "net"');
});

Deno.test("hosts of a compiled binary run ops of every kind, with the pack's permissions", async () => {
  await using test = testPool(testingCatalog(), { launcher: BINARY });
  const events = await test.run({
    a: ["read_env", { name: "PATH" }],
    b: ["read_file", { path: "/etc/hosts" }],
    c: ["PatternProgress", { count: 1 }],
    d: ["PermissionsProgress"],
    e: ["PatternStream", { text: "x" }],
  });
  expect(outputOf(events, "a")).toBe(Deno.env.get("PATH"));
  expect(errorOf(events, "b")).toContain(
    `Reading "/etc/hosts" is not allowed to nodepack "testing"`,
  );
  expect(brief(events)).toContain("c progress 1 1 of 1");
  expect(outputOf(events, "d")).toMatchObject({ env: "granted", write: "prompt", run: "prompt" });
  expect(outputOf(events, "e")).toBe("x");
});

Deno.test("hosts of a compiled binary tell what is in a pack", async () => {
  await using packs = await tempPacks({
    "p/ops.ts": `import { StreamOp } from "psynapse"; export const f = () => StreamOp;`,
    "p/progress_ops.ts": "Deno.exit(3);",
  });
  const pack = testingPack({ dir: `${packs.dir}/p`, files: ["ops.ts", "progress_ops.ts"] });
  const found = await createInspector({ log: () => {}, launcher: BINARY })(pack);
  expect(found).toMatchObject([
    { file: "ops.ts", ok: true, exports: [{ name: "f", kind: "function" }] },
    { file: "progress_ops.ts", ok: false },
  ]);
});
