import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { PsynapseError } from "@/engine/core/errors.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import type { EditorPage } from "../helpers/editor_page.ts";
import { op, param } from "../helpers/ops.ts";
import {
  CANARY,
  hostile,
  POLICIES,
  type Stage,
  type Stages,
  startStages,
} from "../helpers/xss_stage.ts";

/** A pack that says something hostile wherever a pack can. */
const OP = op(hostile("op_name"), [
  param(hostile("param"), "float", {
    ts_type: hostile("type"),
    description: hostile("param_text"),
    default: hostile("default"),
  }),
  param("level", "Literal", {
    literal_values: [hostile("literal")],
    literals: [hostile("literal")],
  }),
  param("picture", "Image", { default: `${CANARY}/default.png` }),
], {
  pack: hostile("pack"),
  filepath: hostile("file"),
  docstring: hostile("docstring"),
  deprecated: hostile("deprecated"),
  examples: [hostile("op_example")],
  returns: [{ name: hostile("return"), type: "Any", ts_type: hostile("return_type") }],
});

const PROBLEM = {
  pack: "p",
  file: hostile("problem_file"),
  line: 1,
  message: hostile("problem"),
};

const ids = { call: "call", text: "text", image: "image", odd: hostile("node_id"), view: "view" };
const variable = (variableType: string, variableValue: string, more = {}) => ({
  variableName: "x",
  variableType,
  variableValue,
  ...more,
});

const WORKFLOW = {
  nodes: [
    [ids.call, "functionNode", { functionName: OP.name, pack: OP.pack, values: {} }],
    ["unknown", "functionNode", {
      functionName: hostile("unknown_op"),
      label: hostile("label"),
      values: { [hostile("value_name")]: hostile("value") },
    }],
    [
      ids.text,
      "variableNode",
      variable("String", hostile("variable_value"), {
        variableName: hostile("variable_name"),
        llmMessageFormat: true,
        llmMessageRole: hostile("role"),
      }),
    ],
    [ids.image, "variableNode", variable("Image", `${CANARY}/variable.png`)],
    ["svg", "variableNode", variable("Image", svg(`<script>caught("svg variable")</script>`))],
    ["link", "variableNode", variable("Image", `javascript:caught("image variable")`)],
    [ids.odd, "viewNode", { label: hostile("view_label") }],
    [ids.view, "viewNode", {}],
  ].map(([id, type, data], i) => ({
    ...{ id, type, data },
    position: { x: (i % 4) * 340, y: Math.floor(i / 4) * 560 },
  })),
  edges: [{
    id: hostile("edge_id"),
    source: ids.text,
    sourceHandle: "output",
    target: ids.odd,
    targetHandle: "input",
  }],
};

/** Where a text is shown: elements, and the attribute that holds it where it is not the text. */
interface Place {
  at: string;
  attribute?: string;
  before?(page: EditorPage): Promise<void>;
}

const selectCall = (page: EditorPage) => select(page, ids.call);
const selectText = (page: EditorPage) => select(page, ids.text);

/** Everything that a pack or a workflow file can say, by its name in the text, and where it is shown. */
const SAID: Record<string, Place[]> = {
  op_name: [
    { at: ".library-item-name" },
    { at: ".node-title" },
    { at: ".node-title", attribute: "title" },
    { at: ".react-flow__node", attribute: "aria-label" },
    { at: ".properties-title", before: selectCall },
  ],
  pack: [{ at: ".library .fold-title, .library button" }, { at: ".node-extra" }],
  docstring: [
    { at: ".library-item", attribute: "title" },
    { at: ".docstring", before: selectCall },
  ],
  deprecated: [
    { at: ".library-item", attribute: "title" },
    { at: ".panel-note", before: selectCall },
  ],
  op_example: [{ at: ".example", before: selectCall }],
  file: [{ at: ".properties-source", before: selectCall }],
  param: [
    { at: ".param", attribute: "data-param", before: unfold },
    { at: ".react-flow__handle", attribute: "data-handleid", before: unfold },
    { at: ".property-name", before: selectCall },
  ],
  type: [{ at: ".property-type", before: selectCall }],
  param_text: [{ at: ".property-text", before: selectCall }],
  default: [{ at: ".property-text", before: selectCall }],
  literal: [{ at: "option", before: selectCall }],
  return: [{ at: ".node-outputs .param-name" }],
  return_type: [{ at: ".node-outputs .output", attribute: "title" }],
  problem: [{ at: ".problem-message" }],
  problem_file: [{ at: ".problem-place" }],
  label: [{ at: ".node-title" }],
  unknown_op: [{ at: ".node-note" }],
  value_name: [{ at: ".param-name" }],
  value: [{ at: "textarea, input", attribute: "value" }],
  variable_name: [{ at: "input[aria-label=Name]", attribute: "value" }],
  variable_value: [
    { at: "textarea", attribute: "value" },
    { at: "textarea", attribute: "value", before: selectText },
  ],
  role: [{ at: "option" }],
  view_label: [{ at: ".node-title" }],
  node_id: [
    { at: ".node", attribute: "data-node-id" },
    { at: ".properties-id code", before: (page) => select(page, ids.odd) },
  ],
  edge_id: [{ at: ".react-flow__edge", attribute: "data-id" }],
};

const NODE = { node_id: ids.text, node_number: 1, node_name: hostile("ran_name") };
const ODD = { node_id: ids.odd, node_number: 2, node_name: "View" };

/** Everything that a run can say. */
const TOLD: Record<string, { events: RunEvent[]; places: Place[] }> = {
  ran_name: {
    events: [{ ...NODE, pack: hostile("ran_pack"), status: "executing", inputs: {} }],
    places: [{ at: ".run-card-name" }, { at: ".run-card", attribute: "aria-label" }],
  },
  ran_pack: {
    events: [{ ...NODE, pack: hostile("ran_pack"), status: "executing", inputs: {} }],
    places: [{ at: ".run-card-pack" }],
  },
  ran_id: {
    events: [{ ...NODE, node_id: hostile("ran_id"), status: "executing", inputs: {} }],
    places: [{ at: ".run-card", attribute: "data-node-id" }],
  },
  input_name: {
    events: [{ ...NODE, status: "executing", inputs: { [hostile("input_name")]: 1 } }],
    places: [{ at: ".run-card-inputs dt", before: unfoldInputs }],
  },
  input: {
    events: [{ ...NODE, status: "executing", inputs: { a: hostile("input") } }],
    places: [{ at: ".run-card-inputs dd", before: unfoldInputs }],
  },
  progress: {
    events: [
      { ...NODE, status: "executing", inputs: {} },
      { ...NODE, status: "progress", progress: 0.5, progress_message: hostile("progress") },
    ],
    places: [
      { at: ".run-card-message" },
      { at: ".node-progress", attribute: "title" },
      { at: ".node-progress", attribute: "aria-label" },
    ],
  },
  chunk: {
    events: [
      { ...NODE, status: "executing", inputs: {} },
      { ...NODE, status: "streaming", streaming_chunk: hostile("chunk").slice(0, 9) },
      { ...NODE, status: "streaming", streaming_chunk: hostile("chunk").slice(9) },
    ],
    places: [{ at: ".stream-text" }, { at: ".view-content" }],
  },
  output: {
    events: [{ ...NODE, status: "completed", output: hostile("output") }],
    places: [{ at: ".run-card-value" }],
  },
  error: {
    events: [{ ...NODE, status: "error", error: hostile("error") }],
    places: [
      { at: ".run-card-error" },
      { at: ".node-error" },
      { at: ".node-error", attribute: "title" },
    ],
  },
  skipped: {
    events: [{ ...ODD, status: "error", skipped: true, error: hostile("skipped") }],
    places: [{ at: ".node-error" }],
  },
};

for (const policy of POLICIES) {
  describe(`${policy}, the editor shows as text`, () => {
    let stages: Stages;
    let stage: Stage;
    beforeAll(async () => {
      stages = await startStages({ ops: [OP], problems: [PROBLEM] });
      stage = await stages.open(policy, "/", WORKFLOW);
    });
    afterAll(async () => {
      await stage[Symbol.asyncDispose]();
      await stages[Symbol.asyncDispose]();
    });

    for (const [name, places] of Object.entries(SAID)) {
      it(`what a pack or a file says: ${name}`, async () => {
        for (const place of places) await expectShown(stage.page, place, hostile(name));
        expect(await stage.harm()).toEqual([]);
      });
    }

    it("an image variable that is no image", async () => {
      expect(await stage.page.node(ids.image).locator("img").count()).toBe(0);
      expect(await stage.page.node("link").locator("img").count()).toBe(0);
      await expectShown(stage.page, { at: ".field-problem" }, `${CANARY}/variable.png`);
      // A picture with a script in it is a picture: browsers run nothing in an img.
      expect(await stage.page.node("svg").locator("img").count()).toBe(1);
      expect(await stage.harm()).toEqual([]);
    });

    for (const [name, { events, places }] of Object.entries(TOLD)) {
      it(`what a run says: ${name}`, async () => {
        stages.engine.script = async function* () {
          for (const event of events) yield await Promise.resolve(event);
          // What is at work stays so until the page stops it: the end would take it away.
          if (events.at(-1)?.status !== "completed") await stopped.promise;
          yield { status: "done", results: {} };
        };
        const stopped = Promise.withResolvers<void>();
        try {
          await stage.page.execute();
          for (const place of places) await expectShown(stage.page, place, hostile(name));
          expect(await stage.harm()).toEqual([]);
        } finally {
          stopped.resolve();
        }
        await stage.page.waitForRun("done");
      });
    }

    it("why a run failed", async () => {
      stages.engine.script = async function* () {
        yield await Promise.resolve({ status: "error", error: hostile("run_error") });
      };
      await stage.page.execute();
      await expectShown(stage.page, { at: ".run-error" }, hostile("run_error"));
      expect(await stage.harm()).toEqual([]);
    });

    it("why the server refused a run", async () => {
      stages.engine.refuse = new PsynapseError("bad_request", hostile("detail"));
      await stage.page.execute();
      await expectShown(stage.page, { at: ".run-error" }, hostile("detail"));
      expect(await stage.harm()).toEqual([]);
      stages.engine.refuse = undefined;
    });
  });
}

function svg(inside: string): string {
  const xml = `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(xml)}`;
}

async function expectShown(page: EditorPage, place: Place, text: string): Promise<void> {
  await place.before?.(page);
  await page.root.waitForFunction(
    ([at, attribute, text]) =>
      [...document.querySelectorAll(at)].some((element) => {
        const shown = attribute === "value"
          ? (element as HTMLInputElement).value
          : attribute
          ? element.getAttribute(attribute)
          : element.textContent;
        return shown?.includes(text);
      }),
    [place.at, place.attribute ?? "", text],
    { timeout: 5000 },
  );
}

/** Selects a node, so that the properties panel is about it. */
async function select(page: EditorPage, id: string): Promise<void> {
  // Not with the mouse: where the names are so long, nodes cover each other.
  const node = page.nodes.and(page.root.locator(`[data-id=${JSON.stringify(id)}]`));
  await node.dispatchEvent("click");
  await page.root.locator(".properties-id code").getByText(id, { exact: true }).waitFor();
}

async function unfold(page: EditorPage): Promise<void> {
  const folds = page.root.locator(".node-fold[aria-expanded=false]");
  while (await folds.count() > 0) await folds.first().click();
}

async function unfoldInputs(page: EditorPage): Promise<void> {
  await page.cards.getByRole("button", { name: /^Inputs/ }).first().click();
}
