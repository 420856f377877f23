import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anySqlText } from '../../testing/sql-texts.ts';
import { plpgsqlStatements, withoutTargets } from './plpgsql-statements.ts';
import { significantTokens } from './tokens.ts';

function found(body: string): string[] {
  return plpgsqlStatements(body, significantTokens(body)).map(
    ({ kind, start, end, isCertain }) => `${kind}${isCertain ? '' : '?'}: ${body.slice(start, end)}`,
  );
}

describe('The statements of PL/pgSQL code', () => {
  it.each<[string, string[]]>([
    ['BEGIN SELECT 1; END', ['sql: SELECT 1']],
    ['BEGIN SELECT 1 ; ; DELETE FROM a ; END', ['sql: SELECT 1', 'sql: DELETE FROM a']],
    ['BEGIN SELECT (1; 2); DROP VIEW b; END', ['sql: SELECT (1; 2)', 'sql: DROP VIEW b']],
    ["BEGIN EXECUTE 'a' USING b; END", ["execute: EXECUTE 'a' USING b"]],
    ['BEGIN a := b; c.d = e; PERFORM f(); END', []],
    ['BEGIN IF a THEN UPDATE b SET c = 1; END IF; END', ['sql?: UPDATE b SET c = 1']],
    ['BEGIN <<a>> INSERT INTO b VALUES (1); END', ['sql: INSERT INTO b VALUES (1)']],
    ['BEGIN << a >> <<b>> INSERT INTO b VALUES (1); END', ['sql: INSERT INTO b VALUES (1)']],
    ['BEGIN a := 1 >> 2; DELETE FROM b; END', ['sql: DELETE FROM b']],
    ['DECLARE a int; BEGIN DELETE FROM b; END', ['sql: DELETE FROM b']],
    ['DECLARE lock text; BEGIN LOCK a; END', ['sql: LOCK a']],
    [
      'BEGIN DELETE FROM a; EXCEPTION WHEN b THEN DELETE FROM c; END',
      ['sql: DELETE FROM a', 'sql?: DELETE FROM c'],
    ],
    [
      'BEGIN INSERT INTO a VALUES (1) ON CONFLICT DO UPDATE SET b = 1; END',
      ['sql: INSERT INTO a VALUES (1) ON CONFLICT DO UPDATE SET b = 1'],
    ],
    [
      'BEGIN CREATE RULE a AS ON INSERT TO b DO (DELETE FROM c; DELETE FROM d); END',
      ['sql: CREATE RULE a AS ON INSERT TO b DO (DELETE FROM c; DELETE FROM d)'],
    ],
    ['BEGIN COMMIT; ROLLBACK; END', ['sql: COMMIT', 'sql: ROLLBACK']],
    ['BEGIN CALL a(); END', ['sql: CALL a()']],
    [
      'BEGIN CASE WHEN a THEN DELETE FROM b; END CASE; DELETE FROM c; END',
      ['sql?: DELETE FROM b', 'sql: DELETE FROM c'],
    ],
    ['BEGIN FOR a IN REVERSE 5..1 LOOP DELETE FROM b; END LOOP; END', ['sql?: DELETE FROM b']],
    [
      'BEGIN FOR a IN WITH x AS (SELECT 1) SELECT * FROM x LOOP NULL; END LOOP; END',
      ['sql: WITH x AS (SELECT 1) SELECT * FROM x'],
    ],
    ["BEGIN RAISE EXCEPTION 'a' USING errcode = 'b'; DELETE FROM c; END", ['sql: DELETE FROM c']],
    ['', []],
    ['END END END; DELETE FROM a', ['sql: DELETE FROM a']],
    ['BEGIN DELETE FROM a', ['sql: DELETE FROM a']],
    ['DELETE FROM a', ['sql: DELETE FROM a']],
  ])('%s', (body, statements) => {
    expect(found(body)).toEqual(statements);
  });

  it('lie in any code one behind the other', () => {
    fc.assert(
      fc.property(anySqlText, (body) => {
        let before = 0;
        for (const { start, end } of plpgsqlStatements(body, significantTokens(body))) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(body.length);
          before = end;
        }
      }),
    );
  });
});

describe('Variables that take a result', () => {
  it.each<[string, string]>([
    ['SELECT a INTO b FROM c', 'SELECT a FROM c'],
    ['SELECT a INTO STRICT b FROM c', 'SELECT a FROM c'],
    ['SELECT a, b INTO c, d.e FROM f', 'SELECT a, b FROM f'],
    ['SELECT a INTO b[1], c[d[2]] FROM e', 'SELECT a FROM e'],
    ['SELECT INTO a b FROM c', 'SELECT b FROM c'],
    ['SELECT a FROM b INTO c', 'SELECT a FROM b '],
    ['SELECT a INTO b', 'SELECT a '],
    ['SELECT a INTO "b""c" FROM d', 'SELECT a FROM d'],
    ['INSERT INTO a VALUES (1)', 'INSERT INTO a VALUES (1)'],
    ['INSERT INTO a VALUES (1) RETURNING b INTO c', 'INSERT INTO a VALUES (1) RETURNING b '],
    [
      'MERGE INTO a USING b ON c WHEN MATCHED THEN DELETE',
      'MERGE INTO a USING b ON c WHEN MATCHED THEN DELETE',
    ],
    ['SELECT (SELECT 1 INTO a)', 'SELECT (SELECT 1 INTO a)'],
    ['SELECT \'INTO a\', "INTO"', 'SELECT \'INTO a\', "INTO"'],
    ['SELECT a INTO', 'SELECT a '],
    ['SELECT 1', 'SELECT 1'],
  ])('are blanked, and nothing moves: %s', (sql, without) => {
    const blanked = withoutTargets(sql);
    expect(blanked.replaceAll(/ +/g, ' ')).toBe(without);
    expect(blanked).toHaveLength(sql.length);
  });

  it('never change the length of a text', () => {
    fc.assert(
      fc.property(anySqlText, fc.constantFrom('SELECT a INTO b', 'INTO', ''), (text, before) => {
        expect(withoutTargets(`${before} ${text}`)).toHaveLength(before.length + 1 + text.length);
      }),
    );
  });
});
