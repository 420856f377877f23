import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { PULL_REQUEST } from '../../testing/sample-approval.ts';
import { BY_A_PERSON, BY_AN_AGENT } from '../../testing/sample-change.ts';
import { dependenciesBranchName } from './branch-name.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const SUGGESTION = 'auto/dependency-upgrade-YYYYMMDD-NNN';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK, branch: { suggest: SUGGESTION } };
const POLICY = { dependencies: [PAIR] };
const SCOPED = {
  dependencies: [{ ...PAIR, branch: undefined }],
  change_scope: {
    allow: [],
    also_allow: [
      { dependencies: 'backend', branches: ['auto/dependency-upgrade-*'], branch_severity: 'warn' },
    ],
  },
};
const PUSH = { ref: 'refs/heads/main', rewrites: { known: true, value: false } } as const;
const suggested = (branch: string) => [
  {
    messageId: 'suggested',
    data: { id: 'backend', branch, suggestion: SUGGESTION },
    underlines: undefined,
  },
];
const reserved = (branch: string) => [
  {
    messageId: 'reserved',
    data: { id: 'backend', branches: 'auto/dependency-upgrade-*', branch },
    underlines: undefined,
  },
];
const UNKNOWN = { messageId: 'unknown', data: { id: 'backend' } };
const on = (branch: string) => ({ change: [SOURCE], about: { ...BY_A_PERSON, branch } });

describeRule(dependenciesBranchName, {
  policy: POLICY,
  keeps: {
    'a branch that is called as suggested': on('auto/dependency-upgrade-20261121-001'),
    'any branch, where nothing is suggested': {
      policy: { dependencies: [{ ...PAIR, branch: undefined }] },
      ...on('main'),
    },
    'a change of something else': { change: ['docs/a.md'], about: { branch: 'feature/x' } },
    'a push of what a pull request brought from such a branch': {
      change: [SOURCE],
      about: {
        ...BY_A_PERSON,
        branch: 'main',
        push: PUSH,
        pullRequest: { ...PULL_REQUEST, branch: 'auto/dependency-upgrade-20261121-001' },
      },
    },
    'a person, where branches are kept for agents': { policy: SCOPED, ...on('feature/x') },
    'an agent on one of those branches': {
      policy: SCOPED,
      change: [SOURCE],
      about: { ...BY_AN_AGENT, branch: 'auto/dependency-upgrade-now' },
    },
    'a whole tree': { files: { [SOURCE]: '', [LOCK]: '' } },
  },
  breaks: {
    'another name': { ...on('feature/flask'), finds: suggested('feature/flask') },
    'no number, too long a number, a day that is none, something behind': {
      ...on('auto/dependency-upgrade-20261121'),
      finds: suggested('auto/dependency-upgrade-20261121'),
    },
    'too long a number': {
      ...on('auto/dependency-upgrade-20261121-0001'),
      finds: suggested('auto/dependency-upgrade-20261121-0001'),
    },
    'a day that is none': {
      ...on('auto/dependency-upgrade-20261341-001'),
      finds: suggested('auto/dependency-upgrade-20261341-001'),
    },
    'an agent on another branch': {
      policy: SCOPED,
      change: [SOURCE],
      about: BY_AN_AGENT,
      finds: reserved('auto/self-update-001'),
    },
    'one sentence for a branch that is wrong in both ways': {
      policy: { ...SCOPED, ...POLICY },
      change: [SOURCE],
      about: BY_AN_AGENT,
      finds: reserved('auto/self-update-001'),
    },
    'a direct push': {
      change: [SOURCE],
      about: { ...BY_A_PERSON, branch: 'main', push: PUSH, pullRequest: null },
      finds: suggested('main'),
    },
  },
  waits: {
    'a branch that nobody knows': {
      change: [SOURCE],
      about: { author: 'ana', commits: [] },
      waits: [{ ...UNKNOWN, because: 'no branch was given' }],
    },
    'an author that nobody knows': {
      policy: SCOPED,
      change: [SOURCE],
      about: { branch: 'feature/x' },
      waits: [{ ...UNKNOWN, because: 'no commits were given' }],
    },
  },
});

describe('how heavy a name weighs', () => {
  const weigh = (draft: object) =>
    checkerFor(policyOf(draft), undefined)
      .checkChange({ changes: [SOURCE, LOCK], labels: [], ...BY_AN_AGENT }, { stage: 'ci' })
      .findings.filter(({ rule }) => rule === dependenciesBranchName.id)
      .map(({ severity }) => severity);
  const pairWith = (branch: object) => ({
    dependencies: [{ ...PAIR, branch: { suggest: SUGGESTION, ...branch } }],
  });

  test('is a hint by itself', () => {
    expect(weigh(POLICY)).toEqual(['info']);
  });

  test.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['warn', 'warning'],
    ['info', 'info'],
  ])('is said by the pair: %s', (written, severity) => {
    expect(weigh(pairWith({ severity: written }))).toEqual([severity]);
  });

  test('is said by the way that lets an upgrade in', () => {
    expect(weigh(SCOPED)).toEqual(['warning']);
  });

  test('is what the policy says of the rule, before anything else', () => {
    const rules = { 'dependencies/branch-name': 'error' };
    expect(weigh({ ...pairWith({ severity: 'info' }), rules })).toEqual(['error']);
    expect(weigh({ ...SCOPED, rules: { 'dependencies/branch-name': 'off' } })).toEqual([]);
  });

  test('of a draft is a warning at most', () => {
    expect(weigh({ ...pairWith({ severity: 'error' }), policy: { status: 'draft' } })).toEqual(['warning']);
  });
});
