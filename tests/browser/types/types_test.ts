import { expect } from "@std/expect";
import { startJourneys, workflowOf } from "../../helpers/journey.ts";

Deno.test("types you can see", async (t) => {
  await using journeys = await startJourneys("basic", "data", "text");
  const graph = workflowOf(
    {
      split: ["split_at", { text: "a,b" }],
      sum: ["add", { b: 1 }],
      take: ["take_rows"],
      old: ["greeet", { name: "Ada", greting: "Hi" }],
      shown: "view",
      hello: ["greet"],
      typed: ["take_rows", { rows: ["no row"], cuont: 2 }],
    },
    ["split -> take.rows", "old -> shown", "sum -> hello.name"],
    {
      take: [2, 0],
      sum: [0, 1],
      old: [1, 1],
      shown: [2, 1],
      split: [0, 0],
      hello: [1, 2],
      typed: [2, 2],
    },
  );
  await using page = await journeys.open(graph);
  const { root } = page;
  const problems = root.getByRole("button", { name: /problem/ });

  await t.step(
    "edges have the colour of their type, and say what becomes of the value",
    async () => {
      const label = root.locator(".react-flow__edge.type-float", { hasText: "number → text" });
      await label.waitFor();
      await root.getByRole("group", { name: /Edge from sum to hello: Converted: number → text/ })
        .or(root.locator('[aria-label="Edge from sum to hello: Converted: number → text"]'))
        .first().waitFor();
    },
  );

  await t.step("an edge whose exact types do not fit stays, and says why", async () => {
    const refused = root.locator(".react-flow__edge.edge-refused");
    await refused.waitFor();
    const why = await refused.getAttribute("aria-label");
    expect(why).toContain('"rows" takes Row[], this is string[]');
    expect(await page.edges.count()).toBe(3);
  });

  await t.step("while a connection is made, what fits lights up and the rest fades", async () => {
    const source = page.node("sum").locator(".handle.source");
    await source.hover();
    await root.mouse.down();
    await root.mouse.move(640, 420, { steps: 4 });
    await root.locator('.canvas[data-connecting="source"]').waitFor();
    const opacity = (id: string, handle: string) =>
      page.node(id).locator(`.handle.target[data-handleid="${handle}"]`).evaluate((one) =>
        getComputedStyle(one).opacity
      );
    expect(await opacity("hello", "name")).toBe("1");
    expect(await opacity("take", "rows")).toBe("0.25");
    await root.mouse.up();
    await root.locator(".canvas:not([data-connecting])").waitFor();
    await root.keyboard.press("Escape");
  });

  await t.step("the list of problems leads to each node", async () => {
    await problems.filter({ hasText: /[3-9]/ }).click();
    const list = root.getByRole("region", { name: "Problems of the graph" });
    await list.getByText('Unknown op "greeet"').waitFor();
    await list.getByText('Missing required parameter "a"').click();
    await root.locator('.react-flow__node.selected[data-id="sum"]').waitFor();
    // A parameter that was renamed since, and a list that is not of its exact type.
    await list.getByText('"take_rows" has no parameter "cuont"').waitFor();
    await list.getByRole("button", { name: "Rename to count" }).click();
    const typed = async () => (await page.saved()).nodes.find(({ id }) => id === "typed")?.data;
    expect(await typed()).toMatchObject({ values: { count: 2 } });
    await list.getByText('"rows" takes Row[], this is ["no row"]').click();
    await root.locator('.react-flow__node.selected[data-id="typed"]').waitFor();
    await page.frame("typed").press("Delete");
    await page.node("typed").waitFor({ state: "detached" });
    await root.locator(".canvas").focus();
    await root.keyboard.press("f");
    await list.getByRole("button", { name: "Close the problems" }).click();
    await list.waitFor({ state: "detached" });
  });

  await t.step(
    "a node of a missing op is replaced by a near one, with its values and edges",
    async () => {
      await page.node("old").getByText("No op is named “greeet”").waitFor();
      await page.node("old").getByRole("button", { name: "Use basic/greet" }).click();
      await page.param("old", "punctuation").or(page.node("old").getByText(/Defaults/)).first()
        .waitFor();
      expect(await page.field("old", "name").inputValue()).toBe("Ada");
      const saved = await page.saved();
      const old = saved.nodes.find(({ id }) => id === "old");
      expect(old?.data).toMatchObject({
        functionName: "greet",
        pack: "basic",
        values: { name: "Ada", greeting: "Hi" },
      });
      expect(saved.edges.map(({ source }) => source).sort()).toEqual(["old", "split", "sum"]);
    },
  );

  await t.step("what is mended is no problem any more", async () => {
    await page.setField("sum", "a", "2");
    await root.locator(".problems-button", { hasText: "1" }).waitFor();
    const edge = root.locator(".react-flow__edge.edge-refused .react-flow__edge-interaction");
    await edge.click({ force: true });
    await root.keyboard.press("Delete");
    await root.locator(".react-flow__edge.edge-refused").waitFor({ state: "detached" });
  });
});
