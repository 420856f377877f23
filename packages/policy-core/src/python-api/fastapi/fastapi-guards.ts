import type { PythonNode } from '../../parsers/parsers.ts';
import { listedDependencies, parameterDependencies, type Dependencies } from './fastapi-dependencies.ts';
import type { FastApiFile } from './fastapi-file.ts';
import { inclusionsOf, routerOf, type Router } from './fastapi-routers.ts';
import type { Route } from './fastapi-routes.ts';
import { qualifiedName } from '../surface/python-imports.ts';
import { argumentsOf, childIn } from '../../parsers/python/nodes.ts';
import type { PythonValue } from '../../parsers/python/values.ts';

/** What runs before a request reaches the function, by qualified names. */
export interface EndpointGuards {
  readonly dependencies: readonly string[];
  readonly decorators: readonly string[];
  /** Why there may be more; clauses that read well after "because". */
  readonly unclear: readonly string[];
}

export function guardsOfRoute(file: FastApiFile, route: Route): EndpointGuards {
  const { call, scope, handler, router } = route;
  const found = [
    declaredAt(file, { node: call, scope }),
    handler === undefined
      ? { names: [], unclear: [`the function ${route.function} is not defined in this file`] }
      : parameterDependencies(file, handler.node, scope),
    routerDependencies(file, router),
  ];
  return {
    dependencies: [...new Set(found.flatMap(({ names }) => names))],
    decorators: route.decorators.flatMap((decorator) => decoratorName(file, decorator) ?? []),
    unclear: found.flatMap(({ unclear }) => unclear),
  };
}

/** `dependencies=[...]` of a route, a router or an inclusion. */
function declaredAt(file: FastApiFile, { node, scope }: PythonValue): Dependencies {
  const { keywords, spread } = argumentsOf(file, node);
  const list = keywords.get('dependencies');
  const listed = list === undefined ? NONE : listedDependencies(file, { node: list, scope });
  if (!spread || list !== undefined) return listed;
  return { ...listed, unclear: [...listed.unclear, 'arguments are spread into the call'] };
}

const NONE: Dependencies = { names: [], unclear: [] };

function routerDependencies(file: FastApiFile, router: Router, depth = 0): Dependencies {
  const inclusions = depth < DEEPEST ? inclusionsOf(file, router) : [];
  const ways = inclusions.map((call) => inclusionDependencies(file, call, depth));
  const own =
    router.kind === 'made'
      ? declaredAt(file, router.made)
      : { names: [], unclear: [`the router ${router.name} is not made in this file`] };
  const [first = NONE, ...others] = ways;
  // A request may come either way, so only what stands in all of them is sure to run.
  const names = first.names.filter((name) => others.every((way) => way.names.includes(name)));
  return {
    names: [...own.names, ...names],
    unclear: [...own.unclear, ...ways.flatMap(({ unclear }) => unclear)],
  };
}

/** Routers that include each other come to an end. */
const DEEPEST = 6;

/** `api.include_router(users)`: what the call asks for, and what `api` does. */
function inclusionDependencies(file: FastApiFile, call: PythonValue, depth: number): Dependencies {
  const outer = childIn(childIn(call.node, 'function'), 'object');
  const router = outer && routerOf(file, { node: outer, scope: call.scope });
  const asked = declaredAt(file, call);
  // What is made elsewhere is no part of this file, like whatever includes it there.
  if (router?.kind !== 'made') return asked;
  const around = routerDependencies(file, router, depth + 1);
  return { names: [...asked.names, ...around.names], unclear: [...asked.unclear, ...around.unclear] };
}

function decoratorName(file: FastApiFile, decorator: PythonNode): string | undefined {
  const [expression] = decorator.children;
  const callee = expression?.type === 'call' ? childIn(expression, 'function') : expression;
  return qualifiedName(file, file.imports, callee);
}
