import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { readSqlScript, readSqlTexts } from '../../testing/read-sql-script.ts';

const parser = (await testParsers()).sql;

const read = (text: string) => readSqlTexts(parser, text);

describe('DROP TABLE in a script', () => {
  it.each<[string, string, string[], string[]]>([
    ['plain', 'DROP TABLE orders;', ['orders'], ['orders']],
    ['without a semicolon', 'DROP TABLE orders', ['orders'], ['orders']],
    ['several tables', 'DROP TABLE IF EXISTS a, b CASCADE;', ['a', 'b'], ['a', 'b']],
    ['a schema', 'drop table billing . orders restrict;', ['billing.orders'], ['billing . orders']],
    [
      'quotes that are needed',
      'DROP TABLE "Order Items", "say ""hi""";',
      ['Order Items', 'say "hi"'],
      ['"Order Items"', '"say ""hi"""'],
    ],
    [
      'quotes that are not needed',
      'DROP TABLE "orders", Orders;',
      ['orders', 'orders'],
      ['"orders"', 'Orders'],
    ],
    ['comments in between', 'DROP /* a */ TABLE -- b\n x, /* , */ y;', ['x', 'y'], ['x', 'y']],
    [
      'letters of other alphabets',
      "SELECT 'é😀'; DROP TABLE größe, 訂單;",
      ['größe', '訂單'],
      ['größe', '訂單'],
    ],
    ['a table called if', 'DROP TABLE "if";', ['if'], ['"if"']],
    ['after a DROP of something else', 'DROP VIEW a; DROP TABLE b;', ['b'], ['b']],
    ['a byte order mark', '\uFEFFDROP TABLE a;', ['a'], ['a']],
    ['in a transaction', 'BEGIN;\nDROP TABLE a;\nCOMMIT;', ['a'], ['a']],
  ])('is found: %s', (...[, text, tables, names]) => {
    expect(read(text)).toMatchObject({ tables, names, problems: [] });
  });

  it.each<[string, string]>([
    ['a comment', '-- DROP TABLE a;\n/* DROP TABLE b; /* DROP TABLE c; */ */ SELECT 1;'],
    [
      'a string',
      "SELECT 'DROP TABLE a;', E'\\'; DROP TABLE b;', $x$; DROP TABLE c;$x$, \"; DROP TABLE d\" FROM t;",
    ],
    ['an escape string that goes on', "SELECT E'a'\n'\\'; DROP TABLE b;';"],
    [
      'other objects',
      'DROP FOREIGN TABLE a; DROP MATERIALIZED VIEW b; DROP VIEW c; DROP SCHEMA d; DROP OWNED BY e; DROP INDEX f;',
    ],
    ['a column', 'ALTER TABLE a DROP COLUMN b, DROP CONSTRAINT c;'],
    [
      'a function that only waits',
      'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE a; END $$;',
    ],
    [
      'a procedure in SQL',
      'CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END; SELECT 2;',
    ],
    ['nothing', ''],
    ['only space', ' \n ; ; -- end'],
  ])('is not imagined: %s', (_, text) => {
    expect(read(text)).toMatchObject({ tables: [], problems: [] });
  });

  it('is told apart from its neighbours, without the comments before it', () => {
    const text = '-- retire\nDROP TABLE a ; /* then */ SELECT (1);\n';
    expect(read(text).statements).toEqual(['DROP TABLE a', 'SELECT (1)']);
  });
});

describe('A DO block', () => {
  it.each<[string, string, string[], string[]]>([
    ['a statement', 'DO $$ BEGIN DROP TABLE a, b; END $$;', ['a', 'b'], ['a', 'b']],
    [
      'a branch',
      "DO $x$ BEGIN IF 1 = 1 THEN DROP TABLE a; END IF; EXCEPTION WHEN OTHERS THEN RAISE 'x'; END $x$;",
      ['a'],
      ['a'],
    ],
    ['a literal that is executed', "DO $$ BEGIN EXECUTE 'DROP TABLE a'; END $$;", ['a'], ['a']],
    [
      'a literal with arguments',
      "DO $$ BEGIN EXECUTE 'DROP TABLE a' USING x; EXECUTE ('SELECT 1') INTO y; END $$;",
      ['a'],
      ['a'],
    ],
    ['a dollar quoted literal', 'DO $$ BEGIN EXECUTE $q$DROP TABLE a$q$; END $$;', ['a'], ['a']],
    ['a block in a block', "DO $$ BEGIN DO 'BEGIN DROP TABLE a; END'; END $$;", ['a'], ['a']],
    ['the language first', 'DO LANGUAGE plpgsql $$ BEGIN DROP TABLE a; END $$;', ['a'], ['a']],
    ['single quotes', "DO 'BEGIN DROP TABLE a; END';", ['a'], ['a']],
    ['emoji before it', "DO $$ BEGIN RAISE NOTICE '😀é'; DROP TABLE a; END $$;", ['a'], ['a']],
  ])('runs what stands in it: %s', (...[, text, tables, names]) => {
    expect(read(text)).toMatchObject({ tables, names, problems: [] });
  });

  it('is underlined whole where its body is written with doubled quotes', () => {
    const text = "DO 'BEGIN EXECUTE ''DROP TABLE a''; END'";
    expect(read(text)).toMatchObject({ tables: ['a'], names: [text] });
  });

  it.each<[string, string]>([
    ['a comment', 'DO $$ BEGIN /* DROP TABLE a; */ NULL; -- DROP TABLE b;\nEND $$;'],
    ['a message', "DO $$ BEGIN RAISE NOTICE 'DROP TABLE a'; END $$;"],
    ['rights to execute', 'DO $$ BEGIN GRANT EXECUTE ON FUNCTION f() TO x; END $$;'],
    ['a trigger', 'DO $$ BEGIN CREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f(); END $$;'],
    ['a conflict', 'DO $$ BEGIN INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING; END $$;'],
  ])('runs no drop: %s', (_, text) => {
    expect(read(text)).toMatchObject({ tables: [], problems: [] });
  });

  it.each<[string, string, [string, string]]>([
    [
      'text put together',
      "DO $$ BEGIN EXECUTE 'DROP TABLE ' || x; END $$;",
      ['unclear', "EXECUTE 'DROP TABLE ' || x"],
    ],
    [
      'format',
      "DO $$ BEGIN EXECUTE format('DROP TABLE %s', x); END $$;",
      ['unclear', "EXECUTE format('DROP TABLE %s', x)"],
    ],
    ['a variable', 'DO $$ BEGIN FOR r IN EXECUTE q LOOP NULL; END LOOP; END $$;', ['unclear', 'EXECUTE q']],
    [
      'another language',
      'DO LANGUAGE plpython3u $$ x() $$;',
      ['unclear', 'DO LANGUAGE plpython3u $$ x() $$'],
    ],
    [
      'a drop that cannot be read',
      'DO $$ BEGIN DROP TABLE a b c; END $$;',
      ['unreadable', 'DROP TABLE a b c'],
    ],
    ['nothing to execute', 'DO $$ BEGIN EXECUTE $$', ['unclear', 'EXECUTE']],
    ['nothing to execute before the semicolon', 'DO $$ BEGIN EXECUTE ; END $$', ['unclear', 'EXECUTE']],
  ])('cannot be judged: %s', (_, text, problem) => {
    expect(read(text)).toMatchObject({ tables: [], problems: [problem] });
  });

  it('is given up when blocks are nested without end', () => {
    let text = 'BEGIN DROP TABLE a; END';
    for (let level = 0; level < 12; level += 1) text = `BEGIN DO $q${level}$ ${text} $q${level}$; END`;
    expect(read(`DO $$ ${text} $$`)).toMatchObject({
      tables: [],
      problems: [['unclear', expect.any(String)]],
    });
  });
});

describe('A statement that cannot be read', () => {
  it('costs only itself', () => {
    const text = 'DROP TABLE a; SELEC 1; DROP TABLE b;';
    expect(read(text)).toMatchObject({ tables: ['a', 'b'], problems: [['unreadable', 'SELEC 1']] });
  });

  it('does not take its neighbours along when its parentheses do not add up', () => {
    const text = 'CREATE TABLE a (id int; DROP TABLE b; SELECT 1;';
    expect(read(text)).toMatchObject({ tables: ['b'], problems: [['unreadable', 'CREATE TABLE a (id int']] });
  });

  it.each<[string, string]>([
    ['a string', "SELECT 'abc; DROP TABLE a;"],
    ['a quoted name', 'SELECT "abc; DROP TABLE a;'],
    ['a dollar quote', 'SELECT $a$ abc; DROP TABLE a;'],
    ['a comment', 'SELECT 1; /* abc; DROP TABLE a;'],
  ])('is a problem, not silence, when it never ends: %s', (_, text) => {
    expect(read(text).problems).toHaveLength(1);
  });

  it.each<[string, string]>([
    ['nested parentheses', `SELECT ${'('.repeat(50_000)}1`],
    ['nested queries', `${'SELECT ('.repeat(20_000)}1`],
  ])('leaves the parser usable: %s', (_, text) => {
    expect(readSqlScript(parser, text).problems).toHaveLength(1);
    expect(read('DROP TABLE a').tables).toEqual(['a']);
  });

  it('is the whole text when it has a NUL, behind which readers disagree', () => {
    const text = 'SELECT 1\0; DROP TABLE a;';
    const { statements, problems } = readSqlScript(parser, text);
    expect(statements).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'unclear', start: 0, end: text.length }]);
  });

  it('is the whole text when it is longer than 2 MB', () => {
    const limit = 2 * 1024 * 1024;
    const fits = `${'-'.repeat(limit - 13)}\nDROP TABLE a`;
    expect(read(fits).tables).toEqual(['a']);
    expect(readSqlScript(parser, `${fits} `).problems).toMatchObject([
      { kind: 'unclear', problem: 'the text is longer than 2 MB' },
    ]);
  });
});

describe('What psql reads by itself', () => {
  it('is a problem, for it can run anything', () => {
    const text = '\\connect shop\nDROP TABLE a;\n\\i more.sql\nSELECT 1 \\gexec\n';
    expect(read(text)).toMatchObject({
      tables: ['a'],
      problems: [
        ['unclear', '\\connect shop'],
        ['unclear', '\\i more.sql'],
        ['unclear', '\\gexec'],
      ],
    });
  });

  it('is data after COPY ... FROM stdin', () => {
    const text = "COPY a (b) FROM stdin; -- rows\n1\tDROP TABLE x;\n'\n\\.\r\nDROP TABLE b;";
    expect(read(text)).toMatchObject({ tables: ['b'], problems: [] });
  });

  it('is a problem when the data never ends', () => {
    const text = 'COPY a FROM STDIN;\n1\nDROP TABLE x;\n';
    expect(read(text)).toMatchObject({ tables: [], problems: [['unclear', '1\nDROP TABLE x;\n']] });
  });

  it('is nothing where COPY reads a file or more SQL follows on the line', () => {
    expect(read("COPY a FROM '/x';\nDROP TABLE b;").tables).toEqual(['b']);
    expect(read('COPY a FROM stdin; DROP TABLE b;\n').tables).toEqual(['b']);
  });
});

describe('Any text at all', () => {
  const fragments = fc.constantFrom(
    ...'DROP TABLE a|DROP|TABLE|;|\'|"|$$|$a$|/*|*/|--|\n|\\|\\.|(|)|E|COPY a FROM stdin|DO|BEGIN|END|EXECUTE'.split(
      '|',
    ),
    ...'CREATE FUNCTION f()|BEGIN ATOMIC| |😀|é|\0|,|DO $$|$$;|_lk0_'.split('|'),
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fragments, { maxLength: 25 }).map((all) => all.join(' ')),
  );

  it('is judged without an exception, and every offset lies inside it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { statements, drops, problems } = readSqlScript(parser, text);
        for (const { start, end } of [...statements, ...drops, ...problems]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('cannot hide a drop that stands behind a complete statement', () => {
    const statements = fc.constantFrom(
      "SELECT 'a;b'",
      'SELECT $q$;$q$',
      'SELECT 1 /* ; */',
      'SELECT "a;" FROM b',
      "SELECT E'\\';'",
      'SELECT (1)',
    );
    fc.assert(
      fc.property(fc.array(statements), (before) => {
        expect(read(`${before.map((one) => `${one};\n`).join('')}DROP TABLE found`).tables).toEqual([
          'found',
        ]);
      }),
    );
  });
});
