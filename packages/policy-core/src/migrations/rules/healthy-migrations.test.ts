import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import { idAt } from '../../testing/any-revisions.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { HEALTHY } from '../../testing/healthy-revisions.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';

/** As people write them by hand: helpers, loops, SQL of several lines, names from constants. */
const BY_HAND: Readonly<
  Record<string, { readonly module?: string; readonly body: readonly [string, string] }>
> = {
  'a table whose name is a constant': {
    module: 'TABLE = "vouchers"',
    body: [
      'op.create_table(TABLE, sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("code", sa.Text()))',
      'op.drop_table(TABLE)',
    ],
  },
  'columns from a loop over literals': {
    body: [
      'for name in ("opened_at", "closed_at"):\n    op.add_column("invoices", sa.Column(name, sa.DateTime(), nullable=True))',
      'for name in ("closed_at", "opened_at"):\n    op.drop_column("invoices", name)',
    ],
  },
  'SQL of several lines': {
    body: [
      'op.execute(\n    """\n    CREATE TABLE payments (\n        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n        invoice_id integer NOT NULL REFERENCES invoices (id),\n        amount numeric(12, 2) NOT NULL\n    )\n    """\n)',
      'op.execute("DROP TABLE payments")',
    ],
  },
  'an index by SQL, outside of the transaction': {
    body: [
      'with op.get_context().autocommit_block():\n    op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_payments_invoice_id ON payments (invoice_id)")',
      'with op.get_context().autocommit_block():\n    op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_payments_invoice_id")',
    ],
  },
  'a helper that adds two stamps': {
    module:
      'def stamps():\n    return [\n        sa.Column("created_at", sa.DateTime(), server_default=sa.func.now(), nullable=False),\n    ]\n',
    body: [
      'op.create_table("reviews", sa.Column("id", sa.Integer(), primary_key=True), *stamps())',
      'op.drop_table("reviews")',
    ],
  },
  'a reference that is checked later': {
    body: [
      'op.add_column("reviews", sa.Column("booking_id", sa.Integer(), nullable=True))\nop.create_foreign_key(\n    "fk_reviews_booking_id", "reviews", "bookings", ["booking_id"], ["id"], postgresql_not_valid=True\n)',
      'op.drop_constraint("fk_reviews_booking_id", "reviews", type_="foreignkey")\nop.drop_column("reviews", "booking_id")',
    ],
  },
  'text instead of a length': {
    body: [
      'op.alter_column("tags", "label", existing_type=sa.String(length=40), type_=sa.Text(), existing_nullable=False)',
      'op.alter_column("tags", "label", existing_type=sa.Text(), type_=sa.String(length=40), existing_nullable=False)',
    ],
  },
  'a number of more digits': {
    body: [
      'op.alter_column("prices", "amount", existing_type=sa.Numeric(10, 2), type_=sa.Numeric(12, 2))',
      'op.alter_column("prices", "amount", existing_type=sa.Numeric(12, 2), type_=sa.Numeric(10, 2))',
    ],
  },
  'a column with a default and a comment': {
    body: [
      'op.add_column(\n    "reviews",\n    sa.Column("stars", sa.SmallInteger(), server_default=sa.text("3"), nullable=False, comment="1 to 5"),\n)',
      'op.drop_column("reviews", "stars")',
    ],
  },
  'what exactly one database needs': {
    body: [
      'if op.get_bind().dialect.name == "postgresql":\n    op.execute("CREATE EXTENSION IF NOT EXISTS citext")',
      'if op.get_bind().dialect.name == "postgresql":\n    op.execute("DROP EXTENSION IF EXISTS citext")',
    ],
  },
  'a trigger with its function': {
    body: [
      'op.create_table("replies", sa.Column("id", sa.Integer(), primary_key=True))\nop.execute("""\nCREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW.created_at = now();\n  RETURN NEW;\nEND\n$$\n""")\nop.execute("CREATE TRIGGER replies_touch BEFORE UPDATE ON replies FOR EACH ROW EXECUTE FUNCTION touch()")',
      'op.drop_table("replies")\nop.execute("DROP FUNCTION touch()")',
    ],
  },
  'rows in bulk': {
    body: [
      'kinds = sa.table("tags", sa.column("label", sa.Text()))\nop.bulk_insert(kinds, [{"label": "sea"}, {"label": "garden"}])',
      `op.execute("DELETE FROM tags WHERE label IN ('sea', 'garden')")`,
    ],
  },
  'an expression of SQLAlchemy': {
    module: 'rooms = sa.table("rooms", sa.column("id", sa.Integer()), sa.column("floor", sa.Integer()))',
    body: [
      'op.add_column("rooms", sa.Column("floor", sa.Integer(), nullable=True))\nwith op.get_context().autocommit_block():\n    op.execute(rooms.update().where(rooms.c.floor.is_(None)).values(floor=0))',
      'op.drop_column("rooms", "floor")',
    ],
  },
  'a default that is given later': {
    body: [
      'op.alter_column("rooms", "floor", existing_type=sa.Integer(), server_default="0")',
      'op.alter_column("rooms", "floor", existing_type=sa.Integer(), server_default=None)',
    ],
  },
  'a table of another schema': {
    body: [
      'op.execute("CREATE SCHEMA audit")\nop.create_table("events", sa.Column("id", sa.BigInteger(), primary_key=True), schema="audit")',
      'op.drop_table("events", schema="audit")\nop.execute("DROP SCHEMA audit")',
    ],
  },
  'a column there': {
    body: [
      'op.add_column("events", sa.Column("what", postgresql.ARRAY(sa.Text()), nullable=True), schema="audit")',
      'op.drop_column("events", "what", schema="audit")',
    ],
  },
  'patience with locks': {
    body: [
      `op.execute("SET lock_timeout = '5s'")\nop.add_column("accounts", sa.Column("phone", sa.Text(), nullable=True))`,
      `op.execute("SET lock_timeout = '5s'")\nop.drop_column("accounts", "phone")`,
    ],
  },
  grants: {
    body: [
      'op.execute("GRANT SELECT ON bookings TO reporting")',
      'op.execute("REVOKE SELECT ON bookings FROM reporting")',
    ],
  },
  'comments of tables': {
    body: [
      'op.create_table_comment("rooms", "What is for rent.", existing_comment=None)',
      'op.drop_table_comment("rooms", existing_comment="What is for rent.")',
    ],
  },
  'a generated column': {
    body: [
      'op.create_table(\n    "refunds",\n    sa.Column("amount", sa.Integer()),\n    sa.Column("cents", sa.Integer(), sa.Computed("amount * 100", persisted=True)),\n)',
      'op.drop_table("refunds")',
    ],
  },
};

const ORDER = [
  ...Object.entries(HEALTHY).map(([name, { upgrade, downgrade }]) => ({
    name,
    module: undefined,
    upgrade: upgrade.join('\n'),
    downgrade: downgrade?.join('\n') ?? 'pass',
  })),
  ...Object.entries(BY_HAND).map(
    ([
      name,
      {
        module,
        body: [upgrade, downgrade],
      },
    ]) => ({
      name,
      module,
      upgrade,
      downgrade,
    }),
  ),
];

const DIALECT = 'from sqlalchemy.dialects import postgresql';

const FILES = ORDER.map(({ module, upgrade, downgrade }, index) => ({
  path: `alembic/versions/${idAt(index)}_x.py`,
  text: sampleRevision({
    id: idAt(index),
    parent: index === 0 ? 'None' : `"${idAt(index - 1)}"`,
    module: module === undefined ? DIALECT : `${DIALECT}\n\n${module}`,
    upgrade,
    downgrade,
  }),
}));

describe('forty revisions that nobody complains of', () => {
  let checker: Checker;
  beforeAll(async () => {
    checker = checkerFor(policyOf(ALEMBIC_POLICY), await testParsers());
  });
  const told = (files: typeof FILES) => {
    const { findings, undetermined, crashed } = checker.checkFiles(files);
    return [...findings, ...undetermined, ...crashed].map((one) =>
      [
        ORDER[FILES.findIndex(({ path }) => 'at' in one && one.at?.path === path)]?.name,
        one.rule,
        'message' in one ? one.message : one.error,
      ].join(' | '),
    );
  };

  test('are forty', () => {
    expect(FILES).toHaveLength(40);
  });

  test('make no finding, and leave nothing open', () => {
    expect(told(FILES)).toEqual([]);
  });

  test('are judged: one that drops a table on top of them is found', () => {
    const bad = {
      id: idAt(40),
      parent: `"${idAt(39)}"`,
      upgrade: 'op.drop_table("rooms")',
      downgrade: 'raise',
    };
    const path = `alembic/versions/${idAt(40)}_x.py`;
    expect(checker.checkFiles([...FILES, { path, text: sampleRevision(bad) }]).findings).toMatchObject([
      { rule: 'migrations/drop-table', at: { path } },
      { rule: 'migrations/downgrade-raises', at: { path } },
    ]);
  });

  test.each(ORDER.map(({ name }, index) => [name, index + 1] as const))(
    'not even when the history ends at %s',
    (_name, count) => {
      expect(told(FILES.slice(0, count))).toEqual([]);
    },
  );
});
