import { expect } from "@std/expect";
import {
  chooseMode,
  type DepsRecord,
  describeChoice,
  parseRecord,
} from "../../scripts/deps_mode.ts";

const NOW = 1_800_000_000_000;
const HOUR = 60 * 60 * 1000;

function situation(changes: Partial<Parameters<typeof chooseMode>[0]>) {
  const notAsked = () => Promise.reject(new Error("JSR was asked"));
  return { forced: undefined, installed: null, now: NOW, jsrAnswers: notAsked, ...changes };
}

function installed(mode: DepsRecord["mode"], hoursAgo: number): DepsRecord {
  return { mode, fingerprint: "f", installedAt: NOW - hoursAgo * HOUR };
}

Deno.test("chooseMode() takes JSR where it answers, and npm only where it does not", async () => {
  const jsrAnswers = () => Promise.resolve(true);
  expect((await chooseMode(situation({ jsrAnswers }))).mode).toBe("jsr");
  const silent = () => Promise.resolve(false);
  expect((await chooseMode(situation({ jsrAnswers: silent }))).mode).toBe("npm");
});

Deno.test("chooseMode() stays with what is installed, and asks JSR again after a day", async () => {
  expect((await chooseMode(situation({ installed: installed("jsr", 1000) }))).mode).toBe("jsr");
  expect((await chooseMode(situation({ installed: installed("npm", 23) }))).mode).toBe("npm");
  const old = situation({
    installed: installed("npm", 25),
    jsrAnswers: () => Promise.resolve(true),
  });
  expect((await chooseMode(old)).mode).toBe("jsr");
});

Deno.test("chooseMode() does what PSYNAPSE_DEPS says, and refuses what it cannot mean", async () => {
  const forced = situation({ forced: "npm", installed: installed("jsr", 1) });
  expect((await chooseMode(forced)).mode).toBe("npm");
  expect((await chooseMode(situation({ forced: "jsr" }))).mode).toBe("jsr");
  await expect(chooseMode(situation({ forced: "both" }))).rejects.toThrow(
    'PSYNAPSE_DEPS is "both". Set it to "jsr" or "npm", or leave it unset.',
  );
});

Deno.test("describeChoice() says which mode and why in one line", () => {
  const line = describeChoice({ mode: "npm", reason: "JSR does not answer" });
  expect(line).toBe(
    "Dependencies: npm only, stand-ins in links/ for JSR's (JSR does not answer)",
  );
  expect(describeChoice({ mode: "jsr", reason: "JSR answers" })).not.toContain("\n");
});

Deno.test("parseRecord() reads what was written, and nothing else", () => {
  const record = installed("npm", 1);
  expect(parseRecord(JSON.stringify(record))).toEqual(record);
  for (const text of ["", "null", "[]", '{"mode":"npm"}', '{"mode":"both","fingerprint":"f"}']) {
    expect(parseRecord(text)).toBe(null);
  }
});
