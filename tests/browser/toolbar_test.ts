import { expect } from "@std/expect";
import type { RunEvent } from "@/engine/core/run_event.ts";
import { choose, downloaded, type EditorPage } from "../helpers/editor_page.ts";
import { workflowOf } from "../helpers/journey.ts";
import { add } from "../helpers/ops.ts";
import { testPanels } from "../helpers/panel_page.ts";

const DONE: RunEvent = { status: "done", results: {} };
const GRAPH = workflowOf({ n1: ["add", { a: 1, b: 2 }] });

function settings(page: EditorPage) {
  return page.root.getByRole("dialog", { name: "Settings" });
}

Deno.test("toolbar and settings", async (t) => {
  await using panels = await testPanels([add]);

  await t.step(
    "has Settings, Open, Save and Execute, with their keys in the tooltips",
    async () => {
      await using page = await panels.open();
      const toolbar = page.root.getByRole("banner");
      for (
        const [name, keys] of [
          ["Settings", "Ctrl+,"],
          ["Open", "Ctrl+O"],
          ["Save", "Ctrl+S"],
          ["Execute", "Ctrl+Enter"],
        ]
      ) {
        const button = toolbar.getByRole("button", { name, exact: true });
        expect(await button.getAttribute("title")).toContain(keys);
      }
      expect(page.complaints).toEqual([]);
    },
  );

  await t.step("Execute becomes Stop while a run is active", async () => {
    await using page = await panels.open(GRAPH);
    const run = panels.nextRun();
    await page.execute();
    await page.waitForRun("running");
    const place = await page.executeButton.boundingBox();
    // The focus stays on the button, so that the keyboard can stop the run.
    await page.executeButton.and(page.root.locator(":focus")).waitFor();
    run.push(DONE);
    await page.waitForRun("done");
    expect(await page.executeButton.boundingBox()).toEqual(place);
  });

  await t.step("Ctrl+Enter executes, from a field too", async () => {
    await using page = await panels.open(GRAPH);
    const run = panels.nextRun();
    await page.field("n1", "a").focus();
    await page.root.keyboard.press("ControlOrMeta+Enter");
    await page.waitForRun("running");
    // A second press does not start a second run, and stops nothing.
    const before = panels.engine.requests.length;
    await page.root.keyboard.press("ControlOrMeta+Enter");
    run.push(DONE);
    await page.waitForRun("done");
    expect(panels.engine.requests.length).toBe(before);
  });

  await t.step("Ctrl+S saves, Ctrl+O opens, with the same graph", async () => {
    await using page = await panels.open(GRAPH);
    const file = await downloaded(
      page.root,
      () => page.root.keyboard.press("ControlOrMeta+s"),
    );
    expect(file.name).toMatch(/^workflow-.*\.json$/);
    expect(JSON.parse(file.text).nodes[0].data.values).toEqual({ a: 1, b: 2 });
    const chooser = page.root.waitForEvent("filechooser");
    await page.root.keyboard.press("ControlOrMeta+o");
    await choose(await chooser, file.name, file.text.replace('"a": 1', '"a": 77'));
    await page.root.waitForFunction(() =>
      [...document.querySelectorAll("input")].some(({ value }) => value === "77")
    );
    expect(page.complaints).toEqual([]);
  });

  await t.step("Open lists the server's examples, by keyboard too", async () => {
    await using page = await panels.open();
    await page.root.getByRole("button", { name: "Open", exact: true }).press("Enter");
    const menu = page.root.getByRole("menu", { name: "Open" });
    await menu.getByRole("menuitem", { name: "Arithmetic" }).waitFor();
    expect(await menu.getByRole("menuitem").count()).toBeGreaterThan(6);
    await menu.getByRole("menuitem").first().and(page.root.locator(":focus")).waitFor();
    await page.root.keyboard.press("ArrowDown");
    await menu.getByRole("menuitem").nth(1).and(page.root.locator(":focus")).waitFor();
    await page.root.keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });
    await page.root.getByRole("button", { name: "Open", exact: true })
      .and(page.root.locator(":focus")).waitFor();
    await page.openExample("Arithmetic");
    await page.nodes.nth(9).waitFor();
    await page.root.getByRole("banner").getByText("Arithmetic").waitFor();
  });

  await t.step("Open says why there are no examples", async () => {
    await using page = await panels.open();
    await page.ready();
    await panels.server.cut();
    await page.root.getByRole("button", { name: "Open", exact: true }).click();
    await page.root.getByRole("menu").getByRole("alert").getByText("The server does not answer.")
      .waitFor();
    panels.server.start();
  });

  await t.step("a menu closes when something else is pressed", async () => {
    await using page = await panels.open();
    await page.root.getByRole("button", { name: "Open", exact: true }).click();
    await page.root.getByRole("menu").waitFor();
    await page.root.locator(".react-flow__pane").click({ position: { x: 300, y: 700 } });
    await page.root.getByRole("menu").waitFor({ state: "detached" });
  });

  await t.step("a broken file is explained, and the graph stays", async () => {
    await using page = await panels.open(GRAPH);
    await page.openFile("broken.json", '{"nodes": 5}');
    const notice = page.root.getByRole("region", { name: "Notices" }).getByRole("alert");
    await notice.getByText(/Cannot open “broken.json”/).waitFor();
    expect(await page.nodeIds()).toEqual(["n1"]);
    await notice.getByRole("button", { name: "Dismiss" }).click();
    await notice.waitFor({ state: "detached" });
  });

  await t.step("Settings keeps environment variables in the session alone", async () => {
    await using page = await panels.open(GRAPH);
    await page.root.keyboard.press("ControlOrMeta+,");
    await settings(page).getByRole("button", { name: "Add a variable" }).click();
    // The new row has the focus.
    await page.root.keyboard.type("API_KEY");
    const value = settings(page).getByLabel("Value of API_KEY", { exact: true });
    await value.fill("secret-1");
    expect(await value.getAttribute("type")).toBe("password");
    await settings(page).getByRole("button", { name: "Reveal the value of API_KEY" }).click();
    expect(await value.getAttribute("type")).toBe("text");
    await settings(page).getByRole("button", { name: "Done" }).click();
    await settings(page).waitFor({ state: "detached" });

    const run = panels.nextRun();
    await page.execute();
    run.push(DONE);
    await page.waitForRun("done");
    expect(panels.engine.requests.at(-1)?.envVars).toEqual({ API_KEY: "secret-1" });

    const kept = await page.root.evaluate(() => ({
      local: JSON.stringify({ ...localStorage }),
      session: JSON.stringify({ ...sessionStorage }),
    }));
    expect(kept.local).not.toContain("secret-1");
    expect(kept.session).toContain("secret-1");
    expect((await page.save()).text).not.toContain("secret-1");

    await page.reload();
    await page.root.getByRole("button", { name: "Settings" }).click();
    const again = settings(page).getByLabel("Value of API_KEY", { exact: true });
    expect(await again.inputValue()).toBe("secret-1");
    expect(await again.getAttribute("type")).toBe("password");
    await settings(page).getByRole("button", { name: "Remove API_KEY" }).click();
    await settings(page).getByText("There are none.").waitFor();
    await page.root.keyboard.press("Escape");
    await settings(page).waitFor({ state: "detached" });
    expect(page.complaints).toEqual([]);
  });

  await t.step("Settings marks a name that cannot be sent, and does not send it", async () => {
    await using page = await panels.open(GRAPH);
    await page.root.getByRole("button", { name: "Settings" }).click();
    await settings(page).getByRole("button", { name: "Add a variable" }).click();
    const name = settings(page).getByLabel("Name", { exact: true });
    await name.fill("1 BAD");
    await settings(page).getByText("It is not sent.").waitFor();
    expect(await name.getAttribute("aria-invalid")).toBe("true");
    await page.root.keyboard.press("Escape");
    const run = panels.nextRun();
    await page.execute();
    run.push(DONE);
    await page.waitForRun("done");
    expect(panels.engine.requests.at(-1)?.envVars).toEqual({});
  });

  await t.step("shortcuts do nothing behind a dialog", async () => {
    await using page = await panels.open(GRAPH);
    await page.root.keyboard.press("ControlOrMeta+,");
    await settings(page).waitFor();
    const before = panels.engine.requests.length;
    await page.root.keyboard.press("ControlOrMeta+Enter");
    await page.root.keyboard.press("Escape");
    await settings(page).waitFor({ state: "detached" });
    expect(await page.executeButton.innerText()).toBe("Execute");
    expect(panels.engine.requests.length).toBe(before);
  });

  await t.step("a press beside the dialog closes it", async () => {
    await using page = await panels.open(GRAPH);
    await page.root.getByRole("button", { name: "Settings" }).click();
    await settings(page).waitFor();
    await page.root.mouse.click(10, 400);
    await settings(page).waitFor({ state: "detached" });
  });
});
