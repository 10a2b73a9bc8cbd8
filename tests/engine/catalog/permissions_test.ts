import { expect } from "@std/expect";
import { parsePermissions } from "@/engine/catalog/permissions.ts";

const parse = (json: unknown) => parsePermissions(json, "/packs/mine");

Deno.test("parsePermissions() takes every form that Deno has", () => {
  expect(parse({})).toEqual({});
  expect(parse({
    all: false,
    read: true,
    net: ["example.com", "localhost:8080", "[::1]:80"],
    env: { allow: ["HOME", "AWS_*"], deny: ["SECRET"] },
    run: { allow: true, deny: ["rm"] },
    sys: ["hostname"],
    import: ["esm.sh:443"],
  })).toEqual({
    read: true,
    net: ["example.com", "localhost:8080", "[::1]:80"],
    env: { allow: ["HOME", "AWS_*"], deny: ["SECRET"] },
    run: { allow: true, deny: ["rm"] },
    sys: ["hostname"],
    import: ["esm.sh:443"],
  });
  expect(parse({ all: true })).toEqual({ all: true });
});

Deno.test("parsePermissions() makes paths absolute, and leaves names of commands", () => {
  expect(parse({
    read: ["./data", "../shared", "/etc/hosts", ".", "a b"],
    write: { allow: ["out"], deny: ["./out/keep"] },
    ffi: ["lib.so"],
    run: ["git", "./bin/tool"],
  })).toEqual({
    read: ["/packs/mine/data", "/packs/shared", "/etc/hosts", "/packs/mine", "/packs/mine/a b"],
    write: { allow: ["/packs/mine/out"], deny: ["/packs/mine/out/keep"] },
    ffi: ["/packs/mine/lib.so"],
    run: ["git", "/packs/mine/bin/tool"],
  });
});

Deno.test("parsePermissions() leaves out what is denied, since a flag without values allows all", () => {
  expect(parse({ read: false, write: [], net: { allow: [] }, env: { allow: false, deny: [] } }))
    .toEqual({});
  expect(parse({ net: { allow: [], deny: ["a.com"] } })).toEqual({ net: { deny: ["a.com"] } });
  expect(parse({ net: { allow: true, deny: false } })).toEqual({ net: { allow: true } });
});

Deno.test("parsePermissions() refuses everything else, and says what and where", () => {
  const refusals: [unknown, string][] = [
    [true, `"permissions.default" must be an object`],
    [null, `"permissions.default" must be an object`],
    [["read"], `"permissions.default" must be an object`],
    [{ all: "yes" }, `"permissions.default.all" must be true or false`],
    [{ network: true }, `"permissions.default.network" is no permission of Deno`],
    [{ constructor: true }, `"permissions.default.constructor" is no permission of Deno`],
    [{ read: "./data" }, `"permissions.default.read" must be true, false or a list`],
    [{ read: null }, `"permissions.default.read" must be true, false or a list`],
    [{ read: [1] }, `"permissions.default.read" must hold texts`],
    [{ read: [""] }, `"permissions.default.read" must hold texts`],
    [{ read: ["a\0b"] }, "control characters"],
    [{ read: { allow: "x" } }, `"permissions.default.read.allow" must be true`],
    [{ env: { ignore: ["X"] } }, `"permissions.default.env.ignore" is not known`],
    [{ read: ["./a,b"] }, `default.read" holds "./a,b": Deno takes no path with a comma`],
    [{ env: ["A,B"] }, `must name each value as a text of its own, not "A,B"`],
    [{ net: ["a.com,b.com"] }, `must name each value`],
    [{ net: ["https://a.com"] }, `must hold hosts`],
    [{ import: ["a.com/path"] }, `must hold hosts`],
  ];
  for (const [json, message] of refusals) expect(() => parse(json)).toThrow(message);
});
