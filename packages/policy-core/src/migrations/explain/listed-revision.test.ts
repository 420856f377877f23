import { beforeAll, describe, expect, test } from 'vitest';

import { unobserved } from '../../model/known.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { sampleMigrationHistory } from '../../testing/sample-migration-graph.ts';
import { listedRevision } from './listed-revision.ts';

let history: RevisionHistory;
let alone: RevisionHistory;
beforeAll(async () => {
  const parsers = await testParsers();
  history = sampleMigrationHistory(parsers);
  alone = historyOfTexts(parsers, revisionTexts({ a1: {}, b2: { parents: '"a1"' } }));
});

describe('a revision in a list', () => {
  test('tells where it stands', () => {
    expect(listedRevision(history, '2b00')).toEqual({
      id: '2b00',
      path: 'alembic/versions/2b00_x.py',
      message: 'add total',
      parents: ['1a00'],
      depends_on: [],
      labels: [],
      is_head: false,
      is_base: false,
      is_merge: false,
      is_released: true,
      is_new: false,
    });
  });

  test.each([
    ['1a00', { is_base: true, is_head: false, parents: [] }],
    ['3c00', { labels: ['billing'], message: 'billing <starts>' }],
    ['4d00', { is_merge: true, parents: ['2b00', '3c00'], is_released: false, is_new: false }],
    ['5e00', { is_head: true, depends_on: ['3c00'], message: null, is_released: false, is_new: true }],
    ['6f00', { is_head: true, is_base: false, parents: ['zz99'] }],
  ])('%s: %j', (id, told) => {
    expect(listedRevision(history, id)).toMatchObject(told);
  });

  test('says nothing of a release or a change that nobody asked for', () => {
    expect(listedRevision(alone, 'b2')).toMatchObject({ is_released: null, is_new: null, is_head: true });
  });

  test('says nothing of a release or a base that cannot be seen, and of none that is recorded', () => {
    const unseen = unobserved('this is a shallow clone');
    const blind = { ...alone, before: unseen, released: unseen };
    expect(listedRevision(blind, 'b2')).toMatchObject({ is_released: null, is_new: null });
    const first = { ...alone, released: { known: true, value: null } as const };
    expect(listedRevision(first, 'b2')).toMatchObject({ is_released: null });
  });

  test('is none where the history has no such id', () => {
    for (const id of ['zz99', '', '2b', 'constructor']) expect(listedRevision(history, id)).toBeUndefined();
  });

  test('has no message where its file is not at hand', () => {
    expect(listedRevision({ ...history, files: new Map() }, '2b00')).toMatchObject({ message: null });
  });
});
