import { beforeAll, describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../history/revision-history.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { findRevision } from './find-revision.ts';

let shop: RevisionHistory;
let billing: RevisionHistory;

beforeAll(async () => {
  const parsers = await testParsers();
  shop = historyOfTexts(parsers, {
    ...revisionTexts({
      ab12: {},
      ab13: { parents: '"ab12"', more: 'branch_labels = ("beta",)' },
      ab134: { parents: '"ab13"' },
      head1: { parents: '"ab134"' },
    }),
    'alembic/versions/odd.py': 'revision = make()\n',
  });
  billing = { ...historyOfTexts(parsers, revisionTexts({ cd56: {}, ab12: {} })), name: 'billing.ini' };
});

function found(wanted: string, histories: readonly RevisionHistory[] = [shop]): unknown {
  const search = findRevision(wanted, histories);
  switch (search.kind) {
    case 'found':
      return search.id;
    case 'several':
      return search.found.map(({ id, history }) => `${id} in ${history.name}`);
    case 'unplaced':
      return `${search.path} without a place`;
    case 'none':
      return { nearest: search.nearest };
  }
}

describe('a revision is found', () => {
  test.each<[string, unknown]>([
    ['ab12', 'ab12'],
    // A whole id wins over the beginning of another one.
    ['ab13', 'ab13'],
    ['ab134', 'ab134'],
    ['h', 'head1'],
    ['alembic/versions/ab13_x.py', 'ab13'],
    ['ab13_x.py', 'ab13'],
    ['head', 'head1'],
    ['heads', 'head1'],
    ['base', 'ab12'],
    ['beta', 'ab13'],
  ])('by %s', (wanted, id) => {
    expect(found(wanted)).toBe(id);
  });

  test('in the history that has it', () => {
    expect(found('cd56', [shop, billing])).toBe('cd56');
    expect(found('cd', [shop, billing])).toBe('cd56');
  });
});

describe('no revision is found', () => {
  test.each<[string, unknown]>([
    ['ab1', ['ab12 in alembic.ini', 'ab13 in alembic.ini', 'ab134 in alembic.ini']],
    ['odd.py', 'alembic/versions/odd.py without a place'],
    ['alembic/versions/odd.py', 'alembic/versions/odd.py without a place'],
    ['ac13', { nearest: 'ab13' }],
    ['zzzzzz', { nearest: undefined }],
    ['', { nearest: undefined }],
    ['versions/ab13_x.py', { nearest: undefined }],
  ])('by %j', (wanted, what) => {
    expect(found(wanted)).toEqual(what);
  });

  test('where two histories have it', () => {
    expect(found('ab12', [shop, billing])).toEqual(['ab12 in alembic.ini', 'ab12 in billing.ini']);
    expect(found('heads', [shop, billing])).toEqual([
      'head1 in alembic.ini',
      'ab12 in billing.ini',
      'cd56 in billing.ini',
    ]);
  });

  test('where there is none', () => {
    expect(found('head', [])).toEqual({ nearest: undefined });
  });
});
