import { expect } from "@std/expect";
import { closeGate, gateMemory, PauseGate } from "@/engine/host/pause_gate.ts";

function gate() {
  const memory = gateMemory();
  const told: string[] = [];
  const it = new PauseGate(memory, () => void told.push("ops"));
  const close = () => closeGate(memory, (run) => void told.push(`main ${run}`));
  it.begin(7);
  return { it, told, close };
}

Deno.test("a gate that nobody closes lets ops through", () => {
  const { it, told } = gate();
  it.enter();
  expect(it.leave()).toBe(false);
  expect(it.takeAsk()).toBe(false);
  expect(told).toEqual([]);
});

Deno.test("a gate is closed while an op runs, by the other side, until that is answered", () => {
  const { it, told, close } = gate();
  it.enter();
  close();
  expect(told).toEqual(["main 7"]);
  expect(it.leave()).toBe(true);
  expect(it.answer()).toBe(true);
  it.enter();
  expect(it.leave()).toBe(false);
});

Deno.test("a gate that is asked for between ops is closed by the next one, or when there is none", () => {
  const { it, told, close } = gate();
  close();
  close();
  expect(told).toEqual([]);
  it.enter();
  expect(told).toEqual(["ops"]);
  expect(it.leave()).toBe(true);
  expect(it.answer()).toBe(true);
  close();
  expect(it.takeAsk()).toBe(true);
  expect(told).toEqual(["ops", "ops"]);
  // An answer is under way.
  close();
  expect(told).toEqual(["ops", "ops"]);
  expect(it.answer()).toBe(true);
});

Deno.test("a gate that is closed twice during an op opens with the second answer", () => {
  const { it, told, close } = gate();
  it.enter();
  close();
  close();
  expect(told).toEqual(["main 7", "main 7"]);
  expect(it.leave()).toBe(true);
  expect(it.answer()).toBe(false);
  expect(it.answer()).toBe(true);
  it.enter();
  expect(it.leave()).toBe(false);
});

Deno.test("what an op writes is not written while the other side does", () => {
  const { it, told, close } = gate();
  it.enter();
  it.write(() => {
    close();
    expect(told).toEqual([]);
  });
  expect(told).toEqual(["ops"]);
  it.write(() => void told.push("written"));
  close();
  expect(told).toEqual(["ops", "written", "main 7"]);
  expect(it.leave()).toBe(true);
});

Deno.test("a run that begins knows nothing of what was asked before", () => {
  const { it, told, close } = gate();
  it.enter();
  close();
  it.leave();
  it.begin(8);
  it.enter();
  close();
  expect(told).toEqual(["main 7", "main 8"]);
  expect(it.leave()).toBe(true);
  expect(it.answer()).toBe(true);
});
