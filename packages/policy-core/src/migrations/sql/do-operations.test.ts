import { beforeAll, describe, expect, it } from 'vitest';

import { operationReader, type ShownOperation } from '../../testing/read-operations.ts';

let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  read = await operationReader();
});

/** What is underlined in a block, with a `?` behind what may not run. */
function underlined(body: string): readonly string[] {
  return read(`DO $do$ ${body} $do$`).map(([text]) => text);
}

describe('A DO block', () => {
  it('does what stands in it, in the order of the code', () => {
    const sql = `DO $$
      DECLARE
        comment text := 'a';
        n int;
      BEGIN
        CREATE TABLE größe (a int, b text DEFAULT '😀');
        ALTER TABLE x ADD c int, DROP d;
        comment := 'b';
        DELETE FROM y WHERE comment = z;
      END
    $$`;
    expect(read(sql)).toEqual([
      [
        "CREATE TABLE größe (a int, b text DEFAULT '😀')",
        {
          kind: 'create-table',
          table: 'größe',
          columns: [
            { at: 'a int', name: 'a', type: { name: 'int4', written: 'int' }, nullable: true },
            {
              at: "b text DEFAULT '😀'",
              name: 'b',
              type: { name: 'text', written: 'text' },
              nullable: true,
              default: { kind: 'sql', text: "'😀'" },
            },
          ],
        },
      ],
      [
        'ADD c int',
        {
          kind: 'add-column',
          table: 'x',
          column: { at: 'c int', name: 'c', type: { name: 'int4', written: 'int' }, nullable: true },
        },
      ],
      ['DROP d', { kind: 'drop-column', table: 'x', column: 'd' }],
      [
        'DELETE FROM y WHERE comment = z',
        { kind: 'change-rows', verb: 'delete', table: 'y', isFiltered: true },
      ],
    ]);
  });

  it('that does nothing is only a DO', () => {
    const sql = "DO $$ BEGIN RAISE NOTICE 'DROP TABLE a'; PERFORM pg_sleep(1); NULL; END $$";
    expect(read(sql)).toEqual([[sql, { kind: 'other', what: 'DO' }]]);
  });

  it('in another language is unclear', () => {
    const sql = 'DO LANGUAGE plpython3u $$ plpy.execute("DROP TABLE a") $$';
    expect(read(sql)).toEqual([[sql, 'the DO block is written in plpython3u']]);
  });

  it('is underlined whole where its body is written with doubled quotes', () => {
    const sql = "DO 'BEGIN EXECUTE ''DROP TABLE a''; ALTER TABLE b ADD c int DEFAULT ''1''; END'";
    expect(read(sql)).toEqual([
      [sql, { kind: 'drop-table', table: 'a' }],
      [
        sql,
        {
          kind: 'add-column',
          table: 'b',
          column: {
            at: sql,
            name: 'c',
            type: { name: 'int4', written: 'int' },
            nullable: true,
            default: { kind: 'sql', text: "'1'" },
          },
        },
      ],
    ]);
  });

  it('is found behind other statements', () => {
    const sql = "SELECT 'é😀'; DO $$ BEGIN DROP TABLE a; END $$; DROP TABLE b";
    expect(read(sql).map(([text]) => text)).toEqual(["SELECT 'é😀'", 'DROP TABLE a', 'DROP TABLE b']);
  });

  it('in a DO block counts as well', () => {
    expect(
      underlined(
        'BEGIN DO $x$ BEGIN DROP TABLE a; END $x$; IF a THEN DO $y$ BEGIN DROP TABLE b; END $y$; END IF; END',
      ),
    ).toEqual(['DROP TABLE a', 'DROP TABLE b ?']);
  });

  it('too deep in others is unclear', () => {
    let sql = 'DROP TABLE a';
    for (let depth = 0; depth < 12; depth += 1) sql = `DO $d${depth}$ BEGIN ${sql}; END $d${depth}$`;
    expect(read(sql).map(([, done]) => done)).toEqual(['DO blocks are nested too deeply']);
  });

  it('tells of statements that PostgreSQL refuses', () => {
    expect(read('DO $$ BEGIN ALTER TABLE `a` DROP b; DROP TABLE c; END $$')).toEqual([
      ['ALTER TABLE `a` DROP b', 'PostgreSQL reads it as a syntax error at or near "`"'],
      ['DROP TABLE c', { kind: 'drop-table', table: 'c' }],
    ]);
  });
});

describe('EXECUTE in a DO block', () => {
  it.each<[string, string[]]>([
    ["EXECUTE 'DROP TABLE a'", ['DROP TABLE a']],
    ["EXECUTE 'ALTER TABLE a DROP b, DROP c'", ['DROP b', 'DROP c']],
    ["EXECUTE 'DROP TABLE a; DROP TABLE b'", ['DROP TABLE a', 'DROP TABLE b']],
    ['EXECUTE $q$DROP TABLE a$q$', ['DROP TABLE a']],
    ["EXECUTE 'DELETE FROM a WHERE b = $1' USING x", ['DELETE FROM a WHERE b = $1']],
    ["EXECUTE 'DELETE FROM a RETURNING b' INTO x", ['DELETE FROM a RETURNING b']],
    ["FOR r IN EXECUTE 'DELETE FROM a RETURNING b' LOOP NULL; END LOOP", ['DELETE FROM a RETURNING b']],
    ["EXECUTE 'DROP TABLE ''A'''", ["EXECUTE 'DROP TABLE ''A'''"]],
    ["EXECUTE E'DROP\\nTABLE a'", ["EXECUTE E'DROP\\nTABLE a'"]],
  ])('runs a literal: %s', (statement, texts) => {
    expect(underlined(`BEGIN ${statement}; END`)).toEqual(texts);
  });

  it.each<[string, string]>([
    ["EXECUTE 'DROP TABLE ' || a", "EXECUTE 'DROP TABLE ' || a"],
    ["EXECUTE format('DROP TABLE %s', a) USING b", "EXECUTE format('DROP TABLE %s', a)"],
    ['EXECUTE a', 'EXECUTE a'],
    ['EXECUTE function USING b', 'EXECUTE function'],
    ['OPEN c FOR EXECUTE a', 'EXECUTE a'],
  ])('is unclear where the text is put together: %s', (statement, text) => {
    expect(read(`DO $$ BEGIN ${statement}; END $$`)).toEqual([
      [text, 'EXECUTE runs text that is put together while it runs'],
    ]);
  });

  it('is another word in a trigger and a grant', () => {
    const body =
      'BEGIN CREATE TRIGGER a BEFORE INSERT ON b EXECUTE FUNCTION c(); GRANT EXECUTE ON FUNCTION a() TO b; END';
    expect(underlined(body)).toEqual([
      'CREATE TRIGGER a BEFORE INSERT ON b EXECUTE FUNCTION c()',
      'GRANT EXECUTE ON FUNCTION a() TO b',
    ]);
  });
});

describe('A statement in a DO block may not run', () => {
  it.each<[string, string[]]>([
    ['IF a THEN DROP TABLE b; END IF; DROP TABLE c;', ['DROP TABLE b ?', 'DROP TABLE c']],
    ['IF a THEN NULL; ELSE DROP TABLE b; END IF; DROP TABLE c;', ['DROP TABLE b ?', 'DROP TABLE c']],
    ['IF a THEN NULL; ELSIF b THEN DROP TABLE c; END IF;', ['DROP TABLE c ?']],
    ['IF NOT EXISTS (SELECT 1 FROM a) THEN CREATE TABLE b (); END IF;', ['a ?', 'CREATE TABLE b () ?']],
    [
      'CASE a WHEN 1 THEN DROP TABLE b; ELSE DROP TABLE c; END CASE; DROP TABLE d;',
      ['DROP TABLE b ?', 'DROP TABLE c ?', 'DROP TABLE d'],
    ],
    ['LOOP DELETE FROM a; EXIT; END LOOP; DROP TABLE c;', ['DELETE FROM a ?', 'DROP TABLE c']],
    ['WHILE a LOOP DELETE FROM b; END LOOP;', ['DELETE FROM b ?']],
    ['FOR i IN 1..10 LOOP DELETE FROM b; END LOOP; DROP TABLE c;', ['DELETE FROM b ?', 'DROP TABLE c']],
    ['FOREACH i IN ARRAY a LOOP DELETE FROM b; END LOOP;', ['DELETE FROM b ?']],
    [
      'FOR r IN DELETE FROM a RETURNING * LOOP DROP TABLE b; END LOOP;',
      ['DELETE FROM a RETURNING *', 'DROP TABLE b ?'],
    ],
    ['FOR r IN SELECT * FROM a LOOP NULL; END LOOP;', ['SELECT * FROM a']],
    [
      'BEGIN DROP TABLE a; EXCEPTION WHEN OTHERS THEN DROP TABLE b; END; DROP TABLE c;',
      ['DROP TABLE a', 'DROP TABLE b ?', 'DROP TABLE c'],
    ],
    [
      "DROP TABLE a; EXCEPTION WHEN OTHERS THEN RAISE EXCEPTION 'x'; DROP TABLE b;",
      ['DROP TABLE a', 'DROP TABLE b ?'],
    ],
    ["IF a THEN RAISE EXCEPTION 'b'; END IF; DROP TABLE c;", ['DROP TABLE c']],
    ['IF a THEN RETURN; END IF; DROP TABLE c;', ['DROP TABLE c ?']],
    ['RETURN; DROP TABLE c;', ['DROP TABLE c ?']],
    ['<<b>> BEGIN IF a THEN EXIT b; END IF; DROP TABLE c; END b;', ['DROP TABLE c ?']],
    [
      '<<b>> LOOP IF a THEN EXIT b; END IF; DROP TABLE c; END LOOP b; DROP TABLE d;',
      ['DROP TABLE c ?', 'DROP TABLE d'],
    ],
    ['x := CASE WHEN a THEN b ELSE c END; DROP TABLE d;', ['DROP TABLE d']],
    [
      'IF CASE WHEN a THEN b ELSE c END THEN DROP TABLE d; END IF; DROP TABLE e;',
      ['DROP TABLE d ?', 'DROP TABLE e'],
    ],
    [
      'DELETE FROM a WHERE CASE WHEN b THEN c END; DROP TABLE d;',
      ['DELETE FROM a WHERE CASE WHEN b THEN c END', 'DROP TABLE d'],
    ],
    ['DECLARE a int; BEGIN DROP TABLE b; END; DROP TABLE c;', ['DROP TABLE b', 'DROP TABLE c']],
    ["EXECUTE 'DO $x$ BEGIN IF a THEN DROP TABLE b; END IF; END $x$';", ['DROP TABLE b ?']],
    ['IF a THEN EXECUTE b; END IF;', ['EXECUTE b ?']],
  ])('%s', (body, texts) => {
    expect(underlined(`BEGIN ${body} END`)).toEqual(texts);
  });
});

describe('Variables of PL/pgSQL', () => {
  it.each<[string, ...object[]]>([
    ['SELECT a INTO b FROM c', { kind: 'other', what: 'SELECT' }],
    ['SELECT a, d INTO STRICT b, e.f, g[1] FROM c', { kind: 'other', what: 'SELECT' }],
    ['SELECT INTO b a FROM c', { kind: 'other', what: 'SELECT' }],
    [
      'INSERT INTO c VALUES (1) RETURNING a INTO b',
      { kind: 'change-rows', verb: 'insert', table: 'c', isFiltered: false },
    ],
    [
      'DELETE FROM c RETURNING a INTO b',
      { kind: 'change-rows', verb: 'delete', table: 'c', isFiltered: false },
    ],
    [
      'UPDATE c SET a = b RETURNING a INTO STRICT b.x',
      { kind: 'change-rows', verb: 'update', table: 'c', isFiltered: false },
    ],
    [
      'MERGE INTO c USING d ON c.a = d.a WHEN MATCHED THEN DELETE',
      { kind: 'change-rows', verb: 'merge', table: 'c', isFiltered: true },
      { kind: 'change-rows', verb: 'delete', table: 'c', isFiltered: true },
    ],
    [
      'WITH x AS (SELECT 1) INSERT INTO c SELECT 1 RETURNING a INTO b',
      { kind: 'change-rows', verb: 'insert', table: 'c', isFiltered: false },
    ],
  ])('are no tables: %s', (statement, ...operations) => {
    expect(read(`DO $$ BEGIN ${statement}; END $$`).map(([, done]) => done)).toEqual(operations);
  });

  it.each<[string]>([
    ['comment := 1'],
    ['comment = 1'],
    ['set[1] := 1'],
    ['update.field := 1'],
    ['NULL'],
    ['GET DIAGNOSTICS n = ROW_COUNT'],
    ['PERFORM length(1)'],
    ['ASSERT true'],
    ["RAISE NOTICE 'x', copy"],
    ['FETCH c INTO a'],
    ['CLOSE c'],
  ])('may be called like a statement, and other statements are no SQL: %s', (statement) => {
    const sql = `DO $$ BEGIN ${statement}; END $$`;
    expect(read(sql)).toEqual([[sql, { kind: 'other', what: 'DO' }]]);
  });

  it('may be declared with such a name', () => {
    expect(
      underlined('DECLARE comment text; update int := 1; c CURSOR FOR SELECT 1; BEGIN DROP TABLE a; END'),
    ).toEqual(['DROP TABLE a']);
  });
});
