import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import type { Exchange, Fetch } from './exchange.ts';
import { createRetry, type RetryOptions } from './retry.ts';
import { createSender, jsonIn } from './request.ts';
import type { RouteRequest } from './routes.ts';
import { notJson, failureReason } from './failure-reason.ts';

/** Puts a question to GitHub, once however often it is asked. Never rejects. */
export type RequestGitHub = (question: RouteRequest) => Promise<Known<GitHubResponse>>;

export interface GitHubResponse {
  readonly data: unknown;
  /** What GitHub says of further pages: its `link` header. */
  readonly link: string | null;
}

export interface GitHubClientOptions {
  readonly apiUrl: string;
  readonly token: string;
  readonly fetch: Fetch;
  readonly patience: RetryOptions;
}

export function createGitHubClient({ apiUrl, token, fetch, patience }: GitHubClientOptions): RequestGitHub {
  const send = createSender({ apiUrl, token });
  const keepTrying = createRetry(patience);
  const now = patience.now ?? Date.now;
  const answers = new Map<string, Promise<Known<GitHubResponse>>>();

  async function answer(question: RouteRequest): Promise<Known<GitHubResponse>> {
    const outcome = await keepTrying((timeoutMs) => send(question, { fetch, timeoutMs }));
    return parseResponse(outcome, question, now());
  }
  return (question) => {
    const key = JSON.stringify([question.route, question.parameters]);
    const asked = answers.get(key) ?? answer(question);
    answers.set(key, asked);
    return asked;
  };
}

function parseResponse(outcome: Exchange, question: RouteRequest, now: number): Known<GitHubResponse> {
  if (outcome.kind !== 'answered' || outcome.status !== 200)
    return unobserved(failureReason(outcome, question, now));
  const data = jsonIn(outcome.text);
  return data === undefined
    ? unobserved(notJson(question))
    : observed({ data: data.value, link: outcome.headers.get('link') });
}
