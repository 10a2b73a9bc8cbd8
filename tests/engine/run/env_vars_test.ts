import { expect } from "@std/expect";
import type { PackPermissions } from "@/engine/catalog/types.ts";
import {
  checkEnvVars,
  hostEnvironment,
  hostVariables,
  serverSecrets,
} from "@/engine/run/env_vars.ts";

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

const SERVER = {
  ...{ PATH: "/bin", HOME: "/home/a", LC_ALL: "C", DENO_DIR: "/deno", https_proxy: "http://p" },
  ...{ AWS_KEY: "s1", AWS_ID: "s2", DENO_DEPLOY_TOKEN: "s3", DENO_AUTH_TOKENS: "s4", OTHER: "s5" },
};
const BASE = ["DENO_DIR", "HOME", "LC_ALL", "PATH", "https_proxy"];

for (
  const [permissions, more] of [
    [{}, []],
    [{ net: true, run: true }, []],
    [{ env: ["OTHER", "MINE"] }, ["MINE", "OTHER"]],
    [{ env: ["AWS_*"] }, ["AWS_ID", "AWS_KEY"]],
    [{ env: { allow: ["AWS_*", "MINE"], deny: ["AWS_KEY"] } }, ["AWS_ID", "MINE"]],
    [{ env: { deny: ["OTHER"] } }, []],
    [{ all: true, env: ["OTHER"] }, ["OTHER"]],
    [{ all: true }, [...Object.keys(SERVER).filter((it) => !BASE.includes(it)), "MINE", "YOURS"]],
    [{ env: true }, [...Object.keys(SERVER).filter((it) => !BASE.includes(it)), "MINE", "YOURS"]],
  ] as const
) {
  Deno.test(`hostVariables() gives a pack that may ${JSON.stringify(permissions)} no others`, () => {
    const found = hostVariables(permissions as PackPermissions, { MINE: "m", YOURS: "y" }, SERVER);
    expect(Object.keys(found).sort()).toEqual([...BASE, ...more].sort());
  });
}

Deno.test("hostVariables() puts a run's variables over the server's, where the pack may read them", () => {
  const found = (permissions: PackPermissions) =>
    hostVariables(permissions, { PATH: "/run", OTHER: "run" }, SERVER);
  expect(found({ env: ["OTHER"] })).toMatchObject({ PATH: "/bin", OTHER: "run" });
  expect(found({ env: true })).toMatchObject({ PATH: "/run", OTHER: "run" });
});

Deno.test("serverSecrets() gives what packs may read and what looks like a secret by its name", () => {
  const server = {
    API_KEY: "k-1234567",
    OTHER_TOKEN: "t-1234567",
    DATABASE_URL: "postgres://me:hunter22@db/x",
    HOSTNAME: "3f9a8bc1d2e4",
    PWD: "/work",
    XDG_SESSION_TYPE: "wayland",
    SSH_AUTH_SOCK: "/tmp/ssh-1/agent",
  };
  const { API_KEY, OTHER_TOKEN, DATABASE_URL } = server;
  const secrets = (...env: PackPermissions["env"][]) =>
    serverSecrets(
      env.map((it) => ({ permissions: it === undefined ? {} : { env: it } })),
      () => server,
    );
  expect(secrets(true)).toEqual({ API_KEY, OTHER_TOKEN, DATABASE_URL });
  expect(secrets(["API_KEY"], ["OTHER_*"])).toEqual({ API_KEY, OTHER_TOKEN });
  expect(secrets({ allow: true, deny: ["OTHER_TOKEN"] })).toEqual({ API_KEY, DATABASE_URL });
  expect(serverSecrets([{ permissions: { all: true } }], () => server)).toEqual(secrets(true));
  expect(serverSecrets([{ permissions: { net: true } }], () => {
    throw new Error("never asked");
  })).toEqual({});
});
