import { beforeAll, describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../history/revision-history.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { terminalText } from '../../report/document/terminal.ts';
import { migrationExplanationDocument } from '../../report/migration-explanation-document.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { sampleMigrationHistory } from '../../testing/sample-migration-graph.ts';
import { explainMigration } from './explain-migration.ts';

let parsers: Parsers;
let history: RevisionHistory;

beforeAll(async () => {
  parsers = await testParsers();
  history = sampleMigrationHistory(parsers);
});

function text(id: string, from = history): string {
  const explanation = explainMigration({ history: from, id });
  if (explanation === undefined) throw new Error(`${id} is not there`);
  return terminalText(migrationExplanationDocument(explanation), { colors: false });
}

describe('a revision is explained', () => {
  test('step by step, with what is not clear', () => {
    expect(text('2b00')).toBe(
      [
        '2b00  add total  (released)',
        '  alembic/versions/2b00_x.py in alembic.ini',
        '  builds on 1a00, and on it builds 4d00',
        '  upgrade()',
        '    10: adds the column customers.total (integer, nullable)',
        '    11: does something that is not known, because the SQL in SOME is not known',
        '  downgrade()',
        '    15: drops the column customers.total and every value in it',
        '  trivial: not known',
        '    11: Does something that is not known, because the SQL in SOME is not known.',
        '  reversible: not known',
        '    11: Does something that is not known, because the SQL in SOME is not known.',
        '  destructive: not known',
        '    11: Does something that is not known, because the SQL in SOME is not known.',
        '  to go back: not past 5e00, so go forward with a new revision',
        '    The downgrade refuses to run.',
        '',
      ].join('\n'),
    );
  });

  test('with what it loses, and a downgrade that refuses', () => {
    expect(text('5e00')).toBe(
      [
        '5e00  (head, depends on 3c00, new)',
        '  alembic/versions/5e00_x.py in alembic.ini',
        '  builds on 4d00, and on it builds nothing',
        '  upgrade()',
        '    10: drops the column customers.name and every value in it',
        '  downgrade() refuses to run',
        '  trivial: no',
        '    10: Drops the column customers.name and every value in it.',
        '  reversible: no',
        '    14: The downgrade refuses to run.',
        '    10: Drops the column customers.name and every value in it, and the downgrade leaves it so.',
        '  destructive: yes',
        '    10: Drops the column customers.name and every value in it.',
        '  to go back: not past 5e00, so go forward with a new revision',
        '    The downgrade refuses to run.',
        '',
      ].join('\n'),
    );
  });

  test('for programs', () => {
    expect(explainMigration({ history, id: '1a00' })).toEqual({
      schema_version: 1,
      environment: 'alembic.ini',
      revision: {
        id: '1a00',
        path: 'alembic/versions/1a00_x.py',
        message: 'create customers',
        parents: [],
        depends_on: [],
        labels: [],
        is_head: false,
        is_base: true,
        is_merge: false,
        is_released: true,
        is_new: false,
      },
      children: ['2b00', '3c00'],
      problem: null,
      upgrade: {
        kind: 'runs',
        steps: [
          {
            text: 'creates the table customers with 1 column, name',
            kind: 'create-table',
            line: 10,
            is_certain: true,
            autocommit: false,
          },
        ],
      },
      downgrade: {
        kind: 'runs',
        steps: [
          {
            text: 'drops the table customers and every row in it',
            kind: 'drop-table',
            line: 14,
            is_certain: true,
            autocommit: false,
          },
        ],
      },
      trivial: { answer: 'yes', reasons: [] },
      reversible: { answer: 'yes', reasons: [] },
      destructive: { answer: 'no', reasons: [] },
      rollback: {
        kind: 'roll-forward',
        revisions: [],
        backup: false,
        blocked_by: '5e00',
        why: 'The downgrade refuses to run.',
      },
      findings: null,
    });
  });

  test('by what the revisions before it made of the table', () => {
    const shop = historyOfTexts(
      parsers,
      revisionTexts({
        a1: {
          upgrade: 'op.create_table("t", sa.Column("n", sa.String(40)))',
          downgrade: 'op.drop_table("t")',
        },
        b2: {
          parents: '"a1"',
          upgrade: 'op.alter_column("t", "n", type_=sa.String(20))',
          downgrade: 'op.alter_column("t", "n", type_=sa.String(30))',
        },
      }),
    );
    expect(text('b2', shop)).toContain(
      [
        '  reversible: partly',
        '    9: Changes the column t.n: the type to varchar(20), and it comes back otherwise: the column n had another type.',
        '  destructive: yes',
        '    9: Changes the column t.n: the type to varchar(20), which may not hold every value of varchar(40).',
      ].join('\n'),
    );
  });

  test('with what is done under a condition and outside of the transaction', () => {
    const shop = historyOfTexts(
      parsers,
      revisionTexts({
        a1: {
          upgrade:
            'if x():\n    op.drop_table("t")\nwith op.get_context().autocommit_block():\n    op.create_index("ix", "u", ["a"], postgresql_concurrently=True)',
        },
      }),
    );
    expect(text('a1', shop)).toContain(
      [
        '  upgrade()',
        '    10: maybe drops the table t and every row in it',
        '    12: creates the index ix on u (a), while others write (CONCURRENTLY), outside of the transaction',
        '  downgrade() does nothing',
      ].join('\n'),
    );
  });
});

describe('a file that cannot be read', () => {
  test('says so', () => {
    const broken = historyOfTexts(parsers, revisionTexts({ a1: {} }));
    const path = 'alembic/versions/a1_x.py';
    const file = broken.files.get(path);
    if (file === undefined) throw new Error(path);
    const reading = {
      kind: 'unanalyzable',
      why: 'not-python',
      problem: 'it is not Python',
      start: 0,
      end: 0,
    } as const;
    const from = { ...broken, files: new Map([[path, { ...file, reading }]]) };
    expect(explainMigration({ history: from, id: 'a1' })).toMatchObject({
      problem: 'it is not Python',
      upgrade: null,
      destructive: { answer: 'unknown', reasons: [] },
    });
    expect(text('a1', from)).toContain('\n  It cannot be read, because it is not Python.\n');
  });

  test('is not in the history', () => {
    expect(explainMigration({ history, id: 'zz' })).toBeUndefined();
    expect(explainMigration({ history: { ...history, files: new Map() }, id: '1a00' })).toBeUndefined();
  });
});
