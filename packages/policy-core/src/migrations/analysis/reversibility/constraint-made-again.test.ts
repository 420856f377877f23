import { describe, expect, it } from 'vitest';

import { foldUpgrades } from '../../schema/fold-schema.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { revisionText } from '../../../testing/read-revision.ts';
import { revisionIn } from '../../../testing/steps-of.ts';
import { constraintsMadeAgain } from './constraint-made-again.ts';
import { stateBeforeIn } from './undoing.ts';

const parsers = await testParsers();

const NAME = 'fk_block__block_schema_id__block_schema';
const DROP = `op.drop_constraint("${NAME}", "block_document")`;
const TABLES = [
  'op.create_table("block_schema", sa.Column("id", sa.Uuid(), primary_key=True), sa.Column("type", sa.Text()))',
  'op.create_table("block_document", sa.Column("id", sa.Uuid(), primary_key=True), sa.Column("block_schema_id", sa.Uuid()), sa.Column("name", sa.Text()))',
];
const make = (more = ', ondelete="cascade"', columns = '["block_schema_id"], ["id"]') =>
  `op.create_foreign_key(op.f("${NAME}"), "block_document", "block_schema", ${columns}${more})`;
const BASE = [...TABLES, make()];

/** The texts of the steps that an upgrade takes back so, after one that makes what was there before. */
function madeAgain(upgrade: readonly string[], base: readonly string[] = BASE): readonly string[] {
  const text = revisionText({ upgrade });
  const { steps } = revisionIn(parsers, text).upgrade;
  const before = revisionIn(parsers, revisionText({ upgrade: base })).upgrade;
  const schema = foldUpgrades([
    { revision: 'a1', steps: before.steps },
    { revision: 'b2', steps },
  ]);
  const found = constraintsMadeAgain(steps, stateBeforeIn(schema, 'b2'));
  return steps
    .filter((step) => step.kind === 'operation' && found.has(step))
    .map(({ start, end }) => text.slice(start, end));
}

describe('A constraint that is dropped and made again as it was', () => {
  it.each<[string, readonly string[]]>([
    ['at once', []],
    ['after rows are changed', ['op.execute("UPDATE block_schema SET id = id")']],
    ['after a type is altered', ['op.alter_column("block_schema", "id", type_=sa.String(36))']],
    [
      'after other columns come and go',
      [
        'op.add_column("block_schema", sa.Column("capabilities", sa.JSON()))',
        'op.drop_column("block_schema", "type")',
      ],
    ],
    [
      'after another column gets a name',
      ['op.alter_column("block_document", "name", new_column_name="title")'],
    ],
    ['after a table of another name is made', ['op.create_table("others", sa.Column("id", sa.Uuid()))']],
  ])('is told %s', (_, between) => {
    expect(madeAgain([DROP, ...between, make()])).toEqual([DROP, make()]);
  });

  it('may be so under one condition', () => {
    const change = 'op.execute("UPDATE block_schema SET id = id")';
    const steps = ['if some():', ...[DROP, change, make()].map((line) => `    ${line}`)];
    expect(madeAgain(steps)).toEqual([DROP, make()]);
    expect(madeAgain(['if some():', `    ${DROP}`, change, 'if some():', `    ${make()}`])).toEqual([
      DROP,
      make(),
    ]);
  });

  it('may be in a batch, and say less or more of what goes without saying', () => {
    const again = `batch_op.create_foreign_key(batch_op.f("${NAME}"), "block_schema", ["block_schema_id"], ["id"], ondelete="CASCADE", onupdate="NO ACTION", deferrable=False)`;
    expect(
      madeAgain([DROP, 'with op.batch_alter_table("block_document") as batch_op:', `    ${again}`]),
    ).toEqual([DROP, again]);
  });

  it.each<[string, string, string]>([
    [
      'unique constraint',
      'sa.UniqueConstraint("no", name="k")',
      'op.create_unique_constraint("k", "orders", ["no"])',
    ],
    [
      'primary key',
      'sa.PrimaryKeyConstraint("no", name="k")',
      'op.create_primary_key("k", "orders", ["no"])',
    ],
    [
      'check',
      'sa.CheckConstraint("no > 0", name="k")',
      'op.create_check_constraint("k", "orders", "no > 0")',
    ],
  ])('may be a %s', (_, was, again) => {
    const base = [`op.create_table("orders", sa.Column("no", sa.Integer()), ${was})`];
    const drop = 'op.drop_constraint("k", "orders")';
    expect(madeAgain([drop, again], base)).toEqual([drop, again]);
  });
});

describe('A constraint is not told to be as it was', () => {
  it.each<[string, string]>([
    ['another ON DELETE', make(', ondelete="SET NULL"')],
    ['no ON DELETE', make('')],
    ['an ON DELETE that only running it tells', make(', ondelete=action()')],
    ['an ON UPDATE, too', make(', ondelete="cascade", onupdate="cascade"')],
    ['DEFERRABLE, too', make(', ondelete="cascade", deferrable=True')],
    ['MATCH FULL, too', make(', ondelete="cascade", match="FULL"')],
    ['no look at the rows', make(', ondelete="cascade", postgresql_not_valid=True')],
    ['another column', make(', ondelete="cascade"', '["id"], ["id"]')],
    ['another column there', make(', ondelete="cascade"', '["block_schema_id"], ["type"]')],
    ['columns that only running it tells', make(', ondelete="cascade"', 'columns(), ["id"]')],
    ['another table there', make().replace('"block_schema",', '"block_type",')],
    ['another table', make().replace('"block_document"', '"block_type"')],
    ['another name', make().replace('fk_block__', 'fk_other__')],
    ['another kind', `op.create_unique_constraint("${NAME}", "block_document", ["block_schema_id"])`],
  ])('with %s', (_, again) => {
    expect(madeAgain([DROP, again])).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['it only comes back under a condition', [DROP, 'if some():', `    ${make()}`]],
    ['it only goes under a condition', ['if some():', `    ${DROP}`, make()]],
    ['it is dropped once more', [DROP, make(), DROP]],
    [
      'it goes with what depends on it',
      [`op.execute("ALTER TABLE block_document DROP CONSTRAINT ${NAME} CASCADE")`, make()],
    ],
    ['it is made first', [make(), DROP]],
    [
      'its column is another one by then',
      [
        DROP,
        'op.alter_column("block_document", "block_schema_id", new_column_name="old")',
        'op.alter_column("block_document", "name", new_column_name="block_schema_id")',
        make(),
      ],
    ],
    [
      'its column comes anew',
      [
        DROP,
        'op.drop_column("block_document", "block_schema_id")',
        'op.add_column("block_document", sa.Column("block_schema_id", sa.Uuid()))',
        make(),
      ],
    ],
    ['a column of some name goes', [DROP, 'op.drop_column("block_document", name())', make()]],
    [
      'the column there comes anew',
      [
        DROP,
        'op.drop_column("block_schema", "id")',
        'op.add_column("block_schema", sa.Column("id", sa.Uuid()))',
        make(),
      ],
    ],
    [
      'the table there is another one by then',
      [
        DROP,
        'op.rename_table("block_schema", "old")',
        'op.rename_table("block_type", "block_schema")',
        make(),
      ],
    ],
    [
      'the table comes from another schema',
      [DROP, 'op.execute("ALTER TABLE shop.block_schema SET SCHEMA public")', make()],
    ],
    ['some table goes', [DROP, 'op.drop_table(name())', make()]],
    ['the search path is another one by then', [DROP, 'op.execute("SET search_path TO shop")', make()]],
    ['something happens in between that is not known', [DROP, 'op.execute(sql())', make()]],
  ])('where %s', (_, upgrade) => {
    expect(madeAgain(upgrade)).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['nothing is known of it', TABLES],
    ['not all is known of it', [...TABLES, make(', ondelete="cascade", match="FULL"')]],
    ['it was not validated', [...TABLES, make(', ondelete="cascade", postgresql_not_valid=True')]],
    [
      'it was altered since',
      [...BASE, `op.execute("ALTER TABLE block_document ALTER CONSTRAINT ${NAME} DEFERRABLE")`],
    ],
    ['it went since', [...BASE, DROP]],
  ])('where %s', (_, base) => {
    expect(madeAgain([DROP, make()], base)).toEqual([]);
  });

  it.each<[string, string, string]>([
    [
      'other columns',
      'sa.UniqueConstraint("no", name="k")',
      'op.create_unique_constraint("k", "orders", ["shop"])',
    ],
    [
      'more columns',
      'sa.UniqueConstraint("no", name="k")',
      'op.create_unique_constraint("k", "orders", ["no", "shop"])',
    ],
    [
      'a key of the table',
      'sa.UniqueConstraint("no", name="k")',
      'op.create_primary_key("k", "orders", ["no"])',
    ],
    [
      'another condition',
      'sa.CheckConstraint("no > 0", name="k")',
      'op.create_check_constraint("k", "orders", "no > 1")',
    ],
    [
      'a condition that only running it tells',
      'sa.CheckConstraint(x(), name="k")',
      'op.create_check_constraint("k", "orders", x())',
    ],
    [
      'an exclusion',
      'postgresql.ExcludeConstraint(("no", "="), name="k")',
      'op.create_exclude_constraint("k", "orders", ("no", "="))',
    ],
  ])('with %s', (_, was, again) => {
    const base = [
      `op.create_table("orders", sa.Column("no", sa.Integer()), sa.Column("shop", sa.Integer()), ${was})`,
    ];
    expect(madeAgain(['op.drop_constraint("k", "orders")', again], base)).toEqual([]);
  });
});
