import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';

/** What a rule reports of a table that was there before; `T` is the table. */
const ACTS: Readonly<Record<string, string>> = {
  'drop-table': 'DROP TABLE T',
  'drop-column': 'ALTER TABLE T DROP COLUMN total',
  'drop-not-null': 'ALTER TABLE T ALTER COLUMN total DROP NOT NULL',
  'drop-default': 'ALTER TABLE T ALTER COLUMN total DROP DEFAULT',
  'drop-constraint': 'ALTER TABLE T DROP CONSTRAINT positive',
  'narrow-column-type': 'ALTER TABLE T ALTER COLUMN number TYPE varchar(10)',
  'rename-table': 'ALTER TABLE T RENAME TO purchases',
  'rename-column': 'ALTER TABLE T RENAME COLUMN total TO amount',
  'add-not-null-without-default': 'ALTER TABLE T ADD COLUMN extra int NOT NULL',
  'new-unique-on-existing': 'ALTER TABLE T ADD CONSTRAINT one UNIQUE (number)',
  'unnamed-constraint': 'ALTER TABLE T ADD UNIQUE (number)',
  'destructive-autogenerate': 'DROP TABLE T, a, b',
};

/** Of which type a column was only a history tells, and Alembic generates no file of SQL. */
const OF_REVISIONS: ReadonlySet<string> = new Set(['narrow-column-type', 'destructive-autogenerate']);

/** Like the table that is there, but for all that a rule would take for an excuse. */
const COLUMNS = '(id int, total int, number varchar(10) UNIQUE)';

/** What somebody writes before it, so that `orders` seems to be new; the table that is meant then. */
type Disguise = readonly [name: string, before: readonly string[], table: string];

const MADE = `CREATE TABLE orders ${COLUMNS}`;
const MADE_TEMP = `CREATE TEMP TABLE orders ${COLUMNS}`;
const FUNCTION = 'CREATE FUNCTION f() RETURNS void LANGUAGE plpython3u AS $f$ pass $f$';

const OTHER_PLACES: readonly Disguise[] = [
  ['a temporary one', [MADE_TEMP], 'public.orders'],
  ['a temporary one by its schema', [`CREATE TABLE pg_temp.orders ${COLUMNS}`], 'public.orders'],
  ['one on the search path', [MADE], 'public.orders'],
  ['one in a schema', [`CREATE TABLE public.orders ${COLUMNS}`], 'orders'],
  ['one of another schema', [`CREATE TABLE s.orders ${COLUMNS}`], 'orders'],
  ['one whose name holds a dot', [`CREATE TABLE "public.orders" ${COLUMNS}`], 'public.orders'],
  ['one that goes to another schema', [MADE, 'ALTER TABLE orders SET SCHEMA archive'], 'orders'],
  ['one that gets another name', [MADE, 'ALTER TABLE orders RENAME TO other'], 'orders'],
];

const PATHS: readonly Disguise[] = [
  'SET search_path = public',
  "SET LOCAL search_path TO 'public'",
  'set "Search_Path" = public',
  "SET SCHEMA 'public'",
  'RESET search_path',
  'RESET ALL',
  'SET search_path TO DEFAULT',
  'SET ROLE other',
  'RESET ROLE',
  'SET SESSION AUTHORIZATION other',
  'RESET SESSION AUTHORIZATION',
  "SELECT set_config('search_path', 'public', false)",
  "SELECT pg_catalog.set_config('role', 'other', false)",
  'SELECT set_config(name, setting, false) FROM settings',
  "UPDATE settings SET value = set_config('search_path', 'public', false)",
  "INSERT INTO settings VALUES (set_config('search_path', 'public', false))",
  "DO $$ BEGIN PERFORM set_config('search_path', 'public', false); END $$",
  'DO $$ BEGIN SET search_path = public; END $$',
  "DO $$ BEGIN EXECUTE 'SET search_path = public'; END $$",
  'DO $$ BEGIN EXECUTE path; END $$',
  'DO $$ BEGIN PERFORM f(); END $$',
  'DO $$ DECLARE x int; BEGIN x := f(); END $$',
  'DO LANGUAGE plpython3u $$ pass $$',
  'SELECT f()',
  'SELECT tools.lower(name) FROM settings',
  'CALL p()',
  'EXECUTE prepared',
  'REVOKE USAGE ON SCHEMA scratch FROM CURRENT_USER',
  'GRANT USAGE ON SCHEMA app TO app',
  'GRANT app TO other',
  'ALTER SCHEMA app OWNER TO other',
  'ALTER ROLE app SUPERUSER',
  'REASSIGN OWNED BY a TO b',
  'ALTER SCHEMA public RENAME TO other',
  'DROP SCHEMA scratch CASCADE',
  'DROP OWNED BY other',
  'COMMIT',
  'DISCARD ALL',
].map((statement): Disguise => [statement, [MADE, statement], 'orders']);

const UNDONE: readonly Disguise[] = [
  ...[
    'ROLLBACK',
    'ABORT',
    'ROLLBACK AND CHAIN',
    'ROLLBACK TO SAVEPOINT a',
    "PREPARE TRANSACTION 'a'",
    'DISCARD TEMP',
    'DISCARD ALL',
  ].map((statement): Disguise => [`${statement} after a temporary one`, [MADE_TEMP, statement], 'orders']),
  [
    'ROLLBACK after one in a schema',
    ['BEGIN', `CREATE TABLE public.orders ${COLUMNS}`, 'ROLLBACK'],
    'public.orders',
  ],
  ['COMMIT after ON COMMIT DROP', ['BEGIN', `${MADE_TEMP} ON COMMIT DROP`, 'COMMIT'], 'orders'],
  ['ON COMMIT DROP without a transaction', [`${MADE_TEMP} ON COMMIT DROP`], 'orders'],
  ['ON COMMIT DROP of a query', ['CREATE TEMP TABLE orders ON COMMIT DROP AS SELECT 1 AS total'], 'orders'],
  [
    'an error that is handled',
    [`DO $$ BEGIN ${MADE_TEMP}; RAISE 'no'; EXCEPTION WHEN OTHERS THEN NULL; END $$`],
    'orders',
  ],
  ['one that may have been there', [`CREATE TABLE IF NOT EXISTS orders ${COLUMNS}`], 'orders'],
  ['one under a condition', [`DO $$ BEGIN IF f THEN ${MADE}; END IF; END $$`], 'orders'],
  [
    'one that gets the name under a condition',
    [`CREATE TABLE n ${COLUMNS}`, 'DO $$ BEGIN IF f THEN ALTER TABLE n RENAME TO orders; END IF; END $$'],
    'orders',
  ],
  ['one that is dropped again', [MADE_TEMP, 'DROP TABLE orders'], 'orders'],
  ['one behind others on the search path', ['SET search_path = public, pg_temp', MADE_TEMP], 'orders'],
];

/** Whoever changes the new one changes the one that joined it. */
const JOINED: readonly Disguise[] = [
  ['a part', [MADE, 'ALTER TABLE orders ATTACH PARTITION old DEFAULT'], 'orders'],
  ['an heir', [MADE, 'ALTER TABLE old INHERIT orders'], 'orders'],
];

const DISGUISES = [...OTHER_PLACES, ...PATHS, ...UNDONE, ...JOINED];

describe('A table that was there is judged', () => {
  let sql: Checker;
  let alembic: Checker;
  beforeAll(async () => {
    const parsers = await testParsers();
    sql = checkerFor(policyOf({ migrations: { sql: ['db/*.sql'] } }), parsers);
    alembic = checkerFor(policyOf(ALEMBIC_POLICY), parsers);
  });

  /** Lines in which something is found. */
  function linesOf(checker: Checker, file: { readonly path: string; readonly text: string }, rule: string) {
    const { findings, crashed } = checker.checkFiles([...BASE, file], { only: [`migrations/${rule}`] });
    expect(crashed).toEqual([]);
    const lines = file.text.split('\n');
    return findings.flatMap(({ at }) => (at?.path === file.path ? [lines[at.start.line]] : []));
  }

  const inFile = (statements: readonly string[], rule: string) =>
    linesOf(sql, { path: 'db/1.sql', text: statements.map((one) => `${one};\n`).join('') }, rule);
  const inRevision = (statements: readonly string[], rule: string) => {
    const upgrade = statements.map((one) => `op.execute(r"""${one}""")`).join('\n');
    const text = sampleRevision({ id: 'b2', parent: '"a1"', upgrade });
    return linesOf(alembic, { path: 'alembic/versions/b2_x.py', text }, rule);
  };

  test.each([
    'MAKE\nop.get_bind().rollback()',
    'point = op.get_bind().begin_nested()\nMAKE\npoint.rollback()',
    'MAKE\nsession = Session(op.get_bind())\nsession.rollback()',
    'MAKE\nop.get_bind().execution_options(schema_translate_map={None: "s"})',
    'try:\n    MAKE\nexcept Exception:\n    pass',
  ])('by Python that undoes what it made, or gives names another meaning: %s', (before) => {
    const last = 'op.drop_column("orders", "total")';
    const made = before.replace('MAKE', 'op.create_table("orders", sa.Column("total", sa.Integer()))');
    const module = 'from sqlalchemy.orm import Session';
    const text = sampleRevision({ id: 'b2', parent: '"a1"', module, upgrade: `${made}\n${last}` });
    const path = 'alembic/versions/b2_x.py';
    expect(linesOf(alembic, { path, text }, 'drop-column')).toContain(`    ${last}`);
  });

  describe.each(Object.entries(ACTS))('by %s', (rule, act) => {
    // A renamed table beside the dropped ones speaks of a person, not of autogenerate: drop-table tells of those.
    const tells = ([, before]: Disguise) =>
      rule !== 'destructive-autogenerate' || !before.some((step) => step.includes('RENAME TO'));
    test.each(DISGUISES.filter(tells))('behind %s', (_name, before, table) => {
      const last = act.replace(/\bT\b/, table);
      if (!OF_REVISIONS.has(rule)) {
        expect(inFile([FUNCTION, ...before, last], rule)).toContain(`${last};`);
      }
      expect(inRevision([FUNCTION, ...before, last], rule)).toContain(`    op.execute(r"""${last}""")`);
    });

    test.each([
      "SET lock_timeout = '2s'",
      "SET LOCAL statement_timeout TO '5min'",
      'RESET lock_timeout',
      "SELECT set_config('lock_timeout', '2s', true)",
      "SET TIME ZONE 'UTC'",
      'COMMENT ON TABLE orders IS $$x$$',
      'GRANT SELECT ON orders TO reader',
      'SELECT count(*) FROM other',
      'INSERT INTO orders (number) SELECT lower(number) FROM other',
      "SELECT setval('orders_id_seq', max(id)) FROM orders",
      'SELECT pg_advisory_lock(1)',
      'CREATE SCHEMA scratch',
      'DROP SCHEMA scratch',
      'SAVEPOINT a',
      'RELEASE SAVEPOINT a',
      'LOCK TABLE orders IN SHARE MODE',
      'ANALYZE orders',
      'DISCARD PLANS',
      'ALTER TABLE orders OWNER TO owner',
      "DO $$ BEGIN CREATE TYPE t AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$",
      'CREATE TABLE other (id int)',
      'ALTER TABLE unrelated RENAME TO other',
    ])('and a new one is not, after %s', (harmless) => {
      for (const table of ['orders', 's.orders']) {
        const made = ['a', 'b', table].map((name) => `CREATE TABLE ${name} (id int, total int, number text)`);
        const last = act.replace(/\bT\b/, table);
        expect(inFile([...made, harmless, last], rule)).not.toContain(`${last};`);
        expect(inRevision([...made, harmless, last], rule)).not.toContain(`    op.execute(r"""${last}""")`);
      }
    });
  });
});

const BASE = [
  {
    path: 'alembic/versions/a1_x.py',
    text: sampleRevision({
      id: 'a1',
      upgrade: [
        'op.create_table("orders", sa.Column("id", sa.Integer()),',
        '    sa.Column("total", sa.Integer(), nullable=False, server_default="0"),',
        '    sa.Column("number", sa.String(40), nullable=False))',
        'op.create_check_constraint("positive", "orders", "total > 0")',
      ].join('\n'),
    }),
  },
];
