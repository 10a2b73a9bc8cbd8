import { expect } from "@std/expect";
import {
  isStrongPermission,
  type PermissionSet,
  permissionWords,
} from "@/engine/core/permission_words.ts";

const CASES: [PermissionSet, string[]][] = [
  [{}, ["nothing"]],
  [{ net: false, read: [], env: { deny: ["A"] }, run: { allow: true, deny: true } }, ["nothing"]],
  [{ all: true }, ["everything"]],
  [{ net: ["api.openai.com", "b.example:80"], env: ["OPENAI_API_KEY"] }, [
    "network: api.openai.com, b.example:80",
    "environment: OPENAI_API_KEY",
  ]],
  [{ net: true, env: true }, ["network: everything", "environment: everything"]],
  [{ read: ["/packs/x/data", "/packs/x", "/packs/xy", "/etc"], write: ["/packs/x/out"] }, [
    "read: ./data, ./, /packs/xy, /etc",
    "write: ./out",
  ]],
  [{ read: { allow: true, deny: ["/packs/x/key"] }, run: { allow: ["git"], deny: [] } }, [
    "run: git",
    "read: everything but ./key",
  ]],
  [{ sys: ["hostname"], ffi: ["/packs/x/lib.so"], import: ["example.com"] }, [
    "native code: ./lib.so",
    "system: hostname",
    "import: example.com",
  ]],
  [{ all: true, net: false, read: ["/data"], env: { allow: true, deny: ["KEY"] } }, [
    "run: everything",
    "native code: everything",
    "environment: everything but KEY",
    "read: /data",
    "write: everything",
    "system: everything",
    "import: everything",
  ]],
];

for (const [permissions, words] of CASES) {
  Deno.test(`permissionWords() of ${JSON.stringify(permissions)}`, () => {
    expect(permissionWords(permissions, "/packs/x")).toEqual(words);
  });
}

Deno.test("isStrongPermission() is true of what has no bounds", () => {
  const strong = ["everything", "network: everything", "read: everything but ./x", "run: git"];
  for (const words of [...strong, "native code: ./lib.so"]) {
    expect([words, isStrongPermission(words)]).toEqual([words, true]);
  }
  for (const words of ["nothing", "network: everything.example", "read: ./data", "system: uid"]) {
    expect([words, isStrongPermission(words)]).toEqual([words, false]);
  }
});
