import { describe, expect, test } from 'vitest';

import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { commitOf } from '../../testing/sample-change.ts';
import { findMachineOwnedChanges } from './machine-owned-change.ts';

const RECORD = 'infrastructure/last-good-deploy.json';

function changed(about: Partial<ChangeInput>, draft: object = {}) {
  const seen = changeObservations({ changes: [RECORD], ...about }, { stage: 'ci' });
  const changes = findMachineOwnedChanges(policyOf(draft), seen).filter(({ isAllowed }) => !isAllowed);
  return changes.map(({ entry, pattern, author }) => [
    entry.path,
    pattern.pattern.text,
    author.known ? (author.value?.login ?? 'nobody yet') : author.reason,
  ]);
}

describe('a file that only machines write is changed', () => {
  test.each<[string, Partial<ChangeInput>, string]>([
    ['by a person', { author: 'ana' }, 'ana'],
    ['by an agent, which is no machine of ours', { author: 'claude[bot]' }, 'claude[bot]'],
    ['by nobody knows whom', {}, 'no author was given'],
  ])('%s', (_who, about, author) => {
    expect(changed(about)).toEqual([[RECORD, RECORD, author]]);
  });

  test('and rightly so by a bot', () => {
    expect(changed({ author: 'github-actions[bot]' })).toEqual([]);
  });

  test('in the pull request of a bot, by somebody else', () => {
    const person = { name: 'Claude', email: 'noreply@anthropic.com' };
    const commits = [commitOf({ author: person, paths: [RECORD] })];
    const author = 'github-actions[bot]';
    expect(changed({ author, commits })).toEqual([[RECORD, RECORD, author]]);
    const other = [commitOf({ author: person, paths: ['README.md'] })];
    expect(changed({ author, commits: other })).toEqual([]);
  });

  test('by a bot that the policy does not name among its writers', () => {
    const draft = { change_scope: { machine_owned: [{ paths: [RECORD], writers: ['deployer'] }] } };
    expect(changed({ author: 'github-actions[bot]' }, draft)).toHaveLength(1);
    expect(changed({ author: 'Deployer' }, draft)).toEqual([]);
  });
});

describe('the deploy record', () => {
  test('is such a file under whatever name it has', () => {
    const draft = { deployment: { record: 'ops/[x]*.json' } };
    const changes = ['ops/[x]*.json', 'ops/[x]y.json', 'infrastructure/LAST_PROD_DEPLOY.json'];
    expect(changed({ author: 'ana', changes }, draft).map(([path]) => path)).toEqual(['ops/[x]*.json']);
  });

  test('keeps the writers that the policy gives it', () => {
    const draft = {
      change_scope: { machine_owned: [{ paths: ['infrastructure/**/*.json'], writers: ['ana'] }] },
    };
    expect(changed({ author: 'ana' }, draft)).toEqual([]);
  });
});

test('a release and a change nobody saw are not judged here', () => {
  const seen = changeObservations({ changes: [RECORD], author: 'ana' }, {});
  expect(findMachineOwnedChanges(policyOf({}), { ...seen, focus: { kind: 'release' } })).toEqual([]);
  expect(findMachineOwnedChanges(policyOf({}), { ...seen, change: unobserved('x') })).toEqual([]);
});
