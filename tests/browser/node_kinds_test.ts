import { Buffer } from "node:buffer";
import { expect } from "@std/expect";
import { edgeTexts } from "../helpers/canvas_page.ts";
import { number } from "../helpers/hands_page.ts";
import { pngOf } from "../helpers/images.ts";
import { add } from "../helpers/ops.ts";
import { testCanvas } from "../helpers/test_canvas.ts";

const PIXEL = pngOf(2, 1, [[255, 0, 0], [0, 0, 255]]);

Deno.test("variables and lists", async (t) => {
  await using canvas = await testCanvas([add]);

  await t.step("a variable has a control for each of its types", async () => {
    await using page = await canvas.open({
      nodes: [number("v", 0, 0, { variableValue: 5 })],
      edges: [],
    });
    const node = page.node("v");
    const type = node.getByRole("combobox", { name: "Type" });
    const value = node.getByLabel("Value", { exact: true });
    await node.getByRole("textbox", { name: "Name" }).fill("price");
    expect(await node.locator(".node-title").textContent()).toBe("price");
    expect(await value.inputValue()).toBe("5");
    await type.selectOption("String");
    expect(await value.inputValue()).toBe("5");
    expect(await value.evaluate((field) => field.tagName)).toBe("TEXTAREA");
    await type.selectOption("Boolean");
    await node.getByRole("checkbox", { name: "Value" }).check();
    expect((await page.saved()).nodes[0].data).toMatchObject({ variableValue: true });
    await type.selectOption("List");
    await value.fill("[1, 2");
    expect(await node.locator(".field-problem").count()).toBe(1);
    await value.fill("[1, 2]");
    expect((await page.saved()).nodes[0].data).toMatchObject({ variableValue: [1, 2] });
    await type.selectOption("Object");
    expect(await value.inputValue()).toBe("{}");
    await type.selectOption("Image");
    await value.setInputFiles(file("p.png", "image/png", PIXEL));
    const preview = node.getByRole("img", { name: "Preview" });
    await preview.waitFor();
    expect(await preview.getAttribute("src")).toBe(PIXEL);
    await value.setInputFiles(file("notes.txt", "text/plain", "data:text/plain;base64,aGk="));
    await node.getByText("“notes.txt” is not an image").waitFor();
    await node.getByRole("button", { name: "Remove the image" }).click();
    expect("variableValue" in (await page.saved()).nodes[0].data).toBe(false);
    expect(page.complaints).toEqual([]);
  });

  await t.step("a text or image can become a message for a language model", async () => {
    await using page = await canvas.open({
      nodes: [number("v", 0, 0, { variableValue: 5 })],
      edges: [],
    });
    const node = page.node("v");
    const toggle = node.getByRole("switch", { name: "LLM message" });
    expect(await toggle.count()).toBe(0);
    await node.getByRole("combobox", { name: "Type" }).selectOption("String");
    expect(await node.locator(".output .param-label").textContent()).toBe("value (str)");
    await toggle.check();
    expect(await node.locator(".output .param-label").textContent()).toBe("value (dict)");
    const role = node.getByRole("combobox", { name: "Role" });
    expect(await role.inputValue()).toBe("user");
    expect(await role.locator("option").allTextContents()).toEqual(["system", "user", "assistant"]);
    await role.selectOption("system");
    expect((await page.saved()).nodes[0].data).toMatchObject({
      ...{ variableType: "String", llmMessageFormat: true, llmMessageRole: "system" },
    });
    await node.getByRole("combobox", { name: "Type" }).selectOption("Image");
    expect(await toggle.count()).toBe(1);
  });

  await t.step("a list always has one free input, and shifts when one is removed", async () => {
    await using page = await canvas.open({
      nodes: [
        ...[
          number("a", 0, 0, { variableValue: 1 }),
          number("b", 0, 200, { variableValue: 2 }),
          number("c", 0, 400, { variableValue: 3 }),
        ],
        { id: "list", type: "listNode", position: { x: 400, y: 100 }, data: {} },
      ],
      edges: [],
    });
    const node = page.node("list");
    const inputs = node.locator(".list-input");
    expect(await inputs.count()).toBe(1);
    for (const [index, id] of ["a", "b", "c"].entries()) {
      await page.connect({ node: id, handle: "output" }, {
        node: "list",
        handle: `input-${index}`,
      });
      await inputs.nth(index + 1).waitFor();
    }
    expect(await node.getByText("3 items").count()).toBe(1);
    await node.getByRole("button", { name: "Remove input 1" }).click();
    await node.getByText("2 items").waitFor();
    expect(await inputs.count()).toBe(3);
    expect(edgeTexts(await page.saved())).toEqual([
      "a.output → list.input-0",
      "c.output → list.input-1",
    ]);
    // The edge that shifted ends at its new handle.
    await page.frame("a").focus();
    await page.root.keyboard.press("Enter");
    await page.root.keyboard.press("Delete");
    await node.getByText("1 item").waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["c.output → list.input-0"]);
    for (const items of ["2 items", "3 items", "2 items"]) {
      await page.root.getByRole("button", { name: "Undo" }).click();
      await node.getByText(items).waitFor();
    }
    await page.edges.nth(1).waitFor();
    await page.root.getByRole("button", { name: "Redo" }).click();
    await page.edges.nth(2).waitFor();
    // Not for a moment was an edge without its handle: React Flow would have said so.
    expect(page.complaints).toEqual([]);
  });
});

function file(name: string, mimeType: string, url: string) {
  return { name, mimeType, buffer: Buffer.from(url.slice(url.indexOf(",") + 1), "base64") };
}
