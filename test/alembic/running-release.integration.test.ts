import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../packages/policy-core/src/checker/checker.ts';
import { loadPolicy } from '../../packages/policy-core/src/checker/load-policy.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type AlembicProject } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { onShop, SHOP, SHOP_ROWS } from './shop.ts';

const RULES = [
  'drop-column',
  'drop-constraint',
  'drop-default',
  'drop-not-null',
  'rename-column',
  'rename-table',
  'narrow-column-type',
  'new-unique-on-existing',
  'add-not-null-without-default',
  'python-default-only',
].map((name) => `migrations/${name}`);

interface Change {
  readonly upgrade: readonly string[];
  /** A statement of the release that still runs, or one that the database keeps from it. */
  readonly sql?: string;
  readonly before?: 'works' | 'is refused';
  /** The rule that says that this is so no more, or that the upgrade fails; left out where it is. */
  readonly rule?: string;
  /** The rule that tells what is lost where the release goes on running. */
  readonly loses?: string;
}

const READS_NOTE = 'SELECT id, note FROM orders';
const WRITES = "INSERT INTO orders (id, number, customer_id) VALUES (9, 'C-1', 1)";
const WRITES_NO_NUMBER = 'INSERT INTO orders (id, customer_id) VALUES (9, 1)';

const CHANGES: Readonly<Record<string, Change>> = {
  'a column is dropped': {
    upgrade: ["op.drop_column('orders', 'note')"],
    before: 'works',
    sql: READS_NOTE,
    rule: 'drop-column',
  },
  'a column is renamed': {
    upgrade: ["op.alter_column('orders', 'note', new_column_name='remark')"],
    before: 'works',
    sql: READS_NOTE,
    rule: 'rename-column',
  },
  'a column is renamed, and another takes its name': {
    upgrade: [
      "op.alter_column('orders', 'note', new_column_name='remark')",
      "op.add_column('orders', sa.Column('note', sa.Text()))",
    ],
    // It runs, and reads a column that holds nothing.
    before: 'works',
    sql: READS_NOTE,
    loses: 'rename-column',
  },
  'a table is renamed': {
    upgrade: ["op.rename_table('orders', 'sales')"],
    before: 'works',
    sql: READS_NOTE,
    rule: 'rename-table',
  },
  'a table is renamed, and leaves a view to read': {
    upgrade: [
      "op.rename_table('orders', 'sales')",
      "op.execute('CREATE VIEW orders AS SELECT * FROM sales')",
    ],
    before: 'works',
    sql: READS_NOTE,
  },
  'a table is renamed, and leaves a view to write': {
    upgrade: [
      "op.rename_table('orders', 'sales')",
      "op.execute('CREATE VIEW orders AS SELECT * FROM sales')",
    ],
    before: 'works',
    sql: WRITES,
  },
  'a table is made, and renamed': {
    upgrade: ["op.create_table('a', sa.Column('id', sa.Integer()))", "op.rename_table('a', 'b')"],
    before: 'works',
    sql: WRITES,
  },
  'a column is added that takes NULL': {
    upgrade: ["op.add_column('orders', sa.Column('status', sa.Text()))"],
    before: 'works',
    sql: WRITES,
  },
  'a column is added that has a default': {
    upgrade: [
      "op.add_column('orders', sa.Column('status', sa.Text(), nullable=False, server_default='open'))",
    ],
    before: 'works',
    sql: WRITES,
  },
  'a column is added that has no default': {
    upgrade: ["op.add_column('orders', sa.Column('status', sa.Text(), nullable=False))"],
    before: 'works',
    sql: WRITES,
    rule: 'add-not-null-without-default',
  },
  'a column is added that has a default of Python': {
    upgrade: ["op.add_column('orders', sa.Column('status', sa.Text(), nullable=False, default='open'))"],
    before: 'works',
    sql: WRITES,
    rule: 'python-default-only',
  },
  'a default goes': {
    upgrade: ["op.alter_column('orders', 'total', server_default=None)"],
    before: 'works',
    sql: WRITES,
    rule: 'drop-default',
  },
  'a default goes, of a column that takes NULL': {
    upgrade: [
      "op.add_column('orders', sa.Column('status', sa.Text(), server_default='open'))",
      "op.alter_column('orders', 'status', server_default=None)",
    ],
    before: 'works',
    sql: WRITES,
  },
  'a default that was only for the rows that are there': {
    upgrade: [
      "op.add_column('orders', sa.Column('status', sa.Text(), nullable=False, server_default='open'))",
      "op.alter_column('orders', 'status', server_default=None)",
    ],
    before: 'works',
    sql: WRITES,
    rule: 'drop-default',
  },
  'NOT NULL goes': {
    upgrade: ["op.alter_column('orders', 'number', nullable=True)"],
    before: 'is refused',
    sql: WRITES_NO_NUMBER,
    rule: 'drop-not-null',
  },
  'NOT NULL goes and comes back': {
    upgrade: [
      "op.alter_column('orders', 'number', nullable=True)",
      "op.alter_column('orders', 'number', nullable=False)",
    ],
    before: 'is refused',
    sql: WRITES_NO_NUMBER,
  },
  'a check goes': {
    upgrade: ["op.drop_constraint('ck_orders_total', 'orders')"],
    before: 'is refused',
    sql: 'UPDATE orders SET total = -1',
    rule: 'drop-constraint',
  },
  'a foreign key goes': {
    upgrade: ["op.drop_constraint('fk_orders_customer_id', 'orders')"],
    before: 'is refused',
    sql: 'UPDATE orders SET customer_id = 77',
    rule: 'drop-constraint',
  },
  'a foreign key is made anew': {
    upgrade: [
      "op.drop_constraint('fk_orders_customer_id', 'orders')",
      "op.create_foreign_key('fk', 'orders', 'customers', ['customer_id'], ['id'], ondelete='CASCADE')",
    ],
    before: 'is refused',
    sql: 'UPDATE orders SET customer_id = 77',
  },
  'a unique constraint gives way to an index': {
    upgrade: [
      "op.drop_constraint('uq_customers_email', 'customers')",
      "op.create_index('ux', 'customers', ['email'], unique=True)",
    ],
    before: 'is refused',
    sql: "UPDATE customers SET email = 'ana@example.com'",
  },
  'a key moves to another column, and what points at it goes': {
    upgrade: [
      "op.drop_constraint('fk_orders_customer_id', 'orders')",
      "op.drop_column('orders', 'customer_id')",
      "op.drop_constraint('customers_pkey', 'customers')",
      "op.create_primary_key('pk', 'customers', ['email'])",
    ],
    before: 'works',
    sql: 'SELECT customer_id FROM orders',
    rule: 'drop-column',
  },
  'a text gets room': {
    upgrade: ["op.alter_column('orders', 'number', type_=sa.String(40))"],
  },
  'a text gets too short': {
    upgrade: ["op.alter_column('orders', 'number', type_=sa.String(2))"],
    rule: 'narrow-column-type',
  },
  'a number gets digits': {
    upgrade: ["op.alter_column('orders', 'total', type_=sa.Numeric(12, 2))"],
  },
  'a number gets too small': {
    upgrade: ["op.alter_column('orders', 'total', type_=sa.Numeric(3, 2))"],
    rule: 'narrow-column-type',
  },
  'what is there twice becomes unique': {
    upgrade: ["op.create_unique_constraint('uq', 'orders', ['customer_id'])"],
    rule: 'new-unique-on-existing',
  },
  'what is unique becomes so once more': {
    upgrade: ["op.create_index('ux', 'customers', ['email', 'nickname'], unique=True)"],
  },
  'what is new and empty becomes unique': {
    upgrade: [
      "op.add_column('orders', sa.Column('code', sa.Text()))",
      "op.create_unique_constraint('uq', 'orders', ['code'])",
    ],
  },
};

const isReady = postgresql.kind === 'ready' && alembic.kind !== 'unavailable';

describe.skipIf(!isReady)('real Alembic and the release that still runs', () => {
  let database: ScratchDatabase;
  let project: AlembicProject;
  let checker: Checker;

  beforeAll(async () => {
    const text = JSON.stringify({ version: 1, migrations: { alembic: ['alembic/versions'] } });
    checker = checkerFor(loadPolicy({ path: 'lockkeeper.json', text }), await testParsers());
    database = await scratchDatabase();
    project = await alembicProject({ database });
  });
  afterAll(() => database.drop());

  test.each(Object.entries(CHANGES))(
    '%s',
    async (_title, { upgrade, before = 'works', sql, rule, loses }) => {
      const revisions = onShop({ upgrade, downgrade: null });
      const files = Object.entries(revisions).map(([name, text]) => ({
        path: `alembic/versions/${name}`,
        text,
      }));
      const found = checker.checkFiles(files, { only: RULES }).findings.map((finding) => finding.rule);
      const named = rule ?? loses;
      expect([...new Set(found)]).toEqual(named === undefined ? [] : [`migrations/${named}`]);

      await database.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      project.writeRevisions(revisions);
      await project.succeed('upgrade', SHOP);
      await database.query(SHOP_ROWS);
      const isWanted = before !== 'is refused';
      if (sql !== undefined) expect(await isDone(`BEGIN; ${sql}; ROLLBACK`)).toBe(isWanted);
      const isUpgraded = await project.succeed('upgrade', 'b2').then(
        () => true,
        () => false,
      );
      const isKept = isUpgraded && (sql === undefined || (await isDone(sql)) === isWanted);
      expect(isKept).toBe(rule === undefined);
    },
  );

  async function isDone(sql: string): Promise<boolean> {
    return database.query(sql).then(
      () => true,
      async () => {
        await database.query('ROLLBACK');
        return false;
      },
    );
  }
});
