import { expect } from "@std/expect";
import { checkEnvVars, hostEnvironment } from "@/engine/run/env_vars.ts";

Deno.test("checkEnvVars() lets ordinary variables through", () => {
  checkEnvVars({ OPENAI_API_KEY: "x", PATH: "/bin", MY_DENO_DIR: "x", LDAP: "x" });
});

for (
  const name of ["LD_PRELOAD", "DYLD_INSERT_LIBRARIES", "DENO_DIR", "deno_dir", "NODE_OPTIONS"]
) {
  Deno.test(`checkEnvVars() refuses ${name}`, () => {
    expect(() => checkEnvVars({ A: "1", [name]: "x" })).toThrow(
      `env_vars.${name} cannot be set for a run`,
    );
  });
}

for (
  const { os, server, cache } of [
    { os: "linux", server: { HOME: "/home/a" }, cache: "/home/a/.cache/deno" },
    {
      os: "linux",
      server: { HOME: "/home/a", XDG_CACHE_HOME: "/var/cache" },
      cache: "/var/cache/deno",
    },
    { os: "darwin", server: { HOME: "/Users/a" }, cache: "/Users/a/Library/Caches/deno" },
    // Hosts get these from the server, or find their cache without variables.
    { os: "linux", server: { HOME: "/home/a", DENO_DIR: "/deno" }, cache: undefined },
    { os: "linux", server: {}, cache: undefined },
    { os: "windows", server: { HOME: "C:/a" }, cache: undefined },
  ] as const
) {
  Deno.test(`hostEnvironment() keeps the cache of ${JSON.stringify(server)} on ${os}`, () => {
    const variables = new Map(Object.entries(server));
    for (const name of ["HOME", "XDG_CACHE_HOME"]) {
      const envVars = { [name]: "/x", B: "1" };
      expect(hostEnvironment(envVars, (name) => variables.get(name), os)).toEqual(
        cache === undefined ? envVars : { ...envVars, DENO_DIR: cache },
      );
    }
  });
}

Deno.test("hostEnvironment() adds nothing to variables that do not move the cache", () => {
  expect(hostEnvironment({ A: "1" }, () => "/home/a", "linux")).toEqual({ A: "1" });
});
