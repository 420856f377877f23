import { endpoint } from '@octokit/endpoint';

import { exchange, type Exchange, type Wire } from './exchange.ts';

export interface Request {
  /** Such as `GET /users/{username}`. */
  readonly route: string;
  /** What stands in the path, and the query or the body. Octokit escapes all of it. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

type RequestOptions = ReturnType<typeof endpoint>;

/** Sends one request to GitHub, once. Never rejects. */
export type Send = (request: Request, wire: Wire) => Promise<Exchange>;

export function createSender({ apiUrl, token }: { readonly apiUrl: string; readonly token: string }): Send {
  const address = endpoint.defaults({ baseUrl: apiUrl });
  const headers = { authorization: authorization(token), 'user-agent': 'lockkeeper', ...VERSION };
  return async ({ route, parameters }, wire) => {
    // What Octokit reads for itself is no parameter.
    const request = addressed(() => address(route, { ...parameters, headers, request: {} }));
    return request === undefined
      ? { kind: 'unreachable', code: undefined }
      : await exchange(request.url, initOf(request), wire);
  };
}

/** GitHub takes a JSON Web Token as a bearer's only. */
function authorization(token: string): string {
  return `${token.split('.').length === 3 ? 'bearer' : 'token'} ${token}`;
}

const VERSION = { 'x-github-api-version': '2022-11-28' };

/** `undefined` where a parameter cannot stand in an address: half a character. */
function addressed(build: () => RequestOptions): RequestOptions | undefined {
  try {
    return build();
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function initOf({ method, headers, body }: RequestOptions): RequestInit {
  return {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

/** `undefined` for what is no JSON. */
export function jsonIn(text: string | undefined): { readonly value: unknown } | undefined {
  try {
    return text === undefined ? undefined : { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
