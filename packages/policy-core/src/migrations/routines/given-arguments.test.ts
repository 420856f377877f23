import { describe, expect, test } from 'vitest';

import { newObjectsIn } from '../analysis/new-objects.ts';
import { searchPathChanges } from '../operations/search-path-changes.ts';
import { knownName } from '../operations/name.ts';
import { shownOperation } from '../../testing/steps-of.ts';
import { readSqlFile } from '../sql/file-reading.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { followedUpgrades } from './followed-upgrades.ts';

const parser = (await testParsers()).sql;

/** What the last of these files does, function by function. */
function followed(files: readonly string[]) {
  const upgrades = files.map((text) => readSqlFile(parser, text).upgrade.steps);
  return followedUpgrades(upgrades, { parser, isVouchedFor: () => false }).at(-1) ?? [];
}

const done = (...files: readonly string[]) =>
  followed(files).flatMap((step) => {
    if (step.kind === 'unclear') return [`! ${step.calls?.name ?? step.problem}`];
    const shown = shownOperation(step.operation);
    return /^(?:other|create-object)/.test(shown) ? [] : [`${step.isCertain ? '' : '? '}${shown}`];
  });

const code = (head: string, body: string) =>
  `CREATE OR REPLACE FUNCTION ${head} RETURNS void LANGUAGE plpgsql AS $$ ${body} $$;`;

const DROPS = code('drops(t text)', "BEGIN EXECUTE format('DROP TABLE %s', t); END");
/** The usual one, which makes a partition of a day unless it is there. */
const PARTITIONS = code(
  'add_day(parent text, day date)',
  `DECLARE stamp text; part text;
   BEGIN
     SELECT to_char(day, 'YYYYMMDD') INTO stamp;
     part := lower(format('%s_%s', parent, stamp));
     IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = part) THEN RETURN; END IF;
     EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING INDEXES)', part, parent);
     EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (''%s'') TO (''%s'')', parent, part, stamp, stamp);
   END`,
);

describe('A function is read with what it is given', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['a text', DROPS, "SELECT drops('a')", ['drop-table a']],
    ['a text with its type', DROPS, "SELECT drops('a'::text)", ['drop-table a']],
    ['by PERFORM', DROPS, "DO $$ BEGIN PERFORM drops('a'); END $$", ['? drop-table a']],
    [
      'what a variable holds',
      DROPS,
      "DO $$ DECLARE t text := 'a'; BEGIN PERFORM drops(t || '_old'); END $$",
      ['? drop-table a_old'],
    ],
    [
      'by another function',
      DROPS + code('f(x text)', "BEGIN PERFORM drops(x || 'b'); END"),
      "SELECT f('a')",
      ['? drop-table ab'],
    ],
    ['twice', DROPS, "SELECT drops('a'), drops('b')", ['drop-table a', 'drop-table b']],
    [
      'a number',
      code('f(n int)', "BEGIN EXECUTE format('DROP TABLE a_%s', n); END"),
      'SELECT f(0)',
      ['drop-table a_0'],
    ],
    [
      'something of which only a part is known',
      PARTITIONS,
      "SELECT add_day('a', current_date)",
      ["? create-table <a_{to_char(day, 'YYYYMMDD')}>"],
    ],
  ])('%s', (...[, before, now, expected]) => {
    expect(done(before, now)).toEqual(expected);
    expect(done(before + now)).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['that is only known when it runs', DROPS, 'SELECT drops(a) FROM b'],
    ['that is a name', DROPS, "SELECT drops(t => 'a')"],
    ['that is of another type', DROPS, "SELECT drops('a'::regclass)"],
    [
      'that the body changes',
      code('drops(t text)', "BEGIN IF x THEN t := y; END IF; EXECUTE format('DROP TABLE %s', t); END"),
      "SELECT drops('a')",
    ],
    [
      'that it has no name for',
      code('drops(text)', "BEGIN EXECUTE format('DROP TABLE %s', $1); END"),
      "SELECT drops('a')",
    ],
    ['of a list', DROPS, "SELECT drops(VARIADIC ARRAY['a'])"],
  ])('and stays unclear with something %s', (_, before, now) => {
    expect(done(before, now)).toEqual(['! drops']);
  });

  test('and those that it calls are a part of what is not known of it', () => {
    const both = DROPS + code('f(x text)', 'BEGIN EXECUTE x; PERFORM drops(x); END');
    expect(done(both, 'SELECT f(a) FROM b')).toEqual(['! f']);
    // What is known of them is told.
    expect(
      done(DROPS + code('f(x text)', "BEGIN EXECUTE x; PERFORM drops('a'); END"), 'SELECT f(a) FROM b'),
    ).toEqual(['! f', '? drop-table a']);
  });

  test('and one that calls itself with more and more comes to an end', () => {
    const itself = code(
      'f(x text)',
      "BEGIN EXECUTE format('DROP TABLE %s', x); PERFORM f(x || 'a'); PERFORM f(x || 'b'); END",
    );
    expect(done(itself, "SELECT f('a')")).toEqual(['drop-table a']);
  });

  test('and rows that call it with other values do not make it many', () => {
    const rows = Array.from({ length: 100 }, (_, index) => `(drops('t${index}'))`).join(', ');
    expect(done(DROPS, `INSERT INTO a VALUES ${rows}`)).toEqual(['! drops', 'change-rows insert a']);
  });
});

describe('A table keeps being new', () => {
  const TABLE = 'CREATE TABLE a (b date) PARTITION BY RANGE (b);';
  const isNew = (...files: readonly string[]) => {
    const steps = followed(files);
    return newObjectsIn(steps).table({ ...knownName('a'), schema: undefined }, steps.length);
  };

  test('where a function that is read makes a partition of it', () => {
    expect(isNew(PARTITIONS, `${TABLE} SELECT add_day('a', current_date);`)).toBe('new');
  });

  test('and not where nobody knows the function', () => {
    expect(isNew(`${TABLE} SELECT add_day('a', current_date);`)).toBe('old');
    expect(isNew(DROPS, `${TABLE} SELECT drops(c) FROM d;`)).toBe('old');
  });

  test('and not where the function leads names elsewhere', () => {
    const leads = code('leads()', "BEGIN PERFORM set_config('search_path', 'b', false); END");
    expect(isNew(leads, `${TABLE} SELECT leads();`)).toBe('old');
    expect(
      isNew(PARTITIONS, `${TABLE} SELECT add_day('a', current_date), set_config('search_path', 'b', false);`),
    ).toBe('old');
  });

  test('and the partitions of one call are not those of another', () => {
    const steps = followed([PARTITIONS, "SELECT add_day('a', b) FROM c; SELECT add_day('a', d) FROM e;"]);
    const made = steps.flatMap((step) =>
      step.kind === 'operation' && step.operation.kind === 'create-table' ? [step.operation.table] : [],
    );
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    expect(new Set(made.map(({ within }) => within)).size).toBe(2);
  });
});

test('Only a partition that is new joins a table without a change of what names mean', () => {
  const placeOf = (sql: string) => {
    const steps = readSqlFile(parser, sql).upgrade.steps;
    return searchPathChanges(steps).before({ ...knownName('a'), schema: undefined }, steps.length);
  };
  const ATTACH = 'ALTER TABLE a ATTACH PARTITION p DEFAULT;';
  expect(placeOf(`CREATE TABLE p (LIKE a); ${ATTACH}`)).toBe(-1);
  expect(placeOf(ATTACH)).toBe(0.5);
  expect(placeOf(`CREATE TABLE IF NOT EXISTS p (LIKE a); ${ATTACH}`)).toBe(1.5);
  expect(placeOf(`CREATE TABLE p (LIKE a); DROP TABLE p; ${ATTACH}`)).toBe(2.5);
  expect(placeOf(`CREATE TABLE p (LIKE a); SELECT f(); ${ATTACH}`)).toBe(3.5);
  expect(placeOf(`DO $$ BEGIN IF x THEN CREATE TABLE p (LIKE a); END IF; END $$; ${ATTACH}`)).toBe(1.5);
});
