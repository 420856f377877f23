import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { followedUpgrades } from '../../packages/policy-core/src/migrations/routines/followed-upgrades.ts';
import { loses } from '../../packages/policy-core/src/migrations/analysis/destructiveness.ts';
import { readSqlFile } from '../../packages/policy-core/src/migrations/sql/file-reading.ts';
import type { SqlParser } from '../../packages/policy-core/src/parsers/parsers.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

const TABLES =
  'CREATE TABLE shop (id int PRIMARY KEY, price int); INSERT INTO shop SELECT n, n FROM generate_series(1, 10) n; CREATE TABLE box (id int, note text); INSERT INTO box VALUES (1);';
const wipe = (arguments_ = '', returns = 'int', body = 'DELETE FROM shop; SELECT 1') =>
  `CREATE FUNCTION wipe(${arguments_}) RETURNS ${returns} LANGUAGE sql AS $$ ${body} $$;`;
const trigger = (body: string) =>
  `CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NULL; END $$;`;
const LIES = wipe('int', 'int')
  .replace('wipe(', 'hide(')
  .replace('sql AS', 'plpgsql AS')
  .replace('DELETE FROM shop; SELECT 1', 'BEGIN DELETE FROM shop; RETURN 1; END');
const IMMUTABLE = `${LIES} CREATE FUNCTION wipe(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN hide($1); END $$;`;

/** Earlier migrations, and one that empties `shop` without saying so. */
const LOSING: readonly (readonly [before: string, now: string])[] = [
  [wipe(), 'SELECT wipe()'],
  [wipe(), 'SELECT public.wipe()'],
  [wipe('a int DEFAULT 1'), 'SELECT wipe()'],
  [wipe('VARIADIC a int[]'), 'SELECT wipe(1, 2)'],
  [wipe('a text') + wipe('a int', 'int', 'SELECT 1'), "SELECT wipe('a'::text)"],
  [wipe('', 'int', 'SELECT 1') + wipe().replace('CREATE', 'CREATE OR REPLACE'), 'SELECT wipe()'],
  [`${wipe()} ALTER FUNCTION wipe() RENAME TO calm;`, 'SELECT calm()'],
  [`${wipe()} CREATE FUNCTION calm() RETURNS int LANGUAGE sql AS 'SELECT wipe()';`, 'SELECT calm()'],
  [
    `${wipe()} CREATE FUNCTION calm() RETURNS int LANGUAGE plpgsql AS $$ DECLARE x int; BEGIN x := wipe(); RETURN x; END $$;`,
    'SELECT calm()',
  ],
  [
    "CREATE FUNCTION calm() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'TRUNCATE ' || 'shop'; END $$;",
    'SELECT calm()',
  ],
  ['CREATE FUNCTION calm() RETURNS void BEGIN ATOMIC DELETE FROM shop; END;', 'SELECT calm()'],
  ['CREATE PROCEDURE calm() LANGUAGE sql AS $$ DELETE FROM shop $$;', 'CALL calm()'],
  [wipe(), 'DO $$ BEGIN PERFORM wipe(); END $$'],
  [
    `${trigger('DELETE FROM shop;')} CREATE TRIGGER t AFTER INSERT ON box EXECUTE FUNCTION fire();`,
    'INSERT INTO box VALUES (2)',
  ],
  [
    `${trigger('DELETE FROM shop;')} CREATE TRIGGER t AFTER UPDATE ON box FOR EACH ROW EXECUTE FUNCTION fire();`,
    "UPDATE box SET note = 'a' WHERE id = 1",
  ],
  [
    `${wipe()} ALTER TABLE box ADD kept int; ALTER TABLE box ALTER kept SET DEFAULT wipe();`,
    'INSERT INTO box (id) VALUES (2)',
  ],
  [`${wipe()} CREATE TABLE chest (id int, kept int DEFAULT wipe());`, 'INSERT INTO chest (id) VALUES (2)'],
  [`${wipe()} CREATE TABLE chest (id int CHECK (wipe() IS NOT NULL));`, 'INSERT INTO chest VALUES (2)'],
  [
    `${IMMUTABLE} CREATE TABLE chest (id int, kept int GENERATED ALWAYS AS (wipe(id)) STORED);`,
    'INSERT INTO chest VALUES (2)',
  ],
  [
    `${IMMUTABLE} CREATE TABLE chest (id int); CREATE INDEX ON chest (wipe(id));`,
    'INSERT INTO chest VALUES (2)',
  ],
  [`${wipe()} CREATE VIEW calm AS SELECT wipe() AS one;`, 'SELECT * FROM calm'],
  [
    `${wipe()} CREATE VIEW calm AS SELECT wipe() AS one; CREATE VIEW calmer AS SELECT * FROM calm;`,
    'INSERT INTO box SELECT one FROM calmer',
  ],
  [
    `${wipe()} CREATE MATERIALIZED VIEW calm AS SELECT wipe() AS one WITH NO DATA;`,
    'REFRESH MATERIALIZED VIEW calm',
  ],
];

/** The same, where nothing goes. */
const HARMLESS: readonly (readonly [before: string, now: string])[] = [
  [wipe('', 'int', 'SELECT 1'), 'SELECT wipe()'],
  [
    'CREATE FUNCTION calm(a text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(a) $$;',
    "SELECT calm('A')",
  ],
  [
    'CREATE FUNCTION calm() RETURNS int LANGUAGE plpgsql AS $$ DECLARE x numeric(10, 2) := 1; BEGIN IF x > 0 THEN RETURN 1; ELSIF x < 0 THEN RETURN 2; END IF; RETURN 3; END $$;',
    'SELECT calm()',
  ],
  [
    `${trigger('NEW.note := lower(NEW.note);').replace('NULL', 'NEW')} CREATE TRIGGER t BEFORE INSERT ON box FOR EACH ROW EXECUTE FUNCTION fire();`,
    "INSERT INTO box VALUES (2, 'A')",
  ],
  [`${wipe()} ${wipe('', 'int', 'SELECT 1').replace('CREATE', 'CREATE OR REPLACE')}`, 'SELECT wipe()'],
  ['CREATE VIEW calm AS SELECT max(price) AS most FROM shop;', 'SELECT * FROM calm'],
];

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL and functions of the history', () => {
  let parser: SqlParser;
  let database: ScratchDatabase;
  beforeAll(async () => {
    parser = (await testParsers()).sql;
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  /** How many rows of `shop` go. */
  async function lost(before: string, now: string): Promise<number> {
    await database.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${TABLES} ${before}`);
    await database.query(now);
    const [row] = await database.query<{ count: string }>('SELECT count(*) FROM shop');
    return 10 - Number(row?.count);
  }

  /** Whether Lockkeeper says of the last migration that rows may go. */
  function isTold(before: string, now: string): boolean {
    const upgrades = [TABLES, before, now].map((text) => readSqlFile(parser, text).upgrade.steps);
    const followed = followedUpgrades(upgrades, { parser, isVouchedFor: () => false });
    return (followed.at(-1) ?? []).some((step) => step.kind === 'unclear' || loses(step.operation));
  }

  test.each(LOSING)('rows go, and it is told: %s %s', async (before, now) => {
    expect(await lost(before, now)).toBe(10);
    expect(isTold(before, now)).toBe(true);
  });

  test.each(HARMLESS)('none go, and nothing is told: %s %s', async (before, now) => {
    expect(await lost(before, now)).toBe(0);
    expect(isTold(before, now)).toBe(false);
  });
});
