import { readFileSync } from 'node:fs';

import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** An object of GitHub's OpenAPI description. */
export type Json = Readonly<Record<string, unknown>>;

/** A route as the description has it; a text is one that is read. */
export type Operation = string | Pick<MatchedRoute, 'method' | 'template'>;

export interface MatchedRoute {
  /** Lower case. */
  readonly method: string;
  /** As the description spells it: `/users/{username}`. */
  readonly template: string;
  readonly path: Readonly<Record<string, string>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Json;
}

/** GitHub's own words about the routes that Lockkeeper asks. Made by tools/github-api/main.mjs. */
export const DESCRIPTION: Json = JSON.parse(
  readFileSync(new URL('github-api.json', import.meta.url), 'utf8'),
);

/** `undefined` when GitHub has no such route, or we have no use for it. */
export function matchRoute(method: string, path: string): MatchedRoute | undefined {
  for (const [template, operations] of Object.entries(objectAt(DESCRIPTION, ['paths']))) {
    const values =
      isObject(operations) && method.toLowerCase() in operations ? valuesIn(template, path) : null;
    if (values !== null) return { method: method.toLowerCase(), template, path: values };
  }
  return undefined;
}

/** What GitHub would not take of this request; one sentence each. */
export function requestProblems(route: MatchedRoute, query: URLSearchParams): readonly string[] {
  const parameters = parametersOf(route);
  const given: readonly (readonly [string, string, string])[] = [
    ...Object.entries(route.path).map(([name, value]) => ['path', name, value] as const),
    ...[...query].map(([name, value]) => ['query', name, value] as const),
  ];
  return given.flatMap(([place, name, value]) => {
    const parameter = parameters.find((candidate) => candidate.name === name && candidate.in === place);
    if (parameter === undefined) return [`${route.template} has no ${place} parameter ${name}.`];
    const isValid = validator(`query ${JSON.stringify(parameter.schema)}`, parameter.schema);
    const isNumber = parameter.schema['type'] === 'integer' && /^\d+$/.test(value);
    return isValid(isNumber ? Number(value) : value)
      ? []
      : [`${route.template}: ${name}=${value} ${firstError(isValid)}.`];
  });
}

/** How this body differs from what GitHub describes for this route and status; one sentence each. */
export function bodyProblems(operation: Operation, status: number, body: unknown): readonly string[] {
  const { method, template } = asRoute(operation);
  const schema = bodySchema(operation, status);
  if (schema === undefined) return [`${template} never answers ${status}.`];
  const isValid = validator(`${method} ${template} ${status}`, schema);
  return isValid(body) ? [] : [`${template} ${status}: ${firstError(isValid)}.`];
}

/** What GitHub would not take of what is sent there; one sentence each. */
export function sentProblems({ method, template }: MatchedRoute, body: unknown): readonly string[] {
  const request = objectAt(DESCRIPTION, ['paths', template, method, 'requestBody']);
  const schema = objectAt(resolved(request), ['content', 'application/json'])['schema'];
  if (!isObject(schema)) return [`${template} takes no body.`];
  const isValid = validator(`${method} ${template} body`, schema);
  return isValid(body) ? [] : [`${template}: ${firstError(isValid)}.`];
}

/** `undefined` where the description knows no such answer. */
export function bodySchema(operation: Operation, status: number): Json | undefined {
  const { method, template } = asRoute(operation);
  const responses = objectAt(DESCRIPTION, ['paths', template, method, 'responses']);
  const response = responses[String(status)];
  if (!isObject(response)) return undefined;
  const schema = objectAt(resolved(response), ['content', 'application/json'])['schema'];
  return isObject(schema) ? schema : undefined;
}

/** Follows `$ref`. */
export function resolved(value: Json): Json {
  const reference = value['$ref'];
  if (typeof reference !== 'string') return value;
  return resolved(objectAt(DESCRIPTION, reference.replace(/^#\//, '').split('/')));
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectAt(start: Json, keys: readonly string[]): Json {
  let value: unknown = start;
  for (const key of keys) value = isObject(value) ? value[key] : undefined;
  return isObject(value) ? value : {};
}

function asRoute(operation: Operation): Exclude<Operation, string> {
  return typeof operation === 'string' ? { method: 'get', template: operation } : operation;
}

function parametersOf({ method, template }: MatchedRoute): readonly Parameter[] {
  const list = objectAt(DESCRIPTION, ['paths', template, method])['parameters'];
  return (Array.isArray(list) ? list : []).filter(isObject).map((entry) => {
    const { name, in: place, schema } = resolved(entry);
    return { name: String(name), in: String(place), schema: isObject(schema) ? schema : {} };
  });
}

function valuesIn(template: string, path: string): Readonly<Record<string, string>> | null {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '([^/]+)')}$`);
  const found = pattern.exec(path);
  if (found === null) return null;
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]));
}

const CAN_BE_GONE = /^\/schemas\/pull-request(-simple)?\/properties\/(user|head\/properties\/(repo|user))$/;

const ajv = new Ajv({ strict: false, allErrors: false, validateSchema: false, logger: false });
formats.default(ajv);
ajv.addSchema({ $id: 'github', components: withNullInEnums(asGitHubIs(DESCRIPTION['components'])) });

const validators = new Map<string, ValidateFunction>();

function validator(key: string, schema: Json): ValidateFunction {
  const found = validators.get(key) ?? ajv.compile(localReferences(withNullInEnums(schema)));
  validators.set(key, found);
  return found;
}

/**
 * GitHub has pull requests whose author or fork is gone, and answers `null` there; its description of a
 * single pull request forgets that, while the one of its webhooks says so.
 */
function asGitHubIs(value: unknown, path = ''): unknown {
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, asGitHubIs(entry, `${path}/${key}`)]),
  );
  return CAN_BE_GONE.test(path) ? { anyOf: [copy, { type: 'null' }] } : copy;
}

/** In OpenAPI 3.0 `nullable` also holds for a list of words; JSON Schema wants the `null` in the list. */
function withNullInEnums(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNullInEnums);
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withNullInEnums(entry)]));
  const { nullable, ...others } = copy;
  if (nullable === true && !('type' in copy)) return { anyOf: [others, { type: 'null' }] };
  const words = copy['enum'];
  return copy['nullable'] === true && Array.isArray(words) ? { ...copy, enum: [...words, null] } : copy;
}

function localReferences(value: unknown): Json {
  const text = JSON.stringify(value).replaceAll('"$ref":"#/', '"$ref":"github#/');
  return JSON.parse(text);
}

function firstError({ errors }: ValidateFunction): string {
  const error = errors?.[0];
  return `${error?.instancePath ?? ''} ${error?.message ?? 'is wrong'}`.trim();
}
