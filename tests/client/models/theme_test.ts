import { expect } from "@std/expect";
import { createTheme, THEMES } from "@/client/models/theme.ts";
import { memoryStorage, type TextStorage } from "@/client/models/storage.ts";

Deno.test("createTheme() begins as it was rendered, and keeps what is chosen", () => {
  const storage = memoryStorage();
  const theme = createTheme(storage, "dark");
  theme.restore();
  expect([theme.chosen.value, theme.isDark.value]).toEqual(["dark", true]);
  for (const chosen of THEMES) {
    theme.choose(chosen);
    const again = createTheme(storage);
    again.restore();
    expect([theme.chosen.value, again.chosen.value]).toEqual([chosen, chosen]);
  }
});

Deno.test("a theme that is none is the system's", () => {
  const theme = createTheme(memoryStorage({ "psynapse.theme": "pink" }), "dark");
  theme.restore();
  expect(theme.chosen.value).toBe("system");
});

Deno.test("without storage a theme holds for as long as the page is open", () => {
  const refuse = () => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  };
  const storage: TextStorage = { getItem: refuse, setItem: refuse, removeItem: refuse };
  const theme = createTheme(storage);
  theme.choose("dark");
  theme.restore();
  expect(theme.chosen.value).toBe("dark");
});
