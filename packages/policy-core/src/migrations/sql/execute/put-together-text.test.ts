import { describe, expect, it } from 'vitest';

import type { Name } from '../../operations/name.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { toldSql } from '../../../testing/told-sql.ts';
import { readSqlFile } from '../file-reading.ts';

const parser = (await testParsers()).sql;

const UNKNOWN = '! EXECUTE runs text that is put together while it runs';

/** What a block does that is declared and written like this. */
const done = (code: string, declared = '') => toldSql(parser, `DO $$ ${declared} BEGIN ${code} END $$;`);

describe('A text that code puts together is read', () => {
  it.each<[string, string, readonly string[]]>([
    ['format without anything to put in', "EXECUTE format('DROP TABLE a');", ['drop-table a']],
    ['a name that is written out', "EXECUTE format('DROP TABLE %I', 'A b');", ['drop-table A b']],
    [
      'a text that is written out',
      "EXECUTE format('DROP TABLE %s', 'a, b');",
      ['drop-table a', 'drop-table b'],
    ],
    ['a number', "EXECUTE format('DROP TABLE part_%s', 7);", ['drop-table part_7']],
    ['places', "EXECUTE format('ALTER TABLE %2$I RENAME TO %1$I', 'b', 'a');", ['rename-table a']],
    [
      'a percent sign',
      "EXECUTE format('DELETE FROM a WHERE b LIKE ''%%x''');",
      ['change-rows delete a filtered'],
    ],
    [
      'a quote in a text',
      "EXECUTE format('DELETE FROM a WHERE b = %L', 'it''s');",
      ['change-rows delete a filtered'],
    ],
    ['a join', "EXECUTE 'DROP ' || ('TABLE ' || 'a');", ['drop-table a']],
    ['concat', "EXECUTE concat('DROP TABLE ', 'a');", ['drop-table a']],
    ['lower letters', "EXECUTE lower('DROP TABLE A');", ['drop-table a']],
    ['a cast', "EXECUTE 'DROP TABLE a'::text;", ['drop-table a']],
    ['a name in quotes', "EXECUTE 'DROP TABLE ' || quote_ident('A');", ['drop-table A']],
  ])('where all of it is known: %s', (_, code, expected) => {
    expect(done(code)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    ['a name', "EXECUTE format('DROP TABLE %I CASCADE', r.name);", ['drop-table <{r.name}>']],
    ['a name of a schema', "EXECUTE format('DROP TABLE %I.%I', s, t);", ['drop-table <{s}.{t}>']],
    ['a part of a name', "EXECUTE 'DROP TABLE part_' || r.day;", ['drop-table <part_{r.day}>']],
    [
      'a name that PostgreSQL puts in quotes',
      "EXECUTE 'DROP TABLE ' || r.id::regclass;",
      ['drop-table <{r.id}>'],
    ],
    ['a value', "EXECUTE format('DELETE FROM a WHERE b = %L', x);", ['change-rows delete a filtered']],
    [
      'a value in quotes',
      "EXECUTE format('DELETE FROM a WHERE b = ''%s''', x);",
      ['change-rows delete a filtered'],
    ],
    ['bounds', "EXECUTE format('CREATE TABLE %I PARTITION OF a %s', x, y);", ['create-table <{x}>']],
  ])('where only a name or a value is not: %s', (_, code, expected) => {
    expect(done(code)).toEqual(expected);
  });

  it.each<[string, string]>([
    ['all of it', 'EXECUTE x;'],
    ['a text in the place of a name', "EXECUTE format('DROP TABLE %s', x);"],
    ['what ends it', "EXECUTE 'DROP TABLE a ' || x;"],
    ['a condition', "EXECUTE 'DELETE FROM part_' || x;"],
    ['an expression', "EXECUTE format('SELECT %s', x);"],
    ['a number that may be a text', "EXECUTE format('SELECT a FROM b LIMIT %s', x);"],
    ['the words around it', "EXECUTE format('%s TABLE a', x);"],
    ['an argument that is missing', "EXECUTE format('DROP TABLE %I');"],
    ['a width', "EXECUTE format('DROP TABLE %-9s', 'a');"],
    ['one of several cases', "EXECUTE CASE WHEN x THEN 'DROP TABLE a' ELSE 'b' || 'c' END;"],
    ['what PostgreSQL refuses', "EXECUTE format('DROP TABEL %I', x);"],
  ])('and is unclear where more may be: %s', (_, code) => {
    expect(done(code)).toEqual([UNKNOWN]);
  });

  it('and is unclear where it renames a table of which nobody knows the name', () => {
    expect(done("EXECUTE format('ALTER TABLE %I RENAME TO %I', x, y);")).toEqual([
      '! it renames a table whose name only shows when it runs',
    ]);
  });
});

describe('Variables are what they were set to', () => {
  it.each<[string, string, string, readonly string[]]>([
    [
      'where they are declared',
      "DECLARE t text := 'a';",
      "EXECUTE format('DROP TABLE %I', t);",
      ['drop-table a'],
    ],
    ['by default', "DECLARE t text DEFAULT 'a';", "EXECUTE format('DROP TABLE %I', t);", ['drop-table a']],
    ['before', 'DECLARE t text;', "t := 'a'; EXECUTE format('DROP TABLE %I', t);", ['drop-table a']],
    ['the older way', 'DECLARE t text;', "t = 'a'; EXECUTE format('DROP TABLE %I', t);", ['drop-table a']],
    [
      'by a query',
      'DECLARE t text;',
      "SELECT lower('A') INTO t; EXECUTE format('DROP TABLE %I', t);",
      ['other SELECT', 'drop-table a'],
    ],
    [
      'by each other',
      'DECLARE t text; q text;',
      "t := 'a'; q := format('DROP TABLE %I', t); EXECUTE q;",
      ['drop-table a'],
    ],
    [
      'last, straight before',
      'DECLARE q text;',
      "q := 'DROP TABLE a'; EXECUTE q; q := 'DROP TABLE b'; EXECUTE q;",
      ['drop-table a', 'drop-table b'],
    ],
    [
      'in a loop over texts',
      'DECLARE t text; n text;',
      "FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP n := t || '_old'; EXECUTE format('DROP TABLE %I', n); END LOOP;",
      ['? drop-table a_old', '? drop-table b_old'],
    ],
    [
      'a number',
      'DECLARE i int;',
      "EXECUTE format('ALTER TABLE a ATTACH PARTITION b FOR VALUES WITH (modulus 4, remainder %s)', i);",
      ['other ALTER TABLE'],
    ],
  ])('%s', (...[, declared, code, expected]) => {
    expect(done(code, declared)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    [
      'in one branch of several',
      'DECLARE q text;',
      "IF x THEN q := 'DROP TABLE a'; ELSE q := 'SELECT 1'; END IF; EXECUTE q;",
    ],
    ['behind', 'DECLARE q text;', "EXECUTE q; q := 'SELECT 1';"],
    [
      'in a loop, and before it',
      'DECLARE q text;',
      "q := 'SELECT 1'; LOOP EXECUTE q; q := 'DROP TABLE a'; END LOOP;",
    ],
    ['by a call', "DECLARE q text := 'SELECT 1';", 'CALL p(q); EXECUTE q;'],
    ['by a query of several', "DECLARE q text := 'SELECT 1';", 'SELECT a, b INTO q, r FROM c; EXECUTE q;'],
    [
      'by what another statement gives back',
      "DECLARE q text := 'SELECT 1';",
      'INSERT INTO a VALUES (1) RETURNING b INTO q; EXECUTE q;',
    ],
    ['by a loop', "DECLARE q text := 'SELECT 1';", 'FOR q IN SELECT a FROM b LOOP EXECUTE q; END LOOP;'],
    ['by diagnostics', "DECLARE q text := 'SELECT 1';", 'GET DIAGNOSTICS q = ROW_COUNT; EXECUTE q;'],
    ['as another one of its name', "DECLARE q text := 'SELECT 1';", 'DECLARE q text; BEGIN EXECUTE q; END;'],
    ['by another name', "DECLARE q text := 'SELECT 1'; r ALIAS FOR q;", "r := 'DROP TABLE a'; EXECUTE q;"],
  ])('and not known where that is %s', (_, declared, code) => {
    expect(done(code, declared).map((one) => one.replace('? ', ''))).toContain(UNKNOWN);
  });

  it('and takes no time where each doubles the one before', () => {
    const doubling = Array.from({ length: 60 }, (_, at) => `v${at + 1} := v${at} || v${at};`).join(' ');
    const declared = `DECLARE ${Array.from({ length: 61 }, (_, at) => `v${at} text;`).join(' ')}`;
    expect(done(`v0 := 'a'; ${doubling} EXECUTE v60;`, declared)).toEqual([UNKNOWN]);
  });
});

describe('A name that is not known', () => {
  const tables = (sql: string): readonly Name[] =>
    readSqlFile(parser, sql).upgrade.steps.flatMap((step) =>
      step.kind === 'operation' && 'table' in step.operation && step.operation.table !== undefined
        ? [step.operation.table]
        : [],
    );
  const code = (body: string) => `DO $$ DECLARE t text; BEGIN ${body} END $$;`;
  const MAKE = "EXECUTE format('CREATE TABLE %I (a int)', t);";
  const DROP = "EXECUTE format('DROP TABLE %I', t);";

  it('is the same one in the same code', () => {
    const [made, dropped] = tables(code(`SELECT a INTO t FROM b; ${MAKE} ${DROP}`));
    expect(made?.within).toBeDefined();
    expect(made).toEqual(dropped);
  });

  it.each<[string, string]>([
    ['in another block', code(`SELECT a INTO t FROM b; ${MAKE}`) + code(`SELECT c INTO t FROM b; ${DROP}`)],
    ['once the variable is another', code(`SELECT a INTO t FROM b; ${MAKE} SELECT c INTO t FROM b; ${DROP}`)],
    [
      'once a variable of its source is another',
      code(
        `FETCH x INTO r; ${MAKE.replace(', t', ", 'p' || r.a")} FETCH x INTO r; ${DROP.replace(', t', ", 'p' || r.a")}`,
      ),
    ],
  ])('is another one %s', (_, sql) => {
    const [made, dropped] = tables(sql);
    expect(made?.text).toBe(dropped?.text);
    expect(made?.within).not.toBe(dropped?.within);
  });

  it('has the source of the template around it', () => {
    expect(tables("DO $$ BEGIN EXECUTE format('DROP TABLE {{ .Schema }}.%I', t); END $$;")).toEqual([
      expect.objectContaining({ text: '{t}', schema: '{{ .Schema }}', isKnown: false }),
    ]);
  });
});
