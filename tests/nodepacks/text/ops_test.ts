import { expect } from "@std/expect";
import * as text from "@/nodepacks/text/ops.ts";

const LIMERICK = `There was an Old Man with a beard,
Who said, "It is just as I feared!—

Two Owls and a Hen,
Four Larks and a Wren,
Have all built their nests in my beard!"
`;

Deno.test("word_statistics() counts words, sentences, paragraphs and characters", () => {
  expect(text.word_statistics(LIMERICK, 3)).toEqual({
    words: 34,
    unique: 30,
    sentences: 2,
    paragraphs: 2,
    characters: 156,
    most_common: [{ word: "a", count: 3 }, { word: "and", count: 2 }, { word: "beard", count: 2 }],
  });
});

Deno.test("word_statistics() leaves short words out of the list only", () => {
  const { words, most_common } = text.word_statistics("a a a bee bee see", 5, 3);
  expect(words).toBe(6);
  expect(most_common).toEqual([{ word: "bee", count: 2 }, { word: "see", count: 1 }]);
});

Deno.test("word_statistics() counts nothing in an empty text", () => {
  expect(text.word_statistics("")).toEqual({
    words: 0,
    unique: 0,
    sentences: 0,
    paragraphs: 0,
    characters: 0,
    most_common: [],
  });
});

Deno.test("split_text() splits by each unit", () => {
  const prose = "One line.\r\nDon't stop! Two\n\n\nNext, 3.5 m\n";
  expect(text.split_text(prose)).toEqual(["One line.", "Don't stop! Two", "", "", "Next, 3.5 m"]);
  expect(text.split_text(prose, "words")).toEqual(
    ["One", "line", "Don't", "stop", "Two", "Next", "3.5", "m"],
  );
  expect(text.split_text(prose, "sentences")).toEqual(
    ["One line.", "Don't stop!", "Two", "Next, 3.5 m"],
  );
  expect(text.split_text(prose, "paragraphs")).toEqual(
    ["One line.\r\nDon't stop! Two", "Next, 3.5 m"],
  );
  expect(text.split_text("añ👩‍👧", "characters")).toEqual(["a", "ñ", "👩‍👧"]);
});

Deno.test("split_at() trims the parts unless told otherwise", () => {
  expect(text.split_at("a, b ,c")).toEqual(["a", "b", "c"]);
  expect(text.split_at("a, b ,c", ",", false)).toEqual(["a", " b ", "c"]);
});

Deno.test("join_text() and concatenate() write lists and objects as JSON", () => {
  expect(text.join_text(["a", 1, null, { b: [2] }], "|")).toBe('a|1||{"b":[2]}');
  expect(text.concatenate("a", 1, true, undefined, [1])).toBe("a1true[1]");
  expect(text.concatenate()).toBe("");
});

Deno.test("replace_text() takes both texts literally", () => {
  expect(text.replace_text("a.b.c", ".", "$&")).toBe("a$&b$&c");
  expect(text.replace_text("abc", "", "x")).toBe("abc");
});

Deno.test("find_pattern() lists matches with their places and groups", () => {
  expect(text.find_pattern("Ada 1815, ALAN 1912", "(ada|alan) (\\d+)(x)?", true)).toEqual([
    { match: "Ada 1815", index: 0, groups: { 1: "Ada", 2: "1815" } },
    { match: "ALAN 1912", index: 10, groups: { 1: "ALAN", 2: "1912" } },
  ]);
  expect(text.find_pattern("k=v", "(?<key>\\w)=(?<value>\\w)")).toEqual([
    { match: "k=v", index: 0, groups: { key: "k", value: "v" } },
  ]);
  expect(text.find_pattern("abc", "\\d")).toEqual([]);
});

Deno.test("replace_pattern() puts groups into the replacement", () => {
  expect(text.replace_pattern("2024-05-17", "(?<y>\\d+)-(\\d+)-(\\d+)", "$3.$2.$<y>")).toBe(
    "17.05.2024",
  );
  expect(text.replace_pattern("aAb", "a", "-", true)).toBe("--b");
});

Deno.test("find_pattern() and replace_pattern() say what is wrong with a pattern", () => {
  for (const op of [text.find_pattern, text.replace_pattern]) {
    expect(() => op("x", "(")).toThrow("The pattern cannot be read. Invalid regular expression");
  }
});

Deno.test("change_case() writes every style", () => {
  const name = "don't stop theTime_machine-X2";
  expect(text.change_case("ÜBER Ärger")).toBe("über ärger");
  expect(text.change_case("straße", "upper")).toBe("STRASSE");
  expect(text.change_case("the LADY's über-hat", "title")).toBe("The Lady's Über-Hat");
  expect(text.change_case("  the END. yes", "sentence")).toBe("  The end. yes");
  expect(text.change_case(name, "camelCase")).toBe("don'tStopTheTimeMachineX2");
  expect(text.change_case(name, "snake_case")).toBe("don't_stop_the_time_machine_x2");
  expect(text.change_case(name, "kebab-case")).toBe("don't-stop-the-time-machine-x2");
});

Deno.test("shorten_text() counts the ellipsis and leaves short texts alone", () => {
  expect(text.shorten_text("The quick brown fox", 10)).toBe("The quick…");
  expect(text.shorten_text("😀😀😀😀", 3, "..")).toBe("😀..");
  expect(text.shorten_text("fox", 3)).toBe("fox");
});

Deno.test("fill_template() fills places, and fails for a name that is not there", async () => {
  const template = "Dear {{ name | upcase }}:{% for item in list %} {{ item }}{% endfor %}";
  expect(await text.fill_template(template, { name: "Ada", list: [1, 2] })).toBe("Dear ADA: 1 2");
  await expect(text.fill_template("{{ nope }}", {})).rejects.toThrow("undefined variable: nope");
});

Deno.test("fill_template() cannot read files", async () => {
  const here = new URL("ops_test.ts", import.meta.url).pathname;
  for (const tag of ["include", "render", "layout"]) {
    await expect(text.fill_template(`{% ${tag} '${here}' %}`, {})).rejects.toThrow("ENOENT");
  }
});

Deno.test("markdown_to_html() shows HTML as text unless it is allowed", async () => {
  const markdown = "# Hi\n\n<script>alert(1)</script> ~~no~~\n\n|a|\n|-|\n|1|";
  const html = await text.markdown_to_html(markdown);
  expect(html).toContain("<h1>Hi</h1>");
  expect(html).toContain("<s>no</s>");
  expect(html).toContain("<td>1</td>");
  expect(html).not.toContain("<script>");
  expect(await text.markdown_to_html(markdown, true)).toContain("<script>alert(1)</script>");
});
