import DOMPurify from "dompurify";
import { Marked } from "marked";
import { isImage } from "./values.ts";

/** Tags in a text that say no more than how it looks: these alone are taken for HTML, and only without attributes. */
const BARE_TAG = /&lt;(\/?(?:br|b|i|u|s|em|strong|sub|sup|kbd|mark|details|summary)) ?\/?&gt;/gi;

/** What Markdown becomes, and no more: no class, id, style or address that the page would act on. */
const TAGS = [
  ...["h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code"],
  ...["ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "img", "del"],
  ...["b", "i", "u", "s", "em", "strong", "sub", "sup", "kbd", "mark", "details", "summary"],
];
const ATTRIBUTES = ["href", "src", "alt", "title", "align", "start"];

const markdown = new Marked({
  async: false,
  gfm: true,
  breaks: true,
  renderer: {
    // HTML is shown as the text that it is: nobody has to trust that something dangerous was taken out of it.
    html: ({ text }) => escapeHtml(text).replaceAll(BARE_TAG, "<$1>"),
    checkbox: ({ checked }) => checked ? "☑ " : "☐ ",
  },
});

// An instance of its own: its hooks are for Markdown alone.
const purifier = DOMPurify(globalThis.window);
purifier.addHook("afterSanitizeAttributes", (element) => {
  if (element.tagName === "A" && element.hasAttribute("href")) {
    element.setAttribute("target", "_blank");
    element.setAttribute("rel", "noopener noreferrer nofollow");
  }
  // An image elsewhere would tell its server what an op put into the address.
  if (element.tagName === "IMG" && !isImage(element.getAttribute("src") ?? "")) {
    element.replaceWith(element.getAttribute("alt") ?? "");
  }
});

/**
 * Markdown as elements that are safe to show, whoever wrote the text. HTML in it is shown as text.
 *
 * @param breaks whether the ends of lines are kept; not in texts that are wrapped in their source
 */
export function renderMarkdown(text: string, breaks = true): DocumentFragment {
  return purifier.sanitize(markdown.parse(text, { async: false, gfm: true, breaks }), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
