import { describe, expect, test } from 'vitest';

import { testParsers } from '../testing/load-parsers.ts';
import { openedDocument } from '../testing/opened-document.ts';
import { revisionTexts } from '../testing/read-history.ts';
import { placeNote } from './place-note.ts';

const parsers = await testParsers();

const PATH = 'alembic/versions/b2_x.py';
const POLICY = {
  migrations: { alembic: ['alembic/versions'], sql: ['db/*.sql'] },
  dependencies: [{ id: 'app', source: 'requirements.in', lock: 'requirements.txt' }],
};

/** What is said where `|` stands in the text. */
function said(texts: Readonly<Record<string, string>>, path: string): readonly string[] | undefined {
  const marked = texts[path] ?? '';
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const plain = { ...texts, [path]: marked.replace('|', '') };
  return placeNote(openedDocument({ path, texts: plain, policy: POLICY, parsers }), position)?.sentences;
}

function saidOfRevision(upgrade: string, downgrade = 'pass'): readonly string[] | undefined {
  const tables = 'op.create_table("orders", sa.Column("id", sa.Integer()), sa.Column("note", sa.Text()))';
  return said(revisionTexts({ a1: { upgrade: tables }, b2: { parents: '"a1"', upgrade, downgrade } }), PATH);
}

describe('an operation of a revision', () => {
  test.each<[string, readonly string[]]>([
    [
      'op.drop_|column("orders", "note")',
      [
        'This drops the column orders.note and every value in it.',
        'It takes ACCESS EXCLUSIVE on orders; readers and writers wait.',
      ],
    ],
    [
      'op.alter_column("orders", "note", |nullable=False)',
      [
        'This changes the column orders.note: NULL is not allowed any more.',
        'It takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait.',
        'It may fail where rows of orders have NULL in note.',
      ],
    ],
    [
      'op.create_index("ix_orders_note", "orders", ["note"], postgresql_concurrently=True)|',
      [
        'This creates the index ix_orders_note on orders (note), while others write (CONCURRENTLY).',
        'It takes SHARE UPDATE EXCLUSIVE on orders and builds an index over its rows.',
        'PostgreSQL refuses it in a transaction.',
      ],
    ],
    ['op.create_table("people|")', ['This creates the table people.']],
  ])('%s', (upgrade, sentences) => {
    expect(saidOfRevision(upgrade)).toEqual(sentences);
  });

  test('going back says only what it does: nobody goes back every day', () => {
    expect(saidOfRevision('pass', 'op.drop_table("|orders")')).toEqual([
      'Going back, this drops the table orders and every row in it.',
    ]);
  });

  test('that cannot be read says why', () => {
    expect(saidOfRevision('op.execute(|TEXT)')).toEqual([
      expect.stringMatching(/^This does something that is not known, because .+\.$/),
    ]);
  });

  test('says nothing between operations', () => {
    expect(saidOfRevision('x = 1|\nop.drop_table("orders")')).toBeUndefined();
  });
});

describe('a statement of SQL', () => {
  test('is told as an operation is', () => {
    expect(said({ 'db/V1__a.sql': 'DROP| TABLE a;' }, 'db/V1__a.sql')).toEqual([
      'This drops the table a and every row in it.',
      'It takes ACCESS EXCLUSIVE on a; readers and writers wait.',
    ]);
  });
});

describe('a requirement', () => {
  test('says what its lock holds', () => {
    const texts = { 'requirements.in': 'fla|sk==2.0\n', 'requirements.txt': 'flask==2.1\n' };
    expect(said(texts, 'requirements.in')?.join(' ')).toContain('2.1');
  });
});

describe('any other file', () => {
  test('has no notes', () => {
    expect(said({ 'README.md': '# |Shop' }, 'README.md')).toBeUndefined();
  });
});
