import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { anySqlText } from '../../testing/sql-texts.ts';
import { shownSteps } from '../../testing/steps-of.ts';
import { readSqlFile } from './file-reading.ts';
import { templateHoles } from './template-holes.ts';
import { templateOf } from './template.ts';

const parser = (await testParsers()).sql;

const shown = (text: string) => shownSteps(readSqlFile(parser, text).upgrade);
const underlined = (text: string) =>
  readSqlFile(parser, text).upgrade.steps.map(({ start, end }) => text.slice(start, end));

describe('A script that a tool completes', () => {
  it.each([
    ['of Go', 'CREATE TABLE {{ .Schema }}.orders (id int);\nDROP TABLE {{.Table}};'],
    ['of Flyway', 'CREATE TABLE ${schema}.orders (id int);\nDROP TABLE ${flyway:table};'],
    ['of psql', 'CREATE TABLE :schema.orders (id int);\nDROP TABLE :"table";'],
    ['of psql, with a name in two parts', 'CREATE TABLE :"schema"."orders" (id int);\nDROP TABLE :table;'],
    ['of dbt', 'CREATE TABLE {{ schema }}.orders (id int);\nDROP TABLE {{ ref("a") }};'],
  ])('is read with names that are not known: %s', (_, text) => {
    const { upgrade } = readSqlFile(parser, text);
    expect(upgrade.steps).toMatchObject([
      { kind: 'operation', isCertain: true, operation: { kind: 'create-table', table: { isKnown: false } } },
      { kind: 'operation', isCertain: true, operation: { kind: 'drop-table' } },
    ]);
    expect(underlined(text)).toEqual(text.replace(/;$/, '').split(';\n'));
  });

  it('shows what stands where the name will be', () => {
    expect(shown('DROP TABLE {{ .Table }}')).toEqual(['drop-table <{{ .Table }}>']);
    expect(shown('DROP TABLE audit_${year}_log')).toEqual(['drop-table <audit_${year}_log>']);
    expect(shown('DROP TABLE :"table"')).toEqual(['drop-table <:"table">']);
    expect(shown('DROP TABLE a.{{ .Table }}')).toEqual(['drop-table <a.{{ .Table }}>']);
  });

  it('has the values that psql puts in, quoted and not', () => {
    const text = "DELETE FROM orders WHERE id = :id AND name = :'name'";
    expect(readSqlFile(parser, text).upgrade.steps).toMatchObject([
      { operation: { kind: 'change-rows', verb: 'delete', isFiltered: true, table: { isKnown: true } } },
    ]);
    expect(underlined(text)).toEqual([text]);
  });

  it('may leave out what stands under a condition, and does not leave out the rest', () => {
    const text = [
      'DROP TABLE a;',
      '{{ if .Archive }}',
      'DROP TABLE b;',
      '{{- else if .Other -}}',
      'DROP TABLE c;',
      '{{ end }}',
      'DROP TABLE d;',
    ].join('\n');
    expect(shown(text)).toEqual(['drop-table a', '? drop-table b', '? drop-table c', 'drop-table d']);
    expect(underlined(text)).toEqual(['DROP TABLE a', 'DROP TABLE b', 'DROP TABLE c', 'DROP TABLE d']);
  });

  it.each([
    [
      'a condition within',
      'DROP TABLE a {{ if .B }}, b{{ end }};\nDROP TABLE c',
      ['drop-table a', '? drop-table b'],
    ],
    [
      'a condition in a condition',
      '{{if a}}{{if b}}{{end}}DROP TABLE a;{{end}}\nDROP TABLE c',
      ['? drop-table a'],
    ],
    ['a loop', '{{ range .Tables }}DROP TABLE {{ . }};{{ end }}\nDROP TABLE c', ['? drop-table <{{ . }}>']],
    [
      'a loop of Jinja',
      '{% for t in tables %}DROP TABLE {{ t }};{% endfor %}\nDROP TABLE c',
      ['? drop-table <{{ t }}>'],
    ],
    ['a variable that is set', '{{ $x := 1 }}\nDROP TABLE c', []],
    ['a comment', '{{/* DROP TABLE a; */}}\nDROP TABLE c', []],
  ])('is certain of what stands outside: %s', (_, text, before) => {
    expect(shown(text)).toEqual([...before, 'drop-table c']);
  });

  it('takes nothing behind a condition without an end for certain', () => {
    expect(shown('DROP TABLE a; {{ if .B }} DROP TABLE b; DROP TABLE c')).toEqual([
      'drop-table a',
      '? drop-table b',
      '? drop-table c',
    ]);
  });

  it.each([
    [
      'a statement',
      '{{ template "orders" . }};\nDROP TABLE a',
      '! PostgreSQL reads it as a syntax error at or near',
    ],
    ['a condition', 'DELETE FROM orders ${condition};\nDROP TABLE a', '! a part of the SQL is not known'],
    [
      'a clause',
      'CREATE ${unlogged} TABLE orders (id int);\nDROP TABLE a',
      '! PostgreSQL reads it as a syntax',
    ],
    [
      'a statement of a block',
      'DO $$ BEGIN ${statement}; END $$;\nDROP TABLE a',
      '! a part of the SQL is not known',
    ],
  ])('is not guessed where the part is no name: %s', (_, text, problem) => {
    const [first, second] = shown(text);
    expect(first?.startsWith(problem)).toBe(true);
    expect(second).toBe('drop-table a');
  });

  it.each(['DELETE FROM ${table}', 'DELETE FROM ONLY ${table}', 'DELETE FROM app.${table}'])(
    'deletes all rows of a table whose name is not known: %s',
    (text) => {
      expect(readSqlFile(parser, text).upgrade.steps).toMatchObject([
        { operation: { kind: 'change-rows', isFiltered: false, table: { isKnown: false } } },
      ]);
    },
  );
});

describe('A script that says itself what it does', () => {
  it.each([
    ["SELECT '{{1,2},{3,4}}'::int[]"],
    ["SELECT a::text, b[1:2], c[d:e], '12:30', ':name', $1"],
    ['SELECT $$ :name $$ /* :name */ -- :name'],
    ['SELECT "a:b"'],
    ["SELECT a ::varchar, ':x', $a$:y$a$"],
    ["SELECT '$' || '{}'"],
    [''],
  ])('has no template: %s', (text) => {
    expect(templateOf(text)).toBeUndefined();
  });

  it('is told with the arrays in its strings as they are', () => {
    expect(
      readSqlFile(parser, "ALTER TABLE a ADD COLUMN b int[] DEFAULT '{{1}}'").upgrade.steps,
    ).toMatchObject([
      { operation: { column: { default: { kind: 'sql', text: "'{{1}}'" }, name: { isKnown: true } } } },
    ]);
  });
});

describe('Any text', () => {
  const bits = [
    '{{',
    '}}',
    '${a}',
    '{{ .A }}',
    '{{ if }}',
    '{{ end }}',
    ':a',
    ":'a'",
    '::',
    'DROP TABLE a;',
    ' ',
    '\n',
  ];
  const template = fc.oneof(
    anySqlText,
    fc.array(fc.constantFrom(...bits), { maxLength: 20 }).map((all) => all.join('')),
  );

  it('has its steps inside, and never an exception', () => {
    fc.assert(
      fc.property(template, (text) => {
        for (const { start, end } of readSqlFile(parser, text).upgrade.steps) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('has its holes in order, and none in another', () => {
    fc.assert(
      fc.property(template, (text) => {
        let covered = 0;
        for (const { start, end } of templateHoles(text)) {
          expect(start).toBeGreaterThanOrEqual(covered);
          expect(end).toBeGreaterThan(start);
          covered = end;
        }
        expect(covered).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each([
    ['values', ' :a', 400_000],
    ['openings', '{{ ', 600_000],
    ['conditions', '{{ if a }}', 200_000],
    ['names', 'DROP TABLE ${a};', 20_000],
    ['almost values', '${', 1_000_000],
  ])('is read in few steps: 2 MB of %s', (_, part, times) => {
    const started = stepsTaken();
    readSqlFile(parser, part.repeat(times));
    expect(stepsTaken() - started).toBeLessThan(90_000_000);
  });
});
