import type { PythonNode } from '../../parsers/parsers.ts';
import { originOf, type FastApiFile, type FunctionAt } from './fastapi-file.ts';
import { routerOf, type Router } from './fastapi-routers.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import {
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  nameOf,
  sourceOf,
  withoutParentheses,
} from '../../parsers/python/nodes.ts';
import type { PythonValue } from '../../parsers/python/values.ts';
import type { TextRange } from '../../model/text-range.ts';

/** A place that connects a function with a path. */
export interface Route extends TextRange {
  readonly router: Router;
  /** The call that says so: `router.get("/x")`. */
  readonly call: PythonNode;
  readonly scope: Scope;
  readonly methods: readonly string[];
  readonly path: PythonNode | undefined;
  readonly function: string;
  /** `undefined` where it is not defined in this module. */
  readonly handler: FunctionAt | undefined;
  /** Decorators of the function that run when it is called; those above the route never do. */
  readonly decorators: readonly PythonNode[];
}

/** In the order of the text. */
export function routesIn(file: FastApiFile): readonly Route[] {
  const decorated = [...file.functions].flatMap(([name, functions]) =>
    functions.flatMap((handler) => decoratedRoutes(file, name, handler)),
  );
  const called = file.calls.flatMap((call) => calledRoute(file, call) ?? []);
  return [...decorated, ...called].sort((a, b) => a.start - b.start);
}

function decoratedRoutes(file: FastApiFile, name: string, handler: FunctionAt): readonly Route[] {
  const { decorators, scope } = handler;
  return decorators.flatMap((decorator, index) => {
    const [call] = decorator.children;
    const declared = call && declaredRoute(file, { node: withoutParentheses(call), scope });
    if (declared === undefined) return [];
    return [{ ...declared, function: name, handler, decorators: decorators.slice(index + 1) }];
  });
}

type Declared = Omit<Route, 'function' | 'handler' | 'decorators'>;

/** `router.get("/x", ...)` before it is given a function. */
function declaredRoute(file: FastApiFile, { node: call, scope }: PythonValue): Declared | undefined {
  const callee = call.type === 'call' ? childIn(call, 'function') : undefined;
  // `get = router.get` may stand in between.
  const { node: method } = callee ? originOf(file, { node: callee, scope }) : { node: undefined };
  const object = childIn(method, 'object');
  const verb = lastName(file, method) ?? '';
  if (object === undefined || !VERBS.has(verb)) return undefined;
  const given = argumentsOf(file, call);
  const path = given.positional[0] ?? given.keywords.get('path');
  const router = routerOf(file, { node: object, scope });
  if (router === undefined || !isPath(file, { node: path, scope }, router)) return undefined;
  const methods = methodsOf(file, verb, { node: call, scope });
  return { router, call, scope, methods, path, start: call.start, end: call.end };
}

function calledRoute(file: FastApiFile, call: PythonValue): Route | undefined {
  const isDoubled = childIn(call.node, 'function')?.type === 'call';
  return isDoubled ? handedRoute(file, call) : addedRoute(file, call);
}

/** `router.get("/x")(read_x)` */
function handedRoute(file: FastApiFile, { node, scope }: PythonValue): Route | undefined {
  const callee = childIn(node, 'function');
  const declared = callee && declaredRoute(file, { node: callee, scope });
  const [endpoint] = argumentsOf(file, node).positional;
  return declared && { ...declared, ...handlerAt(file, endpoint), start: node.start, end: node.end };
}

/** `router.add_api_route("/x", read_x)` */
function addedRoute(file: FastApiFile, { node, scope }: PythonValue): Route | undefined {
  const callee = childIn(node, 'function');
  const object = childIn(callee, 'object');
  const verb = ADDERS.get(lastName(file, callee) ?? '');
  const router = object && routerOf(file, { node: object, scope });
  if (verb === undefined || router === undefined) return undefined;
  const { positional, keywords } = argumentsOf(file, node);
  const endpoint = positional[1] ?? keywords.get('endpoint') ?? keywords.get('route');
  return {
    router,
    call: node,
    scope,
    methods: methodsOf(file, verb, { node, scope }),
    path: positional[0] ?? keywords.get('path'),
    ...handlerAt(file, endpoint),
    start: node.start,
    end: node.end,
  };
}

function handlerAt(
  file: FastApiFile,
  node: PythonNode | undefined,
): Pick<Route, 'function' | 'handler' | 'decorators'> {
  const name = identifierName(file, node);
  const [handler, ...more] = file.functions.get(name ?? '') ?? [];
  const found = more.length === 0 ? handler : undefined;
  return {
    function: name ?? (node === undefined ? '?' : sourceOf(file, node).replace(/\s+/g, ' ')),
    handler: found,
    decorators: found?.decorators ?? [],
  };
}

const HTTP_VERBS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const VERBS = new Set([...HTTP_VERBS, 'api_route', 'route', 'websocket', 'websocket_route']);
const ADDERS = new Map([
  ['add_api_route', 'api_route'],
  ['add_route', 'route'],
  ['add_api_websocket_route', 'websocket'],
  ['add_websocket_route', 'websocket'],
]);

function methodsOf(file: FastApiFile, verb: string, { node, scope }: PythonValue): readonly string[] {
  if (verb.startsWith('websocket')) return ['WEBSOCKET'];
  if (HTTP_VERBS.includes(verb)) return [verb.toUpperCase()];
  const written = argumentsOf(file, node).keywords.get('methods');
  if (written === undefined) return ['GET'];
  const list = originOf(file, { node: written, scope }).node;
  const names = LISTS.has(list.type) ? list.children.map((one) => methodName(file, one)) : [];
  return names.length === 0 || names.includes(undefined) ? ['?'] : names.flatMap((name) => name ?? []);
}

const LISTS = new Set(['list', 'tuple', 'set']);

function methodName(file: FastApiFile, node: PythonNode): string | undefined {
  const content =
    node.type === 'string' ? node.children.find(({ type }) => type === 'string_content') : undefined;
  return content && nameOf(file, content).toUpperCase();
}

/** A literal that is no path belongs to something else: `@mock.patch("app.db")`. */
function isPath(
  file: FastApiFile,
  { node, scope }: { readonly node: PythonNode | undefined; readonly scope: Scope },
  router: Router,
): boolean {
  if (router.kind === 'made') return true;
  if (node === undefined) return false;
  const origin = originOf(file, { node, scope }).node;
  if (origin.type !== 'string') return router.looksRight;
  const [, content] = origin.children;
  return content?.type !== 'string_content' || sourceOf(file, content).startsWith('/');
}
