import { expect } from "@std/expect";
import { createSettings } from "@/client/models/settings.ts";
import { memoryStorage } from "@/client/models/storage.ts";

Deno.test("createSettings() begins without rows", () => {
  const settings = createSettings(memoryStorage());
  expect(settings.rows.value).toEqual([]);
  expect(settings.envVars.value).toEqual({});
});

Deno.test("rows are kept in the storage that is given, and come back", () => {
  const storage = memoryStorage();
  const settings = createSettings(storage);
  const first = settings.addRow();
  settings.updateRow(first, { name: "KEY", value: "one" });
  const second = settings.addRow();
  settings.updateRow(second, { name: "OTHER", value: "two" });
  settings.removeRow(first);
  const again = createSettings(storage);
  expect(again.rows.value).toEqual([]);
  again.restore();
  expect(again.rows.value.map(({ name, value }) => [name, value])).toEqual([["OTHER", "two"]]);
  expect(again.envVars.value).toEqual({ OTHER: "two" });
  // Ids do not meet those that come later.
  expect(new Set([again.addRow(), again.rows.value[0].id]).size).toBe(2);
});

Deno.test("envVars has no row that the server would refuse, and rowProblems says why", () => {
  const settings = createSettings(memoryStorage());
  const add = (name: string, value: string) => {
    const id = settings.addRow();
    settings.updateRow(id, { name, value });
    return id;
  };
  add("GOOD_1", "");
  add("", "");
  const bad = [
    add("1ST", "x"),
    add("WITH SPACE", "x"),
    add("", "x"),
    add("GOOD_1", "again"),
    add("NUL", "a\0b"),
  ];
  expect(settings.envVars.value).toEqual({ GOOD_1: "" });
  expect([...settings.rowProblems.value.keys()].sort()).toEqual(bad.sort());
  expect(settings.rowProblems.value.get(bad[3])).toBe(
    "GOOD_1 is there already. This one is not sent.",
  );
});

Deno.test("restore() takes broken storage as empty", () => {
  for (const kept of ["{", '{"a":1}', '[1,null,{"name":1,"value":2}]']) {
    const settings = createSettings(memoryStorage({ "psynapse.env": kept }));
    settings.restore();
    expect(settings.rows.value).toEqual([]);
  }
});

Deno.test("settings work where storage is forbidden", () => {
  const forbidden = () => {
    throw new DOMException("Forbidden", "SecurityError");
  };
  const settings = createSettings({
    getItem: forbidden,
    setItem: forbidden,
    removeItem: forbidden,
  });
  settings.restore();
  const id = settings.addRow();
  settings.updateRow(id, { name: "A", value: "b" });
  expect(settings.envVars.value).toEqual({ A: "b" });
});
