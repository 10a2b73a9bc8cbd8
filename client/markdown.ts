import DOMPurify from "dompurify";
import { marked } from "marked";
import { isImage } from "./values.ts";

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

/** Markdown as elements that are safe to show, whoever wrote the text. */
export function renderMarkdown(text: string): DocumentFragment {
  const html = marked.parse(text, { async: false, gfm: true, breaks: true });
  return purifier.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ["style", "form", "input", "button", "textarea", "select", "audio", "video"],
    FORBID_ATTR: ["style", "id", "name", "srcset"],
    RETURN_DOM_FRAGMENT: true,
  });
}
