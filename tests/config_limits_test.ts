import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { LIMIT_OPTIONS, limitsHelp, readLimits } from "../config_limits.ts";
import { DEFAULT_LIMITS, LIMIT_NAMES, LIMITS, limitText } from "../engine/core/limits.ts";
import { refusal } from "./helpers/refusal.ts";

const MIB = 1024 * 1024;

function read(flags: Record<string, string>, env: Record<string, string> = {}) {
  return readLimits(flags, (name) => env[name]);
}

describe("readLimits()", () => {
  it("has a default for each, and an empty variable is none", () => {
    expect(read({})).toEqual({ ...DEFAULT_LIMITS });
    expect(read({}, { MAX_MEMORY: "" })).toEqual({ ...DEFAULT_LIMITS });
  });

  it("reads sizes, times and numbers, with units and without", () => {
    const limits = read({
      "max-memory": "512",
      "max-value": "64 KiB",
      "max-output": "1.5gib",
      "max-run-time": "90",
      "max-node-time": "250 ms",
      "max-nodes": "12",
    });
    expect(limits).toEqual({
      ...DEFAULT_LIMITS,
      memory: 512 * MIB,
      value: 64 * 1024,
      output: 1536 * MIB,
      runTime: 90_000,
      nodeTime: 250,
      nodes: 12,
    });
  });

  it("reads the environment, and lets flags win over it", () => {
    const env = { MAX_RUNS: "2", MAX_WAITING: "5", MAX_RUN_TIME: "10 min" };
    const limits = read({ "max-runs": "3" }, env);
    expect(limits).toEqual({ ...DEFAULT_LIMITS, runs: 3, waiting: 5, runTime: 600_000 });
  });

  it("takes each away with none or 0", () => {
    for (const word of ["none", "0", "None"]) {
      const flags = LIMIT_NAMES.map((name) => [LIMITS[name].flag, word]);
      expect(new Set(Object.values(read(Object.fromEntries(flags))))).toEqual(new Set([Infinity]));
    }
  });

  it("refuses what it cannot read, and names the flag or variable", () => {
    for (
      const [flag, text, wanted] of [
        ["max-memory", "lots", "a size of 128 MiB or more, such as 512 MiB or 2 GiB, or none"],
        ["max-memory", "64 MiB", "a size of 128 MiB or more, such as 512 MiB or 2 GiB, or none"],
        ["max-value", "-1", "a size, such as 512 MiB or 2 GiB, or none"],
        ["max-run-time", "10 MiB", "a time, such as 30 s or 10 min, or none"],
        ["max-runs", "1.5", "a whole number, or none"],
        ["max-runs", "5 s", "a whole number, or none"],
        ["max-nodes", "", "a whole number, or none"],
      ]
    ) {
      const error = refusal(() => read({ [flag]: text }));
      expect(error.message).toBe(`--${flag} is "${text}", but must be ${wanted}`);
      expect([error.code, error.details.field]).toEqual(["bad_config", `--${flag}`]);
    }
    const error = refusal(() => read({}, { MAX_HOSTS: "many" }));
    expect(error.message).toBe('MAX_HOSTS is "many", but must be a whole number, or none');
  });

  it("names flags and variables in one form, and all of them in the help and the docs", async () => {
    const docs = await Deno.readTextFile(new URL("../docs/deploy.md", import.meta.url));
    for (const name of LIMIT_NAMES) {
      const { flag, variable, normally } = LIMITS[name];
      expect(flag).toMatch(/^max-[a-z-]+$/);
      expect(variable).toBe(flag.toUpperCase().replaceAll("-", "_"));
      expect(Object.keys(LIMIT_OPTIONS)).toContain(flag);
      expect(limitsHelp()).toContain(`--${flag} <`);
      // The row of the table has the default.
      const row = docs.split("\n").find((line) => line.includes(`\`--${flag}\``)) ?? "";
      expect(row.split("|").map((cell) => cell.trim().replaceAll("`", ""))).toEqual(
        expect.arrayContaining([`--${flag}`, variable, limitText(name, normally)]),
      );
    }
  });
});

describe("limitText()", () => {
  it("has the unit that fits", () => {
    expect(limitText("memory", 2 * 1024 * MIB)).toBe("2 GiB");
    expect(limitText("value", 1.5 * MIB)).toBe("1.5 MiB");
    expect(limitText("output", 100)).toBe("100 bytes");
    expect(limitText("runTime", 1500)).toBe("1.5 s");
    expect(limitText("nodeTime", 200)).toBe("200 ms");
    expect(limitText("nodes", 100_000)).toBe("100,000");
    expect(limitText("runs", Infinity)).toBe("none");
  });
});
