import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Page, Route } from "playwright-core";
import { workflowOf } from "../helpers/journey.ts";
import { add } from "../helpers/ops.ts";
import {
  CANARY,
  hostile,
  POLICIES,
  type Stage,
  type Stages,
  startStages,
} from "../helpers/xss_stage.ts";

/** What a file may be called: with everything that a path can hold. */
const FILE_NAME = `"'><img src=data:, onerror=caught('file name')>`;

const BAD_FILE = {
  version: 1,
  name: hostile("workflow_name"),
  description: hostile("description"),
  nodes: [
    { id: hostile("id"), type: "viewNode", position: { x: 0, y: 0 }, data: {} },
    { id: "odd", type: hostile("kind"), position: { x: 0, y: 0 }, data: {} },
  ],
  edges: [],
};

/** Answers of something that is not this server, or has been got at. */
const ANSWERS: Record<string, Parameters<Route["fulfill"]>[0]> = {
  "a page": { status: 200, contentType: "text/html", body: hostile("page") },
  "an error's page": { status: 502, contentType: "text/html", body: hostile("error_page") },
  "an error in words": { status: 400, json: { detail: hostile("detail") } },
  "an error in an odd form": { status: 500, json: { detail: { [hostile("key")]: 1 } } },
  "of a hostile type": {
    status: 415,
    contentType: `text/html;"${hostile("type").replaceAll(/[^ -~]/g, "")}`,
    json: { detail: hostile("typed") },
  },
  "a stream of something else": {
    status: 200,
    contentType: "text/event-stream",
    body: `data: ${hostile("data")}\n\n`,
  },
  "a stream with a hostile status": {
    status: 200,
    contentType: "text/event-stream",
    body: `data: ${JSON.stringify({ status: hostile("status"), error: hostile("told") })}\n\n`,
  },
};

const encoded = encodeURIComponent(hostile("path").replaceAll("/", ""));

/** Addresses that a link elsewhere can lead to; `change` makes the request another one. */
const PAGES: Record<
  string,
  { path: string; shows: string; change?: (route: Route) => Promise<void> }
> = {
  "a path that is not there": { path: `/${encoded}`, shows: "There is no" },
  "an example that is not there": {
    path: `/workflows/${encoded}.json`,
    shows: hostile("path").replaceAll("/", ""),
  },
  "a run that is not there": {
    path: `/runs/${encoded}/values/${encoded}`,
    shows: hostile("path").replaceAll("/", ""),
  },
  "a value that is kept": { path: "/runs/r/values/n", shows: "onerror=caught" },
  "an example": {
    path: `/workflows/${encodeURIComponent(FILE_NAME)}.json`,
    shows: "onerror=caught",
  },
  "the list of examples": { path: "/workflows", shows: "onerror=caught" },
  "the problems": { path: "/problems", shows: "onerror=caught" },
  "a form of stream that is not known": {
    path: `/execute/stream?events=${encoded}`,
    shows: "GET is not possible here",
  },
  "a type that is refused": {
    path: "/execute",
    shows: "onerror=caught",
    change: (route) =>
      route.continue({
        method: "POST",
        headers: {
          accept: "text/html",
          "content-type": hostile("content_type"),
          "sec-fetch-site": "same-origin",
        },
        postData: "{}",
      }),
  },
};

const PROBLEM = { pack: "p", message: hostile("problem") };

let folder: string;
let stages: Stages;
beforeAll(async () => {
  folder = await Deno.makeTempDir({ prefix: "psynapse_workflows_" });
  await Deno.writeTextFile(`${folder}/${FILE_NAME}.json`, JSON.stringify(BAD_FILE));
  stages = await startStages({ ops: [add], problems: [PROBLEM], workflows: folder });
  stages.engine.values.set("r n", hostile("kept"));
});
afterAll(async () => {
  await stages[Symbol.asyncDispose]();
  await Deno.remove(folder, { recursive: true });
});

describe("what these tests look at", () => {
  let stages: Stages;
  beforeAll(async () => {
    stages = await startStages({ ops: [add] });
  });
  afterAll(async () => await stages[Symbol.asyncDispose]());

  it("shows harm where there is no policy", async () => {
    await using stage = await stages.open("without the policy");
    await stage.page.root.evaluate((html) => {
      document.body.append(document.createRange().createContextualFragment(html));
      open("about:blank#window");
    }, hostile("control"));
    const harm = (await stage.harm()).join("\n");
    expect(harm).toContain("script: control");
    expect(harm).toContain(`request: ${CANARY}/control`);
    expect(harm).toContain("window: ");
    expect(harm).toContain("element: <svg onload=");
    expect(harm).toContain("element: <script>");
    expect(await stage.harm()).not.toContain("script: control");
  });

  it("shows what the policy had to stop", async () => {
    await using stage = await stages.open("with the policy");
    await stage.page.root.evaluate((html) => {
      document.body.append(document.createRange().createContextualFragment(html));
    }, hostile("control"));
    const harm = (await stage.harm()).join("\n");
    expect(harm).not.toContain("script: control");
    expect(harm).toContain("stopped by the policy, script-src-elem: inline");
    expect(harm).toContain("stopped by the policy, script-src-attr: inline");
    expect(harm).toContain(`stopped by the policy, img-src: ${CANARY}/control`);
  });
});

for (const policy of POLICIES) {
  describe(`${policy}, nothing runs`, () => {
    it("of an example's name, description and file", async () => {
      await using stage = await stages.open(policy);
      const { root } = stage.page;
      await root.getByRole("button", { name: "Open", exact: true }).click();
      const item = root.getByRole("group", { name: "Templates" }).getByRole("menuitem").first();
      await item.waitFor();
      expect(await item.textContent()).toContain(hostile("workflow_name"));
      expect(await item.textContent()).toContain(hostile("description"));
      expect(await stage.harm()).toEqual([]);
      await item.click();
      await stage.page.nodes.first().waitFor();
      const notice = root.getByRole("region", { name: "Notices" });
      await notice.getByText(hostile("kind")).waitFor();
      expect(await notice.textContent()).toContain(FILE_NAME);
      expect(await stage.harm()).toEqual([]);
    });

    it("of a template in the gallery, and of what it needs", async () => {
      await using stage = await stages.open(policy);
      const { root } = stage.page;
      await root.getByRole("button", { name: "Open", exact: true }).click();
      await root.getByRole("menuitem", { name: "Browse templates" }).click();
      const card = root.getByRole("dialog", { name: "Templates" }).locator(".template").first();
      await card.locator(".picture-node").first().waitFor();
      expect(await card.textContent()).toContain(hostile("workflow_name"));
      expect(await card.textContent()).toContain(hostile("description"));
      expect(await stage.harm()).toEqual([]);
      await card.getByRole("button").click();
      await stage.page.nodes.first().waitFor();
      expect(await stage.harm()).toEqual([]);
    });

    it("of a file that is opened, and saved under a name of this page's own", async () => {
      await using stage = await stages.open(policy);
      await stage.page.openFile(`${FILE_NAME}.json`, "{");
      await stage.page.notice.getByText(`Cannot open “${FILE_NAME}.json”`).waitFor();
      await stage.page.openFile(`${FILE_NAME}.json`, JSON.stringify(BAD_FILE));
      await stage.page.nodes.first().waitFor();
      const { name, text } = await stage.page.save();
      expect(name).toMatch(/^workflow-[\d-]+\.json$/);
      expect(JSON.parse(text).name).toBe(BAD_FILE.name);
      expect(await stage.harm()).toEqual([]);
    });

    it("of what is pasted, onto the canvas and into a field", async () => {
      await using stage = await stages.open(policy, "/", workflowOf({ v: "text" }));
      const { root } = stage.page;
      await root.evaluate(paste, ["body", JSON.stringify(BAD_FILE), hostile("pasted")]);
      await stage.page.nodes.nth(1).waitFor();
      await root.evaluate(paste, ["textarea", hostile("pasted"), hostile("pasted")]);
      await root.locator("textarea").first().fill(hostile("typed"));
      await root.getByRole("searchbox").fill(hostile("search"));
      await root.locator(".library").getByText(hostile("search")).waitFor();
      expect(await stage.harm()).toEqual([]);
    });

    it("of what is dropped onto the canvas", async () => {
      await using stage = await stages.open(policy);
      const item = JSON.stringify({ type: "functionNode", op: { name: hostile("op"), pack: "p" } });
      const transfer = await stage.page.root.evaluateHandle(([item, html]) => {
        const data = new DataTransfer();
        data.setData("application/psynapse", item);
        data.setData("text/html", html);
        return data;
      }, [item, hostile("dropped")]);
      await stage.page.root.locator(".react-flow").dispatchEvent("drop", {
        dataTransfer: transfer,
      });
      await stage.page.notice.getByText(hostile("op")).waitFor();
      expect(await stage.harm()).toEqual([]);
    });

    it("of the names of variables in the settings", async () => {
      await using stage = await stages.open(policy);
      const { root } = stage.page;
      await root.getByRole("button", { name: "Settings" }).click();
      await root.getByRole("button", { name: "Add a variable" }).click();
      await root.getByPlaceholder("NAME").fill(hostile("env_name"));
      await root.getByPlaceholder("value").fill(hostile("env_value"));
      const label = await root.getByPlaceholder("value").getAttribute("aria-label");
      expect(label).toContain(hostile("env_name"));
      await root.locator(".env-row .field-problem").waitFor();
      expect(await stage.harm()).toEqual([]);
    });
  });

  describe(`${policy}, nothing runs of a server's answer that is`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await stages.open(policy, "/", workflowOf({ v: "view" }));
    });
    afterAll(async () => await stage[Symbol.asyncDispose]());

    for (const [name, answer] of Object.entries(ANSWERS)) {
      it(name, async () => {
        const { root } = stage.page;
        await root.route(/execute.stream|get_schema/, (route) => route.fulfill(answer));
        await stage.page.execute();
        await root.locator(".run-error").getByText(/\S/).first().waitFor();
        stages.engine.changeCatalog(crypto.randomUUID());
        await root.locator(".catalog-notice[data-problem]").waitFor();
        expect(await stage.harm()).toEqual([]);
        await root.unrouteAll();
        await root.getByRole("button", { name: "Try now" }).click();
        await root.locator(".catalog-notice").waitFor({ state: "detached" });
      });
    }
  });

  describe(`${policy}, an answer that is opened as a page is text:`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await stages.open(policy, "/favicon.svg");
    });
    afterAll(async () => await stage[Symbol.asyncDispose]());

    for (const [name, { path, shows, change }] of Object.entries(PAGES)) {
      it(name, async () => {
        const { root } = stage.page;
        if (change) await root.route("**/*", change);
        const answer = await root.goto(stages.server.url + path);
        expect(answer?.headers()["x-content-type-options"]).toBe("nosniff");
        expect(await shownText(root)).toContain(shows);
        // The pages that say what is wrong, and those that a browser makes of JSON, have such elements.
        const harm = (await stage.harm()).filter((one) =>
          !/^element: <(meta|style|link) /.test(one)
        );
        expect(harm).toEqual([]);
        await root.unrouteAll();
      });
    }
  });
}

/** Runs in the page: what a browser does when the user pastes. */
function paste([at, text, html]: string[]): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  clipboardData.setData("text/html", html);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector(at)?.dispatchEvent(event);
}

async function shownText(page: Page): Promise<string> {
  return await page.evaluate(() => document.documentElement.textContent ?? "");
}
