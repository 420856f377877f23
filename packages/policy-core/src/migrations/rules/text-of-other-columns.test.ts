import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const checker = checkerFor(policyOf({ migrations: { alembic: ['alembic/versions'] } }), await testParsers());

/** Not all of the table is known behind what nobody can read. */
const BASE = [
  'op.create_table(',
  '    "orders",',
  '    sa.Column("id", sa.Integer()),',
  '    sa.Column("note", sa.Text()),',
  '    sa.Column("kind", sa.String(20)),',
  '    sa.Column("state", sa.Enum("open", name="state")),',
  ')',
  'op.execute(change("orders"))',
].join('\n');

/** Whether a value that is added to the enum is said to be used, and how surely. */
function use(statement: string): 'uses' | 'may use' | undefined {
  const upgrade = `op.execute("ALTER TYPE state ADD VALUE 'paid'")\nop.execute("""${statement}""")`;
  const { findings } = checker.checkFiles([
    { path: 'alembic/versions/5a9d_x.py', text: sampleRevision({ id: '5a9d', upgrade: BASE }) },
    { path: 'alembic/versions/ab12_x.py', text: sampleRevision({ parent: '"5a9d"', upgrade }) },
  ]);
  const told = findings.find(({ rule }) => rule === 'migrations/enum-value-used-in-transaction');
  if (told === undefined) return undefined;
  return told.message.startsWith('This may use') ? 'may use' : 'uses';
}

describe('A text that is spelled like a new value of an enum', () => {
  test.each([
    ['is held against a column of text', "DELETE FROM orders WHERE note = 'paid'"],
    ['is held against one in another way', "DELETE FROM orders WHERE note <> 'paid'"],
    ['is held against one in a third way', "DELETE FROM orders WHERE note != 'paid'"],
    ['is written into one', "UPDATE orders SET note = 'paid' WHERE id = 1"],
    ['is written into one and held against another', "UPDATE orders SET note = 'paid' WHERE kind = 'paid'"],
    ['is held against a column with its table', "UPDATE orders o SET note = 'x' WHERE o.note = 'paid'"],
    ['is held against a column in quotes', `DELETE FROM orders WHERE "note" = 'paid'`],
    ['stands on lines of its own', "UPDATE orders\nSET note = 'x'\nWHERE note\n  = 'paid'"],
  ])('is no use of it where it %s', (_, statement) => {
    expect(use(statement)).toBeUndefined();
  });

  test.each([
    ['the column is not known', "UPDATE orders SET note = 'x' WHERE other = 'paid'"],
    ['only one of the columns is known', "UPDATE orders SET note = 'paid' WHERE other = 'paid'"],
    ['the column is behind a function', "DELETE FROM orders WHERE lower(note) = 'paid'"],
    ['no column stands before it', "DELETE FROM orders WHERE 'paid' = note"],
  ])('may be one where %s', (_, statement) => {
    expect(use(statement)).toBe('may use');
  });

  test.each([
    ['is held against the column of the enum', "DELETE FROM orders WHERE state = 'paid'"],
    ['is written into it', "UPDATE orders SET state = 'paid' WHERE note = 'x'"],
    ['is made one by a cast', "UPDATE orders SET note = 'x' WHERE other = 'paid'::state"],
  ])('is one where it %s', (_, statement) => {
    expect(use(statement)).toBe('uses');
  });
});
