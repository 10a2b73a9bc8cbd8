import { expect } from "@std/expect";
import { createNotices } from "@/client/models/notices.ts";

Deno.test("show() adds a notice, dismiss() takes it away", () => {
  const notices = createNotices();
  const id = notices.show({ kind: "error", text: "No answer" });
  expect(notices.items.value).toEqual([{ id, kind: "error", text: "No answer" }]);
  notices.dismiss(id);
  expect(notices.items.value).toEqual([]);
});

Deno.test("show() says the same thing once", () => {
  const notices = createNotices();
  notices.show({ kind: "error", text: "No answer" });
  notices.show({ kind: "info", text: "Saved" });
  const id = notices.show({ kind: "error", text: "No answer" });
  expect(notices.items.value.map(({ text }) => text)).toEqual(["Saved", "No answer"]);
  expect(notices.items.value[1].id).toBe(id);
});

Deno.test("show() makes room by letting the oldest go", () => {
  const notices = createNotices();
  for (const text of ["1", "2", "3", "4", "5", "6"]) notices.show({ kind: "info", text });
  expect(notices.items.value.map(({ text }) => text)).toEqual(["2", "3", "4", "5", "6"]);
});
