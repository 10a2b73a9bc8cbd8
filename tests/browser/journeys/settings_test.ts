import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Journeys, startJourneys, workflowOf } from "../../helpers/journey.ts";

const SECRET = "s3cret value";

describe("settings", () => {
  let journeys: Journeys;
  beforeAll(async () => {
    journeys = await startJourneys("basic", "testing");
  });
  afterAll(async () => await journeys?.[Symbol.asyncDispose]());

  it("hands environment variables to the op, and keeps them out of the file and the draft", async () => {
    await using page = await journeys.open(
      workflowOf({ read: ["read_env", { name: "JOURNEY_KEY" }], view: "view" }, ["read -> view"]),
    );
    await page.execute();
    await page.waitForRun("done");
    expect(await page.viewed("view").innerText()).toBe("<unset>");

    const dialog = page.root.getByRole("dialog", { name: "Settings" });
    await page.root.getByRole("button", { name: "Settings" }).click();
    await dialog.getByRole("button", { name: "Add a variable" }).click();
    await dialog.getByLabel("Name").and(page.root.locator(":focus")).waitFor();
    await page.root.keyboard.type("JOURNEY_KEY");
    const value = dialog.getByLabel("Value of JOURNEY_KEY", { exact: true });
    await value.fill(SECRET);
    expect(await value.getAttribute("type")).toBe("password");
    await dialog.getByRole("button", { name: "Reveal the value of JOURNEY_KEY" }).click();
    expect(await value.getAttribute("type")).toBe("text");
    await dialog.getByRole("button", { name: "Done" }).click();
    await dialog.waitFor({ state: "detached" });

    await page.execute();
    await page.waitForRun("done");
    await page.viewed("view").getByText(SECRET).waitFor();

    expect((await page.save()).text).not.toContain(SECRET);
    const draft = JSON.stringify(await page.saved());
    const kept = await page.root.evaluate(() => [
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
    ]);
    expect(draft).toContain("JOURNEY_KEY"); // As the name that the op is given.
    expect(draft).not.toContain(SECRET);
    expect(kept[0]).not.toContain(SECRET);
    expect(kept[1]).toContain(SECRET);

    await page.reload();
    await page.execute();
    await page.waitForRun("done");
    await page.viewed("view").getByText(SECRET).waitFor();
    expect(page.complaints).toEqual([]);
  });
});
