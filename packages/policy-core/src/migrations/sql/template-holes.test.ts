import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { templateHoles, type HoleRole } from './template-holes.ts';

/** What is cut out of a text, with what it does there. */
function holes(text: string): readonly string[] {
  return templateHoles(text).map(({ start, end, role }) => `${role} ${text.slice(start, end)}`);
}

/** The one hole of a text. */
function roleOf(text: string): HoleRole | undefined {
  const [hole, ...more] = templateHoles(text);
  expect(more).toEqual([]);
  expect(hole).toMatchObject({ start: 0, end: text.length, quote: '' });
  return hole?.role;
}

describe('A hole', () => {
  it.each<[HoleRole, string]>([
    ['opens', '{{ if .A }}'],
    ['opens', '{{- if .A -}}'],
    ['opens', '{{with .A}}'],
    ['opens', '{{ define "a" }}'],
    ['opens', '{% for a in b %}'],
    ['opens', '{%- macro a() %}'],
    ['opens', '{% block a %}'],
    ['closes', '{{ end }}'],
    ['closes', '{% endfor %}'],
    ['closes', '{%- endmacro -%}'],
    ['between', '{{ else if .B }}'],
    ['between', '{% elif a %}'],
    ['between', '{% set a = 1 %}'],
    ['between', '{{ $a = .B }}'],
    ['between', '{{ break }}'],
    ['between', '{{/* a comment */}}'],
    ['value', '{{ .Table }}'],
    ['value', '{{ ifTable }}'],
    ['value', '{{ $a }}'],
    ['value', '{{ format }}'],
    ['value', '{{}}'],
    ['value', '${a}'],
    ['value', '${if}'],
    ['value', '${flyway:default-schema.x}'],
  ])('%s: %s', (role, text) => {
    expect(roleOf(text)).toBe(role);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'every action of a line',
      '{{ if a }}x{{ else }}y{{ end }}',
      ['opens {{ if a }}', 'between {{ else }}', 'closes {{ end }}'],
    ],
    ['one over several lines', 'a {{\n .B\n}} c', ['value {{\n .B\n}}']],
    ['all tools at once, in their order', ':c ${b} {{ a }}', ['value :c', 'value ${b}', 'value {{ a }}']],
    ['one in a string', "SELECT '${a}'", ['value ${a}']],
    ['one in a quoted name', 'DROP TABLE "{{ .A }}"', ['value {{ .A }}']],
    ['one in a comment', '-- {{ .A }}', ['value {{ .A }}']],
    ['one that has a variable of psql inside', '{{ a :b }}', ['value {{ a :b }}']],
    ['a variable behind an operator', 'SELECT 1+:a', ['value :a']],
    ['a variable in parentheses', 'VALUES (:a,:b)', ['value :a', 'value :b']],
    ['a variable at the start', ':a', ['value :a']],
  ])('is %s: %s', (_, text, found) => {
    expect(holes(text)).toEqual(found);
  });

  it.each<[string, string]>([
    ['a cast', 'SELECT a::text'],
    ['a cast of a string', "SELECT '1'::int"],
    ['a cast with space behind it', 'SELECT a:: text'],
    ['the bounds of an array', 'SELECT a[1:b]'],
    ['a value of JSON in a string', `SELECT '{"a":"b"}'`],
    ['an object in an object', `SELECT '{{"a": {"b": 1}}}'`],
    ['an array of arrays without an end', "SELECT '{{1,2'"],
    ['braces with more inside', '${a b}'],
    ['braces with nothing inside', '${}'],
    ['a number', 'SELECT :1'],
    ['a colon with space behind it', 'SELECT : a'],
    ['an assignment', 'a := b'],
    ['a quoted text that is no name', "SELECT :'a b'"],
    ['a dollar-quoted text', 'SELECT $a$ :b $a$'],
  ])('is not %s: %s', (_, text) => {
    expect(holes(text)).toEqual([]);
  });

  it.each<[string, string]>([
    ['SELECT :a', ''],
    ["SELECT :'a'", "'"],
    ['SELECT :"a"', '"'],
    ['SELECT ${a}', ''],
  ])('has the quotes that psql puts around it: %s', (text, quote) => {
    expect(templateHoles(text)).toEqual([{ start: 7, end: text.length, role: 'value', quote }]);
  });

  it('is found wherever it stands, and however many there are', () => {
    const plain = fc.constantFrom('', ' ', 'SELECT 1;\n', "'a' ", '/* b */ ');
    const hole = fc.constantFrom('{{ .A }}', '{% if b %}', '${c}', '{{ end }}');
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, hole)), plain, (pairs, rest) => {
        const text = `${pairs.flat().join('')}${rest}`;
        const found = templateHoles(text).map(({ start, end }) => text.slice(start, end));
        expect(found).toEqual(pairs.map(([, one]) => one));
      }),
    );
  });
});
