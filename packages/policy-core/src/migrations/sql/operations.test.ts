import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { tableKey } from '../operations/name.ts';
import type { SqlParser } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { operationReader, type ShownOperation } from '../../testing/read-operations.ts';
import { anySqlText, harmlessSql, sqlGap } from '../../testing/sql-texts.ts';
import { sqlOperations, type SqlOperation } from './operations.ts';
import { readSqlScript } from '../../testing/read-sql-script.ts';

let parser: SqlParser;
let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  parser = (await testParsers()).sql;
  read = await operationReader();
});

describe('The operations of a script', () => {
  it('come in the order of running, each underlined', () => {
    const sql = `-- first
      BEGIN;
      CREATE TABLE a (b int);
      ALTER TABLE a ADD c int, DROP b;
      CREATE INDEX CONCURRENTLY ON a (c); -- last
      COMMIT`;
    expect(read(sql).map(([underlined, done]) => [underlined, kindOf(done)])).toEqual([
      ['BEGIN', 'other'],
      ['CREATE TABLE a (b int)', 'create-table'],
      ['ADD c int', 'add-column'],
      ['DROP b', 'drop-column'],
      ['CREATE INDEX CONCURRENTLY ON a (c)', 'create-index'],
      ['COMMIT', 'other'],
    ]);
  });

  it.each<[string, [string, string][]]>([
    ['SELEC 1', [['SELEC 1', 'PostgreSQL reads it as a syntax error at or near "SELEC"']]],
    ['DROP TABLE `a`', [['DROP TABLE `a`', 'PostgreSQL reads it as a syntax error at or near "`"']]],
    ["SELECT 'a", [["SELECT 'a", 'PostgreSQL reads it as a unterminated quoted string at or near "\'a"']]],
    ['SELECT 1 /* a', [['SELECT 1 /* a', 'PostgreSQL reads it as a comment that is never closed']]],
    ['\\d a', [['\\d a', 'psql commands can run anything']]],
    ['SELECT 1\0', [['SELECT 1\0', 'it holds a NUL character, where some readers stop and others go on']]],
    ['EXECUTE a(1)', [['EXECUTE a(1)', 'EXECUTE runs a statement that was prepared before']]],
  ])('are unclear where it cannot be read: %s', (sql, unclear) => {
    expect(read(sql)).toEqual(unclear);
  });

  it.each([
    ['CREATE PROCEDURE a (IN b int)\nBEGIN\nINSERT INTO c VALUES (b);\nEND;', 1],
    ['create trigger a after update on b for each row begin update c set d = 1; end', 1],
    ['CREATE TRIGGER a AFTER UPDATE ON b FOR EACH ROW BEGIN IF NEW.c THEN CALL d(); END IF; END;', 2],
  ])('are no COMMIT where END ends a body of another database: %s', (sql, before) => {
    const done = read(sql);
    expect(done).toHaveLength(before + 1);
    expect(done.at(-1)).toEqual([
      expect.stringMatching(/^end$/i),
      'it ends a body that PostgreSQL cannot read',
    ]);
  });

  it.each([
    ['BEGIN; SELEC 1; END', 2],
    ['CREATE TABEL begin_of (a int); END', 1],
    ['SELEC 1; CREATE PROCEDURE a () BEGIN UPDATE b SET c = 1; END; END', 3],
    ['CREATE PROCEDURE a () BEGIN UPDATE b SET c = 1; COMMIT', 1],
  ])('are a COMMIT elsewhere, whatever cannot be read: %s', (sql, at) => {
    const [last] = sqlOperations(parser, sql).slice(at);
    expect(last).toMatchObject({ kind: 'operation', operation: { deed: { what: 'commit' } } });
  });

  it('go on behind what cannot be read', () => {
    expect(
      read('DROP TABLE a; SELEC 1; DROP TABLE b;\n\\d c\nDROP TABLE d').map(([underlined]) => underlined),
    ).toEqual(['DROP TABLE a', 'SELEC 1', 'DROP TABLE b', '\\d c', 'DROP TABLE d']);
  });

  it('leave out the rows of COPY, but for those that are a script', () => {
    const copied = (rows: string) =>
      read(`COPY a FROM stdin;\n${rows}\n\\.\nDROP TABLE c;`).map(([underlined]) => underlined);
    expect(copied('1\tDROP TABLE b;')).toEqual(['COPY a FROM stdin', 'DROP TABLE c']);
    expect(copied('DROP TABLE b;')).toEqual(['COPY a FROM stdin', 'DROP TABLE b;\n\\.', 'DROP TABLE c']);
  });

  it.each<[string]>([[''], [' \n;; '], ['-- DROP TABLE a'], ['/* DROP TABLE a; */']])(
    'are none: %s',
    (sql) => {
      expect(read(sql)).toEqual([]);
    },
  );

  it('point at the right place behind comments in comments, which are not handed to PostgreSQL', () => {
    const sql =
      "CREATE TABLE a (/* é /* 😀 */ 訂 */ b text DEFAULT 'é' NOT NULL, /* x /* ü */ */ c int CHECK (c > 0))";
    expect(read(sql)).toMatchObject([
      [
        sql,
        {
          columns: [
            { at: "b text DEFAULT 'é' NOT NULL", default: { text: "'é'" } },
            { at: 'c int CHECK (c > 0)', constraints: [{ at: 'CHECK (c > 0)', expression: 'c > 0' }] },
          ],
        },
      ],
    ]);
  });

  it('are found where one piece holds several statements', () => {
    const sql =
      'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; DROP TABLE é; ALTER TABLE a ADD ü int, DROP c';
    expect(
      read(sql)
        .map(([underlined, done]) => [underlined, kindOf(done)])
        .slice(1),
    ).toEqual([
      ['DROP TABLE é', 'drop-table'],
      ['ADD ü int', 'add-column'],
      ['DROP c', 'drop-column'],
    ]);
  });
});

function kindOf(done: unknown): unknown {
  return typeof done === 'object' && done !== null && 'kind' in done ? done.kind : undefined;
}

const drop = fc.constantFrom(
  'DROP TABLE found',
  'drop table if exists a.found, found, "Found" cascade',
  'DO $d$ BEGIN DROP TABLE found; END $d$',
  "DO $d$ BEGIN IF a THEN EXECUTE 'DROP TABLE found, b.c'; END IF; END $d$",
  "DO 'BEGIN EXECUTE ''DROP TABLE found''; END'",
  'DO $d$ BEGIN FOR r IN SELECT 1 LOOP DROP TABLE found; END LOOP; END $d$',
);

const change = fc.constantFrom(
  'CREATE TABLE ü (a int DEFAULT 1, "é" text CHECK (a > 0), UNIQUE (a))',
  "ALTER TABLE a ADD b text DEFAULT '😀' NOT NULL, ADD CONSTRAINT c CHECK (b <> ','), DROP d",
  'ALTER TABLE ONLY a.b ALTER c TYPE numeric(1, 2) USING f(1, 2), ALTER c SET DEFAULT 3',
  'CREATE INDEX i ON t (a, (b + 1)) WHERE c',
  'DROP VIEW a, b, c',
  'WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x',
  'DO $$ BEGIN ALTER TABLE a ADD é int DEFAULT 1, DROP ü; END $$',
  'CREATE SCHEMA s CREATE TABLE t (a int)',
  'TRUNCATE a, b',
);

const anyStatement = fc.oneof(harmlessSql, drop, change);

/** Every stretch that an operation names, its own first. */
function rangesIn(one: SqlOperation): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { start, end } = { start: undefined, end: undefined, ...value };
    if (typeof start === 'number' && typeof end === 'number') ranges.push([start, end]);
    Object.values(value).forEach(visit);
  };
  visit(one);
  return ranges;
}

describe('The operations of any text', () => {
  it('are told without an exception, in its bounds and in its order', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anySqlText,
          fc.array(anyStatement).map((all) => all.join(';')),
        ),
        (text) => {
          let before = 0;
          for (const one of sqlOperations(parser, text)) {
            for (const [start, end] of rangesIn(one)) {
              expect(start).toBeGreaterThanOrEqual(0);
              expect(end).toBeGreaterThanOrEqual(start);
              expect(end).toBeLessThanOrEqual(text.length);
            }
            expect(one.start).toBeGreaterThanOrEqual(before);
            before = one.start;
          }
        },
      ),
    );
  });

  it('hold their columns and constraints, where the text stands as such', () => {
    fc.assert(
      fc.property(fc.array(anyStatement, { maxLength: 5 }), sqlGap, (all, gap) => {
        const text = all.map((one) => `${one};${gap}`).join('');
        for (const one of sqlOperations(parser, text)) {
          for (const [start, end] of rangesIn(one)) {
            expect(start).toBeGreaterThanOrEqual(one.start);
            expect(end).toBeLessThanOrEqual(one.end);
          }
        }
      }),
    );
  });

  it('are at least one for every statement, or else it is unclear', () => {
    fc.assert(
      fc.property(anySqlText, (text) => {
        const operations = sqlOperations(parser, text);
        const { statements } = readSqlScript(parser, text);
        for (const { start, end } of statements) {
          expect(operations.some((one) => one.start >= start && one.end <= end)).toBe(true);
        }
      }),
    );
  });

  it('are the same when they are asked for again', () => {
    fc.assert(
      fc.property(anySqlText, (text) => {
        expect(sqlOperations(parser, text)).toEqual(sqlOperations(parser, text));
      }),
    );
  });
});

describe('The operations of statements', () => {
  it('are those of each, one after the other', () => {
    fc.assert(
      fc.property(fc.array(anyStatement, { maxLength: 6 }), sqlGap, (all, gap) => {
        const whole = read(all.map((one) => `${one};${gap}`).join(''));
        expect(whole).toEqual(all.flatMap((one) => read(one)));
      }),
    );
  });

  it('do not change with what stands before, between and behind', () => {
    fc.assert(
      fc.property(anyStatement, sqlGap, sqlGap, (one, before, behind) => {
        expect(read(`${before}${one}${behind}`)).toEqual(read(one));
      }),
    );
  });

  it('name tables under which they are found again', () => {
    const [one] = sqlOperations(parser, 'DROP TABLE public.a');
    const [other] = sqlOperations(parser, 'CREATE TABLE A ()');
    const keys = [one, other].map((found) =>
      found?.kind === 'operation' && 'table' in found.operation && found.operation.table !== undefined
        ? tableKey(found.operation.table)
        : undefined,
    );
    expect(keys).toEqual(['a', 'a']);
  });
});

describe('A hostile text', () => {
  it.each<[string, string]>([
    ['very many columns', `CREATE TABLE t (${'a int DEFAULT 1,'.repeat(5_000)} b int)`],
    ['very many commands', `ALTER TABLE t ${'ADD a int DEFAULT 1,'.repeat(5_000)} DROP b`],
    ['very many names', `DROP TABLE ${'a,'.repeat(20_000)} b`],
    ['very many CHECKs', `CREATE TABLE t (a int ${'CHECK (a > 0) '.repeat(3_000)})`],
    ['very many statements in a block', `DO $$ BEGIN ${'DELETE FROM a; '.repeat(10_000)} END $$`],
    ['very many conditions', `DO $$ BEGIN ${'IF a THEN '.repeat(20_000)} DROP TABLE b; END $$`],
    ['very many targets', `DO $$ BEGIN SELECT 1 INTO a${'[1]'.repeat(20_000)}; END $$`],
    ['very many conditions that are true', `DELETE FROM a WHERE ${'true AND '.repeat(10_000)} true`],
  ])('is read in few steps: %s', (_, sql) => {
    const before = stepsTaken();
    expect(sqlOperations(parser, sql).length).toBeGreaterThan(0);
    expect(stepsTaken() - before).toBeLessThan(8_000_000);
  });
});
