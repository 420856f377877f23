import { beforeAll, describe, expect, it } from 'vitest';

import { operationReader, type ShownOperation } from '../../testing/read-operations.ts';

let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  read = await operationReader();
});

describe('What is of no interest to the schema has the name that psql prints', () => {
  it.each<[string, string]>([
    ['BEGIN', 'BEGIN'],
    ['begin work', 'BEGIN'],
    ['START TRANSACTION', 'START TRANSACTION'],
    ['COMMIT', 'COMMIT'],
    ['commit work', 'COMMIT'],
    ['END', 'COMMIT'],
    ['ROLLBACK', 'ROLLBACK'],
    ['ABORT', 'ROLLBACK'],
    ['ROLLBACK TO a', 'ROLLBACK'],
    ['SAVEPOINT a', 'SAVEPOINT'],
    ['RELEASE a', 'RELEASE'],
    ["PREPARE TRANSACTION 'a'", 'PREPARE TRANSACTION'],
    ["COMMIT PREPARED 'a'", 'COMMIT PREPARED'],
    ['SET a = 1', 'SET'],
    ['SET LOCAL lock_timeout = 1', 'SET'],
    ['set session authorization a', 'SET'],
    ['RESET a', 'RESET'],
    ['SHOW a', 'SHOW'],
    ['SELECT 1', 'SELECT'],
    ['select pg_sleep(1)', 'SELECT'],
    ['COMMENT ON TABLE a IS NULL', 'COMMENT'],
    ['GRANT SELECT ON a TO b', 'GRANT'],
    ['REVOKE ALL ON a FROM b', 'REVOKE'],
    ['LOCK a', 'LOCK TABLE'],
    ['LOCK TABLE a IN SHARE MODE', 'LOCK TABLE'],
    ['VACUUM FULL a', 'VACUUM'],
    ['ANALYZE', 'ANALYZE'],
    ['CLUSTER a USING b', 'CLUSTER'],
    ['REINDEX TABLE CONCURRENTLY a', 'REINDEX'],
    ['REFRESH MATERIALIZED VIEW CONCURRENTLY a', 'REFRESH MATERIALIZED VIEW'],
    ['NOTIFY a', 'NOTIFY'],
    ['LISTEN a', 'LISTEN'],
    ['DISCARD ALL', 'DISCARD ALL'],
    ['DISCARD TEMP', 'DISCARD TEMP'],
    ['SET CONSTRAINTS ALL DEFERRED', 'SET CONSTRAINTS'],
    ['CHECKPOINT', 'CHECKPOINT'],
    ['ALTER SYSTEM SET a = 1', 'ALTER SYSTEM'],
    ['ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO a', 'ALTER DEFAULT PRIVILEGES'],
    ['ALTER ROLE a SUPERUSER', 'ALTER ROLE'],
    ['ALTER DATABASE a SET b = 1', 'ALTER DATABASE'],
    ['ALTER EVENT TRIGGER a DISABLE', 'ALTER EVENT TRIGGER'],
    ['ALTER OPERATOR FAMILY a USING btree DROP OPERATOR 1 (int, int)', 'ALTER OPERATOR FAMILY'],
    ['CREATE CAST (a AS b) WITHOUT FUNCTION', 'CREATE CAST'],
    ['CREATE OR REPLACE TRANSFORM FOR a LANGUAGE b (FROM SQL WITH FUNCTION c(internal))', 'CREATE TRANSFORM'],
    ['CREATE OPERATOR CLASS a FOR TYPE b USING btree AS STORAGE int', 'CREATE OPERATOR CLASS'],
    ['CREATE USER MAPPING FOR a SERVER b', 'CREATE USER MAPPING'],
    ['DROP USER MAPPING FOR a SERVER b', 'DROP USER MAPPING'],
    ["SECURITY LABEL ON TABLE a IS 'b'", 'SECURITY LABEL'],
    ['REASSIGN OWNED BY a TO b', 'REASSIGN OWNED'],
    ['DO $$ BEGIN NULL; END $$', 'DO'],
    ['/* a */ COMMIT', 'COMMIT'],
    ['-- a\nSET b = 1', 'SET'],
  ])('%s', (sql, what) => {
    expect(read(sql).map(([, done]) => done)).toEqual([{ kind: 'other', what }]);
  });
});
