import { beforeAll, describe, expect, test } from 'vitest';

import { startOf } from '../../model/source-span.ts';
import { sqlSteps } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sqlDirections, type SqlDirections } from '../../testing/sql-directions.ts';
import { blockAround, isSchemaChange, schemaChangesIn } from './hidden-code.ts';
import { judgedUpgrade } from '../../testing/judged-upgrade.ts';

let directions: SqlDirections;
beforeAll(async () => {
  directions = await sqlDirections();
});

describe('a block', () => {
  test.each([
    ['by itself', 'DO $$ BEGIN DROP TABLE a; END $$', ['$$ BEGIN DROP TABLE a; END $$']],
    ['with a tag and a language', 'DO LANGUAGE plpgsql $x$ BEGIN DROP TABLE a; END $x$', ['$x$']],
    ['behind a statement', 'DROP TABLE b; DO $$ BEGIN DROP TABLE a; END $$', [undefined, '$$ BEGIN']],
    ['before one', 'DO $$ BEGIN DROP TABLE a; END $$; DROP TABLE b', ['$$ BEGIN', undefined]],
    [
      'and another',
      'DO $$ BEGIN DROP TABLE a; END $$; DO $$ BEGIN DROP TABLE b; END $$',
      ['DROP TABLE a', 'DROP TABLE b'],
    ],
    [
      'is none: a rule',
      'CREATE RULE r AS ON INSERT TO a DO ALSO NOTIFY b; DROP TABLE a',
      [undefined, undefined],
    ],
    ['is none: a name', "SELECT 'todo $$'; DROP TABLE a; SELECT '$$'", [undefined, undefined, undefined]],
  ])('%s', async (_name, text, expected) => {
    const { sql } = await testParsers();
    const upgrade = { ...judgedUpgrade(), text, steps: sqlSteps(sql, text) };
    const found = upgrade.steps.map((step, index) => {
      if (step.kind === 'unclear') throw new Error(step.problem);
      const range = blockAround({
        upgrade,
        index,
        operation: step.operation,
        isCertain: true,
        at: startOf('a'),
      });
      return range && text.slice(range.start, range.end);
    });
    expect(found).toEqual(
      expected.map((part) => (part === undefined ? undefined : expect.stringContaining(part))),
    );
  });

  test('of another file is not looked for', async () => {
    const { sql } = await testParsers();
    const text = 'DO $$ BEGIN DROP TABLE a; END $$';
    const steps = sqlSteps(sql, text).map((step) => ({ ...step, from: { path: 'b.py', line: 1 } }));
    const upgrade = { ...judgedUpgrade(), text, steps };
    const [step] = steps;
    if (step?.kind !== 'operation') throw new Error('one step');
    const judged = { upgrade, index: 0, operation: step.operation, isCertain: true, at: startOf('a') };
    expect(blockAround(judged)).toBeUndefined();
    expect(blockAround({ ...judged, index: 7 })).toBeUndefined();
  });
});

test.each<[boolean, string]>([
  [true, 'CREATE TABLE a (b int)'],
  [true, 'ALTER TABLE a ADD b int'],
  [true, 'ALTER TABLE a ENABLE ROW LEVEL SECURITY'],
  [true, "ALTER TYPE a ADD VALUE 'b'"],
  [true, 'DROP VIEW a'],
  [true, 'ALTER TYPE a RENAME TO b'],
  [true, 'CREATE INDEX ON a (b)'],
  [false, 'CREATE TEMP TABLE a (b int)'],
  [false, 'CREATE ROLE a'],
  [false, 'DROP ROLE a'],
  [false, 'GRANT SELECT ON a TO b'],
  [false, "COMMENT ON TABLE a IS 'b'"],
  [false, 'UPDATE a SET b = 1'],
  [false, 'TRUNCATE a'],
  [false, "SET lock_timeout = '1s'"],
])('changes the schema: %s, %s', (expected, sql) => {
  expect(directions.operations(sql).map(isSchemaChange)).toEqual([expected]);
});

test.each<[string, readonly string[], string]>([
  ['a table', ['CREATE TABLE a'], 'BEGIN CREATE TABLE a (b int); END'],
  ['a trigger', ['DROP TRIGGER a'], "BEGIN EXECUTE format('DROP  TRIGGER a ON %I', b); END"],
  ['SQL', ['ALTER TABLE a'], 'alter table a add b int'],
  ['an index', ['CREATE UNIQUE INDEX i'], 'CREATE UNIQUE INDEX i ON a (b)'],
  [
    'a name that is put together',
    ['DROP TABLE CASCADE'],
    "BEGIN EXECUTE format('DROP TABLE %I CASCADE', b); END",
  ],
  ['a name that is joined', ['DROP TABLE'], "BEGIN EXECUTE 'DROP TABLE part_' || b; END"],
  ['each once', ['DROP TABLE a'], 'BEGIN DROP TABLE IF EXISTS a; DROP TABLE a; END'],
  [
    'the worst first',
    ['DROP TABLE', 'LOCK TABLE a', 'ALTER TABLE a DETACH PARTITION', 'CREATE INDEX i'],
    "BEGIN CREATE INDEX i ON b (c); LOCK TABLE a IN ACCESS EXCLUSIVE MODE; EXECUTE format('ALTER TABLE a DETACH PARTITION %I', x); EXECUTE format('DROP TABLE %I', x); END",
  ],
])('a function changes %s', (_, expected, body) => {
  expect(schemaChangesIn(body)).toEqual(expected);
});

test.each<[string, string]>([
  ['a temporary table', 'BEGIN CREATE TEMP TABLE a (b int); END'],
  ['a comment', 'BEGIN -- DROP TABLE a\n UPDATE a SET b = 1; END'],
  ['a longer comment', 'BEGIN /* DROP\nTABLE a */ UPDATE a SET b = 1; END'],
  ['a row', 'BEGIN NEW.a := 1; RETURN NEW; END'],
  ['a lock', 'BEGIN LOCK TABLE a IN SHARE MODE; UPDATE a SET b = 1; END'],
  [
    'a partition of its own name',
    "BEGIN EXECUTE format('CREATE TABLE %I (LIKE a)', x); EXECUTE format('ALTER TABLE %I SET (fillfactor = 70)', x); EXECUTE format('ALTER TABLE a ATTACH PARTITION %I DEFAULT', x); END",
  ],
  [
    'a partition of a part of its name',
    "BEGIN EXECUTE 'CREATE TABLE a_' || x || ' PARTITION OF a DEFAULT'; END",
  ],
])('a function that makes %s changes nothing that a migration could say', (_, body) => {
  expect(schemaChangesIn(body)).toEqual([]);
});
