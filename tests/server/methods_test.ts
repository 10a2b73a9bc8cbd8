import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { apiHandler, fakeServices } from "../helpers/test_app.ts";

const HERE = "http://localhost:8000";

describe("methods()", () => {
  for (const path of ["/", "/get_schema", "/problems", "/workflows", "/nothing"]) {
    it(`answers HEAD with the length that GET has: ${path}`, async () => {
      const handler = apiHandler(fakeServices());
      const whole = await handler(new Request(HERE + path));
      const length = (await whole.bytes()).byteLength;
      const head = await handler(new Request(HERE + path, { method: "HEAD" }));
      expect(head.status).toBe(whole.status);
      expect(head.body).toBeNull();
      if (path === "/nothing") return;
      expect(head.headers.get("Content-Length")).toBe(String(length));
    });
  }

  it("answers HEAD of what has not changed with no length", async () => {
    const headers = { "If-None-Match": '"v1"' };
    const answer = await apiHandler(fakeServices())(
      new Request(`${HERE}/get_schema`, { method: "HEAD", headers }),
    );
    expect(answer.status).toBe(304);
    expect(answer.headers.get("Content-Length")).toBeNull();
  });

  it("begins no stream for HEAD", async () => {
    const services = fakeServices();
    const answer = await apiHandler(services)(
      new Request(`${HERE}/catalog/changes`, { method: "HEAD" }),
    );
    expect(answer.headers.get("Content-Type")).toBe("text/event-stream");
    expect(answer.body).toBeNull();
    expect(services.engine.listeners).toBe(0);
  });
});
