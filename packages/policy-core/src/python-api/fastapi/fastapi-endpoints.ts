import type { PythonParser } from '../../parsers/parsers.ts';
import { readFastApiFile, type FastApiFile } from './fastapi-file.ts';
import { guardsOfRoute, type EndpointGuards } from './fastapi-guards.ts';
import { routesIn, type Route } from './fastapi-routes.ts';
import { sourceOf } from '../../parsers/python/nodes.ts';
import { newBudget } from '../../parsers/python/values.ts';
import { readText } from '../../parsers/python/literals.ts';
import type { TextRange } from '../../model/text-range.ts';

/** One function that answers to requests, and what stands before it. */
export interface Endpoint extends TextRange, EndpointGuards {
  /** `GET`, `WEBSOCKET`; `?` where they cannot be told. */
  readonly methods: readonly string[];
  /** Without the prefixes of routers; `undefined` where it cannot be told. */
  readonly path: string | undefined;
  /** The path as the code writes it. */
  readonly pathSource: string;
  /** What it is added to, as the code writes it. */
  readonly router: string;
  /** The name of the function; its source where it has none. */
  readonly function: string;
}

export type EndpointReading =
  | { readonly kind: 'endpoints'; readonly endpoints: readonly Endpoint[] }
  /** Offsets of the first error; the clause reads well after "because". */
  | { readonly kind: 'unreadable'; readonly start: number; readonly end: number; readonly problem: string };

/** The endpoints that a module adds to FastAPI applications and routers. */
export function readEndpoints(python: PythonParser, text: string): EndpointReading {
  const parse = python.parse(text);
  if (parse.kind === 'syntax-error') return { ...parse, kind: 'unreadable' };
  if (parse.kind === 'unanalyzable') return { kind: 'unreadable', start: 0, end: 0, problem: parse.problem };
  const file = readFastApiFile(python, { text, root: parse.root });
  return { kind: 'endpoints', endpoints: routesIn(file).map((route) => endpointOf(file, route)) };
}

/**
 * Endpoints that were not there before: of another method, path or function. Where several have all three
 * alike, as `/v1` and `/v2` may, the router tells them apart, whose name alone makes no endpoint new.
 */
export function newEndpoints(before: readonly Endpoint[], after: readonly Endpoint[]): readonly Endpoint[] {
  const known = routersByKey(before);
  const present = routersByKey(after);
  return after.filter((endpoint) =>
    keysOf(endpoint).some((key) => {
      const routers = known.get(key) ?? NO_ROUTERS;
      return (present.get(key)?.size ?? 0) > routers.size && !routers.has(endpoint.router);
    }),
  );
}

const NO_ROUTERS: ReadonlySet<string> = new Set();

function routersByKey(endpoints: readonly Endpoint[]): ReadonlyMap<string, ReadonlySet<string>> {
  const routers = new Map<string, Set<string>>();
  for (const endpoint of endpoints) {
    for (const key of keysOf(endpoint)) {
      routers.set(key, new Set([...(routers.get(key) ?? []), endpoint.router]));
    }
  }
  return routers;
}

function endpointOf(file: FastApiFile, route: Route): Endpoint {
  const { path } = route;
  return {
    methods: route.methods,
    path: path === undefined ? '' : literalText(file, route),
    pathSource: path === undefined ? '' : sourceOf(file, path),
    router: route.router.name,
    function: route.function,
    ...guardsOfRoute(file, route),
    start: route.start,
    end: route.end,
  };
}

function literalText(file: FastApiFile, { path, scope }: Route): string | undefined {
  if (path === undefined) return undefined;
  const parts = readText(file, { node: path, scope }, newBudget());
  return parts.every((part) => part.kind === 'known') ? parts.map(({ text }) => text).join('') : undefined;
}

function keysOf({ methods, path, pathSource, function: name }: Endpoint): readonly string[] {
  return methods.map((method) => [method, path ?? pathSource, name].join(' '));
}
