import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import type { Exchange, Fetch } from './exchange.ts';
import { createPatience, type PatienceOptions } from './patience.ts';
import { createSender, jsonIn } from './request.ts';
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
  const send = createSender({ apiUrl, token });
  const keepTrying = createPatience(patience);
  const now = patience.now ?? Date.now;
  const answers = new Map<string, Promise<Known<Answer>>>();

  async function answer(question: Question): Promise<Known<Answer>> {
    const outcome = await keepTrying((timeoutMs) => send(question, { fetch, timeoutMs }));
    return read(outcome, question, now());
  }
  return (question) => {
    const key = JSON.stringify([question.route, question.parameters]);
    const asked = answers.get(key) ?? answer(question);
    answers.set(key, asked);
    return asked;
  };
}

function read(outcome: Exchange, question: Question, now: number): Known<Answer> {
  if (outcome.kind !== 'answered' || outcome.status !== 200)
    return unobserved(whyNot(outcome, question, now));
  const data = jsonIn(outcome.text);
  return data === undefined
    ? unobserved(notJson(question))
    : observed({ data: data.value, link: outcome.headers.get('link') });
}
