import { Octokit } from '@octokit/core';

import { exchange, type Exchange, type Fetch, type Wire } from './exchange.ts';

export interface Request {
  /** Such as `GET /users/{username}`. */
  readonly route: string;
  /** What stands in the path, and the query or the body. Octokit escapes all of it. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Sends one request to GitHub, once. Never rejects. */
export type Send = (request: Request, wire: Wire) => Promise<Exchange>;

export function createSender({ apiUrl, token }: { readonly apiUrl: string; readonly token: string }): Send {
  const octokit = new Octokit({ auth: token, baseUrl: apiUrl, userAgent: 'lockkeeper', log: SILENT });
  return async (request, wire) => await attempt(octokit, request, wire);
}

/** Octokit warns on the console about deprecated routes, with the whole address. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Nothing of a conversation with GitHub is logged.
}

/** Octokit makes the request; what came of it is noted on the wire, where its errors do not blur it. */
async function attempt(octokit: Octokit, { route, parameters }: Request, wire: Wire): Promise<Exchange> {
  let outcome: Exchange = { kind: 'unreachable', code: undefined };
  const noting: Fetch = async (url, init) => {
    outcome = await exchange(url, init, wire);
    // Octokit reads the status and the address; a body would only be parsed twice.
    return new Response(null, { status: outcome.kind === 'answered' ? 204 : 500 });
  };
  await octokit
    .request(route, { ...parameters, headers: VERSION, request: { fetch: noting, log: SILENT } })
    .catch(ignore);
  return outcome;
}

const VERSION = { 'x-github-api-version': '2022-11-28' };

/** `undefined` for what is no JSON. */
export function jsonIn(text: string | undefined): { readonly value: unknown } | undefined {
  try {
    return text === undefined ? undefined : { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
