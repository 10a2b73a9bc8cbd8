import { expect } from "@std/expect";
import { accepts } from "@std/http/negotiation";

function choose(accept: string | null): string | undefined {
  const headers = new Headers(accept === null ? {} : { accept });
  return accepts({ headers }, "text/html", "application/json");
}

Deno.test("accepts() chooses what the request likes best", () => {
  expect(choose("application/json")).toBe("application/json");
  expect(choose("text/html,application/xhtml+xml,*/*;q=0.8")).toBe("text/html");
  expect(choose("text/html;q=0.2, application/json;q=0.9")).toBe("application/json");
  expect(choose("application/*")).toBe("application/json");
});

Deno.test("accepts() takes the server's favourite where the request does not care", () => {
  expect(choose(null)).toBe("text/html");
  expect(choose("*/*")).toBe("text/html");
});

Deno.test("accepts() finds nothing where nothing is acceptable", () => {
  expect(choose("image/png")).toBe(undefined);
  expect(choose("text/html;q=0")).toBe(undefined);
});
