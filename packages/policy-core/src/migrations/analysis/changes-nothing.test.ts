import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { shownOperation } from '../../testing/steps-of.ts';
import { startOf } from '../../model/source-span.ts';
import { changesNothing } from './changes-nothing.ts';

const parsers = await testParsers();

const BASE = [
  'op.create_table(',
  '    "orders",',
  '    sa.Column("id", sa.Integer(), primary_key=True),',
  '    sa.Column("note", sa.String(20)),',
  '    sa.Column("total", sa.Numeric(10, 2), nullable=False),',
  '    sa.Column("state", sa.Enum("a", "b", name="mood")),',
  ')',
  'op.create_index("ix_note", "orders", ["note"])',
].join('\n');

/** The steps of an upgrade that change nothing, and the others, on top of the tables above. */
function steps(upgrade: string): {
  readonly nothing: readonly string[];
  readonly changes: readonly string[];
} {
  const texts = revisionTexts({ a1: { upgrade: BASE }, b2: { parents: '"a1"', upgrade } });
  const history = historyOfTexts(parsers, texts);
  const path = 'alembic/versions/b2_x.py';
  const file = history.files.get(path);
  if (file?.reading.kind !== 'revision') throw new Error('The revision cannot be read.');
  const judged = { path, text: file.text, revision: file.reading, history, span: () => startOf(path) };
  const all = file.reading.upgrade.steps.filter((step) => step.kind === 'operation');
  const told = (isNothing: boolean) =>
    all
      .filter((step) => changesNothing(judged, step) === isNothing)
      .map(({ operation }) => shownOperation(operation));
  return { nothing: told(true), changes: told(false) };
}

const alter = (column: string, ...how: readonly string[]) =>
  `op.alter_column("orders", "${column}", ${how.join(', ')})`;

describe('A step changes nothing', () => {
  test.each([
    ['where a column has the type', alter('note', 'type_=sa.String(20)')],
    ['where a column has the type by another name', alter('note', 'type_=sa.VARCHAR(length=20)')],
    ['where a column takes NULL as it is', alter('note', 'nullable=True')],
    ['where a column takes no NULL as it is', alter('total', 'nullable=False')],
    ['where a column has both', alter('total', 'type_=sa.Numeric(10, 2)', 'nullable=False')],
    [
      'where it says itself that the column has the type',
      alter('note', 'type_=sa.String(20)', 'existing_type=sa.String(20)'),
    ],
    [
      'where an enum has other values, which do not come with a column',
      alter('state', 'type_=sa.Enum("c", name="mood")'),
    ],
    ['in SQL as well', 'op.execute("ALTER TABLE orders ALTER COLUMN note TYPE varchar(20)")'],
    [
      'where the same is dropped that is dropped already',
      'op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS gone")',
    ],
    ['where a table is there', 'op.execute("CREATE TABLE IF NOT EXISTS orders (id int)")'],
    ['where an index is there', 'op.execute("CREATE INDEX IF NOT EXISTS ix_note ON orders (note)")'],
    ['where rows are only read', 'op.execute("SELECT 1")'],
  ])('%s', (_, upgrade) => {
    const { nothing, changes } = steps(upgrade);
    expect(changes).toEqual([]);
    expect(nothing).toHaveLength(1);
  });
});

describe('A step changes something', () => {
  test.each([
    ['where a column gets another type', alter('note', 'type_=sa.Text()')],
    ['where a column gets another length', alter('note', 'type_=sa.String(21)')],
    ['where a column takes no NULL from now on', alter('note', 'nullable=False')],
    ['where a column takes NULL from now on', alter('total', 'nullable=True')],
    ['where one of two is as it was', alter('total', 'type_=sa.Numeric(10, 2)', 'nullable=True')],
    ['where a column gets a default', alter('note', 'type_=sa.String(20)', 'server_default="x"')],
    [
      'where rows are worked out anew',
      alter('note', 'type_=sa.String(20)', 'postgresql_using="upper(note)"'),
    ],
    [
      'where it says that the column had another type',
      alter('note', 'type_=sa.String(20)', 'existing_type=sa.String(10)'),
    ],
    ['where it says that the column took NULL', alter('total', 'nullable=False', 'existing_nullable=True')],
    ['where the column is not known', alter('other', 'type_=sa.String(20)')],
    ['where the table is not known', 'op.alter_column("others", "note", type_=sa.String(20))'],
    ['where the name is only known when it runs', 'op.alter_column("orders", name, type_=sa.String(20))'],
    ['where a column gets another name', alter('note', 'new_column_name="remark"')],
    ['where an enum has another name', alter('state', 'type_=sa.Enum("a", "b", name="temper")')],
    ['where an index has another name', 'op.execute("CREATE INDEX IF NOT EXISTS ix_other ON orders (note)")'],
    [
      'where a column that is there is dropped',
      'op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS note")',
    ],
  ])('%s', (_, upgrade) => {
    expect(steps(upgrade).nothing).toEqual([]);
    expect(steps(upgrade).changes.length).toBeGreaterThan(0);
  });

  test('where it is as it was only before another step', () => {
    const { nothing, changes } = steps(
      `${alter('note', 'type_=sa.Text()')}\n${alter('note', 'type_=sa.String(20)')}`,
    );
    expect(nothing).toEqual([]);
    expect(changes).toHaveLength(2);
  });

  test('but not where another step has done the same', () => {
    const { nothing, changes } = steps(
      `${alter('note', 'type_=sa.Text()')}\n${alter('note', 'type_=sa.Text()')}`,
    );
    expect([nothing.length, changes.length]).toEqual([1, 1]);
  });

  test('as far as anybody sees, where there is no history', () => {
    const texts = revisionTexts({ b2: { upgrade: alter('note', 'type_=sa.String(20)') } });
    const file = historyOfTexts(parsers, texts).files.get('alembic/versions/b2_x.py');
    if (file?.reading.kind !== 'revision') throw new Error('The revision cannot be read.');
    const [step] = file.reading.upgrade.steps;
    if (step?.kind !== 'operation') throw new Error('There is no step.');
    const judged = {
      path: 'x',
      text: file.text,
      revision: file.reading,
      history: undefined,
      span: () => startOf('x'),
    };
    expect(changesNothing(judged, step)).toBe(false);
  });
});
