import { beforeAll, describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../history/revision-history.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { terminalText } from '../../report/document/terminal.ts';
import { migrationHeadsDocument } from '../../report/migration-heads-document.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts, type ShownRevision } from '../../testing/read-history.ts';
import { migrationHeads } from './migration-heads.ts';

let parsers: Parsers;

beforeAll(async () => {
  parsers = await testParsers();
});

function historyOf(revisions: Readonly<Record<string, ShownRevision>>): RevisionHistory {
  return historyOfTexts(parsers, revisionTexts(revisions));
}

const BRANCHES = {
  a1: { message: 'base' },
  b2: { message: 'expand', parents: '"a1"', more: 'branch_labels = "expand"' },
  c3: { message: 'contract', parents: '"a1"', more: 'branch_labels = "contract"' },
};

function heads(history: RevisionHistory, allowed: readonly string[] = []) {
  const found = migrationHeads([history], allowed);
  return { found, text: terminalText(migrationHeadsDocument(found), { colors: false }) };
}

describe('heads', () => {
  test('are one where a history is one line', () => {
    const { found, text } = heads(historyOf({ a1: {}, b2: { message: 'last', parents: '"a1"' } }));
    expect(found.environments).toMatchObject([{ is_single: true, heads: [{ id: 'b2', message: 'last' }] }]);
    expect(text).toBe('alembic.ini: 1 head\n  b2  alembic/versions/b2_x.py  last\n');
  });

  test('are several, with what to do', () => {
    const { found, text } = heads(historyOf(BRANCHES));
    expect(found.environments).toMatchObject([{ is_single: false }]);
    expect(text).toBe(
      [
        'alembic.ini: 2 heads',
        '  b2  alembic/versions/b2_x.py  expand  (label expand)',
        '  c3  alembic/versions/c3_x.py  contract  (label contract)',
        '  `alembic upgrade head` does not know which one to go to. Merge them with `alembic merge b2 c3`, or build the newer one on the other.',
        '',
      ].join('\n'),
    );
  });

  test('are several where the policy allows them', () => {
    const { found, text } = heads(historyOf(BRANCHES), ['expand', 'contract']);
    expect(found.environments).toMatchObject([{ is_single: true }]);
    expect(text).not.toContain('Merge them');
    expect(
      heads(historyOf({ ...BRANCHES, d4: { parents: '"b2"' }, e5: { parents: '"b2"' } }), [
        'expand',
        'contract',
      ]).found.environments,
    ).toMatchObject([{ is_single: false }]);
  });

  test('are none in a circle', () => {
    const { found, text } = heads(historyOf({ a1: { parents: '"b2"' }, b2: { parents: '"a1"' } }));
    expect(found.environments).toMatchObject([{ is_single: false, heads: [], circles: [['a1', 'b2']] }]);
    expect(text).toBe(
      'alembic.ini: 0 heads\n  Alembic cannot load these revisions. Correct the down_revision or depends_on that is named here.\n  These revisions build on each other: a1, b2.\n',
    );
  });

  test('name a parent that is not there', () => {
    const { found } = heads(historyOf({ a1: {}, b2: { parents: '"gone"' } }));
    const missing = [{ revision: 'b2', names: 'gone', as: 'down_revision' }];
    expect(found.environments).toMatchObject([{ missing, circles: [] }]);
  });

  test('may be more where a file cannot be placed', () => {
    const history = historyOfTexts(parsers, {
      ...revisionTexts({ a1: {} }),
      'alembic/versions/odd.py': 'revision = make()\n',
    });
    const { found, text } = heads(history);
    expect(found.environments).toMatchObject([{ unplaced: ['alembic/versions/odd.py'] }]);
    expect(text).toContain('  Where alembic/versions/odd.py belongs cannot be read from it.\n');
  });

  test('of several histories stand apart', () => {
    const history = historyOf({ a1: {} });
    const text = terminalText(
      migrationHeadsDocument(migrationHeads([history, { ...history, name: 'billing.ini' }], [])),
      {
        colors: true,
      },
    );
    expect(text.split('\n\n')).toHaveLength(2);
    expect(text).toContain('\u001b[1mbilling.ini\u001b[22m: 1 head');
  });
});
