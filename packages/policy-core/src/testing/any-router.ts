import fc from 'fast-check';

/** One endpoint that is put together. */
export interface EndpointPart {
  readonly router: string;
  readonly verb: string;
  readonly path: string;
  readonly name: string;
  /** How it is declared. */
  readonly form: 'decorator' | 'call' | 'handed';
}

/** What the endpoints of a module lean on. */
export const ROUTER_HEAD = [
  'from typing import Annotated',
  'from fastapi import APIRouter, Depends, FastAPI',
  'from app.core.flags import feature_flag, require_flag',
  '',
  'router = APIRouter(prefix="/users")',
  'admin = APIRouter(prefix="/admin")',
  '',
  '',
].join('\n');

export const anyEndpoint: fc.Arbitrary<EndpointPart> = fc.record({
  router: fc.constantFrom('router', 'admin'),
  verb: fc.constantFrom('get', 'post', 'put', 'delete', 'websocket'),
  path: fc.constantFrom('/', '/{user_id}', '/export', '/live'),
  name: fc.constantFrom('read', 'write', 'export', 'watch'),
  form: fc.constantFrom('decorator', 'call', 'handed'),
});

/** Endpoints that differ in method, path or function. */
export const anyEndpoints: fc.Arbitrary<readonly EndpointPart[]> = fc.uniqueArray(anyEndpoint, {
  selector: keyOf,
  maxLength: 5,
});

export function keyOf({ verb, path, name }: EndpointPart): string {
  return `${verb.toUpperCase()} ${path} ${name}`;
}

/** Something that stands before an endpoint: above it, below its decorator, in its parentheses, in its function. */
export interface Guard {
  readonly options?: string;
  readonly parameters?: string;
  readonly decorator?: string;
}

export function endpointText({ router, verb, path, name, form }: EndpointPart, guard: Guard = {}): string {
  const { options, parameters = '', decorator } = guard;
  const route = `${router}.${verb}("${path}"${options === undefined ? '' : `, ${options}`})`;
  const lines = [
    ...(decorator === undefined ? [] : [decorator]),
    `async def ${name}(${parameters}): ...`,
    '',
  ];
  if (form === 'decorator') return [`@${route}`, ...lines].join('\n');
  if (form === 'handed') return [...lines, `${route}(${name})`, ''].join('\n');
  const method = verb === 'websocket' ? 'add_api_websocket_route' : 'add_api_route';
  const methods = verb === 'websocket' ? '' : `, methods=["${verb.toUpperCase()}"]`;
  const more = options === undefined ? '' : `, ${options}`;
  return [...lines, `${router}.${method}("${path}", ${name}${methods}${more})`, ''].join('\n');
}

export function routerText(endpoints: readonly EndpointPart[], guard: Guard = {}): string {
  return ROUTER_HEAD + endpoints.map((one) => endpointText(one, guard)).join('\n\n');
}
