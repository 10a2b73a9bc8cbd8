import { type ComponentType, createContext, Fragment, h, options, type VNode } from "preact";
import { useContext } from "preact/hooks";
import { currentPage, type PageRender } from "./page_render.ts";
import type { Island } from "./snapshot.ts";

/** Prefix of the comments that enclose an island: `<!--island:0-->…<!--/island:0-->`. */
const MARKER = "island:";

const InsideIsland = createContext(false);
const bounded = new WeakSet<VNode>();

interface BoundaryProps {
  island: Island;
  component: ComponentType<Record<string, unknown>>;
  props: Record<string, unknown>;
}

/** Encloses an island in comments. An island inside another one is a plain component of it. */
function IslandBoundary({ island, component, props }: BoundaryProps): VNode {
  const child = h(component, props);
  bounded.add(child);
  const isInside = useContext(InsideIsland);
  const page = currentPage();
  if (isInside || page === null) return child;
  assertJson(props, `<${island.name}>`);
  const { chunk, exportName } = island;
  const index = page.islands.push({ chunk, exportName, props }) - 1;
  for (const url of [island.chunk, ...island.preload]) page.preload.add(url);
  return h(Fragment, null, [
    comment(`${MARKER}${index}`),
    h(InsideIsland.Provider, { value: true, children: child }),
    comment(`/${MARKER}${index}`),
  ]);
}

function comment(text: string): VNode {
  // preact-render-to-string writes this prop as an HTML comment.
  const Comment = Fragment as unknown as ComponentType<Record<string, unknown>>;
  return h(Comment, { UNSTABLE_comment: text }) as VNode;
}

/** Props go to the browser as JSON; anything that would come back different is refused here. */
function assertJson(value: unknown, path: string): void {
  if (value === null || value === undefined) return;
  if (typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  const prototype: unknown = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  if (Array.isArray(value)) return value.forEach((item, i) => assertJson(item, `${path}[${i}]`));
  if (prototype === Object.prototype || prototype === null) {
    for (const [key, item] of Object.entries(value)) assertJson(item, `${path}.${key}`);
    return;
  }
  throw new Error(
    `Cannot send ${path} to the browser: it is ${describe(value)}, and the npm-only stand-in for ` +
      `Fresh sends island props as JSON. Pass strings, finite numbers, booleans, arrays or objects.`,
  );
}

function describe(value: unknown): string {
  if (typeof value === "object" && value !== null) return `a ${value.constructor.name}`;
  return `the ${typeof value} ${String(value)}`;
}

/** Elements that a policy without 'unsafe-inline' runs or applies only with the page's nonce. */
const NONCED = new Set(["script", "style"]);

// Preact calls `options.__b` (its mangled `_diff`) with each vnode before it is rendered. Fresh and the
// signals package hook in at the same place; a later Preact that renames it fails the island tests.
const hooks = options as { __b?: (vnode: VNode) => void };
const before = hooks.__b;
hooks.__b = (vnode) => {
  const page = currentPage();
  if (page !== null && !bounded.has(vnode)) {
    const props: Record<string, unknown> = vnode.props;
    if (typeof vnode.type !== "string") encloseIsland(vnode as VNode<typeof props>, page);
    else if (NONCED.has(vnode.type)) props.nonce ??= page.nonce;
  }
  before?.(vnode);
};

function encloseIsland(vnode: VNode<Record<string, unknown>>, page: PageRender): void {
  const island = page.snapshot?.islands.get(vnode.type);
  if (island === undefined) return;
  const component = vnode.type as ComponentType<Record<string, unknown>>;
  vnode.type = IslandBoundary as unknown as ComponentType<Record<string, unknown>>;
  const { props } = vnode;
  vnode.props = { island, component, props, children: undefined };
}
