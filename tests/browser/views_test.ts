import { expect } from "@std/expect";
import { number, view, wire } from "../helpers/hands_page.ts";
import { pngOf } from "../helpers/images.ts";
import { add } from "../helpers/ops.ts";
import { completed, script, testCanvas } from "../helpers/test_canvas.ts";

const PIXEL = pngOf(2, 1, [[255, 0, 0], [0, 0, 255]]);

Deno.test("views", async (t) => {
  await using canvas = await testCanvas([add]);

  const openView = async (value: Parameters<typeof completed>[1]) => {
    canvas.engine.script = script(...completed("view", value));
    const page = await canvas.open({
      nodes: [number("v", 0, 0, { variableValue: 1 }), view("view", 300)],
      edges: [wire("v", "view", "input")],
    });
    await page.node("view").getByText("Execute to see the value").waitFor();
    await page.root.getByRole("button", { name: "Execute" }).click();
    await page.node("view").getByRole("region", { name: "Value" }).waitFor();
    return page;
  };

  await t.step("a view shows lists and objects as a tree, and copies them", async () => {
    await using page = await openView({ sums: [8, 6], note: "ok" });
    const value = page.node("view").getByRole("region", { name: "Value" });
    await value.getByRole("button", { name: /sums/ }).waitFor();
    expect(await value.textContent()).toContain("8");
    await value.getByRole("button", { name: /sums/ }).click();
    await page.node("view").getByRole("button", { name: "Copy the value" }).click();
    await page.node("view").getByRole("button", { name: "Copied" }).waitFor();
    expect(JSON.parse(await page.root.evaluate(() => navigator.clipboard.readText())))
      .toEqual({ sums: [8, 6], note: "ok" });
    expect(page.complaints).toEqual([]);
  });

  await t.step("a view shows text raw or as Markdown, without what could do harm", async () => {
    await using page = await openView("# Title\n\n<img src=x onerror=alert(1)> *soft*");
    const node = page.node("view");
    expect(await node.locator("pre").textContent()).toContain("# Title");
    await node.getByRole("button", { name: "Markdown" }).click();
    await node.getByRole("heading", { name: "Title" }).waitFor();
    expect(await node.locator("[onerror]").count()).toBe(0);
    await node.getByRole("button", { name: "Raw" }).click();
    await node.locator("pre").waitFor();
  });

  await t.step("a view shows an image as an image, and numbers as they are", async () => {
    {
      await using page = await openView(PIXEL);
      const image = page.node("view").getByRole("region", { name: "Value" }).getByRole("img");
      expect(await image.getAttribute("src")).toBe(PIXEL);
    }
    await using page = await openView(0);
    const value = page.node("view").getByRole("region", { name: "Value" });
    expect(await value.textContent()).toBe("0");
  });

  await t.step("a long value scrolls inside of its view", async () => {
    await using page = await openView("line\n".repeat(500));
    const value = page.node("view").getByRole("region", { name: "Value" });
    const [inner, outer] = await value.evaluate((box) => [box.scrollHeight, box.clientHeight]);
    expect(outer).toBeLessThan(400);
    expect(inner).toBeGreaterThan(1000);
    const zoom = await page.root.locator(".react-flow__viewport").getAttribute("style");
    await value.hover();
    await page.root.mouse.wheel(0, 300);
    await page.root.waitForFunction(
      () => (document.querySelector(".view-content")?.scrollTop ?? 0) > 0,
    );
    expect(await page.root.locator(".react-flow__viewport").getAttribute("style")).toBe(zoom);
  });

  await t.step("a view shows text while it streams into it", async () => {
    const more = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const node = { node_id: "v", node_number: 1, node_name: "Chat" };
    canvas.engine.script = async function* () {
      yield { ...node, status: "executing", inputs: {} };
      yield { ...node, status: "streaming", streaming_chunk: "Hello" };
      await more.promise;
      yield { ...node, status: "streaming", streaming_chunk: ", world" };
      await end.promise;
      yield { ...node, status: "completed", output: { text: "Hello, world" } };
      yield* completed("view", "the end");
      yield { status: "done", results: {} };
    };
    await using page = await canvas.open({
      nodes: [number("v", 0, 0, { variableValue: 1 }), view("view", 300)],
      edges: [wire("v", "view", "input")],
    });
    await page.root.getByRole("button", { name: "Execute" }).click();
    const value = page.node("view").getByRole("region", { name: "Value" });
    await value.getByText("Hello", { exact: true }).waitFor();
    expect(await value.getAttribute("aria-busy")).toBe("true");
    more.resolve();
    await value.getByText("Hello, world").waitFor();
    end.resolve();
    await value.getByText("the end").waitFor();
    expect(await value.getAttribute("aria-busy")).toBe("false");
  });
});
