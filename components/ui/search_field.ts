/** What every field to search in has: the browser neither completes nor corrects what is typed there. */
export const SEARCH_FIELD = { type: "search", autoComplete: "off", spellcheck: false } as const;
