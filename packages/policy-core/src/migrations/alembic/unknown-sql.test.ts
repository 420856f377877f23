import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { readRevision, revisionText } from '../../testing/read-revision.ts';
import { harmlessSql, sqlGap } from '../../testing/sql-texts.ts';

const parsers = await testParsers();

const upgrade = (...lines: string[]) => readRevision(parsers, revisionText({ upgrade: lines }));

describe('A hole in a text that is run', () => {
  it.each<[string, string, string]>([
    ['as a statement', 'f"{sql}; SELECT 1"', '{sql}'],
    ['as the last statement', 'f"SELECT 1; {sql}"', '{sql}'],
    ['as the first word', 'f"{verb} TABLE orders"', '{verb} TABLE orders'],
    ['behind a comment', 'f"/* why */ {verb} TABLE orders"', '{verb} TABLE orders'],
    ['as what is dropped', 'f"DROP {kind} orders"', 'DROP {kind} orders'],
    [
      'as what is dropped, behind a comment',
      'f"DROP /* any */ {kind} {name}"',
      'DROP /* any */ {kind} {name}',
    ],
    ['by format', '"{} TABLE orders".format(verb)', '{} TABLE orders'],
    ['by percent', '"%s TABLE orders" % verb', '%s TABLE orders'],
    ['by join', '"; ".join(["SELECT 1", sql])', 'sql'],
    ['by a sum', '"SELECT 1;" + sql', 'sql'],
    ['by the name of a character', String.raw`"\N{LATIN CAPITAL LETTER D}ROP TABLE a"`, ''],
  ])('can be a drop: %s', (...[, sql, place]) => {
    const shown = place === '' ? sql.slice(1, -1) : place;
    expect(upgrade(`op.execute(${sql})`)).toEqual({
      dropped: [],
      underlined: [],
      undecided: [shown],
      problems: ['a part of the SQL is not known'],
    });
  });

  it.each<[string, string]>([
    ['a table', 'f"ALTER TABLE {name} ADD COLUMN a int"'],
    ['a column', 'f"ALTER TABLE a DROP COLUMN {name}"'],
    ['a view', 'f"DROP VIEW {name}"'],
    ['an index', 'f"DROP INDEX IF EXISTS {name}"'],
    ['a type', 'f"DROP TYPE {name}"'],
    ['a value', 'f"UPDATE a SET b = {value}"'],
    ['a part of a string', 'f"UPDATE a SET b = \'{value}\'"'],
    ['a list', 'f"DELETE FROM a WHERE b IN ({values})"'],
    ['a condition', 'f"DELETE FROM a WHERE {condition}"'],
    ['an action', 'f"ALTER TABLE a {action}"'],
    ['options', 'f"CREATE TABLE a (b int) {options}"'],
    ['a privilege', 'f"GRANT {right} ON a TO b"'],
    ['a comment', 'f"SELECT 1 -- {note}"'],
  ])('is no drop where it can only be %s', (_, sql) => {
    expect(upgrade(`op.execute(${sql})`)).toMatchObject({ dropped: [], undecided: [] });
  });

  it.each<[string, string, string]>([
    ['the table', 'f"DROP TABLE {name}"', '{name}'],
    ['a part of it', 'f"DROP TABLE {prefix}_orders"', '{prefix}_orders'],
    ['the schema', 'f"DROP TABLE {schema}.orders"', '{schema}.orders'],
    ['the table in quotes', 'f\'DROP TABLE "{name}"\'', '{name}'],
    ['one of several', 'f"DROP TABLE {name} CASCADE"', '{name}'],
    ['behind IF EXISTS', 'f"DROP TABLE IF EXISTS {name}"', '{name}'],
    ['by format', '"DROP TABLE {}".format(name)', '{name}'],
    ['by percent', '"DROP TABLE %s" % name', '{name}'],
    ['by a name that nobody passes', '"DROP TABLE {name}".format(**k)', '{name}'],
  ])('is a dropped table where it is %s', (_, sql, table) => {
    expect(upgrade(`op.execute(${sql})`)).toMatchObject({ dropped: [table], undecided: [] });
  });
});

describe('A hole in a DO block', () => {
  it.each<[string, string]>([
    ['as its body', 'DO $$ {body} $$'],
    ['as its body in single quotes', "DO '{body}'"],
    ['behind BEGIN', 'DO $$ BEGIN {body} END $$'],
    ['behind BEGIN and a line comment', 'DO $$ BEGIN\n-- why\n{body}\nEND $$'],
    ['behind BEGIN and a block comment', 'DO $$ BEGIN /* why; */ {body} END $$'],
    ['behind a statement', 'DO $$ BEGIN NULL; {body} END $$'],
    ['behind a statement and a comment', 'DO $$ BEGIN NULL; -- why\n {body} END $$'],
    ['behind a message with a comment sign', "DO $$ BEGIN RAISE NOTICE 'a -- b'; {body} END $$"],
    ['behind THEN', 'DO $$ BEGIN IF a THEN {body} END IF; END $$'],
    ['behind ELSE', 'DO $$ BEGIN IF a THEN NULL; ELSE {body} END IF; END $$'],
    ['behind LOOP', 'DO $$ BEGIN LOOP {body} END LOOP; END $$'],
    ['in a handler', 'DO $$ BEGIN NULL; EXCEPTION WHEN OTHERS THEN {body} END $$'],
    ['behind a label', 'DO $$ <<start>> {body} $$'],
    ['behind the language', 'DO LANGUAGE plpgsql $$ BEGIN {body} END $$'],
    ['in single quotes', "DO 'BEGIN {body} END'"],
    ['behind doubled quotes', "DO 'BEGIN RAISE NOTICE ''a''; {body} END'"],
    ['with a tag', 'DO $do$ BEGIN {body} END $do$'],
  ])('can be a statement: %s', (_, sql) => {
    const { dropped, undecided } = upgrade(`op.execute(f"""${sql}""")`);
    expect(dropped).toEqual([]);
    expect(undecided).toContain(sql);
  });

  it.each<[string, string]>([
    ['an executed text', "DO $$ BEGIN EXECUTE '{sql}'; END $$"],
    ['an executed text in doubled quotes', "DO 'BEGIN EXECUTE ''{sql}''; END'"],
    ['a part of an executed text', "DO $$ BEGIN EXECUTE 'SELECT 1; {sql}'; END $$"],
    ['an executed expression', 'DO $$ BEGIN EXECUTE {sql}; END $$'],
    ['an executed drop of something', "DO $$ BEGIN EXECUTE 'DROP {kind} a'; END $$"],
    ['a drop of something', 'DO $$ BEGIN DROP TABLE {name} {more}; END $$'],
    ['the word behind DO', 'DO {body}'],
  ])('can be a drop in %s', (_, sql) => {
    expect(upgrade(`op.execute(f"""${sql}""")`)).toMatchObject({
      dropped: [],
      undecided: expect.arrayContaining([expect.any(String)]),
    });
  });

  it.each<[string, string]>([
    ['a value', 'DO $$ BEGIN UPDATE a SET b = {value}; END $$'],
    ['a table', 'DO $$ BEGIN DELETE FROM {name}; END $$'],
    ['a condition', 'DO $$ BEGIN IF {condition} THEN NULL; END IF; END $$'],
    ['a message', "DO $$ BEGIN RAISE NOTICE '{message}'; END $$"],
    [
      'a type',
      'DO $$ BEGIN CREATE TYPE {name} AS ENUM (); EXCEPTION WHEN duplicate_object THEN NULL; END $$',
    ],
  ])('is no drop where it can only be %s', (_, sql) => {
    expect(upgrade(`op.execute(f"""${sql}""")`)).toMatchObject({ dropped: [], undecided: [] });
  });
});

describe('SQL of another database', () => {
  it.each<[string, string]>([
    ['MySQL', 'ALTER TABLE `orders` MODIFY COLUMN `note` TEXT'],
    ['MySQL, an index', 'ALTER TABLE `orders` DROP INDEX `ix`'],
    ['MySQL, a setting', 'SET FOREIGN_KEY_CHECKS = 0'],
    ['SQL Server', "EXEC sp_rename 'a', 'b'"],
    ['SQL Server, names', 'ALTER TABLE [orders] ADD [note] nvarchar(10)'],
    ['SQLite', 'PRAGMA foreign_keys = OFF'],
    ['Oracle', 'ALTER TABLE orders ADD (note VARCHAR2(10))'],
  ])('is left to that database where it drops no table: %s', (_, sql) => {
    expect(upgrade(`op.execute("""${sql}""")`)).toMatchObject({ dropped: [], undecided: [] });
  });

  it.each<[string, string]>([
    ['MySQL', 'DROP TABLE `orders`'],
    ['MySQL, a temporary table', 'DROP TEMPORARY TABLE orders'],
    ['SQL Server', 'DROP TABLE [orders]'],
    ['SQL Server, in a text', "EXEC('DROP TABLE orders')"],
    ['SQL Server, on a condition', "IF OBJECT_ID('orders') IS NOT NULL DROP TABLE orders"],
    ['Oracle', 'DROP TABLE orders PURGE'],
    ['Oracle, in a block', "BEGIN EXECUTE IMMEDIATE 'DROP TABLE orders'; END;"],
    ['with comments', 'DROP /* a */ TABLE /* b */ `orders`'],
    ['over lines', 'DROP\nTABLE\n`orders`'],
  ])('is undecided where it may drop one: %s', (_, sql) => {
    const { dropped, undecided } = upgrade(`op.execute("""${sql}""")`);
    expect(dropped).toEqual([]);
    expect(undecided).not.toEqual([]);
  });
});

describe('Markers for values', () => {
  it.each<[string, string]>([
    ['of SQLAlchemy', 'op.execute(sa.text("DELETE FROM a WHERE b = :b").bindparams(b=1))'],
    ['beside casts', 'op.execute("UPDATE a SET b = :b::jsonb, c = d::text")'],
    ['escaped', String.raw`op.execute(r"SELECT a\:\:text, '\:b'")`],
    ['long ones', 'op.execute("DELETE FROM a WHERE b = :a_rather_long_name AND c = 1")'],
    ['in strings', 'op.execute("UPDATE a SET b = \'at 12:30:00\'")'],
    ['in slices', 'op.execute("SELECT a[1:2]")'],
    ['of a driver', 'conn.exec_driver_sql("DELETE FROM a WHERE b = %s", (1,))'],
    ['of a driver by name', 'conn.exec_driver_sql("DELETE FROM a WHERE b = %(b)s", {"b": 1})'],
    ['of many rows', 'cursor.executemany("INSERT INTO a VALUES (%s, %s)", rows)'],
  ])('are no reason to give up: %s', (_, line) => {
    expect(upgrade(line)).toMatchObject({ dropped: [], undecided: [] });
  });

  it('do not move what stands behind them', () => {
    const line = 'op.execute(text("DELETE FROM a WHERE b = :value_of_b AND c = :c; DROP TABLE orders"))';
    expect(upgrade(line).underlined).toEqual(['orders']);
    const driver = 'conn.exec_driver_sql("DELETE FROM a WHERE b = %(some_name)s; DROP TABLE orders")';
    expect(upgrade(driver).underlined).toEqual(['orders']);
  });
});

describe('Any script in a revision', () => {
  const quoted = (sql: string) => JSON.stringify(sql);
  const scripts = fc.array(fc.tuple(harmlessSql, sqlGap), { maxLength: 5 });

  it('drops what it drops, whatever stands before and behind', () => {
    fc.assert(
      fc.property(scripts, scripts, (before, after) => {
        const write = (all: [string, string][]) => all.map(([sql, gap]) => `${sql};${gap}`).join('');
        const sql = `${write(before)}DROP TABLE orders;${write(after)}`;
        expect(upgrade(`op.execute(${quoted(sql)})`)).toMatchObject({
          dropped: ['orders'],
          underlined: ['orders'],
          undecided: [],
        });
      }),
    );
  });

  it('stays undecided with a hole for a statement, whatever stands before and behind', () => {
    fc.assert(
      fc.property(scripts, scripts, (before, after) => {
        const write = (all: [string, string][]) => quoted(all.map(([sql, gap]) => `${sql};${gap}`).join(''));
        const { dropped, undecided } = upgrade(`op.execute(${write(before)} + sql + ";" + ${write(after)})`);
        expect(dropped).toEqual([]);
        expect(undecided).toContain('sql');
      }),
    );
  });
});
