import { expect } from "@std/expect";
import type { RunEvent } from "@/engine/core/run_event.ts";
import { workflowOf } from "../helpers/journey.ts";
import { op, param } from "../helpers/ops.ts";
import { nodeEvents, testPanels } from "../helpers/panel_page.ts";

const ASK = op("ask_model", [
  param("prompt", "str", { multiline: true }),
  param("key", "str", { password: true }),
  param("heat", "float", { min: 0, max: 2, step: 0.5, unit: "degrees" }),
], {
  title: "Ask a model",
  icon: "bot",
  category: "Chat",
  examples: ["```ts\nask_model('x')\n```"],
});
const OPS = [ASK, op("plain", []), op("hidden_op", [], { hidden: true })];
const GRAPH = workflowOf({ n1: ["ask_model", { heat: 1 }] }, []);

Deno.test("ops with tags, and what they log", async (t) => {
  await using panels = await testPanels(OPS);

  await t.step("have their title, icon and place in the library", async () => {
    await using page = await panels.open(GRAPH);
    const library = page.root.getByRole("complementary", { name: "Library" });
    const chat = library.getByRole("group", { name: "Chat" });
    expect(await chat.getByRole("button").allInnerTexts()).toEqual([
      expect.stringMatching(/^Ask a model/),
    ]);
    expect(await library.getByText("hidden_op").count()).toBe(0);
    expect(await page.node("n1").locator(".node-title").innerText()).toBe("Ask a model");
    // The icon of a bot has a head; that of a function is a box.
    await page.node("n1").locator('.node-head svg path[d="M12 8V4H8"]').waitFor();
    expect(page.complaints).toEqual([]);
  });

  await t.step("have fields for units, bounds, several lines and secrets", async () => {
    await using page = await panels.open(GRAPH);
    const heat = page.node("n1").getByRole("spinbutton", { name: /heat/ });
    await heat.waitFor();
    const row = page.node("n1").locator('[data-param="heat"]');
    expect(await row.innerText()).toContain("degrees");
    expect([await heat.getAttribute("aria-valuemin"), await heat.getAttribute("aria-valuemax")])
      .toEqual(["0", "2"]);
    await heat.press("ArrowUp");
    expect(await heat.inputValue()).toBe("1.5");
    await heat.press("ArrowUp");
    await heat.press("ArrowUp");
    expect(await heat.inputValue()).toBe("2");
    await heat.fill("7");
    await row.getByText("it must be from 0 to 2 degrees").waitFor();
    expect(await heat.getAttribute("aria-invalid")).toBe("true");
    await heat.fill("1");

    const prompt = page.node("n1").locator('[data-param="prompt"] textarea');
    expect(await prompt.getAttribute("rows")).toBe("4");
    const key = page.node("n1").locator('[data-param="key"] input');
    expect(await key.getAttribute("type")).toBe("password");
    await key.fill("sk-hidden");
    await prompt.fill("Hello there");
    await page.node("n1").getByRole("button", { name: "Reveal key" }).click();
    expect(await key.getAttribute("type")).toBe("text");
    const draft = JSON.stringify(await page.saved());
    expect(draft).toContain("Hello there");
    expect(draft).not.toContain("sk-hidden");
    expect(page.complaints).toEqual([]);
  });

  await t.step("log into their cards, folded, with levels in words and by keyboard", async () => {
    await using page = await panels.open(GRAPH);
    const run = panels.nextRun();
    const [one] = [nodeEvents(1, "ask_model")];
    const log = (level: "log" | "warn" | "error", text: string): RunEvent => ({
      ...{ node_id: "n1", node_number: 1, node_name: "ask_model", pack: "basic" },
      status: "log",
      level,
      text,
    });
    await page.execute();
    run.push(one.executing());
    run.push(log("log", "one\n  line"));
    run.push(log("warn", "<b>careful</b>"));
    const fold = page.card("n1").getByRole("button", { name: "Log" });
    await fold.waitFor();
    expect(await page.card("n1").getByRole("log").count()).toBe(0);
    await fold.press("Enter");
    const lines = page.card("n1").getByRole("log", { name: "Log of ask_model" });
    await lines.focus();
    expect(await lines.evaluate((element) => element === document.activeElement)).toBe(true);
    run.push(log("error", "wrong"));
    await lines.getByText("wrong").waitFor();
    expect(await fold.innerText()).toMatch(/Log\s*3/);
    expect(await lines.locator("li").allInnerTexts()).toEqual([
      "one\n  line",
      expect.stringMatching(/^Warning\s*<b>careful<\/b>$/),
      expect.stringMatching(/^Error\s*wrong$/),
    ]);
    // What was unfolded stays so; the log stays with the node that has ended.
    run.push(one.completed(1));
    await page.waitForCard("n1", "completed");
    expect(await lines.count()).toBe(1);
    run.push({ status: "done", results: {} });
    await page.waitForRun("done");
    expect(page.complaints).toEqual([]);
  });
});
