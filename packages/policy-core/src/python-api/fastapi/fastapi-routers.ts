import type { PythonNode } from '../../parsers/parsers.ts';
import { originOf, type FastApiFile } from './fastapi-file.ts';
import { lastPart, qualifiedName } from '../surface/python-imports.ts';
import { childIn, identifierName, lastName, sourceOf } from '../../parsers/python/nodes.ts';
import type { PythonValue } from '../../parsers/python/values.ts';

/** What endpoints are added to. */
export type Router =
  /** By `APIRouter(...)` or `FastAPI(...)` in this module. */
  | { readonly kind: 'made'; readonly name: string; readonly made: PythonValue }
  /** By something else, so what it guards is not seen; its name may tell that it is one. */
  | { readonly kind: 'elsewhere'; readonly name: string; readonly looksRight: boolean };

/** `undefined` for what is certainly no router, such as a dictionary of this module. */
export function routerOf(file: FastApiFile, value: PythonValue): Router | undefined {
  const name = sourceOf(file, value.node).replace(/\s+/g, ' ');
  const made = originOf(file, value);
  const { node } = made;
  if (OPEN.has(node.type)) {
    const home = qualifiedName(file, file.imports, node) ?? name;
    return { kind: 'elsewhere', name, looksRight: ROUTER_NAMES.test(`${name} ${home}`) };
  }
  if (node.type !== 'call') return undefined;
  const maker = lastPart(qualifiedName(file, file.imports, childIn(node, 'function')) ?? '');
  if (MAKERS.has(maker)) return { kind: 'made', name, made };
  // A class or function of its own, such as `VersionedRouter()` or `make_router()`.
  return ROUTER_NAMES.test(maker) ? { kind: 'elsewhere', name, looksRight: true } : undefined;
}

/** Calls that put a router into another one of this module. */
export function inclusionsOf(file: FastApiFile, { name }: Router): readonly PythonValue[] {
  return file.calls.filter(({ node }) => {
    const callee = childIn(node, 'function');
    const [included] = childIn(node, 'arguments')?.children ?? [];
    return lastName(file, callee) === 'include_router' && includes(file, included, name);
  });
}

function includes(file: FastApiFile, argument: PythonNode | undefined, name: string): boolean {
  const value = argument?.type === 'keyword_argument' ? childIn(argument, 'value') : argument;
  return identifierName(file, value) === name;
}

const ROUTER_NAMES = /router|app|api/i;

/** Names and places whose value is not seen here. */
const OPEN = new Set(['identifier', 'attribute', 'subscript']);

const MAKERS = new Set(['APIRouter', 'FastAPI', 'Router', 'Starlette']);
