import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Locator } from "playwright-core";
import type { JsonValue } from "@/engine/core/json.ts";
import type { EditorPage } from "../helpers/editor_page.ts";
import { workflowOf } from "../helpers/journey.ts";
import { add } from "../helpers/ops.ts";
import {
  CANARY,
  hostile,
  type Policy,
  type Stage,
  type Stages,
  startStages,
} from "../helpers/xss_stage.ts";

const DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
const RUN = `caught('x')`;

/** Markdown that tries something, and what of it is still to be read. */
const MARKDOWN: Record<string, [text: string, shows: string]> = {
  "a link to a script": [`[press](javascript:${RUN})`, "press"],
  "a link to a script in capitals": [`[press](JaVaScRiPt:${RUN})`, "press"],
  "a link to a script with entities": [`[press](java&#115;cript&colon;${RUN})`, "press"],
  "a link to a script in brackets": [`[press](<\u0001 javascript:${RUN}>)`, "press"],
  "a link to vbscript": [`[press](vbscript:msgbox(1))`, "press"],
  "a link to a document of data": [`[press](data:text/html,<script>${RUN}</script>)`, "press"],
  "a link to a blob": [`[press](blob:null/1)`, "press"],
  "a link to a file": [`[press](file:///etc/passwd)`, "press"],
  "a reference link to a script": [`[press][1]\n\n[1]: javascript:${RUN}`, "press"],
  "an autolink to a script": [`<javascript:${RUN}>`, "javascript:"],
  "a title that ends its attribute": [
    `[press](https://example.org 'a" onmouseover="${RUN.replaceAll("'", "`")}')`,
    "press",
  ],
  "an address that ends its attribute": [
    `[press](https://example.org/"onmouseover="${RUN})`,
    "press",
  ],
  "a language of code that ends its attribute": [
    '```"><img src=data:, onerror=caught(1)>\ncode\n```',
    "code",
  ],
  "an alternative text that ends its attribute": [`!["onerror=${RUN} x="](${DOT}) x`, "x"],
  "an image from elsewhere": [`![far away](${CANARY}/a.png)`, "far away"],
  "an image from elsewhere, by reference": [`![far][1]\n\n[1]: ${CANARY}/a.png`, "far"],
  "an image from elsewhere, without a scheme": [`![far](//canary.invalid/a.png)`, "far"],
  "an image of this server": [`![here](/runs/x/values/y)`, "here"],
  "a heading with the name of something else": [`# caught\n\n# body {#location}`, "caught"],
};

/** HTML in Markdown that tries something: all of it is to be read as it was written. */
const HTML: Record<string, string> = {
  "a script": `a <script>${RUN}</script> b`,
  "a script in an attribute": `a <b onclick="${RUN}" onmouseover=caught()>bold</b>`,
  "an image that fails": `<img src="data:," onerror="${RUN}" alt="picture">`,
  "an element that tells of itself": `<details open ontoggle="${RUN}">told</details>`,
  "an animation that tells of itself":
    `<b style="animation: spin 1ms" onanimationstart="${RUN}">spin</b>`,
  "a link to a script with a tab": `<a href="java\tscript:${RUN}">press</a>`,
  "an image from elsewhere": `<img alt="far" src="${CANARY}/a.png" srcset="${CANARY}/b.png 2x">`,
  "a picture": `<picture><source srcset="${CANARY}/a.png"><img alt="far"></picture>`,
  "a background":
    `<table background="${CANARY}/a.png"><tr><td background="${CANARY}/b.png">cell</td></tr></table>`,
  "a style": `a<style>@import "${CANARY}/a.css"; body { display: none }</style>`,
  "a style in an attribute":
    `<b style="background: url(${CANARY}/a.png); position: fixed; inset: 0">over</b>`,
  "the page's own classes": `<div class="notice" data-kind="error">warning</div>`,
  "a video": `<video poster="${CANARY}/a.png" src="${CANARY}/a.mp4" autoplay>film</video>`,
  "a sound": `<audio src="${CANARY}/a.mp3" autoplay onerror="${RUN}"></audio>x`,
  "a frame": `a<iframe src="javascript:parent.${RUN}" srcdoc="<script>${RUN}</script>"></iframe>`,
  "a frame of another site": `a<iframe src="${CANARY}"></iframe>`,
  "an object": `a<object data="${CANARY}/a.svg"></object><embed src="${CANARY}/a.svg">`,
  "another base": `<base href="${CANARY}/">`,
  "another page": `a<meta http-equiv="refresh" content="0; url=${CANARY}">`,
  "a style sheet": `a<link rel="stylesheet" href="${CANARY}/a.css">`,
  "a connection that is made early": `a<link rel="preconnect" href="${CANARY}">`,
  "a form": `<form action="${CANARY}"><input name="key"><button>Sign in</button></form>x`,
  "a field that is focused": `<input autofocus onfocus="${RUN}">x`,
  "a map with links":
    `<map name="m"><area href="javascript:${RUN}" coords="0,0,9,9"></map><img usemap="#m">`,
  "SVG with a script": `<svg><script>${RUN}</script></svg>x`,
  "SVG that loads": `<svg onload="${RUN}"><image href="${CANARY}/a.png"/></svg>x`,
  "SVG with HTML inside":
    `<svg><foreignObject><img src=data:, onerror="${RUN}"></foreignObject></svg>x`,
  "SVG that changes a link":
    `<svg><a><animate attributeName="href" values="javascript:${RUN}"/><text>x</text></a></svg>y`,
  "SVG that uses another one": `<svg><use href="${CANARY}/a.svg#x"/></svg>x`,
  "MathML with a link":
    `<math><maction actiontype="statusline" xlink:href="javascript:${RUN}">x</maction></math>y`,
  "MathML that is read in another way the second time":
    `x<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=caught()&gt;">`,
  "noscript that is read in another way the second time":
    `x<noscript><p title="</noscript><img src=data:, onerror=caught()>"></noscript>`,
  "a comment that ends early": `x<!--><img src=data:, onerror=caught()>-->`,
  "a template": `x<template><img src=data:, onerror=caught()></template>`,
  "elements of this page's own":
    `x<x-y is="a" onclick=caught()></x-y><slot name="a"></slot><portal src="${CANARY}"></portal>`,
  "names that hide the page's own":
    `<a id="caught" name="body">x</a><form id="location"><img name="getElementById"></form>`,
  "a popover over the page": `<div popover id="p">x</div><button popovertarget="p">y</button>`,
  "tags that are allowed, with more in them": `<br onclick=caught()><kbd/onclick=caught()>x</kbd>`,
  "entities that would be tags": `&lt;img src=data:, onerror=caught()&gt;`,
};

/** Values that are shown as they are. */
const RAW: Record<string, [value: JsonValue, shows: string]> = {
  "a text": [hostile("text"), hostile("text")],
  "a text in a list": [[hostile("item")], JSON.stringify(hostile("item"))],
  "a key": [{ [hostile("key")]: 1 }, hostile("key")],
  "a key that all objects have": [JSON.parse(`{"__proto__": "own"}`), "own"],
  "an address of an image": [`${CANARY}/a.png`, `${CANARY}/a.png`],
  "an address of an image in a list": [[`${CANARY}/a.png`], `${CANARY}/a.png`],
  "a document of data": [`data:text/html,<script>${RUN}</script>`, "data:text/html,<script>"],
  "a document that says it is an image": [
    `data:image/png,text/html"><script>${RUN}</script>`,
    "",
  ],
  "a preview that is none of the server's": [
    { $preview: true, type: "str", size: 5, length: 5, text: hostile("preview") },
    hostile("preview"),
  ],
  "a preview of an image from elsewhere": [
    { $preview: true, type: hostile("type"), size: 5, text: `${CANARY}/a.png` },
    `${CANARY}/a.png`,
  ],
  "a picture with a script": [
    `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><script>${RUN}` +
    `</script><image href="${CANARY}/a.png"/><foreignObject><iframe xmlns=` +
    `"http://www.w3.org/1999/xhtml" src="${CANARY}"/></foreignObject></svg>`,
    "",
  ],
};

/** A policy's stages, made once for all tests of a group. */
function useStage(policy: Policy): { stages(): Stages; stage(): Stage } {
  let stages: Stages;
  let stage: Stage;
  beforeAll(async () => {
    stages = await startStages({ ops: [add] });
    stage = await stages.open(policy, "/", workflowOf({ n1: "view" }));
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    await stages[Symbol.asyncDispose]();
  });
  return { stages: () => stages, stage: () => stage };
}

describe("a value does no harm, where no policy helps", () => {
  const { stages, stage } = useStage("without the policy");

  for (const [name, [value, shows]] of Object.entries(RAW)) {
    it(`as it is: ${name}`, async () => {
      await show(stages(), stage().page, value);
      expect(await stage().page.viewed("n1").textContent()).toContain(shows);
      expect(await stage().harm()).toEqual([]);
    });
  }

  for (const [name, [text, shows]] of Object.entries(MARKDOWN)) {
    it(`as Markdown: ${name}`, () => expectHarmless(stages(), stage(), text, shows));
  }

  for (const [name, text] of Object.entries(HTML)) {
    it(`as HTML in Markdown: ${name}`, () => {
      const shows = text.startsWith("&") ? "<img src=data:, onerror=caught()>" : text;
      // The end of an element that did not begin has nothing to end.
      const shown = shows.replaceAll(/<\/(b|kbd|details)>/g, "");
      return expectHarmless(stages(), stage(), text, shown);
    });
  }

  it("links open elsewhere, without a way back", async () => {
    const text = "[a](https://example.org) https://example.org <b@c.org>";
    const links = (await showMarkdown(stages(), stage().page, text)).locator("a");
    await links.first().waitFor();
    for (const link of await links.all()) {
      expect(await link.getAttribute("target")).toBe("_blank");
      expect(await link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
    }
  });

  it("tags that only say how a text looks do so", async () => {
    const text = "a<br>b H<sub>2</sub>O <KBD>x</KBD>\n\n- [x] y\n- [ ] z";
    const content = await showMarkdown(stages(), stage().page, text);
    await content.locator("sub").waitFor();
    expect(await content.locator("br, sub, kbd").count()).toBe(3);
    expect(await content.innerText()).toContain("☑ y");
  });
});

describe("a value does no harm, and the policy has nothing to stop", () => {
  const { stages, stage } = useStage("with the policy");

  it("as it is: all of them", async () => {
    await show(stages(), stage().page, Object.values(RAW).map(([value]) => value));
    expect(await stage().page.viewed("n1").textContent()).toContain(CANARY);
    expect(await stage().harm()).toEqual([]);
  });

  for (const [kind, texts] of Object.entries({ MARKDOWN, HTML })) {
    it(`as Markdown: all of them (${kind})`, async () => {
      const all = Object.values(texts).map((text) => typeof text === "string" ? text : text[0]);
      await expectHarmless(stages(), stage(), all.join("\n\n"), "x");
    });
  }
});

async function expectHarmless(
  stages: Stages,
  { page, harm }: Stage,
  text: string,
  shows: string,
): Promise<void> {
  const start = `start ${crypto.randomUUID()}`;
  const content = await showMarkdown(stages, page, `${start}\n\n${text}`);
  await content.getByText(start).waitFor();
  expect(blanks(await content.textContent())).toContain(blanks(shows));
  // A link that leads nowhere does nothing; the others open elsewhere, and are left alone.
  await content.evaluate((all) => {
    for (const link of all.querySelectorAll<HTMLElement>("a:not([href])")) link.click();
  });
  const odd = await content.evaluate((all) =>
    [...all.querySelectorAll("*")].flatMap((one) => one.getAttributeNames())
      .filter((name) => !/^(href|rel|target|src|alt|title|align|start)$/.test(name))
  );
  expect(odd).toEqual([]);
  expect(await harm()).toEqual([]);
}

/** Shows a text as Markdown; gives the element that it is in. */
async function showMarkdown(stages: Stages, page: EditorPage, text: string): Promise<Locator> {
  await show(stages, page, text);
  const button = page.node("n1").getByRole("button", { name: "Markdown" });
  if (await button.getAttribute("aria-pressed") === "false") await button.click();
  return page.viewed("n1").locator(".markdown");
}

/** With single blanks. */
function blanks(text: string | null): string {
  return (text ?? "").replaceAll(/\s+/g, " ");
}

/** Runs a graph of one view, which gets the value. */
async function show(stages: Stages, page: EditorPage, value: JsonValue): Promise<void> {
  const node = { node_id: "n1", node_number: 1, node_name: `View ${crypto.randomUUID()}` };
  stages.engine.script = async function* () {
    yield await Promise.resolve({ ...node, status: "executing", inputs: {} });
    yield { ...node, status: "completed", output: value };
    yield { status: "done", results: {} };
  };
  await page.execute();
  // The last run's end is still on the page until this one begins.
  await page.cards.getByText(node.node_name).waitFor();
  await page.waitForRun("done");
}
