import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldCode, toldWithoutPlaces } from '../../testing/told-code.ts';

const parsers = await testParsers();

const told = (text: string) => toldCode('app/db.py', text, parsers);
const names = (text: string) => toldWithoutPlaces('app/db.py', text, parsers);

describe('SQL in Python, however it is put together', () => {
  it.each<[string, string, readonly string[]]>([
    ['single quotes', "c.execute('DROP TABLE a')", ['DROP TABLE a | DROP TABLE a']],
    ['three quotes', 'c.execute("""\n    DROP TABLE a\n""")', ['DROP TABLE a | DROP TABLE a']],
    ['raw', "c.execute(r'DROP TABLE a')", ['DROP TABLE a | DROP TABLE a']],
    ['two pieces', 'c.execute("DROP " "TABLE a")', ['DROP TABLE a | DROP " "TABLE a']],
    ['two lines', 'c.execute("DROP "\n          "TABLE a")', ['DROP TABLE a | DROP "\n          "TABLE a']],
    ['a sum', 'c.execute("DROP " + "TABLE a")', ['DROP TABLE a | DROP " + "TABLE a']],
    ['escapes', 'c.execute("DROP\\tTABLE \\x61")', ['DROP TABLE a | DROP\\tTABLE \\x61']],
    ['an escaped quote', 'c.execute("DROP TABLE \\"a b\\"")', ['DROP TABLE "a b" | DROP TABLE \\"a b\\"']],
    ['a line that goes on', 'c.execute("DROP \\\n  TABLE a")', ['DROP TABLE a | DROP \\\n  TABLE a']],
    ['an emoji before it', 'x = "😀"; c.execute("DROP TABLE a")', ['DROP TABLE a | DROP TABLE a']],
    ['an f-string without a value', 'c.execute(f"DROP TABLE a")', ['DROP TABLE a | DROP TABLE a']],
    ['an f-string', 'c.execute(f"DROP TABLE {name}_old")', ['DROP TABLE {name}_old | DROP TABLE {name}_old']],
    ['a literal in an f-string', 'c.execute(f"DROP TABLE {\'a\'}")', ["DROP TABLE a | DROP TABLE {'a'}"]],
    ['format', 'c.execute("DROP TABLE {}".format(T))', ['DROP TABLE {T} | DROP TABLE {}']],
    ['format by name', 'c.execute("DROP TABLE {t}".format(t="a"))', ['DROP TABLE a | DROP TABLE {t}']],
    ['percent', 'c.execute("DROP TABLE %s" % T)', ['DROP TABLE {T} | DROP TABLE %s']],
    ['a name that is known', 'T = "a"\nc.execute(f"DROP TABLE {T}")', ['DROP TABLE a | DROP TABLE {T}']],
    ['a sum with a name', 'T = "a"\nc.execute("DROP TABLE " + T)', ['DROP TABLE a | DROP TABLE " + T']],
    ['spaces taken away', 'c.execute("  DROP TABLE a  ".strip())', ['DROP TABLE a | DROP TABLE a']],
    ['parentheses', 'c.execute(("DROP TABLE a"))', ['DROP TABLE a | DROP TABLE a']],
    ['a schema', 'c.execute("ALTER TABLE shop.a ADD b int")', ['ALTER TABLE shop.a | ALTER TABLE shop.a']],
    ['CRLF', 'c.execute("""\r\nDROP\r\n  TABLE a""")', ['DROP TABLE a | DROP\r\n  TABLE a']],
    [
      'several statements',
      'c.execute("""CREATE TABLE a (id int); SELECT 1; CREATE INDEX i ON a (id)""")',
      ['CREATE TABLE a | CREATE TABLE a', 'CREATE INDEX i | CREATE INDEX i'],
    ],
    [
      'a statement on a line of its own',
      'c.execute("SELECT 1;\\nDROP TABLE a")',
      ['DROP TABLE a | DROP TABLE a'],
    ],
    [
      'a statement behind a comment',
      'c.execute("-- DROP TABLE b\\nDROP TABLE a")',
      ['DROP TABLE a | DROP TABLE a'],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('is told once, however often it is named', () => {
    expect(names('SQL = "DROP TABLE a"\nc.execute(SQL)\nd.execute(SQL)')).toEqual(['DROP TABLE a']);
  });

  it('is told in the order of the text', () => {
    const text = 'B = "DROP TABLE b"\nA = "DROP TABLE a"\nc.execute(A)\nc.execute(B)';
    expect(names(text)).toEqual(['DROP TABLE b', 'DROP TABLE a']);
  });
});

describe('statements that change a schema', () => {
  it.each([
    ['CREATE TABLE a (id int)', 'CREATE TABLE a'],
    ['CREATE TABLE IF NOT EXISTS a (id int)', 'CREATE TABLE a'],
    ['CREATE UNLOGGED TABLE a (id int)', 'CREATE TABLE a'],
    ['CREATE TABLE a AS SELECT 1', 'CREATE TABLE a'],
    ['CREATE FOREIGN TABLE a (id int) SERVER s', 'CREATE TABLE a'],
    ['CREATE UNIQUE INDEX CONCURRENTLY i ON a (b)', 'CREATE INDEX i'],
    ['CREATE INDEX ON a (b)', 'CREATE INDEX -'],
    ['CREATE OR REPLACE VIEW v AS SELECT 1', 'CREATE VIEW v'],
    ['CREATE MATERIALIZED VIEW v AS SELECT 1', 'CREATE MATERIALIZED VIEW v'],
    ['CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$', 'CREATE FUNCTION f'],
    ["CREATE TYPE mood AS ENUM ('x')", 'CREATE TYPE mood'],
    ['CREATE DOMAIN d AS int', 'CREATE DOMAIN d'],
    ['CREATE SCHEMA IF NOT EXISTS shop', 'CREATE SCHEMA shop'],
    ['CREATE SEQUENCE s', 'CREATE SEQUENCE s'],
    ['CREATE TRIGGER g BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()', 'CREATE TRIGGER g'],
    ['CREATE POLICY p ON a USING (true)', 'CREATE POLICY p'],
    ['ALTER TABLE ONLY a ADD b int', 'ALTER TABLE a'],
    ['ALTER TABLE IF EXISTS a RENAME TO b', 'ALTER TABLE a'],
    ["ALTER TYPE mood ADD VALUE 'y'", 'ALTER TYPE mood'],
    ['ALTER INDEX i RENAME TO j', 'ALTER INDEX i'],
    ['DROP TABLE IF EXISTS a, b CASCADE', 'DROP TABLE a'],
    ['DROP INDEX CONCURRENTLY i', 'DROP INDEX i'],
    ['DROP OWNED BY app', 'DROP OWNED app'],
    ['DROP SCHEMA public CASCADE', 'DROP SCHEMA public'],
  ])('%s', (sql, expected) => {
    expect(names(`c.execute("""${sql}""")`)).toEqual([expected]);
    expect(names(`c.execute("""${sql.toLowerCase()}""")`)).toEqual([
      expected.replace(/ (\S+)$/, (name) => name.toLowerCase()),
    ]);
  });

  it.each([
    'SELECT 1',
    'INSERT INTO a VALUES (1)',
    'UPDATE a SET b = 1',
    'DELETE FROM a',
    'TRUNCATE a',
    'GRANT SELECT ON a TO app',
    'COMMENT ON TABLE a IS $$ALTER TABLE b$$',
    'VACUUM a',
    'REFRESH MATERIALIZED VIEW v',
    'CREATE DATABASE app',
    'DROP DATABASE app',
    'CREATE ROLE app',
    'CREATE EXTENSION citext',
    'ALTER TABLE a DISABLE TRIGGER ALL',
    'ALTER TABLE a OWNER TO app',
    'ALTER TABLE a SET (fillfactor = 70)',
    'ALTER SEQUENCE s RESTART',
    "SELECT 'DROP TABLE a'",
    'SELECT $$DROP TABLE a$$',
    'SELECT 1 /* DROP TABLE a */',
  ])('are not %s', (sql) => {
    expect(names(`c.execute("""${sql}""")`)).toEqual([]);
  });
});

describe('a PL/pgSQL block in Python', () => {
  it.each<[string, string, readonly string[]]>([
    ['its statements', 'DO $$ BEGIN DROP TABLE a; END $$', ['DROP TABLE a']],
    [
      'those under a condition',
      'DO $$ BEGIN IF x THEN DROP TABLE a; ELSE DROP VIEW b; END IF; END $$',
      ['DROP TABLE a', 'DROP VIEW b'],
    ],
    ['those in a loop', 'DO $x$ BEGIN LOOP ALTER TABLE a ADD b int; END LOOP; END $x$', ['ALTER TABLE a']],
    ['those that it executes', "DO $$ BEGIN EXECUTE 'DROP TABLE a'; END $$", ['DROP TABLE a']],
    ['none in what it says', "DO $$ BEGIN RAISE NOTICE 'now comes DROP TABLE a'; END $$", []],
    ['none in its comments', 'DO $$ BEGIN -- DROP TABLE a;\n NULL; END $$', []],
  ])('has %s', (_, sql, expected) => {
    expect(names(`c.execute("""${sql}""")`)).toEqual(expected);
  });
});

describe('a database of its own', () => {
  it.each([
    ['import sqlite3', true],
    ['import aiosqlite', true],
    ['import duckdb as d', true],
    ['from pyspark.sql import SparkSession', true],
    ['    import sqlite3', true],
    ['# import sqlite3', false],
    ['import sqlite3\nimport psycopg', false],
    ['import sqlite3\nfrom sqlalchemy import text', false],
    ['import sqlite3\nfrom asyncpg import connect', false],
    ['from app.sqlite3 import connect', false],
  ])('is spoken to where the file says %j', (line, isElsewhere) => {
    const text = `def f():\n    pass\n${line.startsWith(' ') ? `def g():\n${line}` : line}\nc.execute("CREATE TABLE a (id int)")`;
    expect(names(text)).toEqual([`CREATE TABLE a${isElsewhere ? ' elsewhere' : ''}`]);
  });
});

describe('laws of SQL in Python', () => {
  const statements = ['DROP TABLE a', 'ALTER TABLE shop.a ADD b int', 'CREATE UNIQUE INDEX i ON a (b)'];

  it.each(statements)('is told alike in any quotes: %s', (sql) => {
    const told_ = (literal: string) => names(`c.execute(${literal})`);
    const plain = told_(`"${sql}"`);
    for (const literal of [
      `'${sql}'`,
      `"""${sql}"""`,
      `r"${sql}"`,
      `f"${sql}"`,
      `("${sql}")`,
      `text("${sql}")`,
    ]) {
      expect(told_(literal)).toEqual(plain);
    }
  });

  it.each(statements)('is the same with comments between its words: %s', (sql) => {
    const spaced = sql.replaceAll(' ', ' /* and */ ');
    expect(names(`c.execute("${spaced}")`)).toEqual(names(`c.execute("${sql}")`));
  });

  it.each(statements)('is told wherever code stands around it: %s', (sql) => {
    const call = `c.execute("${sql}")`;
    const plain = names(call);
    const around = [
      `if x:\n    ${call}`,
      `try:\n    ${call}\nexcept Error:\n    pass`,
      `for a in b:\n    ${call}`,
      `def f():\n    def g():\n        ${call}`,
      `class A:\n    x = ${call}`,
      `x = [${call} for y in z]`,
      `with a as c:\n    return_(${call})`,
    ];
    for (const text of around) expect(names(text)).toEqual(plain);
  });
});
