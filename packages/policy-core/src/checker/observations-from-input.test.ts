import { describe, expect, test } from 'vitest';

import { MAX_TEXT_UNITS } from '../model/file-content.ts';
import {
  accountNamed,
  appliedLabel,
  changeObservations,
  documentObservations,
  treeObservations,
} from './observations-from-input.ts';
import { observed, unobserved } from '../model/known.ts';
import { policyOf } from '../testing/any-repository.ts';
import { trustedLabel } from '../testing/sample-approval.ts';

const policy = policyOf({
  dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock' }],
  deployment: { record: 'record.json' },
});
const ABSENT = observed({ kind: 'absent' });

describe('a document', () => {
  test('is all that was seen', () => {
    expect(documentObservations({ path: 'r.txt', text: 'a' }, {})).toEqual({
      focus: { kind: 'document', path: 'r.txt' },
      files: { 'r.txt': observed({ kind: 'text', text: 'a' }) },
      listing: unobserved('no files were listed'),
      filesBefore: {},
      links: {},
      folders: {},
      present: {},
      change: unobserved('no change was given'),
      labels: unobserved('no labels were given'),
      pullRequest: unobserved('no pull request was given'),
      author: unobserved('no author was given'),
      agentSigns: [],
      deployment: null,
      settled: unobserved('no history was given'),
      recordedCommit: unobserved('git was not asked'),
      now: unobserved('no time was given'),
    });
  });

  test('may come with the time', () => {
    expect(documentObservations({ path: 'a', text: '' }, { now: '2026-11-21T08:00:00Z' }).now).toEqual(
      observed('2026-11-21T08:00:00Z'),
    );
  });

  test('that is too large is not analysed', () => {
    const text = 'x'.repeat(MAX_TEXT_UNITS + 1);
    expect(documentObservations({ path: 'a', text }, {}).files).toMatchObject({
      a: { value: { kind: 'unreadable' } },
    });
  });
});

describe('a tree', () => {
  test('lacks each file the policy names that was not given', () => {
    expect(treeObservations(policy, [], {}).files).toEqual({
      'r.txt': ABSENT,
      'r.lock': ABSENT,
      'record.json': ABSENT,
    });
  });

  test('holds what was given', () => {
    const { files, listing } = treeObservations(policy, [{ path: 'r.txt', text: 'a==1' }], {});
    expect(files['r.txt']).toEqual(observed({ kind: 'text', text: 'a==1' }));
    expect(listing).toEqual(observed(['r.txt']));
  });

  test('has no point in history before which migrations are settled', () => {
    expect(treeObservations(policy, [], {}).settled).toEqual(observed({ from: 'start' }));
  });

  test('has neither a change nor labels', () => {
    const { change, labels, author } = treeObservations(policy, [], {});
    expect([change.known, labels.known, author.known]).toEqual([false, false, false]);
  });
});

describe('a change', () => {
  test.each([
    ['added', '000000', '100644'],
    ['modified', '100644', '100644'],
    ['type-changed', '100644', '100644'],
    ['deleted', '100644', '000000'],
  ] as const)('with a path that was %s went from %s to %s', (status, oldMode, newMode) => {
    const seen = changeObservations({ changes: [{ path: 'a', status }] }, {});
    expect(seen.change).toMatchObject({ value: { entries: [{ path: 'a', status, oldMode, newMode }] } });
  });

  test('of a bare path is a modification', () => {
    expect(changeObservations({ changes: ['a'] }, {}).change).toMatchObject({
      value: { entries: [{ path: 'a', status: 'modified' }] },
    });
  });

  test('may hold nothing', () => {
    expect(changeObservations({ changes: [] }, {}).change).toMatchObject({
      known: true,
      value: { entries: [] },
    });
  });

  test('starts at no commit that is known, and ends on disk', () => {
    expect(changeObservations({ changes: [] }, {}).change).toMatchObject({
      value: { base: null, head: 'worktree' },
    });
  });

  test('says what was left out', () => {
    const seen = changeObservations({ changes: [] }, { stage: 'ci' });
    expect([seen.labels, seen.author, seen.pullRequest]).toEqual([
      unobserved('no labels were given'),
      unobserved('no author was given'),
      unobserved('no pull request was given'),
    ]);
    expect(seen.change).toMatchObject({
      value: {
        branch: unobserved('no branch was given'),
        commits: unobserved('no commits were given'),
        isWhole: true,
        push: null,
      },
    });
  });

  test.each(['editor', 'hook', 'local'] as const)('has no author yet at stage %s', (stage) => {
    expect(changeObservations({ changes: [] }, { stage }).author).toEqual(observed(null));
  });

  test('holds what was given', () => {
    const seen = changeObservations(
      { changes: [], labels: [], branch: 'auto/x', author: 'ana', files: [{ path: 'a', text: 'b' }] },
      {},
    );
    expect([seen.labels, seen.author, seen.files]).toEqual([
      observed([]),
      observed({ login: 'ana', id: null, isBot: false }),
      { a: observed({ kind: 'text', text: 'b' }) },
    ]);
    expect(seen.change).toMatchObject({ value: { branch: observed('auto/x') } });
  });

  test('does not hold for absent what was not given: it may lie in the tree', () => {
    expect(changeObservations({ changes: ['r.txt'] }, {}).files).toEqual({});
  });
});

describe('more of a change', () => {
  test('may be given: links, folders, earlier texts, a push, a list cut short', () => {
    const push = { ref: 'refs/heads/main', rewrites: observed(false) };
    const seen = changeObservations(
      {
        changes: [{ path: 'docs/latest', status: 'added', newMode: '120000' }],
        links: { 'docs/latest': 'v2' },
        folders: { docs: [{ name: 'v2', mode: '040000' }] },
        filesBefore: [{ path: 'a', text: 'b' }],
        commits: [],
        pullRequest: null,
        push,
        isCutShort: true,
      },
      {},
    );
    expect(seen).toMatchObject({
      links: { 'docs/latest': observed('v2') },
      folders: { docs: observed([{ name: 'v2', mode: '040000' }]) },
      filesBefore: { a: observed({ kind: 'text', text: 'b' }) },
      pullRequest: observed(null),
    });
    expect(seen.change).toMatchObject({
      value: {
        entries: [{ oldMode: '000000', newMode: '120000' }],
        commits: observed([]),
        isWhole: false,
        push,
      },
    });
  });
});

describe('an author', () => {
  test.each([
    ['ana', false],
    ['dependabot[bot]', true],
  ])('that is only named %s is a bot: %s', (login, isBot) => {
    expect(accountNamed(login)).toEqual({ login, id: null, isBot });
  });

  test('that is given whole stays as it is', () => {
    const author = { login: 'ana', id: 7, isBot: true };
    expect(changeObservations({ changes: [], author }, {}).author).toEqual(observed(author));
  });
});

describe('a label', () => {
  test('that is merely named is what somebody says', () => {
    expect(appliedLabel(' odd "name" ')).toEqual({ kind: 'stated', name: ' odd "name" ' });
  });

  test('that comes with who applied it keeps that', () => {
    const label = trustedLabel('ok');
    expect(appliedLabel(label)).toBe(label);
  });
});
