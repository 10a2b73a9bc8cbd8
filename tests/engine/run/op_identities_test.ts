import { expect } from "@std/expect";
import type { CatalogOp, Nodepack, PackPermissions } from "@/engine/catalog/types.ts";
import { OpIdentities, packIdentity, packPart } from "@/engine/run/op_identities.ts";
import { testOp } from "@/tests/helpers/test_catalog.ts";

const PACK: Nodepack = {
  name: "test",
  dir: "/test",
  files: ["ops.ts"],
  imports: {},
  permissions: {},
  version: "1",
};

function identity(
  op: CatalogOp,
  pack: Nodepack = PACK,
  envVars: Record<string, string> = {},
): string {
  return new OpIdentities({ pack: () => pack }, envVars).of(op)!;
}

Deno.test("OpIdentities.of() is the same for the same op", () => {
  expect(identity(testOp("add"))).toBe(identity(testOp("add"), { ...PACK, dir: "/elsewhere" }));
  expect(packPart(identity(testOp("add")))).toBe(packIdentity(PACK));
});

Deno.test("OpIdentities.of() differs by pack, code, file, name and parameters", () => {
  const op = testOp("add");
  const param = { name: "a", type: "int", ts_type: "Int" } as const;
  const all = [
    identity(op),
    identity(testOp("sub")),
    identity(op, { ...PACK, version: "2" }),
    identity(op, { ...PACK, name: "other" }),
    identity({ ...op, file: "stream_ops.ts" }),
    identity(testOp("add", { params: [param] })),
    identity(testOp("add", { params: [{ ...param, type: "float" }] })),
  ];
  expect(new Set(all).size).toBe(all.length);
});

Deno.test("OpIdentities.of() depends on the variables that reach the pack, and on no others", () => {
  const op = testOp("add");
  const of = (permissions: PackPermissions, envVars: Record<string, string>) =>
    identity(op, { ...PACK, permissions }, envVars);
  const sees: PackPermissions[] = [
    { env: true },
    { env: ["KEY"] },
    { env: ["K*"] },
    { all: true },
    { env: { allow: true, deny: ["OTHER"] } },
  ];
  for (const permissions of sees) {
    expect(of(permissions, { KEY: "1" })).not.toBe(of(permissions, { KEY: "2" }));
    expect(of(permissions, { KEY: "1" })).not.toBe(of(permissions, {}));
    expect(of(permissions, { KEY: "1", K2: "2" })).toBe(of(permissions, { K2: "2", KEY: "1" }));
  }
  const doNotSee: PackPermissions[] = [
    {},
    { net: true },
    { env: ["OTHER"] },
    { env: { allow: true, deny: ["KEY"] } },
  ];
  for (const permissions of doNotSee) {
    expect(of(permissions, { KEY: "1" })).toBe(of(permissions, {}));
  }
});

Deno.test("OpIdentities.of() has none for ops of packs that are not there", () => {
  expect(new OpIdentities({ pack: () => undefined }, {}).of(testOp("add"))).toBeUndefined();
});
