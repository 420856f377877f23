import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import { Octokit } from '@octokit/core';

import { exchange, type Exchange, type Fetch } from './exchange.ts';
import { createPatience, type PatienceOptions } from './patience.ts';
import type { Question } from './routes.ts';
import { notJson, whyNot } from './why-not.ts';

/** Puts a question to GitHub, once however often it is asked. Never rejects. */
export type Ask = (question: Question) => Promise<Known<Answer>>;

export interface Answer {
  readonly data: unknown;
  /** What GitHub says of further pages: its `link` header. */
  readonly link: string | null;
}

export interface AskOptions {
  readonly apiUrl: string;
  readonly token: string;
  readonly fetch: Fetch;
  readonly patience: PatienceOptions;
}

export function createAsk({ apiUrl, token, fetch, patience }: AskOptions): Ask {
  const octokit = new Octokit({ auth: token, baseUrl: apiUrl, userAgent: 'lockkeeper', log: SILENT });
  const keepTrying = createPatience(patience);
  const now = patience.now ?? Date.now;
  const answers = new Map<string, Promise<Known<Answer>>>();

  async function answer(question: Question): Promise<Known<Answer>> {
    const outcome = await keepTrying((timeoutMs) => attempt(octokit, question, { fetch, timeoutMs }));
    return read(outcome, question, now());
  }
  return (question) => {
    const key = JSON.stringify([question.route, question.parameters]);
    const asked = answers.get(key) ?? answer(question);
    answers.set(key, asked);
    return asked;
  };
}

/** Octokit warns on the console about deprecated routes, with the whole address. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Nothing of a conversation with GitHub is logged.
}

/** Octokit makes the request; what came of it is noted on the wire, where its errors do not blur it. */
async function attempt(
  octokit: Octokit,
  { route, parameters }: Question,
  wire: Parameters<typeof exchange>[2],
): Promise<Exchange> {
  let outcome: Exchange = { kind: 'unreachable', code: undefined };
  const noting: Fetch = async (url, init) => {
    outcome = await exchange(url, init, wire);
    // Octokit reads the status and the address; a body would only be parsed twice.
    return new Response(null, { status: outcome.kind === 'answered' ? 204 : 500 });
  };
  // As a plain text, because for a known route Octokit's types want the parameters of that very route.
  await octokit
    .request(route as string, { ...parameters, headers: VERSION, request: { fetch: noting, log: SILENT } })
    .catch(ignore);
  return outcome;
}

const VERSION = { 'x-github-api-version': '2022-11-28' };

function read(outcome: Exchange, question: Question, now: number): Known<Answer> {
  if (outcome.kind !== 'answered' || outcome.status !== 200)
    return unobserved(whyNot(outcome, question, now));
  const data = jsonIn(outcome.text);
  return data === undefined
    ? unobserved(notJson(question))
    : observed({ data: data.value, link: outcome.headers.get('link') });
}

function jsonIn(text: string | undefined): { readonly value: unknown } | undefined {
  try {
    return text === undefined ? undefined : { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
