import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { readSqlScript } from '../../testing/read-sql-script.ts';

const parser = (await testParsers()).sql;

function read(text: string) {
  const { drops, problems } = readSqlScript(parser, text);
  return {
    drops: drops.map(({ table, start, end }) => [table, text.slice(start, end)]),
    problems: problems.map(({ kind, problem, start, end }) => [kind, problem, text.slice(start, end)]),
  };
}

describe('The body of a DO block', () => {
  it.each<[string, string]>([
    ['dollar quotes', 'DO $$ BEGIN DROP TABLE orders; END $$'],
    ['dollar quotes with a tag', 'DO $body$ BEGIN DROP TABLE orders; END $body$'],
    ['dollar quotes in dollar quotes', 'DO $a$ BEGIN PERFORM $$;$$; DROP TABLE orders; END $a$'],
    ['single quotes', "DO 'BEGIN DROP TABLE orders; END'"],
    ['the language first', 'DO LANGUAGE plpgsql $$ BEGIN DROP TABLE orders; END $$'],
    ['the language last', 'DO $$ BEGIN DROP TABLE orders; END $$ LANGUAGE plpgsql'],
    ['the language in quotes', "DO LANGUAGE 'plpgsql' $$ BEGIN DROP TABLE orders; END $$"],
    ['the language in capitals', 'DO LANGUAGE PLPGSQL $$ BEGIN DROP TABLE orders; END $$'],
    ['small letters', 'do $$ begin drop table orders; end $$'],
    ['comments around', '-- why\nDO /* now */ $$ BEGIN DROP TABLE orders; END $$ -- done'],
    ['lines', 'DO $$\r\nBEGIN\r\n\tDROP TABLE orders;\r\nEND\r\n$$'],
    ['other statements around', 'SELECT 1; DO $$ BEGIN DROP TABLE orders; END $$; SELECT 2'],
    ['emoji before', "SELECT '😀é'; DO $$ BEGIN DROP TABLE orders; END $$"],
    ['a byte order mark', '\uFEFFDO $$ BEGIN DROP TABLE orders; END $$'],
  ])('is judged in place: %s', (_, text) => {
    expect(read(text)).toEqual({ drops: [['orders', 'orders']], problems: [] });
  });

  it.each<[string, string]>([
    ['doubled quotes', "DO 'BEGIN RAISE NOTICE ''a''; DROP TABLE orders; END'"],
    ['escapes', "DO E'BEGIN\\n DROP TABLE orders; END'"],
    ['Unicode escapes', "DO U&'BEGIN \\0044ROP TABLE orders; END'"],
    ['pieces on several lines', "DO 'BEGIN DROP TABLE '\n'orders; END'"],
  ])('is underlined whole where it is not written as it runs: %s', (_, text) => {
    expect(read(text)).toEqual({ drops: [['orders', text]], problems: [] });
  });

  it.each<[string, string, string]>([
    ['Python', 'DO LANGUAGE plpython3u $$ plpy.execute("DROP TABLE a") $$', 'plpython3u'],
    ['Perl', "DO $$ spi_exec_query('DROP TABLE a') $$ LANGUAGE plperl", 'plperl'],
    ['a quoted language', 'DO LANGUAGE "PLpgSQL" $$ BEGIN DROP TABLE a; END $$', 'PLpgSQL'],
    ['SQL, which DO cannot run', 'DO LANGUAGE sql $$ DROP TABLE a $$', 'sql'],
  ])('cannot be judged in %s', (_, text, language) => {
    expect(read(text)).toEqual({
      drops: [],
      problems: [['unclear', `the DO block is written in ${language}`, text]],
    });
  });

  it.each<[string, string]>([
    ['empty', 'DO $$$$'],
    ['empty in single quotes', "DO ''"],
    ['only space', 'DO $$ \n $$'],
    ['only a comment', 'DO $$ -- DROP TABLE a;\n $$'],
    ['without effect', 'DO $$ BEGIN NULL; END $$'],
  ])('drops nothing when it is %s', (_, text) => {
    expect(read(text)).toEqual({ drops: [], problems: [] });
  });
});

describe('Blocks in blocks', () => {
  const nested = (levels: number) => {
    let text = 'DROP TABLE orders;';
    for (let level = 0; level < levels; level += 1) text = `DO $q${level}$ BEGIN ${text} END $q${level}$;`;
    return text;
  };

  it.each([1, 2, 5, 8])('are judged %i deep', (levels) => {
    expect(read(nested(levels))).toEqual({ drops: [['orders', 'orders']], problems: [] });
  });

  it.each([9, 20])('are a problem, not silence, when they are %i deep', (levels) => {
    expect(read(nested(levels))).toMatchObject({
      drops: [],
      problems: [['unclear', 'DO blocks are nested too deeply', expect.any(String)]],
    });
  });

  it('keep the place of what stands beside the inner one', () => {
    const text = 'DO $a$ BEGIN DO $b$ BEGIN EXECUTE x; END $b$; DROP TABLE orders; END $a$';
    expect(read(text)).toEqual({
      drops: [['orders', 'orders']],
      problems: [['unclear', 'EXECUTE runs text that is put together while it runs', 'EXECUTE x']],
    });
  });
});

describe('A routine only waits to be called', () => {
  it.each<[string, string]>([
    ['a function', 'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE a; END $$'],
    ['a procedure', "CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN EXECUTE x; END'"],
    ['a function in SQL', 'CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE a $$'],
    ['a function in Python', 'CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS $$ x() $$'],
  ])('and is no drop: %s', (_, text) => {
    expect(read(text)).toEqual({ drops: [], problems: [] });
  });
});
