import type { AnyComponent, FunctionComponent, VNode } from "preact";
import type { Context } from "./context.ts";

/** The methods a route can be registered for. */
export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE" | "HEAD" | "OPTIONS";

/** Answers a request, or passes it on with `ctx.next()`. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;

/** What a handler returns to have its route's component rendered. */
export interface PageResponse<Data> {
  data: Data;
  headers?: HeadersInit;
  status?: number;
}

/** Handles one request of a file route. */
export type HandlerFn<Data, State> = (
  ctx: Context<State>,
) => Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;

/** Handlers of a file route, by method. */
export type HandlerByMethod<Data, State> = { [M in Method]?: HandlerFn<Data, State> };

/** The `handler` export of a file route. */
export type RouteHandler<Data, State> = HandlerFn<Data, State> | HandlerByMethod<Data, State>;

/** What a page component is given. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<
    Context<State>,
    "config" | "url" | "req" | "params" | "info" | "state" | "isPartial" | "error" | "route"
  >
  & { data: Data; Component: FunctionComponent };

/** A page component that awaits data before it renders. */
export type AsyncComponent<Props> = (props: Props) => Promise<VNode | Response | null>;

/** A page component, plain or async. */
export type PageComponent<State> =
  | AnyComponent<PageProps<unknown, State>>
  | AsyncComponent<PageProps<unknown, State>>;

/** What a route renders and how it answers. */
export interface Route<State> {
  handler?: RouteHandler<unknown, State>;
  component?: PageComponent<State>;
}
