import { setTimeout as delay } from 'node:timers/promises';

import type { ZodType } from 'zod';

import type { Exchange } from '../../read/github/exchange.ts';
import { failureReason } from '../../read/github/failure-reason.ts';
import type { GitHubClientOptions } from '../../read/github/github-client.ts';
import { rateLimitWait } from '../../read/github/rate-limit.ts';
import type { RepositoryName } from '../../read/github/repository-name.ts';
import { createSender, jsonIn } from '../../read/github/request.ts';

export type Told<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** It is known that it was not done. `why` is a clause. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Nobody knows whether it was done. */
  | { readonly kind: 'unknown'; readonly why: string };

/** One order, in words that a person understands when it fails. */
export interface Order<T> {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly about: string;
  readonly needs: string;
  /** What GitHub means by a 422. */
  readonly unfit: string;
  /** Answers of success by their status. */
  readonly answers: Readonly<Record<number, ZodType<Told<T>>>>;
}

const TIMEOUT_MS = 30_000;

/** For all the pauses that GitHub asks for at one order. */
const MOST_PAUSE_MS = 60_000;

/** Tells GitHub to do something, once; what it refuses for being asked too fast is told again. Never rejects. */
export type Tell = <T>(order: Order<T>) => Promise<Told<T>>;

export function createTeller(
  { owner, repository }: RepositoryName,
  { apiUrl, token, fetch, patience }: GitHubClientOptions,
): Tell {
  const send = createSender({ apiUrl, token });
  const { timeoutMs = TIMEOUT_MS, now = Date.now, sleep = delay } = patience;
  return async (order) => {
    const request = { route: order.route, parameters: { owner, repo: repository, ...order.parameters } };
    for (let left = MOST_PAUSE_MS; ;) {
      const outcome = await send(request, { fetch, timeoutMs });
      const wait = rateLimitWait(outcome, now());
      if (wait === undefined || wait >= left) return told(outcome, order, now());
      left -= Math.max(wait, 1000);
      await sleep(wait);
    }
  };
}

export function done<T>(value: T): Told<T> {
  return { kind: 'done', value };
}

export function refused(why: string): Told<never> {
  return { kind: 'refused', why };
}

function told<T>(outcome: Exchange, order: Order<T>, now: number): Told<T> {
  if (outcome.kind !== 'answered') return lost(outcome, failureReason(outcome, order, now));
  const { status, text } = outcome;
  const shape = order.answers[status];
  if (shape !== undefined) {
    const read = shape.safeParse(jsonIn(text)?.value);
    return read.success
      ? read.data
      : { kind: 'unknown', why: `GitHub's answer about ${order.about} is not of the shape GitHub describes` };
  }
  if (status < 400 || status >= 500) return { kind: 'unknown', why: failureReason(outcome, order, now) };
  if (status === 422) return refused(`${order.unfit} (422)`);
  return refused(
    status === 409
      ? `GitHub refuses ${order.about}, since it conflicts with something else there (409)`
      : failureReason(outcome, order, now),
  );
}

/** What failed before anything was sent was not done. */
function lost(outcome: Exclude<Exchange, { kind: 'answered' }>, why: string): Told<never> {
  const isUnsent =
    outcome.kind === 'sent-elsewhere' ||
    (outcome.kind === 'unreachable' && UNSENT.includes(outcome.code ?? ''));
  return { kind: isUnsent ? 'refused' : 'unknown', why };
}

const UNSENT: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
