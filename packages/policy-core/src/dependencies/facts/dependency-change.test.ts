import { describe, expect, test } from 'vitest';

import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { PULL_REQUEST } from '../../testing/sample-approval.ts';
import { BY_A_PERSON, BY_AN_AGENT } from '../../testing/sample-change.ts';
import { findAuthorship } from '../../change/facts/authorship.ts';
import { findDependencyChanges } from './dependency-change.ts';

const PAIR = {
  id: 'api',
  source: 'r.txt',
  lock: 'r.lock',
  on_change: { require: { label: 'deps' }, both_files: true },
};
const POLICY = {
  dependencies: [PAIR],
  change_scope: { also_allow: [{ dependencies: 'api', branches: ['auto/deps-*'] }] },
};
const TO_MAIN = { ref: 'refs/heads/main', rewrites: observed(false) };

function changes(about: Partial<ChangeInput>, seen: Partial<Observations> = {}, draft: object = POLICY) {
  const policy = policyOf(draft);
  const all = {
    ...changeObservations({ changes: ['r.txt'], ...BY_A_PERSON, ...about }, { stage: 'ci' }),
    ...seen,
  };
  return findDependencyChanges(policy, all, {
    pairs: policy.dependencies.map((pair) => ({ pair, files: [pair.source, pair.lock] })),
    authorship: findAuthorship(policy, all),
  });
}

describe('a change of dependencies', () => {
  test('knows what it touches, the source first', () => {
    expect(changes({ changes: ['a.md', 'r.lock', 'r.txt'] })).toMatchObject([
      { touched: ['r.txt', 'r.lock'] },
    ]);
  });

  test('knows what stays as it was although both must change', () => {
    expect(changes({ changes: ['r.txt'] })).toMatchObject([{ leftOut: 'r.lock' }]);
    expect(changes({ changes: ['r.lock'] })).toMatchObject([{ leftOut: 'r.txt' }]);
    expect(changes({ changes: ['r.txt', 'r.lock'] })).toMatchObject([{ leftOut: undefined }]);
  });

  test('is none where nothing of the pair changed, nobody knows what did, or it is a release', () => {
    expect(changes({ changes: ['a.md'] })).toEqual([]);
    expect(changes({}, { change: unobserved('this is a shallow clone') })).toEqual([]);
    expect(changes({}, { focus: { kind: 'release' } })).toEqual([]);
  });

  test.each<[string, Partial<ChangeInput>, string | undefined]>([
    ['of a pull request', { pullRequest: PULL_REQUEST }, 'deps'],
    ['on a desk', {}, 'deps'],
    ['of a push that nobody asked for', { push: TO_MAIN, pullRequest: null }, 'deps'],
    ['of a push of which nobody knows where it came from', { push: TO_MAIN }, 'deps'],
    ['not of a push that a pull request brought', { push: TO_MAIN, pullRequest: PULL_REQUEST }, undefined],
  ])('needs the label %s', (_where, about, label) => {
    expect(changes(about)).toMatchObject([{ label }]);
  });

  test.each<[string, Partial<ChangeInput>, number]>([
    ['an agent on another branch', BY_AN_AGENT, 1],
    ['an agent on one of them', { ...BY_AN_AGENT, branch: 'auto/deps-1' }, 0],
    ['a person', BY_A_PERSON, 0],
    ['nobody knows whom', { ...BY_A_PERSON, author: undefined }, 1],
  ] as [string, Partial<ChangeInput>, number][])(
    'is off the branches that are kept for it: %s',
    (_who, about, ways) => {
      const { author, ...rest } = about;
      const given = author === undefined ? { ...rest, commits: [] } : about;
      expect(
        changes(given, author === undefined ? { author: unobserved('GitHub was not asked') } : {}),
      ).toMatchObject([{ offBranch: { length: ways } }]);
    },
  );
});
