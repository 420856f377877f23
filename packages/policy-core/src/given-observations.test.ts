import { describe, expect, test } from 'vitest';

import { MAX_TEXT_UNITS } from './file-content.ts';
import { appliedLabel, changeSeen, documentSeen, treeSeen } from './given-observations.ts';
import { observed, unobserved } from './known.ts';
import { STAGES } from './stage.ts';
import { policyOf } from './testing/any-repository.ts';

const policy = policyOf({
  dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock' }],
  deployment: { record: 'record.json' },
});
const ABSENT = observed({ kind: 'absent' });

describe('a document', () => {
  test('is all that was seen', () => {
    expect(documentSeen({ path: 'r.txt', text: 'a' }, {})).toEqual({
      focus: { kind: 'document', path: 'r.txt' },
      files: { 'r.txt': observed({ kind: 'text', text: 'a' }) },
      listing: unobserved('no files were listed'),
      change: unobserved('no change was given'),
      labels: unobserved('no labels were given'),
      actor: unobserved('no author was given'),
      settled: unobserved('no history was given'),
      recordedCommit: unobserved('git was not asked'),
      now: unobserved('no time was given'),
    });
  });

  test('may come with the time', () => {
    expect(documentSeen({ path: 'a', text: '' }, { now: '2026-11-21T08:00:00Z' }).now).toEqual(
      observed('2026-11-21T08:00:00Z'),
    );
  });

  test('that is too large is not analysed', () => {
    const text = 'x'.repeat(MAX_TEXT_UNITS + 1);
    expect(documentSeen({ path: 'a', text }, {}).files).toMatchObject({
      a: { value: { kind: 'unreadable' } },
    });
  });
});

describe('a tree', () => {
  test('lacks each file the policy names that was not given', () => {
    expect(treeSeen(policy, [], {}).files).toEqual({
      'r.txt': ABSENT,
      'r.lock': ABSENT,
      'record.json': ABSENT,
    });
  });

  test('holds what was given', () => {
    const { files, listing } = treeSeen(policy, [{ path: 'r.txt', text: 'a==1' }], {});
    expect(files['r.txt']).toEqual(observed({ kind: 'text', text: 'a==1' }));
    expect(listing).toEqual(observed(['r.txt']));
  });

  test('has no point in history before which migrations are settled', () => {
    expect(treeSeen(policy, [], {}).settled).toEqual(observed({ from: 'start' }));
  });

  test('has neither a change nor labels', () => {
    const { change, labels, actor } = treeSeen(policy, [], {});
    expect([change.known, labels.known, actor.known]).toEqual([false, false, false]);
  });
});

describe('a change', () => {
  test.each([
    ['added', '000000', '100644'],
    ['modified', '100644', '100644'],
    ['type-changed', '100644', '100644'],
    ['deleted', '100644', '000000'],
  ] as const)('with a path that was %s went from %s to %s', (status, oldMode, newMode) => {
    const seen = changeSeen({ changes: [{ path: 'a', status }] }, {});
    expect(seen.change).toMatchObject({ value: { entries: [{ path: 'a', status, oldMode, newMode }] } });
  });

  test('of a bare path is a modification', () => {
    expect(changeSeen({ changes: ['a'] }, {}).change).toMatchObject({
      value: { entries: [{ path: 'a', status: 'modified' }] },
    });
  });

  test('may hold nothing', () => {
    expect(changeSeen({ changes: [] }, {}).change).toMatchObject({ known: true, value: { entries: [] } });
  });

  test('starts at no commit that is known, and ends on disk', () => {
    expect(changeSeen({ changes: [] }, {}).change).toMatchObject({ value: { base: null, head: 'worktree' } });
  });

  test('says what was left out', () => {
    const seen = changeSeen({ changes: [] }, {});
    expect([seen.labels, seen.actor]).toEqual([
      unobserved('no labels were given'),
      unobserved('no author was given'),
    ]);
    expect(seen.change).toMatchObject({ value: { branch: unobserved('no branch was given') } });
  });

  test('holds what was given', () => {
    const seen = changeSeen(
      { changes: [], labels: [], branch: 'auto/x', author: 'ana', files: [{ path: 'a', text: 'b' }] },
      {},
    );
    expect([seen.labels, seen.actor, seen.files]).toEqual([
      observed([]),
      observed('ana'),
      { a: observed({ kind: 'text', text: 'b' }) },
    ]);
    expect(seen.change).toMatchObject({ value: { branch: observed('auto/x') } });
  });

  test('does not hold for absent what was not given: it may lie in the tree', () => {
    expect(changeSeen({ changes: ['r.txt'] }, {}).files).toEqual({});
  });
});

describe('a label', () => {
  test.each(STAGES.map((stage) => ({ stage, isTrusted: stage === 'local' })))(
    'that is merely named approves at stage $stage: $isTrusted',
    ({ stage, isTrusted }) => {
      const { authority } = appliedLabel('ok', stage);
      expect(authority.known && authority.value === 'trusted').toBe(isTrusted);
    },
  );

  test.each(STAGES)('that comes with its authority keeps it at stage %s', (stage) => {
    const label = { name: 'ok', authority: observed('untrusted' as const) };
    expect(appliedLabel(label, stage)).toBe(label);
  });

  test('keeps its name, whatever it is', () => {
    expect(appliedLabel(' odd "name" ', 'ci').name).toBe(' odd "name" ');
  });
});
