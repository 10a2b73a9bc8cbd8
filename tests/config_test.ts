import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import {
  type ConfigSource,
  nodepackFolder,
  readStartConfig,
  type ServerConfig,
} from "../config.ts";
import { DEFAULT_LIMITS } from "../engine/core/limits.ts";
import { refusal } from "./helpers/refusal.ts";

function source(
  args: string[],
  env: Record<string, string> = {},
): ConfigSource {
  return {
    args,
    env: (name) => env[name],
    cwd: "/project",
    home: "/app",
    isFolder: (path) => path === "/project/nodepacks",
  };
}

function config(
  args: string[],
  env: Record<string, string> = {},
): ServerConfig {
  const read = readStartConfig(source(args, env));
  if (read.help) throw new Error("help was not asked for");
  return read.config;
}

describe("readStartConfig()", () => {
  it("has defaults for everything", () => {
    expect(config([])).toEqual({
      host: "127.0.0.1",
      port: 8000,
      nodepackDir: "/project/nodepacks",
      workflowDir: "/app/workflows",
      token: undefined,
      allowedHosts: [],
      corsOrigins: [],
      bodyLimit: 64 * 1024 * 1024,
      limits: DEFAULT_LIMITS,
      reload: false,
    });
  });

  it("reads every flag", () => {
    const flags = "--host 0.0.0.0 --port 9000 --nodepack-dir packs --workflow-dir /w --reload";
    expect(config([...flags.split(" "), "--body-limit=1.5"])).toEqual({
      host: "0.0.0.0",
      port: 9000,
      nodepackDir: "/project/packs",
      workflowDir: "/w",
      token: undefined,
      allowedHosts: [],
      corsOrigins: [],
      bodyLimit: 1.5 * 1024 * 1024,
      limits: DEFAULT_LIMITS,
      reload: true,
    });
  });

  it("reads the environment, and lets flags win over it", () => {
    const env = {
      HOST: "::1",
      PORT: "1",
      NODEPACKS_DIR: "/n",
      WORKFLOWS_DIR: "w",
      BODY_LIMIT: "2",
      CORS_ORIGINS: "https://a.example, http://b.example:3000,",
      ALLOWED_HOSTS: "Psynapse.example, 10.0.0.1,*",
      PSYNAPSE_TOKEN: "0123456789abcdef",
    };
    expect(config(["--port", "2"], env)).toMatchObject({
      host: "::1",
      port: 2,
      nodepackDir: "/n",
      workflowDir: "/project/w",
      bodyLimit: 2 * 1024 * 1024,
      corsOrigins: ["https://a.example", "http://b.example:3000"],
      allowedHosts: ["psynapse.example", "10.0.0.1", "*"],
      token: "0123456789abcdef",
    });
  });

  it("does not repeat a token that is no good", () => {
    for (const token of ["short-secret", "a secret with blanks in it"]) {
      const { message } = refusal(() => config([], { PSYNAPSE_TOKEN: token }));
      expect(message).toBe("PSYNAPSE_TOKEN must have 16 characters or more, and no blanks");
      expect(() => config(["--token", token])).toThrow("--token must have 16 characters");
    }
  });

  it("refuses host names with ports, paths or users", () => {
    for (const name of ["a.example:80", "https://a.example", "a/b", "a@b", "a b"]) {
      expect(() => config([], { ALLOWED_HOSTS: name })).toThrow(`ALLOWED_HOSTS is "${name}"`);
    }
  });

  it("takes empty variables as not set", () => {
    expect(config([], { PORT: "", HOST: "", NODEPACKS_DIR: "" })).toEqual(
      config([]),
    );
  });

  it("takes an IPv6 address with and without brackets", () => {
    expect(config(["--host", "[::1]"]).host).toBe("::1");
    expect(config(["--host", "::1"]).host).toBe("::1");
  });

  it("says when help was asked for, whatever else is there", () => {
    expect(readStartConfig(source(["--help"]))).toEqual({ help: true });
    expect(readStartConfig(source(["-h", "--port", "nonsense", "extra"])))
      .toEqual({ help: true });
  });

  const bad: [
    name: string,
    args: string[],
    env: Record<string, string>,
    message: string,
  ][] = [
    [
      "a port that is no number",
      ["--port", "http"],
      {},
      '--port is "http", but must be a whole',
    ],
    ["a port above the last", ["--port", "65536"], {}, '--port is "65536"'],
    ["a negative port", ["--port=-1"], {}, '--port is "-1"'],
    ["an empty port", ["--port="], {}, '--port is ""'],
    [
      "a port without value",
      ["--port"],
      {},
      "'--port <value>' argument missing",
    ],
    [
      "a bad PORT",
      [],
      { PORT: "80a" },
      'PORT is "80a", but must be a whole number',
    ],
    ["a host with spaces", ["--host", "a b"], {}, '--host is "a b"'],
    ["a URL as host", ["--host", "http://x"], {}, '--host is "http://x"'],
    ["an empty folder", ["--nodepack-dir="], {}, "--nodepack-dir"],
    [
      "a body limit of nothing",
      ["--body-limit", "0"],
      {},
      '--body-limit is "0"',
    ],
    ["an unknown flag", ["--prot", "1"], {}, "Unknown option '--prot'"],
    [
      "a value for a switch",
      ["--reload=yes"],
      {},
      "'--reload' does not take an argument",
    ],
    ["an argument too many", ["here"], {}, "Unexpected argument 'here'"],
    [
      "an origin with a path",
      [],
      { CORS_ORIGINS: "https://a/b" },
      'CORS_ORIGINS is "https://a/b"',
    ],
    [
      "an origin that is none",
      [],
      { CORS_ORIGINS: "a.example" },
      'CORS_ORIGINS is "a.example"',
    ],
  ];
  for (const [name, args, env, message] of bad) {
    it(`refuses ${name}`, () => {
      expect(() => config(args, env)).toThrow(message);
    });
  }
});

describe("nodepackFolder()", () => {
  it("takes the flag, the variable, the folder here, and the one that ships, in this order", () => {
    const env = { NODEPACKS_DIR: "from_env" };
    expect(nodepackFolder(source([], env), "from_flag")).toBe(
      "/project/from_flag",
    );
    expect(nodepackFolder(source([], env), undefined)).toBe("/project/from_env");
    expect(nodepackFolder(source([]), undefined)).toBe("/project/nodepacks");
    const elsewhere = { ...source([]), isFolder: () => false };
    expect(nodepackFolder(elsewhere, undefined)).toBe("/app/nodepacks");
  });
});
