import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { triviality } from '../../packages/policy-core/src/migrations/effects/triviality.ts';
import { STABLE_FUNCTIONS } from '../../packages/policy-core/src/migrations/functions/function-table.ts';
import {
  HARMLESS_VOLATILE,
  isHarmlessFunction,
} from '../../packages/policy-core/src/migrations/functions/known-functions.ts';
import { sqlSteps } from '../../packages/policy-core/src/testing/folded-sql.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import type { SqlParser } from '../../packages/policy-core/src/parsers/parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

const WIPE = "CREATE FUNCTION wipe() RETURNS int LANGUAGE sql AS 'DELETE FROM shop RETURNING 1'";
const WIPE_ALL =
  "CREATE PROCEDURE wipe_all() LANGUAGE sql AS 'TRUNCATE shop'; CREATE FUNCTION spoil(a int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE shop SET price = 0; RETURN a; END $$";

/** Statements that lose or change rows, and what has to be there before. */
const LOSING: readonly (readonly [statement: string, prepare?: string])[] = [
  ['SELECT wipe()', WIPE],
  ['SELECT * FROM wipe()', WIPE],
  ['SELECT count(*) FROM shop WHERE wipe() = 1 OR price > 0', WIPE],
  ['SELECT coalesce(wipe(), 0)', WIPE],
  ['WITH a AS (SELECT wipe()) SELECT * FROM a', WIPE],
  ['VALUES (wipe())', WIPE],
  ['CALL wipe_all()', WIPE_ALL],
  ['SELECT spoil(1)', WIPE_ALL],
  ['SELECT id FROM shop ORDER BY spoil(id)', WIPE_ALL],
  ['CREATE TABLE copied AS SELECT spoil(1)', WIPE_ALL],
  [
    'ALTER TABLE shop ADD COLUMN extra int DEFAULT spoil(7)',
    "CREATE FUNCTION spoil(a int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('counter'); RETURN a; END $$",
  ],
  ['DO $$ BEGIN PERFORM wipe(); END $$', WIPE],
  ['DO $$ DECLARE x int; BEGIN x := wipe(); END $$', WIPE],
  ['DO $$ BEGIN IF wipe() = 1 THEN NULL; END IF; END $$', WIPE],
  ["DO $$ BEGIN EXECUTE 'DELETE ' || 'FROM shop'; END $$"],
  ["DO $$ BEGIN EXECUTE format('TRUNCATE %I', 'shop'); END $$"],
  [
    'DO $$ DECLARE r record; BEGIN FOR r IN SELECT id FROM shop LOOP DELETE FROM shop WHERE id = r.id; END LOOP; END $$',
  ],
  ['DELETE FROM shop'],
  ['DELETE FROM shop WHERE id = id'],
  ['DELETE FROM shop WHERE true'],
  ['DELETE FROM shop WHERE EXISTS (SELECT 1)'],
  ['DELETE FROM shop WHERE id IN (SELECT id FROM shop)'],
  ['DELETE FROM shop USING generate_series(1, 3) n WHERE id = n'],
  ['WITH gone AS (DELETE FROM shop RETURNING *) SELECT count(*) FROM gone'],
  ['WITH gone AS (DELETE FROM shop RETURNING *) INSERT INTO shop SELECT id + 100, price FROM gone'],
  ['TRUNCATE shop'],
  ['TRUNCATE TABLE ONLY shop RESTART IDENTITY'],
  ['UPDATE shop SET price = 0'],
  ['UPDATE shop SET price = price + 1 WHERE id > 3'],
  ['UPDATE shop SET (price) = ROW (1)'],
  ['UPDATE cheap SET price = 1'],
  ['DELETE FROM cheap'],
  ['INSERT INTO shop VALUES (1, 9) ON CONFLICT (id) DO UPDATE SET price = 0'],
  ['MERGE INTO shop USING (SELECT 1 AS n) s ON id > n WHEN MATCHED THEN DELETE'],
  ['MERGE INTO shop USING (SELECT 1 AS n) s ON id = n WHEN MATCHED THEN UPDATE SET price = 0'],
  ['DROP TABLE shop CASCADE'],
  ['DROP VIEW cheap; DROP TABLE shop'],
  ['DROP SCHEMA public CASCADE', 'CREATE SCHEMA other; SET search_path = public'],
  ['ALTER TABLE shop DROP COLUMN price CASCADE'],
  [
    'DROP VIEW cheap; ALTER TABLE shop ALTER price TYPE text USING NULL',
    'ALTER TABLE shop ALTER price DROP NOT NULL',
  ],
  ["DROP VIEW cheap; ALTER TABLE shop ALTER price TYPE text USING 'x'"],
  ['ALTER TABLE shop RENAME TO old_shop; CREATE TABLE shop (id int, price int)'],
  ["SELECT setval('counter', 100)"],
  ['ALTER SEQUENCE counter RESTART WITH 40'],
  ['ALTER TABLE shop DISABLE ROW LEVEL SECURITY', 'ALTER TABLE shop ENABLE ROW LEVEL SECURITY'],
  ['CREATE RULE r AS ON UPDATE TO shop DO ALSO DELETE FROM shop WHERE id = 1'],
  ['PREPARE p AS DELETE FROM shop; EXECUTE p'],
  ['EXPLAIN ANALYZE DELETE FROM shop'],
  ["UPDATE pg_class SET relname = 'hidden' WHERE relname = 'shop'"],
];

/** What the table of functions was made from. */
const MADE_FROM = 15;

/** Names of which every form is immutable or stable, without those that PostgreSQL calls for itself. */
const NAMES = `
  SELECT proname AS name FROM pg_proc p WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY proname
  HAVING bool_and(provolatile <> 'v')
    AND NOT bool_or(prorettype IN ('cstring'::regtype, 'internal'::regtype, 'trigger'::regtype, 'event_trigger'::regtype))
    AND NOT bool_or('internal'::regtype = ANY (proargtypes) OR 'cstring'::regtype = ANY (proargtypes))
    AND NOT bool_and(
      p.oid IN (SELECT oprcode FROM pg_operator UNION SELECT castfunc FROM pg_cast WHERE castfunc <> 0)
      AND obj_description(p.oid, 'pg_proc') ~ '^implementation of'
    )
  ORDER BY proname COLLATE "C"`;

/** Parts of types, operators and indexes, and statistics. */
const FOR_ITSELF =
  /^_|send$|recv$|_support$|(?:^|_)(?:cmp|larger|smaller)(?:_|$)|larger$|smaller$|cmp$|_(?:accum|accum_inv|combine|hash|hash_extended|statefunc|subdiff|canonical|transfn)$|typmodin$|^hash(?!text(?:extended)?$)|^int[248](?:_|[a-z]{3}$)|^float[48]_|^pg_(?:stat_get|event_trigger|get_replication)|^(?:fmgr|gin|spg)_|^numeric_|^interval_|_validator$|^bt\w*image$/;

const words = (text: string) => text.trim().split(/\s+/);

/** How each is called; a name that is not here is called without arguments. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  array_sample: 'ARRAY[1, 2], 1',
  array_shuffle: 'ARRAY[1, 2]',
  currval: "'counter'",
  gen_random_bytes: '4',
  gen_salt: "'md5'",
  pg_advisory_lock: '1',
  pg_advisory_lock_shared: '1',
  pg_advisory_unlock: '1',
  pg_advisory_unlock_shared: '1',
  pg_advisory_xact_lock: '1',
  pg_advisory_xact_lock_shared: '1',
  pg_blocking_pids: '1',
  pg_collation_actual_version: '100',
  pg_database_size: 'current_database()',
  pg_indexes_size: "'shop'",
  pg_notify: "'a', 'b'",
  pg_partition_ancestors: "'shop'",
  pg_partition_tree: "'shop'",
  pg_relation_size: "'shop'",
  pg_sequence_last_value: "'counter'",
  pg_sleep: '0',
  pg_sleep_for: "'0'",
  pg_sleep_until: 'now()',
  pg_table_size: "'shop'",
  pg_tablespace_size: "'pg_default'",
  pg_total_relation_size: "'shop'",
  pg_try_advisory_lock: '1',
  pg_try_advisory_lock_shared: '1',
  pg_try_advisory_xact_lock: '1',
  pg_try_advisory_xact_lock_shared: '1',
  pgp_pub_encrypt: '',
  pgp_sym_encrypt: "'a', 'b'",
  random_normal: '0, 1',
  setseed: '0.5',
  txid_status: 'txid_current()',
};

/** Volatile ones that are not of PostgreSQL itself, and need an extension or a key to be called. */
const OF_EXTENSIONS = /^(?:gen_random_bytes|gen_salt|pgp_|uuid_generate_)/;

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL and what changes nothing', () => {
  let database: ScratchDatabase;
  let parser: SqlParser;
  beforeAll(async () => {
    parser = (await testParsers()).sql;
    database = await scratchDatabase();
    await database.query(
      'CREATE TABLE shop (id int PRIMARY KEY, price int NOT NULL); INSERT INTO shop SELECT n, n FROM generate_series(1, 20) n; CREATE SEQUENCE counter; CREATE VIEW cheap AS SELECT * FROM shop WHERE price < 5',
    );
    await database.query("SELECT nextval('counter')");
  });
  afterAll(() => database?.drop());

  test('the table of functions that change nothing is that of pg_proc', async () => {
    const [version] = await database.query<{ major: number }>(
      "SELECT current_setting('server_version_num')::int / 10000 AS major",
    );
    const rows = await database.query<{ name: string }>(NAMES);
    const here = rows.map(({ name }) => name).filter((name) => !FOR_ITSELF.test(name));
    const table = words(STABLE_FUNCTIONS);
    if (version?.major === MADE_FROM) expect(here).toEqual(table);
    // Another version may have more; what is in the table must not be volatile there.
    const volatile = await database.query<{ name: string }>(
      "SELECT DISTINCT proname AS name FROM pg_proc WHERE provolatile = 'v' AND pronamespace = 'pg_catalog'::regnamespace AND proname = ANY ($1)",
      [table],
    );
    expect(volatile).toEqual([]);
  });

  test('a volatile function of the list changes no row, no sequence and no object', async () => {
    const names = [...HARMLESS_VOLATILE].filter((name) => name !== 'nextval' && !OF_EXTENSIONS.test(name));
    expect(names.length).toBeLessThanOrEqual(80);
    const there = await database.query<{ name: string }>(
      'SELECT DISTINCT proname AS name FROM pg_proc WHERE proname = ANY ($1)',
      [names],
    );
    expect(there.length).toBeGreaterThan(30);
    const before = await everything(database);
    for (const { name } of there) await database.query(`SELECT * FROM ${name}(${ARGUMENTS[name] ?? ''})`);
    expect(await everything(database)).toEqual(before);
  });

  test('nextval takes a number and changes nothing else', async () => {
    const before = await everything(database);
    await database.query("SELECT nextval('counter')");
    const after = await everything(database);
    expect({ ...after, sequences: before.sequences }).toEqual(before);
    expect(isHarmlessFunction('nextval')).toBe(true);
  });

  test.each(LOSING.map(([statement, prepare = 'SELECT 1']) => ({ statement, prepare })))(
    'is not called harmless, and changes something: $statement',
    async ({ statement, prepare }) => {
      await database.query('BEGIN');
      try {
        await database.query(prepare);
        const before = await everything(database);
        await database.query(statement);
        expect(await everything(database)).not.toEqual(before);
      } finally {
        await database.query('ROLLBACK');
      }
      const steps = sqlSteps(parser, statement);
      expect(triviality({ kind: 'runs', steps }).answer).not.toBe('yes');
    },
  );
});

/** All that a statement could change: rows, sequences, and what PostgreSQL knows of objects. */
async function everything(database: ScratchDatabase) {
  const objects = await database.query<{ name: string }>(
    `SELECT relname AS name, oid::text AS id, relkind, relrowsecurity, relhasrules FROM pg_class
     WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'public') ORDER BY relname`,
  );
  const isThere = (name: string) => objects.some((object) => object.name === name);
  const rows = isThere('shop') ? await database.query('SELECT * FROM shop ORDER BY id') : [];
  const sequences = isThere('counter')
    ? await database.query('SELECT last_value, is_called FROM counter')
    : [];
  return { rows, sequences, objects };
}
