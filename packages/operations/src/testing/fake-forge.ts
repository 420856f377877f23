import { observed, unobserved } from '@lockkeeper/policy-core';
import type {
  Account,
  AppliedLabel,
  CheckResult,
  PullRequest,
  Review,
} from '@lockkeeper/policy-core/observe';

import type { Forge } from '../ports/index.ts';

export interface FakePullRequest extends Partial<PullRequest> {
  readonly labels?: readonly AppliedLabel[];
  readonly reviews?: readonly Review[];
  /** Ids of the commits that came from it. */
  readonly commits?: readonly string[];
}

export interface FakeForge extends Forge {
  /** Every question, in order. */
  readonly asked: readonly string[];
}

interface World {
  /** By number. */
  readonly pullRequests?: Readonly<Record<number, FakePullRequest>>;
  /** By commit. */
  readonly checks?: Readonly<Record<string, readonly CheckResult[]>>;
}

export const ADA: Account = { login: 'ada', id: 1, isBot: false };
export const GRACE: Account = { login: 'grace', id: 2, isBot: false };

/** A forge in memory that keeps the contract of the port. */
export function fakeForge({ pullRequests = {}, checks = {} }: World): FakeForge {
  const asked: string[] = [];
  const numbers = Object.keys(pullRequests).map(Number);
  const completed = (number: number): PullRequest => {
    const {
      author = ADA,
      branch = 'work',
      base = 'main',
      pushedAt = observed('2026-11-21T08:00:00Z'),
      pushers = observed([author]),
      head,
      mergedAt,
    } = pullRequests[number] ?? {};
    return {
      number,
      author,
      branch,
      base,
      pushedAt,
      pushers,
      ...(head === undefined ? {} : { head }),
      ...(mergedAt === undefined ? {} : { mergedAt }),
    };
  };
  const missing = (number: number) => unobserved(`there is no #${number}`);
  return {
    name: 'the forge',
    asked,
    pullRequest: async (number) => {
      asked.push(`#${number}`);
      return number in pullRequests ? observed(completed(number)) : missing(number);
    },
    pullRequestOf: async (commit, branch) => {
      asked.push(`pull request of ${commit}${branch === undefined ? '' : ` on ${branch}`}`);
      const number = numbers.find((candidate) => {
        const { base, mergedAt, branch: from } = completed(candidate);
        const isOfBranch = branch === undefined || (mergedAt === undefined ? from : base) === branch;
        return isOfBranch && pullRequests[candidate]?.commits?.includes(commit) === true;
      });
      return observed(number === undefined ? null : completed(number));
    },
    labelsOf: async (number) => {
      asked.push(`labels of #${number}`);
      return number in pullRequests ? observed(pullRequests[number]?.labels ?? []) : missing(number);
    },
    reviewsOf: async (number) => {
      asked.push(`reviews of #${number}`);
      return number in pullRequests ? observed(pullRequests[number]?.reviews ?? []) : missing(number);
    },
    checksOf: async (commit) => {
      asked.push(`checks of ${commit}`);
      return observed(checks[commit] ?? []);
    },
    account: async (login) => unobserved(`there is no ${login}`),
    makersOf: async () => unobserved('nobody said who made it'),
  };
}

/** A forge that gives the same reason for every answer it does not give. */
export function deafForge(reason: string): Forge {
  const nothing = async () => unobserved(reason);
  return {
    name: 'the forge',
    pullRequest: nothing,
    pullRequestOf: nothing,
    labelsOf: nothing,
    reviewsOf: nothing,
    checksOf: nothing,
    account: nothing,
    makersOf: nothing,
  };
}
