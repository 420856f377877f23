import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { splitSql } from './splitter.ts';
import { readSqlScript } from '../../testing/read-sql-script.ts';

const parser = (await testParsers()).sql;

const pieces = (text: string) =>
  splitSql(text)
    .filter(({ kind }) => kind !== 'gap')
    .map(({ kind, start, end }) => [kind, text.slice(start, end)]);

function read(text: string) {
  const { drops, problems } = readSqlScript(parser, text);
  return {
    tables: drops.map(({ table }) => table),
    problems: problems.map(({ kind, start, end }) => [kind, text.slice(start, end)]),
  };
}

describe('A script as psql cuts it', () => {
  it.each<[string, string, [string, string][]]>([
    [
      'a routine in SQL',
      'CREATE FUNCTION f() BEGIN ATOMIC a; b; END; c',
      [
        ['statement', 'CREATE FUNCTION f() BEGIN ATOMIC a; b; END'],
        ['statement', 'c'],
      ],
    ],
    [
      'a routine that is replaced',
      'CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC a; END; b',
      [
        ['statement', 'CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC a; END'],
        ['statement', 'b'],
      ],
    ],
    [
      'a CASE in a routine',
      'CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 END; b; END; c',
      [
        ['statement', 'CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 END; b; END'],
        ['statement', 'c'],
      ],
    ],
    [
      'a CASE elsewhere',
      'SELECT CASE a WHEN 1 THEN 2 END; b',
      [
        ['statement', 'SELECT CASE a WHEN 1 THEN 2 END'],
        ['statement', 'b'],
      ],
    ],
    [
      'a rule with several actions',
      'CREATE RULE r AS ON INSERT TO a DO (b; c); d',
      [
        ['statement', 'CREATE RULE r AS ON INSERT TO a DO (b; c)'],
        ['statement', 'd'],
      ],
    ],
    [
      'closing parentheses that nothing opens',
      'a ); b',
      [
        ['statement', 'a )'],
        ['statement', 'b'],
      ],
    ],
    [
      'a command behind a statement',
      'SELECT 1 \\gset\nSELECT 2;',
      [
        ['statement', 'SELECT 1'],
        ['meta-command', '\\gset'],
        ['statement', 'SELECT 2'],
      ],
    ],
    [
      'a command with quotes',
      "\\echo 'it''s; fine'\nSELECT 1",
      [
        ['meta-command', "\\echo 'it''s; fine'"],
        ['statement', 'SELECT 1'],
      ],
    ],
    [
      'two commands on a line',
      '\\set a 1 \\set b 2\nSELECT 1',
      [
        ['meta-command', '\\set a 1 \\set b 2'],
        ['statement', 'SELECT 1'],
      ],
    ],
    [
      'a command at the end',
      'SELECT 1;\\q',
      [
        ['statement', 'SELECT 1'],
        ['meta-command', '\\q'],
      ],
    ],
    [
      'a command with a Windows line end',
      '\\set a 1\r\nSELECT 1',
      [
        ['meta-command', '\\set a 1'],
        ['statement', 'SELECT 1'],
      ],
    ],
    [
      'rows with options',
      "COPY a (b, c) FROM STDIN WITH (FORMAT csv);\n1,';'\n\\.\nSELECT 1",
      [
        ['statement', 'COPY a (b, c) FROM STDIN WITH (FORMAT csv)'],
        ['copy-data', "1,';'\n\\."],
        ['statement', 'SELECT 1'],
      ],
    ],
    [
      'no rows at all',
      'COPY a FROM stdin;\n\\.\nSELECT 1',
      [
        ['statement', 'COPY a FROM stdin'],
        ['copy-data', '\\.'],
        ['statement', 'SELECT 1'],
      ],
    ],
    [
      'a row that only begins like the end',
      'COPY a FROM stdin;\n\\.x\n\\.\nb',
      [
        ['statement', 'COPY a FROM stdin'],
        ['copy-data', '\\.x\n\\.'],
        ['statement', 'b'],
      ],
    ],
    [
      'rows that go out',
      'COPY a TO stdout;\nSELECT 1',
      [
        ['statement', 'COPY a TO stdout'],
        ['statement', 'SELECT 1'],
      ],
    ],
    [
      'rows of a query',
      'COPY (SELECT 1; 2) TO stdout; b',
      [
        ['statement', 'COPY (SELECT 1; 2) TO stdout'],
        ['statement', 'b'],
      ],
    ],
    [
      'a column called stdin',
      'SELECT a FROM stdin;\nb',
      [
        ['statement', 'SELECT a FROM stdin'],
        ['statement', 'b'],
      ],
    ],
    [
      'two COPY with rows',
      'COPY a FROM stdin;\n1\n\\.\nCOPY b FROM stdin;\n2\n\\.\n',
      [
        ['statement', 'COPY a FROM stdin'],
        ['copy-data', '1\n\\.'],
        ['statement', 'COPY b FROM stdin'],
        ['copy-data', '2\n\\.'],
      ],
    ],
    ['only semicolons', ';;;', []],
    ['only a comment', '-- a;', []],
  ])('has these pieces: %s', (_, text, expected) => {
    expect(pieces(text)).toEqual(expected);
  });
});

describe('A dump that pg_dump wrote', () => {
  const dump = [
    '--',
    '-- PostgreSQL database dump',
    '--',
    'SET statement_timeout = 0;',
    "SELECT pg_catalog.set_config('search_path', '', false);",
    'CREATE TABLE public.orders (',
    '    id integer NOT NULL,',
    "    note text DEFAULT 'DROP TABLE x;'::text",
    ');',
    'COPY public.orders (id, note) FROM stdin;',
    "1\tit's; DROP TABLE y;",
    '2\t\\N',
    '\\.',
    'ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);',
    '-- DROP TABLE public.orders;',
    '',
  ];

  it('drops nothing and leaves nothing open', () => {
    expect(read(dump.join('\n'))).toEqual({ tables: [], problems: [] });
    expect(read(dump.join('\r\n'))).toEqual({ tables: [], problems: [] });
  });

  it('drops what it drops with --clean', () => {
    const clean = ['DROP TABLE IF EXISTS public.orders;', 'DROP SCHEMA public;', ...dump];
    expect(read(clean.join('\n'))).toEqual({ tables: ['public.orders'], problems: [] });
  });
});

describe('What psql fills in', () => {
  it.each<[string, string]>([
    ['a value', "DELETE FROM a WHERE b = :'value'"],
    ['a name', 'DROP TABLE :"name"'],
    ['a bare value', 'DELETE FROM a WHERE b = :value'],
    ['a whole statement', ':statement'],
    ['a part of a name', 'DROP TABLE tmp_:name'],
  ])('is a problem, not silence: %s', (_, text) => {
    expect(read(`${text};`)).toEqual({ tables: [], problems: [['unreadable', text]] });
  });

  it.each<[string, string]>([
    ['another file', '\\i drop.sql'],
    ['another file beside it', '\\ir drop.sql'],
    ['the result of a query', "SELECT 'DROP TABLE a' \\gexec"],
    ['a condition', '\\if :yes\nDROP VIEW a;\n\\endif'],
    ['a shell', '\\! psql -c "DROP TABLE a"'],
  ])('can run anything: %s', (_, text) => {
    const { tables, problems } = read(`${text}\n`);
    expect(tables).toEqual([]);
    expect(problems[0]?.[0]).toBe('unclear');
  });
});
