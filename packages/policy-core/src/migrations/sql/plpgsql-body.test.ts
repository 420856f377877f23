import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { TextRange } from '../../model/text-range.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { readSqlScript } from '../../testing/read-sql-script.ts';

const parser = (await testParsers()).sql;

const OPENING = 'DO $body$';

/** Of the body of a DO block. */
function read(body: string) {
  const { drops, problems } = readSqlScript(parser, `${OPENING}${body}$body$`);
  const written = ({ start, end }: TextRange) => body.slice(start - OPENING.length, end - OPENING.length);
  return {
    drops: drops.map((drop) => [drop.table, written(drop)]),
    problems: problems.map((problem) => [problem.kind, written(problem)]),
  };
}

describe('A drop in PL/pgSQL', () => {
  it.each<[string, string]>([
    ['plain', 'BEGIN DROP TABLE orders; END'],
    ['without a semicolon, which PostgreSQL would refuse', 'BEGIN DROP TABLE orders'],
    ['with variables', 'DECLARE a int := 1; BEGIN DROP TABLE orders; END'],
    ['with a label', '<<outer>> BEGIN DROP TABLE orders; END outer'],
    ['in a block', 'BEGIN BEGIN DROP TABLE orders; END; END'],
    ['in IF', 'BEGIN IF a THEN DROP TABLE orders; END IF; END'],
    ['in ELSIF', 'BEGIN IF a THEN NULL; ELSIF b THEN DROP TABLE orders; END IF; END'],
    ['in ELSE', 'BEGIN IF a THEN NULL; ELSE DROP TABLE orders; END IF; END'],
    ['in CASE', 'BEGIN CASE a WHEN 1 THEN DROP TABLE orders; ELSE NULL; END CASE; END'],
    ['in LOOP', 'BEGIN LOOP DROP TABLE orders; EXIT; END LOOP; END'],
    ['in WHILE', 'BEGIN WHILE a LOOP DROP TABLE orders; END LOOP; END'],
    ['in FOR', 'BEGIN FOR i IN 1..10 LOOP DROP TABLE orders; END LOOP; END'],
    ['in FOR over a query', 'BEGIN FOR r IN SELECT 1 LOOP DROP TABLE orders; END LOOP; END'],
    ['in FOREACH', 'BEGIN FOREACH x IN ARRAY a LOOP DROP TABLE orders; END LOOP; END'],
    ['in a handler', 'BEGIN NULL; EXCEPTION WHEN undefined_table THEN DROP TABLE orders; END'],
    ['before a handler', 'BEGIN DROP TABLE orders; EXCEPTION WHEN OTHERS THEN NULL; END'],
    ['in small letters', 'begin drop table orders; end'],
    ['over lines', 'BEGIN\r\n\tDROP\r\n\tTABLE\r\n\torders;\r\nEND'],
    ['with comments', 'BEGIN DROP /* a */ TABLE -- b\n orders; END'],
    ['if it exists', 'BEGIN DROP TABLE IF EXISTS orders CASCADE; END'],
    ['behind a return', 'BEGIN RETURN; DROP TABLE orders; END'],
    ['behind emoji', "BEGIN RAISE NOTICE '😀'; DROP TABLE orders; END"],
    ['executed', "BEGIN EXECUTE 'DROP TABLE orders'; END"],
    ['executed in parentheses', "BEGIN EXECUTE ('DROP TABLE orders'); END"],
    ['executed into a variable', "BEGIN EXECUTE 'DROP TABLE orders' INTO x; END"],
    ['executed with values', "BEGIN EXECUTE 'DROP TABLE orders' USING a, b; END"],
    ['executed from dollar quotes', 'BEGIN EXECUTE $q$DROP TABLE orders$q$; END'],
    ['executed as one of several', "BEGIN EXECUTE 'SELECT 1; DROP TABLE orders; SELECT 2'; END"],
    ['executed in a loop', "BEGIN FOR r IN EXECUTE 'DROP TABLE orders' LOOP NULL; END LOOP; END"],
    ['opened', "BEGIN OPEN c FOR EXECUTE 'DROP TABLE orders'; END"],
    ['returned', "BEGIN RETURN QUERY EXECUTE 'DROP TABLE orders'; END"],
    ['in another DO block', 'BEGIN DO $in$ BEGIN DROP TABLE orders; END $in$; END'],
    ['in an executed DO block', "BEGIN EXECUTE 'DO $in$ BEGIN DROP TABLE orders; END $in$'; END"],
  ])('is found where its name stands: %s', (_, body) => {
    expect(read(body)).toEqual({ drops: [['orders', 'orders']], problems: [] });
  });

  it.each<[string, string, string]>([
    ['doubled quotes', "BEGIN EXECUTE 'DROP TABLE \"a''b\"'; END", `EXECUTE 'DROP TABLE "a''b"'`],
    ['an escape string', "BEGIN EXECUTE E'DROP\\tTABLE orders'; END", "EXECUTE E'DROP\\tTABLE orders'"],
    ['a Unicode string', "BEGIN EXECUTE U&'\\0044ROP TABLE a'; END", "EXECUTE U&'\\0044ROP TABLE a'"],
    ['a string over lines', "BEGIN EXECUTE 'DROP '\n'TABLE a'; END", "EXECUTE 'DROP '\n'TABLE a'"],
  ])('is shown as its EXECUTE where the text is not written as such: %s', (_, body, shown) => {
    expect(read(body).drops.map(([, written]) => written)).toEqual([shown]);
  });

  it('is found as often as it stands there', () => {
    const body = 'BEGIN DROP TABLE a, b; IF x THEN DROP TABLE c; END IF; DROP TABLE a; END';
    expect(read(body).drops.map(([table]) => table)).toEqual(['a', 'b', 'c', 'a']);
  });
});

describe('What PL/pgSQL only mentions', () => {
  it.each<[string, string]>([
    ['a comment', 'BEGIN -- DROP TABLE a;\n NULL; /* DROP TABLE b; */ END'],
    ['a message', "BEGIN RAISE NOTICE 'DROP TABLE a'; END"],
    ['a value', "BEGIN x := 'DROP TABLE a'; END"],
    ['a value in dollar quotes', 'BEGIN x := $q$DROP TABLE a$q$; END'],
    ['a query', "BEGIN SELECT 'DROP TABLE a' INTO x; END"],
    ['a quoted name', 'BEGIN PERFORM "DROP TABLE a" FROM b; END'],
    ['a column', 'BEGIN ALTER TABLE a DROP COLUMN b; END'],
    ['a constraint', 'BEGIN ALTER TABLE a DROP CONSTRAINT b; END'],
    ['another object', 'BEGIN DROP VIEW a; DROP INDEX b; DROP FUNCTION c; END'],
    ['a foreign table', 'BEGIN DROP FOREIGN TABLE a; END'],
    ['rights', 'BEGIN GRANT EXECUTE ON FUNCTION f() TO a; END'],
    ['rights taken', 'BEGIN REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA a FROM b; END'],
    ['a trigger', 'BEGIN CREATE TRIGGER a AFTER INSERT ON b EXECUTE FUNCTION c(); END'],
    [
      'a trigger as it was written once',
      'BEGIN CREATE TRIGGER a BEFORE UPDATE ON b EXECUTE PROCEDURE c(); END',
    ],
    ['a trigger with a quoted name', 'BEGIN CREATE TRIGGER a AFTER INSERT ON b EXECUTE FUNCTION "c"(); END'],
    ['a conflict', 'BEGIN INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING; END'],
    ['a conflict that updates', 'BEGIN INSERT INTO a VALUES (1) ON CONFLICT (b) DO UPDATE SET b = 1; END'],
    ['a rule', 'BEGIN CREATE RULE a AS ON INSERT TO b DO ALSO NOTIFY c; END'],
    ['an executed query', "BEGIN EXECUTE 'SELECT 1'; END"],
    ['an executed nothing', "BEGIN EXECUTE ''; END"],
    ['nothing', ''],
  ])('is no drop: %s', (_, body) => {
    expect(read(body)).toEqual({ drops: [], problems: [] });
  });
});

describe('Text that is put together while it runs', () => {
  it.each<[string, string, string]>([
    ['a sum', "BEGIN EXECUTE 'DROP TABLE ' || x; END", "EXECUTE 'DROP TABLE ' || x"],
    [
      'format with a text',
      "BEGIN EXECUTE format('DROP TABLE %s', x); END",
      "EXECUTE format('DROP TABLE %s', x)",
    ],
    ['a variable', 'BEGIN EXECUTE q; END', 'EXECUTE q'],
    ['a member of a row', 'BEGIN EXECUTE r.sql; END', 'EXECUTE r.sql'],
    ['a function', 'BEGIN EXECUTE drop_of(x); END', 'EXECUTE drop_of(x)'],
    ['concat', "BEGIN EXECUTE concat('DROP TABLE ', x); END", "EXECUTE concat('DROP TABLE ', x)"],
    ['a query', "BEGIN EXECUTE (SELECT 'DROP TABLE a'); END", "EXECUTE (SELECT 'DROP TABLE a')"],
    ['a condition', "BEGIN EXECUTE CASE WHEN a THEN 'x' END; END", "EXECUTE CASE WHEN a THEN 'x' END"],
    ['a cast', "BEGIN EXECUTE 'DROP TABLE a'::bytea; END", "EXECUTE 'DROP TABLE a'::bytea"],
    ['two values', "BEGIN EXECUTE 'SELECT 1', 'DROP TABLE a'; END", "EXECUTE 'SELECT 1', 'DROP TABLE a'"],
    ['a semicolon in parentheses', 'BEGIN EXECUTE f(a; b); END', 'EXECUTE f(a; b)'],
    ['a variable in a loop', 'BEGIN FOR r IN EXECUTE q LOOP NULL; END LOOP; END', 'EXECUTE q'],
    ['a variable called function', 'BEGIN EXECUTE function USING x; END', 'EXECUTE function'],
    ['a variable called procedure', 'BEGIN EXECUTE procedure INTO x; END', 'EXECUTE procedure'],
    ['a variable called function alone', 'BEGIN EXECUTE function; END', 'EXECUTE function'],
    ['a number', 'BEGIN EXECUTE 1; END', 'EXECUTE 1'],
    ['nothing', 'BEGIN EXECUTE; END', 'EXECUTE'],
    ['the end', 'BEGIN EXECUTE', 'EXECUTE'],
  ])('is a problem: %s', (_, body, shown) => {
    expect(read(body)).toEqual({ drops: [], problems: [['unclear', shown]] });
  });

  it('is a problem for each EXECUTE', () => {
    expect(read('BEGIN EXECUTE a; EXECUTE b; DROP TABLE c; END')).toEqual({
      drops: [['c', 'c']],
      problems: [
        ['unclear', 'EXECUTE a'],
        ['unclear', 'EXECUTE b'],
      ],
    });
  });
});

describe('A statement in PL/pgSQL that cannot be read', () => {
  it.each<[string, string, string]>([
    ['a drop', 'BEGIN DROP TABLE a b; END', 'DROP TABLE a b'],
    ['a drop with a variable of psql', "BEGIN DROP TABLE :'t'; END", "DROP TABLE :'t'"],
    ['a drop without a name', 'BEGIN DROP TABLE; END', 'DROP TABLE'],
    ['an executed one', "BEGIN EXECUTE 'DROP TABEL a'; END", 'DROP TABEL a'],
    ['an executed one of several', "BEGIN EXECUTE 'SELECT 1; SELEC 2'; END", 'SELEC 2'],
  ])('is a problem: %s', (_, body, shown) => {
    expect(read(body)).toEqual({ drops: [], problems: [['unreadable', shown]] });
  });
});

describe('Any nesting of PL/pgSQL', () => {
  const around = fc.constantFrom<(inner: string) => string>(
    (inner) => `BEGIN ${inner} END;`,
    (inner) => `DECLARE a int; BEGIN ${inner} END;`,
    (inner) => `IF a = 'x;y' THEN ${inner} END IF;`,
    (inner) => `IF a THEN NULL; ELSE ${inner} END IF;`,
    (inner) => `LOOP ${inner} EXIT; END LOOP;`,
    (inner) => `FOR r IN SELECT 1 AS drop LOOP ${inner} END LOOP;`,
    (inner) => `BEGIN NULL; EXCEPTION WHEN OTHERS THEN ${inner} END;`,
    (inner) => `CASE WHEN a THEN ${inner} END CASE;`,
    (inner) => `-- it's\n${inner}`,
    (inner) => `/* /* ; */ */ ${inner} RAISE NOTICE 'it''s; done';`,
    (inner) => `PERFORM f('DROP TABLE other;'); ${inner}`,
  );
  const drops = fc.constantFrom(
    'DROP TABLE found;',
    "EXECUTE 'DROP TABLE found';",
    'DO $d$ BEGIN DROP TABLE found; END $d$;',
  );

  it('cannot hide a drop', () => {
    fc.assert(
      fc.property(fc.array(around, { maxLength: 6 }), drops, (nesting, drop) => {
        const body = nesting.reduce<string>((inner, wrap) => wrap(inner), drop);
        expect(read(body)).toEqual({ drops: [['found', 'found']], problems: [] });
      }),
    );
  });

  it('cannot hide an EXECUTE of what is not known', () => {
    fc.assert(
      fc.property(fc.array(around, { maxLength: 6 }), (nesting) => {
        const body = nesting.reduce<string>((inner, wrap) => wrap(inner), 'EXECUTE q;');
        expect(read(body)).toEqual({ drops: [], problems: [['unclear', 'EXECUTE q']] });
      }),
    );
  });
});
