import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { problemsIn } from '../testing/problems-in.ts';

const branchOf = (records?: object) =>
  policyOf({ deployment: { ...(records && { records }) } }).recordsBranch;

describe('where a policy says that records are written', () => {
  test('is in the tree, unless it says otherwise: a policy of before has no such branch', () => {
    expect(policyOf({}).recordsBranch).toBeUndefined();
    expect(branchOf()).toBeUndefined();
    expect(branchOf({ mode: 'file' })).toBeUndefined();
  });

  test('is on a branch of a remote, whose names it may choose', () => {
    expect(branchOf({ mode: 'branch' })).toEqual({
      remote: 'origin',
      name: 'lockkeeper/records',
      mode: 'branch',
    });
    expect(branchOf({ mode: 'branch', branch: 'deploys', remote: 'upstream' })).toEqual({
      remote: 'upstream',
      name: 'deploys',
      mode: 'branch',
    });
  });

  test('is main, where GitHub writes it', () => {
    expect(branchOf({ mode: 'contents' })).toEqual({ remote: 'origin', name: 'main', mode: 'contents' });
    expect(branchOf({ mode: 'contents', branch: 'trunk', remote: 'upstream' })).toEqual({
      remote: 'upstream',
      name: 'trunk',
      mode: 'contents',
    });
  });

  test('is no branch that takes pull requests only', () => {
    const policyWith = (records: string, main: string) =>
      problemsIn(`deployment: { records: ${records} }\nbranches: { main: { match: [main], ${main} } }`).map(
        ([message]) => message,
      );
    const told =
      'deployment.records.mode writes to main, which takes pull requests only by branches.main. Write mode: branch.';
    expect(policyWith('{ mode: contents }', 'direct_push: deny')).toEqual([told]);
    expect(policyWith('{ mode: contents }', 'merge: pull_request')).toEqual([told]);
    expect(policyWith('{ mode: contents, branch: deploys }', 'direct_push: deny')).toEqual([]);
    expect(policyWith('{ mode: contents }', 'force_push: deny')).toEqual([]);
    expect(policyWith('{ mode: branch }', 'direct_push: deny')).toEqual([]);
  });

  test('leaves the path of the record to another key', () => {
    const policy = policyOf({ deployment: { record: 'ops/last.json', records: { mode: 'branch' } } });
    expect(policy).toMatchObject({
      record: { path: 'ops/last.json' },
      recordsBranch: { name: 'lockkeeper/records' },
    });
    expect(policyOf({ deployment: { records: { mode: 'branch' } } }).record).toMatchObject({
      path: 'infrastructure/last-good-deploy.json',
      at: undefined,
    });
  });

  test.each([
    ['{ branch: deploys }', 'deployment.records.mode is missing.'],
    ['{ mode: contents-api }', 'deployment.records.mode must be "branch" or "contents" or "file".'],
    ['{ mode: branch, pull_request: true }', 'Unknown key "pull_request" in deployment.records.'],
    [
      '{ mode: branch, branch: --force }',
      'deployment.records.branch is not valid: Write the name of a branch',
    ],
    ['{ mode: branch, branch: a..b }', 'deployment.records.branch is not valid'],
    ['{ mode: branch, branch: "a b" }', 'deployment.records.branch is not valid'],
    ['{ mode: branch, branch: a/ }', 'deployment.records.branch is not valid'],
    ['{ mode: branch, branch: "refs:main" }', 'deployment.records.branch is not valid'],
    ['{ mode: branch, remote: "https://ana:pw@host/x" }', 'deployment.records.remote is not valid'],
    ['{ mode: branch, remote: --upload-pack=x }', 'deployment.records.remote is not valid'],
    [
      '{ mode: file, branch: deploys }',
      'deployment.records.branch counts only with mode: branch or contents. Remove it, or change the mode.',
    ],
  ])('is no %s', (records, message) => {
    const [said] = problemsIn(`deployment: { records: ${records} }`);
    expect(said?.[0]).toContain(message);
  });
});
