import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';

/** What an upgrade does to a table in use, and the rules that tell of it where all of them are on. */
type Told = readonly [statement: string, rules: readonly string[]];

const HARMLESS_SQL: readonly Told[] = [
  ['ALTER TABLE orders ADD COLUMN note text', []],
  ['ALTER TABLE orders ADD COLUMN kind int DEFAULT 1', []],
  ['ALTER TABLE orders ADD COLUMN kind int NOT NULL DEFAULT 1', []],
  ['ALTER TABLE orders ADD COLUMN made timestamptz DEFAULT now()', []],
  ['ALTER TABLE orders ADD COLUMN customer int CONSTRAINT fk_customer REFERENCES customers', []],
  ['ALTER TABLE orders ALTER COLUMN total DROP NOT NULL', []],
  ['ALTER TABLE orders ALTER COLUMN total SET DEFAULT 1', []],
  ['ALTER TABLE orders ALTER COLUMN total DROP DEFAULT', []],
  ['ALTER TABLE orders ALTER COLUMN number TYPE text', []],
  ['ALTER TABLE orders ALTER COLUMN number TYPE varchar(80)', []],
  ['ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID', []],
  ['ALTER TABLE orders VALIDATE CONSTRAINT positive', []],
  ['ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID', []],
  ['ALTER TABLE orders ADD CONSTRAINT one UNIQUE USING INDEX ux_number', []],
  ['ALTER TABLE orders ADD CONSTRAINT pk PRIMARY KEY USING INDEX ux_id', []],
  ['ALTER INDEX ix_old RENAME TO ix_new', []],
  ['ANALYZE orders', []],
  ['REFRESH MATERIALIZED VIEW CONCURRENTLY sums', []],
  ['DELETE FROM orders WHERE total < 0', []],
  ['UPDATE orders SET total = 0 WHERE total IS NULL', []],
  ['INSERT INTO orders (id) SELECT id FROM customers', []],
  ['INSERT INTO orders (id) VALUES (1)', []],
  ['ALTER TABLE orders SET (fillfactor = 70)', []],
  ['ALTER TABLE orders ENABLE ROW LEVEL SECURITY', []],
  ['CREATE TABLE lines (id int PRIMARY KEY, order_id int REFERENCES orders (id))', []],
  ['CREATE TABLE lines (id int CONSTRAINT lines_pkey PRIMARY KEY, total int)', []],
  ['CREATE TABLE lines AS SELECT * FROM orders', []],
  ['CREATE VIEW v AS SELECT id FROM orders', []],
  ['CREATE MATERIALIZED VIEW m AS SELECT id FROM orders', []],
  ["ALTER TYPE mood ADD VALUE 'calm'", []],
  ['ALTER DOMAIN money_amount ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID', []],
  ["SET lock_timeout = '5s'", []],
  ["COMMENT ON TABLE orders IS 'x'", []],
  ['GRANT SELECT ON orders TO reader', []],
];

const SQL_TOLD_ONCE: readonly Told[] = [
  ['ALTER TABLE orders ADD COLUMN kind int NOT NULL', ['add-not-null-without-default']],
  ['ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid()', ['volatile-default']],
  ['ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()', ['volatile-default']],
  ['ALTER TABLE orders ADD COLUMN made timestamptz DEFAULT clock_timestamp()', ['volatile-default']],
  ['ALTER TABLE orders ADD COLUMN place bigserial', ['add-serial-identity-or-stored-column']],
  [
    'ALTER TABLE orders ADD COLUMN place bigint GENERATED ALWAYS AS IDENTITY',
    ['add-serial-identity-or-stored-column'],
  ],
  [
    'ALTER TABLE orders ADD COLUMN twice int GENERATED ALWAYS AS (total * 2) STORED',
    ['add-serial-identity-or-stored-column'],
  ],
  ['ALTER TABLE orders ADD COLUMN code text UNIQUE', ['unique-constraint-without-index']],
  ['ALTER TABLE orders ADD COLUMN code text CONSTRAINT one_code UNIQUE', ['unique-constraint-without-index']],
  [
    'ALTER TABLE orders ADD COLUMN code int CONSTRAINT code_positive CHECK (code > 0)',
    ['check-not-valid-missing'],
  ],
  [
    'ALTER TABLE orders ADD COLUMN place bigserial CONSTRAINT pk_lines PRIMARY KEY',
    ['add-serial-identity-or-stored-column'],
  ],
  ['ALTER TABLE orders DROP COLUMN note', ['drop-column']],
  ['ALTER TABLE orders DROP COLUMN note CASCADE', ['drop-column']],
  ['ALTER TABLE orders ALTER COLUMN total SET NOT NULL', ['set-not-null']],
  ['ALTER TABLE orders ALTER COLUMN total TYPE bigint', ['column-type-rewrite']],
  ['ALTER TABLE orders ALTER COLUMN total TYPE text USING total::text', ['column-type-rewrite']],
  ['ALTER TABLE orders ALTER COLUMN number TYPE varchar(10)', ['narrow-column-type']],
  [
    'ALTER TABLE orders ALTER COLUMN number TYPE varchar(10), ALTER COLUMN total TYPE bigint',
    ['column-type-rewrite', 'narrow-column-type'],
  ],
  ['ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)', ['check-not-valid-missing']],
  ['ALTER TABLE orders ADD CHECK (total > 0) NOT VALID', ['unnamed-constraint']],
  [
    'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id)',
    ['foreign-key-not-valid-missing'],
  ],
  ['ALTER TABLE orders ADD CONSTRAINT apart EXCLUDE USING gist (span WITH &&)', ['exclusion-constraint']],
  ['ALTER TABLE orders DROP CONSTRAINT old_one', ['drop-constraint']],
  ['ALTER TABLE orders DROP CONSTRAINT old_one CASCADE', ['cascade-drop']],
  ['CREATE INDEX ix_total ON orders (total)', ['index-not-concurrent']],
  ['CREATE INDEX IF NOT EXISTS ix_total ON orders (total)', ['index-not-concurrent']],
  ['CREATE INDEX CONCURRENTLY ix_total ON orders (total)', ['concurrent-index-in-transaction']],
  ['DROP INDEX ix_old', ['drop-index-not-concurrent']],
  ['DROP INDEX IF EXISTS ix_old', ['drop-index-not-concurrent']],
  ['DROP INDEX CONCURRENTLY ix_old', ['concurrent-index-in-transaction']],
  ['REINDEX TABLE orders', ['reindex-not-concurrent']],
  ['REINDEX INDEX ix_old', ['reindex-not-concurrent']],
  ['REINDEX TABLE CONCURRENTLY orders', ['concurrent-index-in-transaction']],
  ['CLUSTER orders USING ix_old', ['cluster']],
  ['VACUUM orders', ['concurrent-index-in-transaction']],
  ['REFRESH MATERIALIZED VIEW sums', ['refresh-matview-not-concurrent']],
  ['REFRESH MATERIALIZED VIEW sums WITH NO DATA', ['refresh-matview-not-concurrent']],
  ['TRUNCATE orders', ['truncate-table']],
  ['TRUNCATE orders CASCADE', ['truncate-table']],
  ['DELETE FROM orders', ['delete-without-where']],
  ['UPDATE orders SET total = 0', ['update-without-where']],
  ['ALTER TABLE orders RENAME TO purchases', ['rename-table']],
  ['ALTER TABLE orders RENAME COLUMN total TO amount', ['rename-column']],
  ['ALTER TABLE orders SET SCHEMA archive', ['set-table-schema']],
  ['ALTER TABLE orders SET UNLOGGED', ['set-unlogged']],
  // Of a table that may be unlogged: `orders` is not, and nothing would happen to it.
  ['ALTER TABLE sessions SET LOGGED', ['set-unlogged']],
  ['ALTER TABLE orders SET TABLESPACE fast', ['table-rewrite']],
  ['ALTER TABLE orders SET ACCESS METHOD columnar', ['table-rewrite']],
  ['ALTER TABLE orders ATTACH PARTITION old_orders DEFAULT', ['attach-partition']],
  ['ALTER TABLE orders DETACH PARTITION old_orders CONCURRENTLY', ['concurrent-index-in-transaction']],
  ['CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()', ['add-trigger']],
  ['DROP TABLE orders', ['drop-table']],
  ['DROP TABLE orders CASCADE', ['drop-table']],
  ["ALTER TYPE mood RENAME VALUE 'a' TO 'b'", ['rename-enum-value']],
  ['ALTER DOMAIN money_amount ADD CONSTRAINT positive CHECK (VALUE > 0)', ['domain-constraint']],
  ['ALTER DOMAIN money_amount SET NOT NULL', ['domain-constraint']],
  ['SET lock_timeout = 0', ['timeout-disabled']],
  ['SET statement_timeout = 0', ['timeout-disabled']],
  ['BEGIN', ['transaction-control-in-migration']],
  ['COMMIT', ['transaction-control-in-migration']],
  ['ROLLBACK', ['transaction-control-in-migration']],
  ['DO $$ BEGIN UPDATE orders SET total = 0; END $$', ['update-without-where']],
  ['DO $$ BEGIN TRUNCATE orders; END $$', ['truncate-table']],
  ["DO $$ BEGIN EXECUTE 'DROP TABLE orders'; END $$", ['drop-table']],
  ['ALTER TABLE orders ADD COLUMN a int, ADD COLUMN b int DEFAULT random()', ['volatile-default']],
];

/** Each rule has its own reason: the lock, the name, duplicates among the rows, the transaction. */
const SQL_OF_SEVERAL_ROOTS: readonly Told[] = [
  ['ALTER TABLE orders ADD CHECK (total > 0)', ['check-not-valid-missing', 'unnamed-constraint']],
  [
    'ALTER TABLE orders ADD CONSTRAINT one UNIQUE (number)',
    ['new-unique-on-existing', 'unique-constraint-without-index'],
  ],
  [
    'ALTER TABLE orders ADD UNIQUE (number)',
    ['new-unique-on-existing', 'unique-constraint-without-index', 'unnamed-constraint'],
  ],
  [
    'ALTER TABLE orders ADD CONSTRAINT pk PRIMARY KEY (id)',
    ['new-unique-on-existing', 'primary-key-without-index'],
  ],
  [
    'ALTER TABLE orders ADD PRIMARY KEY (id)',
    ['new-unique-on-existing', 'primary-key-without-index', 'unnamed-constraint'],
  ],
  ['CREATE UNIQUE INDEX ux_number ON orders (number)', ['index-not-concurrent', 'new-unique-on-existing']],
  [
    'CREATE UNIQUE INDEX CONCURRENTLY ux_number ON orders (number)',
    ['concurrent-index-in-transaction', 'new-unique-on-existing'],
  ],
  ['DROP INDEX ix_old CASCADE', ['cascade-drop', 'drop-index-not-concurrent']],
  ['CLUSTER', ['cluster', 'concurrent-index-in-transaction']],
  ['VACUUM FULL orders', ['concurrent-index-in-transaction', 'vacuum-full']],
  ['DO $$ BEGIN CREATE INDEX ix_total ON orders (total); END $$', ['hidden-ddl', 'index-not-concurrent']],
  ['DO $$ BEGIN ALTER TABLE orders ALTER COLUMN total SET NOT NULL; END $$', ['hidden-ddl', 'set-not-null']],
];

const HARMLESS_DIRECTIVES: readonly Told[] = [
  ['op.add_column("orders", sa.Column("note", sa.Text()))', []],
  ['op.add_column("orders", sa.Column("kind", sa.Integer(), nullable=False, server_default="1"))', []],
  [
    'op.add_column("orders", sa.Column("customer", sa.Integer(), sa.ForeignKey("customers.id", name="fk")), inline_references=True)',
    [],
  ],
  ['op.alter_column("orders", "total", nullable=True)', []],
  ['op.alter_column("orders", "total", server_default="1")', []],
  ['op.alter_column("orders", "total", server_default=None)', []],
  ['op.alter_column("orders", "number", type_=sa.Text())', []],
  ['op.create_check_constraint("positive", "orders", "total > 0", postgresql_not_valid=True)', []],
  [
    'op.create_foreign_key("fk", "orders", "customers", ["customer_id"], ["id"], postgresql_not_valid=True)',
    [],
  ],
  ['op.bulk_insert(sa.table("orders", sa.column("id")), [{"id": 1}])', []],
  ['op.create_table("lines", sa.Column("id", sa.Integer(), sa.ForeignKey("orders.id")))', []],
];

const DIRECTIVES_TOLD_ONCE: readonly Told[] = [
  [
    'op.add_column("orders", sa.Column("kind", sa.Integer(), nullable=False))',
    ['add-not-null-without-default'],
  ],
  [
    'op.add_column("orders", sa.Column("token", sa.Uuid(), server_default=sa.text("gen_random_uuid()")))',
    ['volatile-default'],
  ],
  [
    'op.add_column("orders", sa.Column("place", sa.BigInteger(), sa.Identity()))',
    ['add-serial-identity-or-stored-column'],
  ],
  [
    'op.add_column("orders", sa.Column("twice", sa.Integer(), sa.Computed("total * 2", persisted=True)))',
    ['add-serial-identity-or-stored-column'],
  ],
  ['op.add_column("orders", sa.Column("code", sa.Text(), unique=True))', ['unique-constraint-without-index']],
  ['op.add_column("orders", sa.Column("code", sa.Text(), index=True))', ['index-not-concurrent']],
  [
    'op.add_column("orders", sa.Column("customer", sa.Integer(), sa.ForeignKey("customers.id", name="fk")))',
    ['foreign-key-not-valid-missing'],
  ],
  ['op.drop_column("orders", "note")', ['drop-column']],
  ['op.alter_column("orders", "total", nullable=False)', ['set-not-null']],
  ['op.alter_column("orders", "total", type_=sa.BigInteger())', ['column-type-rewrite']],
  ['op.alter_column("orders", "number", type_=sa.String(10))', ['narrow-column-type']],
  ['op.alter_column("orders", "total", new_column_name="amount")', ['rename-column']],
  ['op.create_check_constraint("positive", "orders", "total > 0")', ['check-not-valid-missing']],
  [
    'op.create_foreign_key("fk", "orders", "customers", ["customer_id"], ["id"])',
    ['foreign-key-not-valid-missing'],
  ],
  ['op.create_exclude_constraint("apart", "orders", ("span", "&&"), using="gist")', ['exclusion-constraint']],
  ['op.create_index("ix_total", "orders", ["total"])', ['index-not-concurrent']],
  [
    'op.create_index("ix_total", "orders", ["total"], postgresql_concurrently=True)',
    ['concurrent-index-in-transaction'],
  ],
  ['op.drop_index("ix_old", "orders")', ['drop-index-not-concurrent']],
  ['op.drop_index("ix_old", "orders", postgresql_concurrently=True)', ['concurrent-index-in-transaction']],
  ['op.drop_constraint("old_one", "orders", type_="check")', ['drop-constraint']],
  ['op.rename_table("orders", "purchases")', ['rename-table']],
  ['op.drop_table("orders")', ['drop-table']],
];

const DIRECTIVES_OF_SEVERAL_ROOTS: readonly Told[] = [
  [
    'op.alter_column("orders", "total", type_=sa.BigInteger(), nullable=False)',
    ['column-type-rewrite', 'set-not-null'],
  ],
  [
    'op.create_foreign_key(None, "orders", "customers", ["customer_id"], ["id"])',
    ['foreign-key-not-valid-missing', 'unnamed-constraint'],
  ],
  [
    'op.create_unique_constraint("one", "orders", ["number"])',
    ['new-unique-on-existing', 'unique-constraint-without-index'],
  ],
  [
    'op.create_unique_constraint(None, "orders", ["number"])',
    ['new-unique-on-existing', 'unique-constraint-without-index', 'unnamed-constraint'],
  ],
  ['op.create_primary_key("pk", "orders", ["id"])', ['new-unique-on-existing', 'primary-key-without-index']],
  [
    'op.create_index("ix_total", "orders", ["total"], unique=True)',
    ['index-not-concurrent', 'new-unique-on-existing'],
  ],
];

const BASE = {
  path: 'alembic/versions/a1_x.py',
  text: sampleRevision({
    id: 'a1',
    upgrade: [
      'op.create_table("customers", sa.Column("id", sa.Integer(), primary_key=True))',
      'op.create_table("orders", sa.Column("id", sa.Integer(), nullable=False), sa.Column("total", sa.Integer()),',
      '    sa.Column("note", sa.Text()), sa.Column("customer_id", sa.Integer()),',
      '    sa.Column("span", sa.Text()), sa.Column("number", sa.String(40)))',
    ].join('\n'),
  }),
};

const PATH = 'alembic/versions/b2_x.py';

describe('one root is told once', () => {
  let checker: Checker;
  beforeAll(async () => {
    checker = checkerFor(policyOf(ALEMBIC_POLICY), await testParsers());
  });

  /** What all rules tell of an upgrade; that these have no way back is another matter. */
  function told(upgrade: string): readonly string[] {
    const text = sampleRevision({ id: 'b2', parent: '"a1"', upgrade });
    const { findings, crashed } = checker.checkFiles([BASE, { path: PATH, text }]);
    expect(crashed).toEqual([]);
    return findings
      .flatMap(({ at, rule }) => (at?.path === PATH ? [rule.replace('migrations/', '')] : []))
      .filter((rule) => rule !== 'downgrade-empty')
      .toSorted();
  }
  const toldOfSql = (statement: string) => told(`op.execute(r"""${statement}""")`);

  test.each(HARMLESS_SQL)('nothing is told of SQL that keeps nobody waiting: %s', (statement, rules) => {
    expect(toldOfSql(statement)).toEqual(rules);
  });

  test.each(SQL_TOLD_ONCE)('one rule tells of SQL: %s', (statement, rules) => {
    expect(toldOfSql(statement)).toEqual(rules);
  });

  test.each(SQL_OF_SEVERAL_ROOTS)('each root of SQL has its rule: %s', (statement, rules) => {
    expect(toldOfSql(statement)).toEqual(rules);
  });

  test.each(HARMLESS_DIRECTIVES)(
    'nothing is told of a directive that keeps nobody waiting: %s',
    (call, rules) => {
      expect(told(call)).toEqual(rules);
    },
  );

  test.each(DIRECTIVES_TOLD_ONCE)('one rule tells of a directive: %s', (call, rules) => {
    expect(told(call)).toEqual(rules);
  });

  test.each(DIRECTIVES_OF_SEVERAL_ROOTS)('each root of a directive has its rule: %s', (call, rules) => {
    expect(told(call)).toEqual(rules);
  });
});
