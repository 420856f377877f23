import { loadPolicy, observed, textContent, type Policy } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeObservers } from '../testing/fake-repository.ts';
import { observeHistory } from './history.ts';

const RELEASED = 'a'.repeat(40);
const HEAD = 'b'.repeat(40);
const STRAY = 'c'.repeat(40);
const observers = fakeObservers({
  commits: {
    [RELEASED]: { files: { 'db/1.sql': 'old', 'README.md': '1' } },
    [HEAD]: { files: { 'db/1.sql': 'old', 'db/2.sql': 'new', 'README.md': '2' }, parents: [RELEASED] },
    [STRAY]: { files: {} },
  },
  names: { HEAD },
});

function policyWith(more: string): Policy {
  const policy = loadPolicy({
    path: 'lockkeeper.yaml',
    text: `version: 1\nmigrations: { sql: ['db/*.sql'] }\n${more}`,
  });
  if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
  return policy;
}

const recordOf = (sha: string) =>
  observed(textContent(JSON.stringify({ last_good_sha: sha, deployed_at: '2026-11-20T08:00:00Z' })));
const history = (
  more: string,
  record = observed({ kind: 'absent' as const }) as ReturnType<typeof recordOf>,
) => observeHistory(policyWith(more), { focus: { kind: 'tree' }, head: HEAD, record }, observers);

describe('migrations of a tree are settled', () => {
  test('up to the recorded release', async () => {
    expect(await history('', recordOf(RELEASED))).toMatchObject({
      recordedCommit: observed({ sha: RELEASED, state: 'ancestor' }),
      settled: observed({ from: 'release', commit: RELEASED, changedPaths: ['db/2.sql'] }),
    });
  });

  test('up to the commit that since names, whatever the record says', async () => {
    expect(await history(`since: ${HEAD}\n`, recordOf(RELEASED))).toMatchObject({
      settled: observed({ from: 'since', commit: HEAD, changedPaths: [] }),
    });
  });

  test('nowhere without either', async () => {
    expect(await history('')).toMatchObject({ settled: observed({ from: 'start' }) });
  });

  test('unknown when the recorded commit is not in this history', async () => {
    expect(await history('', recordOf(STRAY))).toMatchObject({
      settled: { known: false },
      recordedCommit: observed({ sha: STRAY, state: 'not-an-ancestor' }),
    });
  });

  test('unknown without git when there is a release to ask about', async () => {
    const answer = await observeHistory(
      policyWith(''),
      { focus: { kind: 'tree' }, head: 'worktree', record: recordOf(RELEASED) },
      { ...observers, git: undefined },
    );
    expect(answer).toMatchObject({ settled: { known: false }, recordedCommit: { known: false } });
  });
});

describe('digests of dependencies', () => {
  const PAIR = 'dependencies: [{ id: api, source: README.md, lock: r.lock }]\n';
  const named = (sha: string) => {
    const digests = { requirements_txt_sha256: 'f'.repeat(64), requirements_lock_sha256: 'f'.repeat(64) };
    const record = { last_good_sha: sha, deployed_at: '2026-11-20T08:00:00Z', dependencies: digests };
    return observed(textContent(JSON.stringify(record)));
  };

  test.each([
    [RELEASED, 'ancestor', '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b'],
    [STRAY, 'not-an-ancestor', null],
  ])('are taken at the recorded commit %s [row 2.06]', async (sha, state, source) => {
    expect(await history(PAIR, named(sha))).toMatchObject({
      recordedCommit: observed({
        sha,
        state,
        digests: { 'README.md': observed(source), 'r.lock': observed(null) },
      }),
    });
  });

  test('are not taken where the record names none, or the commit is not there', async () => {
    const { recordedCommit } = await history(PAIR, recordOf(RELEASED));
    expect(recordedCommit).toEqual(observed({ sha: RELEASED, state: 'ancestor' }));
    const lost = 'd'.repeat(40);
    expect((await history(PAIR, named(lost))).recordedCommit).toEqual(
      observed({ sha: lost, state: 'absent' }),
    );
  });
});

test('git is not asked about a record that does not name a commit', async () => {
  const answer = await history('', observed(textContent('{ "last_good_sha": "x" }')));
  expect(answer).toMatchObject({ recordedCommit: { known: false, reason: 'no commit is recorded' } });
});
