import { observed } from '../model/known.ts';
import type { Account, AppliedLabel, PullRequest } from '../model/observations.ts';

export const AUTHOR: Account = { login: 'ana', id: 1, isBot: false };
export const MAINTAINER: Account = { login: 'mona', id: 2, isBot: false };
export const AGENT: Account = { login: 'claude[bot]', id: 3, isBot: true };

/** Its last push is older than the labels below. */
export const PULL_REQUEST: PullRequest = {
  number: 123,
  author: AUTHOR,
  branch: 'feature/x',
  pushedAt: observed('2026-11-20T08:00:00Z'),
  pushers: observed([AUTHOR]),
};

type Applied = Extract<AppliedLabel, { kind: 'applied' }>;

/** By a maintainer who is not the author, after the last push. */
export function trustedLabel(name: string): Applied {
  return { kind: 'applied', name, by: MAINTAINER, role: observed('maintain'), at: '2026-11-20T09:00:00Z' };
}

export function labelOfAuthor(name: string): Applied {
  return { ...trustedLabel(name), by: AUTHOR };
}

export function labelBeforePush(name: string): Applied {
  return { ...trustedLabel(name), at: '2026-11-20T07:00:00Z' };
}
