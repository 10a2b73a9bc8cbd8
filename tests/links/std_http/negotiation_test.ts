import { expect } from "@std/expect";
import { accepts } from "@std/http/negotiation";

function best(accept: string | null): string | undefined {
  const headers = new Headers(accept === null ? {} : { accept });
  return accepts({ headers }, "text/html", "application/json");
}

Deno.test("accepts() takes the first type for those who say nothing or anything", () => {
  expect(best(null)).toBe("text/html");
  expect(best("*/*")).toBe("text/html");
});

Deno.test("accepts() follows what a client asks for", () => {
  expect(best("application/json")).toBe("application/json");
  expect(best("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")).toBe("text/html");
  expect(best("text/html;q=0.5, application/json")).toBe("application/json");
  expect(best("text/*")).toBe("text/html");
});

Deno.test("accepts() is undefined where nothing fits", () => {
  expect(best("image/png")).toBeUndefined();
});
