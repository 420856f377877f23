import { beforeAll, describe, expect, it } from 'vitest';

import { besideReader } from '../../testing/read-operations.ts';

let read: (sql: string) => unknown[];
beforeAll(async () => {
  read = await besideReader();
});

/** The deed of the only operation of a statement. */
function deedOf(sql: string): unknown {
  const told = read(sql);
  expect(told).toHaveLength(1);
  return told[0];
}

const TABLE_COMMANDS: readonly [command: string, option: string, to?: string][] = [
  ['SET LOGGED', 'logged'],
  ['SET UNLOGGED', 'unlogged'],
  ['SET TABLESPACE x', 'tablespace', 'x'],
  ['SET ACCESS METHOD heap', 'access-method', 'heap'],
  ['SET (fillfactor = 70)', 'storage-parameters'],
  ['RESET (fillfactor)', 'storage-parameters'],
  ['CLUSTER ON i', 'cluster-on'],
  ['SET WITHOUT CLUSTER', 'cluster-on'],
  ['DISABLE TRIGGER g', 'triggers'],
  ['DISABLE TRIGGER ALL', 'triggers'],
  ['DISABLE TRIGGER USER', 'triggers'],
  ['ENABLE TRIGGER g', 'triggers'],
  ['ENABLE ALWAYS TRIGGER g', 'triggers'],
  ['ENABLE REPLICA TRIGGER g', 'triggers'],
  ['ENABLE TRIGGER ALL', 'triggers'],
  ['ENABLE TRIGGER USER', 'triggers'],
  ['ENABLE RULE r', 'rules'],
  ['DISABLE RULE r', 'rules'],
  ['ENABLE ALWAYS RULE r', 'rules'],
  ['ENABLE REPLICA RULE r', 'rules'],
  ['ENABLE ROW LEVEL SECURITY', 'row-security'],
  ['DISABLE ROW LEVEL SECURITY', 'row-security'],
  ['FORCE ROW LEVEL SECURITY', 'row-security'],
  ['NO FORCE ROW LEVEL SECURITY', 'row-security'],
  ['REPLICA IDENTITY FULL', 'replica-identity'],
  ['OWNER TO p', 'owner'],
  ['INHERIT s.p', 'inherit', 's.p'],
  ['NO INHERIT p', 'no-inherit', 'p'],
  ['OF ty', 'of-type'],
  ['NOT OF', 'of-type'],
  ["OPTIONS (ADD a 'b')", 'other'],
];

const COLUMN_COMMANDS: readonly [command: string, option: string][] = [
  ['SET STATISTICS 100', 'statistics'],
  ['SET STORAGE external', 'storage'],
  ['SET COMPRESSION lz4', 'compression'],
  ['SET (n_distinct = 5)', 'options'],
  ['RESET (n_distinct)', 'options'],
  ['SET GENERATED ALWAYS', 'identity'],
  ["OPTIONS (ADD a 'b')", 'other'],
];

describe('What ALTER TABLE does beside the schema', () => {
  it.each(TABLE_COMMANDS)('%s', (command, option, to) => {
    expect(deedOf(`ALTER TABLE s.t ${command}`)).toEqual({
      deed: { kind: 'set-table-option', table: 's.t', option, ...(to && { to }) },
    });
  });

  it.each(COLUMN_COMMANDS)('ALTER c %s', (command, option) => {
    expect(deedOf(`ALTER TABLE t ALTER c ${command}`)).toEqual({
      deed: { kind: 'set-column-option', table: 't', column: 'c', option },
    });
  });

  it.each<[string, object]>([
    ['ALTER CONSTRAINT k DEFERRABLE', { kind: 'alter-constraint', table: 'p', name: 'k' }],
    ['ADD CONSTRAINT n NOT NULL c NOT VALID', { kind: 'add-not-null-not-valid', table: 'p', column: 'c' }],
    [
      'ATTACH PARTITION s.q FOR VALUES FROM (1) TO (2)',
      { kind: 'attach-partition', table: 'p', partition: 's.q' },
    ],
    ['ATTACH PARTITION q DEFAULT', { kind: 'attach-partition', table: 'p', partition: 'q' }],
    ['DETACH PARTITION q', { kind: 'detach-partition', table: 'p', partition: 'q' }],
    [
      'DETACH PARTITION q CONCURRENTLY',
      { kind: 'detach-partition', table: 'p', partition: 'q', concurrently: true },
    ],
    [
      'DETACH PARTITION q FINALIZE',
      { kind: 'detach-partition', table: 'p', partition: 'q', concurrently: true },
    ],
  ])('%s', (command, deed) => {
    expect(deedOf(`ALTER TABLE p ${command}`)).toEqual({ deed });
  });

  it('is told of a policy, and of a view, by the relation', () => {
    expect(deedOf('ALTER POLICY p ON s.t USING (true)')).toEqual({
      deed: { kind: 'set-table-option', table: 's.t', option: 'row-security' },
    });
    const view = { deed: { kind: 'set-table-option', table: 'v', option: 'other' } };
    expect(deedOf('ALTER VIEW v ALTER COLUMN a SET DEFAULT 1')).toEqual(view);
    expect(deedOf('ALTER MATERIALIZED VIEW v OWNER TO p')).toEqual(view);
  });

  it.each([
    ['ALTER VIEW t.v SET SCHEMA s', { object: 'view', name: 't.v' }],
    ['ALTER MATERIALIZED VIEW v SET SCHEMA s', { object: 'materialized-view', name: 'v' }],
    ['ALTER TYPE t.v SET SCHEMA s', { object: 'type', name: 't.v' }],
    ['ALTER DOMAIN public.v SET SCHEMA s', { object: 'domain', name: 'v' }],
  ])('moves what is no table: %s', (sql, moved) => {
    expect(deedOf(sql)).toEqual({ deed: { kind: 'set-object-schema', ...moved, schema: 's' } });
  });

  it('tells nothing of what the schema does not hold: ALTER FUNCTION ... SET SCHEMA', () => {
    expect(deedOf('ALTER FUNCTION f() SET SCHEMA s')).toEqual({});
    expect(deedOf('ALTER SEQUENCE q SET SCHEMA s')).toEqual({});
  });

  it('is told for each command by itself', () => {
    expect(read('ALTER TABLE t SET UNLOGGED, ADD a int, OWNER TO p')).toEqual([
      { deed: { kind: 'set-table-option', table: 't', option: 'unlogged' } },
      {},
      { deed: { kind: 'set-table-option', table: 't', option: 'owner' } },
    ]);
  });
});

describe('Upkeep', () => {
  it.each<[string, object]>([
    ['VACUUM', { kind: 'vacuum', tables: [], full: false }],
    ['VACUUM a, s.b', { kind: 'vacuum', tables: ['a', 's.b'], full: false }],
    ['VACUUM FULL a', { kind: 'vacuum', tables: ['a'], full: true }],
    ['VACUUM (FULL, ANALYZE) a', { kind: 'vacuum', tables: ['a'], full: true }],
    ['VACUUM (FULL off) a', { kind: 'vacuum', tables: ['a'], full: false }],
    ['VACUUM (FULL 0) a', { kind: 'vacuum', tables: ['a'], full: false }],
    ['VACUUM (FULL, FULL false) a', { kind: 'vacuum', tables: ['a'], full: false }],
    ['ANALYZE', { kind: 'analyze', tables: [] }],
    ['ANALYZE a (b)', { kind: 'analyze', tables: ['a'] }],
    ['CLUSTER', { kind: 'cluster' }],
    ['CLUSTER a USING i', { kind: 'cluster', table: 'a' }],
    ['REINDEX INDEX i', { kind: 'reindex', what: 'index', name: 'i' }],
    ['REINDEX TABLE s.a', { kind: 'reindex', what: 'table', name: 's.a' }],
    ['REINDEX TABLE CONCURRENTLY a', { kind: 'reindex', what: 'table', name: 'a', concurrently: true }],
    ['REINDEX (CONCURRENTLY) TABLE a', { kind: 'reindex', what: 'table', name: 'a', concurrently: true }],
    ['REINDEX (CONCURRENTLY off) TABLE a', { kind: 'reindex', what: 'table', name: 'a' }],
    ['REINDEX SCHEMA s', { kind: 'reindex', what: 'schema', name: 's' }],
    ['REINDEX DATABASE d', { kind: 'reindex', what: 'database', name: 'd' }],
    ['REINDEX SYSTEM d', { kind: 'reindex', what: 'system', name: 'd' }],
    ['REINDEX DATABASE', { kind: 'reindex', what: 'database' }],
    ['REFRESH MATERIALIZED VIEW m', { kind: 'refresh-view', view: 'm', withData: true }],
    [
      'REFRESH MATERIALIZED VIEW CONCURRENTLY s.m',
      { kind: 'refresh-view', view: 's.m', concurrently: true, withData: true },
    ],
    ['REFRESH MATERIALIZED VIEW m WITH NO DATA', { kind: 'refresh-view', view: 'm', withData: false }],
    ['LOCK a', { kind: 'lock-table', tables: ['a'], mode: 'access-exclusive' }],
    [
      'LOCK TABLE a, b IN SHARE ROW EXCLUSIVE MODE NOWAIT',
      { kind: 'lock-table', tables: ['a', 'b'], mode: 'share-row-exclusive' },
    ],
    ['LOCK a IN ACCESS SHARE MODE', { kind: 'lock-table', tables: ['a'], mode: 'access-share' }],
    ['COMMENT ON TABLE s.a IS NULL', { kind: 'comment', table: 's.a', isPart: false }],
    ['COMMENT ON COLUMN s.a.b IS NULL', { kind: 'comment', table: 's.a', isPart: false }],
    ['COMMENT ON COLUMN a.b IS NULL', { kind: 'comment', table: 'a', isPart: false }],
    ['COMMENT ON CONSTRAINT k ON a IS NULL', { kind: 'comment', table: 'a', isPart: true }],
    ['COMMENT ON TRIGGER g ON s.a IS NULL', { kind: 'comment', table: 's.a', isPart: true }],
    ['COMMENT ON CONSTRAINT k ON DOMAIN d IS NULL', { kind: 'comment', isPart: false }],
    ['COMMENT ON INDEX i IS NULL', { kind: 'comment', isPart: false }],
  ])('%s', (sql, deed) => {
    expect(deedOf(sql)).toEqual({ deed });
  });
});

describe('What becomes of a type', () => {
  it.each<[string, object]>([
    ["ALTER TYPE s.m ADD VALUE 'a'", { kind: 'add-enum-value', type: 's.m', value: 'a', isPlaced: false }],
    [
      "ALTER TYPE m ADD VALUE IF NOT EXISTS 'a' BEFORE 'b'",
      { kind: 'add-enum-value', type: 'm', value: 'a', ifNotExists: true, isPlaced: true },
    ],
    ["ALTER TYPE m RENAME VALUE 'a' TO 'b'", { kind: 'rename-enum-value', type: 'm', value: 'a', to: 'b' }],
    ['ALTER DOMAIN d ADD CHECK (VALUE > 0)', { kind: 'alter-domain', domain: 'd', change: 'add-constraint' }],
    [
      'ALTER DOMAIN s.d ADD CONSTRAINT k CHECK (VALUE > 0) NOT VALID',
      { kind: 'alter-domain', domain: 's.d', change: 'add-constraint', notValid: true },
    ],
    [
      'ALTER DOMAIN d VALIDATE CONSTRAINT k',
      { kind: 'alter-domain', domain: 'd', change: 'validate-constraint' },
    ],
    ['ALTER DOMAIN d DROP CONSTRAINT k', { kind: 'alter-domain', domain: 'd', change: 'drop-constraint' }],
    ['ALTER DOMAIN d SET NOT NULL', { kind: 'alter-domain', domain: 'd', change: 'set-not-null' }],
    ['ALTER DOMAIN d DROP NOT NULL', { kind: 'alter-domain', domain: 'd', change: 'drop-not-null' }],
    ['ALTER DOMAIN d SET DEFAULT 3', { kind: 'alter-domain', domain: 'd', change: 'default' }],
    ['ALTER DOMAIN d DROP DEFAULT', { kind: 'alter-domain', domain: 'd', change: 'default' }],
    ['ALTER DOMAIN d ADD NOT NULL', { kind: 'alter-domain', domain: 'd', change: 'set-not-null' }],
  ])('%s', (sql, deed) => {
    expect(deedOf(sql)).toEqual({ deed });
  });
});

const SESSION = { kind: 'set-parameter', scope: 'session' };

describe('The session', () => {
  it.each<[string, object]>([
    ["SET lock_timeout = '5s'", { ...SESSION, name: 'lock_timeout', value: { text: '5s' } }],
    ['SET Lock_Timeout TO 5000', { ...SESSION, name: 'lock_timeout', value: { text: '5000' } }],
    ['SET SESSION lock_timeout = 0', { ...SESSION, name: 'lock_timeout', value: { text: '0' } }],
    ['SET a.b = 1.5', { ...SESSION, name: 'a.b', value: { text: '1.5' } }],
    [
      'SET LOCAL lock_timeout TO DEFAULT',
      { kind: 'set-parameter', name: 'lock_timeout', value: 'default', scope: 'local' },
    ],
    ['RESET lock_timeout', { ...SESSION, name: 'lock_timeout', value: 'default' }],
    ['RESET ALL', { ...SESSION, name: 'all', value: 'default' }],
    ['DISCARD ALL', { ...SESSION, name: 'all', value: 'default' }],
    ['SET search_path = a, "B"', { ...SESSION, name: 'search_path', value: { text: 'a, B' } }],
    ["SET TIME ZONE 'UTC'", { ...SESSION, name: 'timezone', value: { text: 'UTC' } }],
    ['SET ROLE x', { ...SESSION, name: 'role', value: { text: 'x' } }],
    ['SET SESSION AUTHORIZATION DEFAULT', { ...SESSION, name: 'session_authorization', value: 'default' }],
    [
      "ALTER SYSTEM SET work_mem = '4MB'",
      { kind: 'set-parameter', name: 'work_mem', value: { text: '4MB' }, scope: 'system' },
    ],
    ['ALTER SYSTEM RESET ALL', { kind: 'set-parameter', name: 'all', value: 'default', scope: 'system' }],
    [
      'ALTER DATABASE d SET lock_timeout = 5',
      { kind: 'set-parameter', name: 'lock_timeout', value: { text: '5' }, scope: 'stored' },
    ],
    [
      'ALTER ROLE r IN DATABASE d RESET lock_timeout',
      { kind: 'set-parameter', name: 'lock_timeout', value: 'default', scope: 'stored' },
    ],
    [
      "SELECT set_config('Lock_Timeout', '0', false)",
      { ...SESSION, name: 'lock_timeout', value: { text: '0' } },
    ],
    [
      "SELECT 1, pg_catalog.set_config('search_path', '', true)",
      { kind: 'set-parameter', name: 'search_path', value: { text: '' }, scope: 'local' },
    ],
    ["SELECT set_config('search_path', a, false) FROM b", { ...SESSION, name: 'search_path' }],
    ["SELECT set_config(a, 'b', false)", { ...SESSION, value: { text: 'b' } }],
  ])('%s', (sql, deed) => {
    expect(deedOf(sql)).toEqual({ deed });
  });

  it.each<[string, string, boolean]>([
    ['BEGIN', 'begin', false],
    ['START TRANSACTION READ ONLY', 'begin', false],
    ['COMMIT', 'commit', false],
    ['END', 'commit', false],
    ['COMMIT AND CHAIN', 'commit', true],
    ['ROLLBACK', 'rollback', false],
    ['ABORT', 'rollback', false],
    ['SAVEPOINT a', 'savepoint', false],
    ['RELEASE a', 'release', false],
    ['ROLLBACK TO a', 'rollback-to', false],
    ["PREPARE TRANSACTION 'x'", 'prepare', false],
    ["COMMIT PREPARED 'x'", 'two-phase', false],
    ["ROLLBACK PREPARED 'x'", 'two-phase', false],
  ])('%s', (sql, what, chain) => {
    expect(deedOf(sql)).toEqual({ deed: { kind: 'transaction', what, chain } });
  });

  it.each([
    'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE',
    'DISCARD TEMP',
    'GRANT SELECT ON a TO b',
    "NOTIFY a, 'b'",
  ])('is left as it is: %s', (sql) => {
    expect(deedOf(sql)).toEqual({});
  });
});

const varchar = (written: string) => ({ name: 'varchar', size: 5, written });

describe('The relations beside the one that changes', () => {
  it.each<[string, object]>([
    ['SELECT 1', { deed: { kind: 'query', reads: [], locksRows: false } }],
    [
      'SELECT * FROM a, s.b JOIN a ON true',
      { deed: { kind: 'query', reads: ['a', 's.b'], locksRows: false } },
    ],
    [
      'SELECT (SELECT 1 FROM a) FROM b WHERE EXISTS (SELECT 1 FROM c) UNION SELECT 1 FROM d',
      { deed: { kind: 'query', reads: ['a', 'b', 'c', 'd'], locksRows: false } },
    ],
    [
      'WITH a AS (SELECT 1 FROM b) SELECT * FROM a JOIN s.a ON true',
      { deed: { kind: 'query', reads: ['s.a', 'b'], locksRows: false } },
    ],
    [
      'SELECT * FROM a b JOIN c ON true FOR UPDATE OF b',
      { deed: { kind: 'query', reads: ['a', 'c'], locksRows: true } },
    ],
    ['CREATE VIEW v AS SELECT 1 FROM a', { reads: ['a'] }],
    ['CREATE MATERIALIZED VIEW v AS SELECT 1 FROM a', { reads: ['a'] }],
    ['INSERT INTO a SELECT * FROM b', { reads: ['b'] }],
    ['INSERT INTO a VALUES (1)', { reads: [] }],
    ['INSERT INTO c WITH x AS (SELECT 1 FROM a) SELECT * FROM x', { reads: ['a'] }],
    ['MERGE INTO a USING b ON true WHEN NOT MATCHED THEN INSERT VALUES (1)', { reads: ['b'] }],
    ['UPDATE a SET b = 1 FROM c', { reads: ['c'] }],
    ['DELETE FROM a USING b WHERE b.c IN (SELECT 1 FROM d)', { reads: ['b', 'd'] }],
    ['CREATE TABLE a AS SELECT * FROM b', { sources: [{ as: 'query', table: 'b' }] }],
    ['SELECT * INTO a FROM b', { sources: [{ as: 'query', table: 'b' }] }],
    ['CREATE TABLE a PARTITION OF s.b DEFAULT', { sources: [{ as: 'partition-of', table: 's.b' }] }],
    [
      'CREATE TABLE a (LIKE c) INHERITS (b)',
      {
        sources: [
          { as: 'inherits', table: 'b' },
          { as: 'model', table: 'c' },
        ],
      },
    ],
    ['CREATE TABLE a (b int)', {}],
    [
      'CREATE DOMAIN s.d AS varchar(5) COLLATE "C"',
      { domain: { type: varchar('varchar(5)'), isChecked: false } },
    ],
    [
      'CREATE DOMAIN d varchar(5) DEFAULT NULL',
      { domain: { type: varchar('varchar(5)'), isChecked: false } },
    ],
    ['CREATE DOMAIN d varchar(5) NOT NULL', { domain: { type: varchar('varchar(5)'), isChecked: true } }],
    [
      "CREATE DOMAIN d varchar(5) CHECK (VALUE <> '')",
      { domain: { type: varchar('varchar(5)'), isChecked: true } },
    ],
    ['CREATE TRIGGER a AFTER INSERT ON s.b EXECUTE FUNCTION f()', { on: 's.b' }],
    ['CREATE POLICY a ON b', { on: 'b' }],
    ['CREATE RULE a AS ON INSERT TO b DO NOTHING', { on: 'b' }],
    ['CREATE STATISTICS a ON c, d FROM b', { on: 'b' }],
    ['DROP TRIGGER a ON s.b', { on: 's.b' }],
    ['DROP RULE a ON b', { on: 'b' }],
    ['DROP POLICY a ON b', { on: 'b' }],
    ['ALTER TRIGGER a ON b RENAME TO c', { on: 'b' }],
    ['ALTER POLICY a ON b RENAME TO c', { on: 'b' }],
  ])('%s', (sql, told) => {
    expect(deedOf(sql)).toEqual(told);
  });

  it.each([
    'MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE',
    'MERGE INTO a USING b ON true WHEN MATCHED THEN UPDATE SET c = 1',
    'INSERT INTO a TABLE b ON CONFLICT (c) DO UPDATE SET c = 1',
  ])('are the same for rows that are there: %s', (sql) => {
    expect(read(sql)).toEqual([{ reads: ['b'] }, { reads: ['b'] }]);
  });

  it('are those whose rows a WITH hands on', () => {
    expect(read('WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x')).toEqual([
      { reads: [] },
      { reads: ['a'] },
    ]);
  });
});
