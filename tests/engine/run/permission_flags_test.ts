import { expect } from "@std/expect";
import { permissionRule } from "@/engine/catalog/permission_rule.ts";
import { permissionFlags } from "@/engine/run/permission_flags.ts";

Deno.test("permissionFlags() of no permissions are none", () => {
  expect(permissionFlags({})).toEqual([]);
  expect(permissionFlags({ read: false, net: [], env: { allow: false } })).toEqual([]);
});

Deno.test("permissionFlags() says all, lists, and what is denied", () => {
  expect(permissionFlags({
    net: ["a.example", "b.example:80"],
    env: true,
    run: { allow: ["git"], deny: true },
    write: { allow: true, deny: ["/etc"] },
  })).toEqual([
    "--allow-write",
    "--deny-write=/etc",
    "--allow-net=a.example,b.example:80",
    "--allow-env",
    "--allow-run=git",
    "--deny-run",
  ]);
});

Deno.test("permissionFlags() of all permissions is one flag, unless there is more to say", () => {
  expect(permissionFlags({ all: true }, ["/engine"])).toEqual(["--allow-all"]);
  const flags = permissionFlags({ all: true, run: false });
  expect(flags).toContain("--allow-read");
  expect(flags).not.toContain("--allow-run");
});

Deno.test("permissionFlags() adds paths to read", () => {
  expect(permissionFlags({}, ["/engine"])).toEqual(["--allow-read=/engine"]);
  expect(permissionFlags({ read: ["/data"] }, ["/engine"])).toEqual(["--allow-read=/data,/engine"]);
  expect(permissionFlags({ read: true }, ["/engine"])).toEqual(["--allow-read"]);
});

Deno.test("permissionFlags() refuses a comma, which would make two paths of one", () => {
  const words = `Deno cannot take a comma in a permission, and "/a,b" has one.`;
  expect(() => permissionFlags({ read: ["/a,b"] })).toThrow(words);
  expect(() => permissionFlags({ write: { allow: true, deny: ["/a,b"] } })).toThrow(words);
  expect(() => permissionFlags({}, ["/a,b"])).toThrow(words);
});

Deno.test("permissionRule() of all is overridden by what is said of one kind", () => {
  expect(permissionRule({ all: true }, "net")).toEqual({ allow: true, deny: false });
  expect(permissionRule({ all: true, net: ["a"] }, "net")).toEqual({ allow: ["a"], deny: false });
  expect(permissionRule({ net: { deny: ["a"] } }, "net")).toEqual({ allow: false, deny: ["a"] });
});
