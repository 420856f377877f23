import { describe, expect, test } from 'vitest';

import { judgedUpgrade } from '../../testing/judged-upgrade.ts';
import { columnNamed } from '../../testing/sample-schema.ts';
import { columnCall } from './column-call.ts';

/** The call that lies between the arrows. */
function callIn(marked: string) {
  const start = marked.indexOf('→');
  const end = marked.indexOf('←') - 1;
  const text = marked.replace(/[→←]/g, '');
  return columnCall({ ...judgedUpgrade(), text }, columnNamed('x', { start, end }));
}

describe('a column as a migration writes it', () => {
  test.each([
    ['op.add_column("orders", →sa.Column("x", sa.Text())←)', 'sa.Column("x", sa.Text())', 'sa.'],
    ['op.add_column("orders", →Column("x", Text())←)', 'Column("x", Text())', ''],
    ['add(→sqlalchemy.schema.Column("x")←)', 'sqlalchemy.schema.Column("x")', 'sqlalchemy.schema.'],
    ['add(→sa.Column (\n    "x",\n)←)', 'sa.Column (\n    "x",\n)', 'sa.'],
    ['→Column()←', 'Column()', ''],
  ])('%s', (marked, text, prefix) => {
    expect(callIn(marked)).toEqual({ text, prefix });
  });

  test.each([
    ['SQL', 'op.execute("ALTER TABLE orders ADD →x text←")'],
    ['a comment in it', 'add(→sa.Column("x",  # the x\n    sa.Text())←)'],
    ['a sign of a comment in a text of it', 'add(→sa.Column("x", comment="#1")←)'],
    ['another class', 'add(→sa.MappedColumn("x")←)'],
    ['a method of a call', 'add(→get().Column("x")←)'],
    ['a name for a column', 'add(→COLUMN←)'],
  ])('is not told for %s', (_, marked) => {
    expect(callIn(marked)).toBeUndefined();
  });
});
