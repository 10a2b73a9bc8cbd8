import { type ComponentType, Fragment, h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Context } from "./context.ts";
import "./islands.ts";
import { type PageRender, withPageRender } from "./page_render.ts";
import type { PageComponent, PageProps } from "./types.ts";

/** The component around every page: `_app.tsx`, or what `app.appWrapper()` was given. */
export interface PageShell {
  component: PageComponent<unknown>;
}

/** Id of the data script that tells the browser which islands to hydrate, with their props. */
export const ISLANDS_ID = "fresh-islands";

// Known by the response, as Fresh does it: no header can leak it.
const nonces = new WeakMap<Response, string>();

/** The nonce of the inline scripts and styles of a rendered answer; undefined for other answers. */
export function nonceOf(answer: Response): string | undefined {
  return nonces.get(answer);
}

/** Renders `vnode` in its shell to an HTML answer. */
export async function renderPage<State>(
  ctx: Context<State>,
  vnode: VNode | null,
  init: ResponseInit,
  shell: PageShell | null,
): Promise<Response> {
  const page: PageRender = {
    nonce: crypto.randomUUID().replaceAll("-", ""),
    snapshot: ctx.snapshot,
    islands: [],
    preload: new Set(),
  };
  const child = vnode ?? h(Fragment, null);
  const tree = shell === null
    ? child
    : await renderComponent(shell.component as PageComponent<State>, ctx, undefined, () => child);
  if (tree instanceof Response) return tree;

  await ctx.snapshot?.loadIslands();
  const markup = withPageRender(page, () => renderToString(tree));
  const headers = new Headers(init.headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  const links = [...page.preload].map((url) => `<${url}>; rel="modulepreload"; as="script"`);
  if (links.length > 0) headers.append("Link", links.join(", "));
  const answer = new Response(`<!DOCTYPE html>${withScripts(markup, page)}`, {
    status: init.status ?? 200,
    statusText: init.statusText,
    headers,
  });
  nonces.set(answer, page.nonce);
  return answer;
}

/** Calls a page component: awaits an async one, makes a vnode of a plain one. */
export async function renderComponent<State>(
  component: PageComponent<State>,
  ctx: Context<State>,
  data: unknown,
  Component: () => VNode | null,
): Promise<VNode | Response> {
  const { config, url, req, params, info, state, isPartial, error, route } = ctx;
  const props: PageProps<unknown, State> = {
    ...{ config, url, req, params, info, state, isPartial, error, route },
    data,
    Component,
  };
  if (component.constructor.name === "AsyncFunction") {
    const call = component as (
      props: PageProps<unknown, State>,
    ) => Promise<VNode | Response | null>;
    return await call(props) ?? h(Fragment, null);
  }
  return h(component as ComponentType<PageProps<unknown, State>>, props) as VNode;
}

/** Completes the document, and puts the scripts that hydrate its islands at the end of its body. */
function withScripts(markup: string, page: PageRender): string {
  const scripts = page.islands.length === 0 ? "" : hydrationScripts(page);
  if (!/<html[\s>]/.test(markup)) {
    return `<html><head><meta charset="utf-8"></head><body>${markup}${scripts}</body></html>`;
  }
  const end = markup.lastIndexOf("</body>");
  if (end === -1) throw new Error("The app wrapper renders <html> without a <body>.");
  return markup.slice(0, end) + scripts + markup.slice(end);
}

function hydrationScripts(page: PageRender): string {
  // In a data script only "<" could end the script, or begin a comment.
  const data = JSON.stringify(page.islands).replaceAll("<", "\\u003c");
  const entry = page.snapshot?.clientEntry ?? "";
  return `<script type="application/json" id="${ISLANDS_ID}">${data}</script>` +
    `<script type="module" src="${entry}" nonce="${page.nonce}"></script>`;
}
