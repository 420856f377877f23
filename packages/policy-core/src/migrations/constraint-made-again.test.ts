import { downgradeIncomplete } from '../rules/migrations/downgrade-incomplete.ts';
import { describeRule } from '../testing/describe-rule.ts';
import { sampleHistory } from '../testing/sample-history.ts';
import { ALEMBIC_POLICY } from '../testing/sample-revision.ts';

const left = (thing: string) =>
  `downgrade() leaves ${thing} as the upgrade made it. After a rollback the next upgrade fails or finds another schema; undo it as well.`;

/** A key of block_document that the revisions before made, and what is done to it. */
const KEY_DROPPED = 'op.drop_constraint("fk_block__block_schema_id__block_schema", "block_document")';
const KEY_BASE =
  'op.create_table("block_schema", sa.Column("id", sa.Uuid(), primary_key=True))\nop.create_table("block_document", sa.Column("id", sa.Uuid(), primary_key=True), sa.Column("block_schema_id", sa.Uuid()), sa.Column("name", sa.Text()))';
const keyMade = (more = ', ondelete="cascade"', columns = '["block_schema_id"], ["id"]') =>
  `op.create_foreign_key(op.f("fk_block__block_schema_id__block_schema"), "block_document", "block_schema", ${columns}${more})`;
const keyAround = (
  between: string,
  again = keyMade(),
  {
    before = 'pass',
    base = `${KEY_BASE}\n${keyMade()}`,
  }: { readonly before?: string; readonly base?: string } = {},
) =>
  sampleHistory({
    base: {
      a1: { upgrade: base },
      b2: { parent: '"a1"', upgrade: before },
    },
    added: {
      c3: {
        parent: '"b2"',
        upgrade: [KEY_DROPPED, between, again].filter((line) => line !== '').join('\n'),
        downgrade: 'op.execute("SELECT 1")',
      },
    },
  });
const KEY = 'the constraint fk_block__block_schema_id__block_schema of block_document';
const keyLeft = (again: string) => [
  { message: left(KEY), underlines: KEY_DROPPED },
  { message: left(KEY), underlines: again },
];

describeRule(downgradeIncomplete, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a foreign key that is dropped and made again as it was': keyAround(
      'op.execute("UPDATE block_schema SET id = id")',
    ),
    'a foreign key that is made again while columns beside it come and go': keyAround(
      'with op.batch_alter_table("block_schema", schema=None) as batch_op:\n    batch_op.execute("UPDATE block_schema SET id = id")',
    ),
    'a unique constraint and a check that are made again as they were': sampleHistory({
      base: {
        a1: {
          upgrade:
            'op.create_table("orders", sa.Column("no", sa.Integer()), sa.UniqueConstraint("no", name="uq"), sa.CheckConstraint("no > 0", name="ck"))',
        },
      },
      added: {
        b2: {
          parent: '"a1"',
          upgrade:
            'op.drop_constraint("uq", "orders")\nop.drop_constraint("ck", "orders")\nop.execute("UPDATE orders SET no = no + 1")\nop.create_unique_constraint("uq", "orders", ["no"])\nop.create_check_constraint("ck", "orders", "no > 0")',
          downgrade: 'op.execute("UPDATE orders SET no = no - 1")',
        },
      },
    }),
  },
  breaks: {
    ...Object.fromEntries(
      [
        ['another ON DELETE', keyMade(', ondelete="SET NULL"')],
        ['no ON DELETE', keyMade('')],
        ['an ON DELETE that only running it tells', keyMade(', ondelete=action()')],
        ['an ON UPDATE, too', keyMade(', ondelete="cascade", onupdate="cascade"')],
        ['DEFERRABLE, too', keyMade(', ondelete="cascade", deferrable=True')],
        ['MATCH FULL, too', keyMade(', ondelete="cascade", match="FULL"')],
        ['no look at the rows', keyMade(', ondelete="cascade", postgresql_not_valid=True')],
        ['another column', keyMade(', ondelete="cascade"', '["id"], ["id"]')],
      ].map(([what = '', again = '']) => [
        `a foreign key that is made again with ${what}`,
        { ...keyAround('', again), finds: keyLeft(again) },
      ]),
    ),
    'a foreign key that only comes back under a condition': {
      ...keyAround('', `if some():\n    ${keyMade()}`),
      finds: keyLeft(keyMade()),
    },
    'a foreign key of which only running it tells what it was': {
      ...keyAround('', keyMade(), { base: 'op.execute(tables())' }),
      finds: keyLeft(keyMade()),
    },
    'a foreign key that was altered since': {
      ...keyAround('', keyMade(), {
        before:
          'op.execute("ALTER TABLE block_document ALTER CONSTRAINT fk_block__block_schema_id__block_schema DEFERRABLE")',
      }),
      finds: keyLeft(keyMade()),
    },
    'a foreign key whose column is another one by then': {
      ...keyAround(
        'op.alter_column("block_document", "block_schema_id", new_column_name="old")\nop.alter_column("block_document", "name", new_column_name="block_schema_id")',
      ),
      finds: [
        { message: left(KEY), underlines: KEY_DROPPED },
        {
          message: left('the column block_document.block_schema_id'),
          underlines: 'op.alter_column("block_document", "block_schema_id", new_column_name="old")',
        },
        {
          message: left('the column block_document.name'),
          underlines: 'op.alter_column("block_document", "name", new_column_name="block_schema_id")',
        },
        { message: left(KEY), underlines: keyMade() },
      ],
    },
    'a foreign key to another table of that name': {
      ...keyAround('op.execute("SET search_path TO shop")'),
      finds: keyLeft(keyMade()),
    },
    'a foreign key that is dropped once more': {
      ...keyAround('', `${keyMade()}\n${KEY_DROPPED}`),
      finds: [{ message: left(KEY), underlines: KEY_DROPPED }],
    },
  },
  waits: {},
});
