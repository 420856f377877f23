import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { isOfRule } from '../../testing/describe-rule.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';

/** What a rule of locks reports of a table in use, in its last statement; `T` is the table. */
const ACTS: Readonly<Record<string, readonly string[]>> = {
  'index-not-concurrent': ['CREATE INDEX ix_total ON T (total)'],
  'reindex-not-concurrent': ['REINDEX TABLE T'],
  'set-not-null': ['ALTER TABLE T ALTER COLUMN total SET NOT NULL'],
  'column-type-rewrite': ['ALTER TABLE T ALTER COLUMN total TYPE text USING total::text'],
  'volatile-default': ['ALTER TABLE T ADD COLUMN token uuid DEFAULT gen_random_uuid()'],
  'add-serial-identity-or-stored-column': ['ALTER TABLE T ADD COLUMN place bigserial'],
  'check-not-valid-missing': ['ALTER TABLE T ADD CONSTRAINT positive CHECK (total > 0)'],
  'foreign-key-not-valid-missing': [
    'ALTER TABLE T ADD CONSTRAINT fk FOREIGN KEY (total) REFERENCES customers (id)',
  ],
  'unique-constraint-without-index': ['ALTER TABLE T ADD CONSTRAINT one UNIQUE (total)'],
  'primary-key-without-index': ['ALTER TABLE T ADD CONSTRAINT pk PRIMARY KEY (id)'],
  'exclusion-constraint': ['ALTER TABLE T ADD CONSTRAINT apart EXCLUDE USING gist (span WITH &&)'],
  'add-trigger': ['CREATE TRIGGER touch BEFORE UPDATE ON T FOR EACH ROW EXECUTE FUNCTION touch()'],
  'truncate-table': ['TRUNCATE T'],
  cluster: ['CLUSTER T USING ix_old'],
  'vacuum-full': ['VACUUM FULL T'],
  'set-unlogged': ['ALTER TABLE T SET UNLOGGED'],
  'table-rewrite': ['ALTER TABLE T SET TABLESPACE fast'],
};

/** The same of rules that judge a statement by what the transaction holds by then. */
const ACTS_OF_TRANSACTIONS: typeof ACTS = {
  'backfill-in-ddl-transaction': [
    'ALTER TABLE T ADD COLUMN extra int',
    'UPDATE T SET extra = 1 WHERE extra IS NULL',
  ],
  'validate-in-same-transaction': [
    'ALTER TABLE T ADD CONSTRAINT positive CHECK (total > 0) NOT VALID',
    'ALTER TABLE T VALIDATE CONSTRAINT positive',
  ],
};

const COLUMNS = '(id int, total int, span int4range)';
const MADE = `CREATE TABLE orders ${COLUMNS}`;
const MADE_TEMP = `CREATE TEMP TABLE orders ${COLUMNS}`;

/** What comes before, and the table that is meant then. */
type Before = readonly [name: string, before: readonly string[], table: string];

/** Nobody else can know the table yet. */
const NEW: readonly Before[] = [
  ['that the migration makes', [MADE], 'orders'],
  ['that it makes in a schema', [`CREATE TABLE s.orders ${COLUMNS}`], 's.orders'],
  ['that it makes with a name in quotes', [`CREATE TABLE "Orders" ${COLUMNS}`], '"Orders"'],
  ['that it makes with a name in other letters', [`CREATE TABLE ORDERS ${COLUMNS}`], 'orders'],
  ['that it makes UNLOGGED', [`CREATE UNLOGGED TABLE orders ${COLUMNS}`], 'orders'],
  ['that it makes for itself', [MADE_TEMP], 'orders'],
  ['that it makes for itself, by its schema', [MADE_TEMP], 'pg_temp.orders'],
  ['that it makes in a block', [`DO $$ BEGIN ${MADE}; END $$`], 'orders'],
  [
    'that it makes and renames',
    [`CREATE TABLE fresh ${COLUMNS}`, 'ALTER TABLE fresh RENAME TO lines'],
    'lines',
  ],
  ['that it makes after it has dropped the one that was there', ['DROP TABLE orders', MADE], 'orders'],
  ['that it makes, with a lock_timeout after it', [MADE, "SET LOCAL lock_timeout = '5s'"], 'orders'],
  ['that it makes, with rows', [MADE, 'INSERT INTO orders (id) VALUES (1)'], 'orders'],
  ['that it makes, past a savepoint', [MADE, 'SAVEPOINT a', 'RELEASE SAVEPOINT a'], 'orders'],
];

/** Others may be using the table, whatever the migration has made. */
const IN_USE: readonly Before[] = [
  ['with nothing before', [], 'orders'],
  ['behind IF NOT EXISTS', [`CREATE TABLE IF NOT EXISTS orders ${COLUMNS}`], 'orders'],
  [
    'behind a table that is made under a condition',
    [`DO $$ BEGIN IF f THEN ${MADE}; END IF; END $$`],
    'orders',
  ],
  ['behind SET search_path', [MADE, 'SET search_path = public'], 'orders'],
  ['behind SET ROLE', [MADE, 'SET ROLE other'], 'orders'],
  [
    'behind set_config of the search path',
    [MADE, "SELECT set_config('search_path', 'public', false)"],
    'orders',
  ],
  ['behind a function that nobody knows', [MADE, 'SELECT f()'], 'orders'],
  ['behind ROLLBACK TO SAVEPOINT', ['SAVEPOINT a', MADE_TEMP, 'ROLLBACK TO SAVEPOINT a'], 'orders'],
  ['behind one that a temporary table hides', [MADE_TEMP], 'public.orders'],
  ['behind a table of that name in another schema', [`CREATE TABLE s.orders ${COLUMNS}`], 'orders'],
  ['behind a table whose name holds a dot', [`CREATE TABLE "public.orders" ${COLUMNS}`], 'public.orders'],
  ['behind a table in other quotes', [`CREATE TABLE "Orders" ${COLUMNS}`], 'orders'],
];

/** As that, where the name has had another meaning, or the transaction has come to its end. */
const IN_USE_AGAIN: readonly Before[] = [
  ['behind a table that is renamed away', [MADE, 'ALTER TABLE orders RENAME TO other'], 'orders'],
  ['behind a table that goes to another schema', [MADE, 'ALTER TABLE orders SET SCHEMA archive'], 'orders'],
  ['behind a temporary table that is dropped again', [MADE_TEMP, 'DROP TABLE orders'], 'orders'],
  ['behind ROLLBACK', [MADE_TEMP, 'ROLLBACK'], 'orders'],
];

const BASE = {
  path: 'alembic/versions/a1_x.py',
  text: sampleRevision({
    id: 'a1',
    upgrade: [
      'op.create_table("customers", sa.Column("id", sa.Integer(), primary_key=True))',
      'op.create_table("orders", sa.Column("id", sa.Integer()), sa.Column("total", sa.Integer()))',
    ].join('\n'),
  }),
};

const PATH = 'alembic/versions/b2_x.py';

const onTable = (act: readonly string[], table: string): readonly string[] =>
  act.map((one) => one.replace(/\bT\b/, table));

const executed = (statements: readonly string[]): string =>
  statements.map((one) => `op.execute(r"""${one}""")`).join('\n');

describe('A rule of locks', () => {
  let checker: Checker;
  beforeAll(async () => {
    checker = checkerFor(policyOf(ALEMBIC_POLICY), await testParsers());
  });

  /** The lines in which the rule finds something, or leaves open whether it does. */
  function linesOf(rule: string, body: { readonly upgrade?: string; readonly downgrade?: string }) {
    const text = sampleRevision({ id: 'b2', parent: '"a1"', ...body });
    const { findings, undetermined, crashed } = checker.checkFiles([BASE, { path: PATH, text }], {
      only: [`migrations/${rule}`],
    });
    expect(crashed).toEqual([]);
    const lines = text.split('\n');
    return [...findings, ...undetermined.filter(isOfRule)].flatMap(({ at }) =>
      at?.path === PATH ? [lines[at.start.line]?.trim()] : [],
    );
  }

  describe.each(Object.entries({ ...ACTS, ...ACTS_OF_TRANSACTIONS }))('%s', (rule, act) => {
    test.each(NEW)('is silent on a table %s', (_name, before, table) => {
      expect(linesOf(rule, { upgrade: executed([...before, ...onTable(act, table)]) })).toEqual([]);
    });

    test.each(IN_USE)('speaks of a table in use %s', (_name, before, table) => {
      const statements = onTable(act, table);
      const found = linesOf(rule, { upgrade: executed([...before, ...statements]) });
      expect(found).toContain(executed(statements.slice(-1)));
    });

    test('is silent on what a downgrade does', () => {
      expect(linesOf(rule, { downgrade: executed(onTable(act, 'orders')) })).toEqual([]);
    });

    test('is silent on a table of which only a comment speaks', () => {
      const upgrade = onTable(act, 'orders').map((one) => `op.execute("-- ${one}")`);
      expect(linesOf(rule, { upgrade: upgrade.join('\n') })).toEqual([]);
    });
  });

  describe.each(Object.entries(ACTS))('%s', (rule, act) => {
    test.each(IN_USE_AGAIN)('speaks of a table in use %s', (_name, before, table) => {
      const statements = onTable(act, table);
      const found = linesOf(rule, { upgrade: executed([...before, ...statements]) });
      expect(found).toContain(executed(statements.slice(-1)));
    });

    test('speaks once for each table that is in use, and not for the new one between them', () => {
      const tables = ['orders', 'fresh', 'customers'];
      const acts = tables.map((table) => onTable(act, table));
      const upgrade = executed([`CREATE TABLE fresh ${COLUMNS}`, ...acts.flat()]);
      const found = linesOf(rule, { upgrade });
      const lastOf = (index: number) => executed((acts[index] ?? []).slice(-1));
      expect(found.filter((line) => line === lastOf(0))).toHaveLength(1);
      expect(found.filter((line) => line === lastOf(1))).toEqual([]);
      expect(found.filter((line) => line === lastOf(2))).toHaveLength(1);
    });
  });
});
