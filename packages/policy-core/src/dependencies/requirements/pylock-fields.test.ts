import { describe, expect, it, test } from 'vitest';

import {
  flagField,
  integerField,
  markerField,
  markersField,
  noteOtherKeys,
  requireKeys,
  specifiersField,
  tableField,
  tablesField,
  textField,
  textsField,
  timeField,
  type PylockFields,
} from './pylock-fields.ts';
import { readTomlTree } from '../../model/toml-tree.ts';

function fieldsOf(text: string): PylockFields {
  const reading = readTomlTree(text);
  if (reading.kind === 'malformed') throw new Error(reading.problem);
  return { table: reading.root, problems: [] };
}

function problemsOf(text: string, read: (fields: PylockFields) => unknown): readonly string[] {
  const fields = fieldsOf(text);
  read(fields);
  return fields.problems.map(
    ({ kind, problem, range }) =>
      `${kind} at ${text.slice(range.start, range.end) || 'the head'}: ${problem}`,
  );
}

describe('a value of the kind that is asked for', () => {
  it('is handed out', () => {
    const fields = fieldsOf(`text = "x"
flag = false
number = 7
moment = 2025-01-01T00:00:00Z
table = { a = 1 }
texts = ["x", 'y']
tables = [{}, { a = 1 }]
`);
    expect(textField(fields, 'text')?.value).toBe('x');
    expect(flagField(fields, 'flag')).toBe(false);
    expect(integerField(fields, 'number')).toBe(7n);
    expect(timeField(fields, 'moment')?.value).toBe('2025-01-01T00:00:00Z');
    expect(tableField(fields, 'table')?.table.entries.size).toBe(1);
    expect(textsField(fields, 'texts').map(({ value }) => value)).toEqual(['x', 'y']);
    expect(tablesField(fields, 'tables').map(({ table }) => table.entries.size)).toEqual([0, 1]);
    expect(fields.problems).toEqual([]);
  });

  it('may be missing without a word', () => {
    const fields = fieldsOf('');
    expect([
      textField(fields, 'a'),
      flagField(fields, 'a'),
      integerField(fields, 'a'),
      timeField(fields, 'a'),
      markerField(fields, 'a'),
      specifiersField(fields, 'a'),
      tableField(fields, 'a'),
    ]).toEqual(Array.from({ length: 7 }));
    expect([textsField(fields, 'a'), tablesField(fields, 'a'), markersField(fields, 'a')]).toEqual([
      [],
      [],
      [],
    ]);
    expect(fields.problems).toEqual([]);
  });
});

describe('a value of another kind', () => {
  test.each([
    ['a = 1', textField, 'invalid at 1: `a` is not text'],
    ['a = {}', textField, 'invalid at {}: `a` is not text'],
    ['a = "true"', flagField, 'invalid at "true": `a` is not true or false'],
    ['a = 1.5', integerField, 'invalid at 1.5: `a` is not a whole number'],
    ['a = "2025-01-01"', timeField, 'invalid at "2025-01-01": `a` is not a time'],
    ['a = []', tableField, 'invalid at []: `a` is no table'],
    ['a = "x"', textsField, 'invalid at "x": `a` is no array'],
    ['a = ["x", 1]', textsField, 'invalid at 1: `a` holds something that is no text'],
    ['a = {}', tablesField, 'invalid at {}: `a` is no array'],
    ['a = [[]]', tablesField, 'invalid at []: `a` holds something that is no table'],
    ['a = 1', markerField, 'invalid at 1: `a` is not text'],
    ['a = [1]', markersField, 'invalid at 1: `a` holds something that is no text'],
    ['a = 3.8', specifiersField, 'invalid at 3.8: `a` is not text'],
  ])('is said once: %s', (text, read, problem) => {
    expect(problemsOf(text, (fields) => read(fields, 'a'))).toEqual([problem]);
  });

  it('leaves those beside it', () => {
    expect(textsField(fieldsOf('a = [1, "x", {}]'), 'a').map(({ value }) => value)).toEqual(['x']);
    expect(tablesField(fieldsOf('a = [1, {}]'), 'a')).toHaveLength(1);
  });
});

describe('a marker', () => {
  it('is parsed', () => {
    expect(markerField(fieldsOf(`a = "os_name == 'nt'"`), 'a')?.parsed).toMatchObject({ kind: 'comparison' });
    expect(markersField(fieldsOf(`a = ["os_name == 'nt' or extra == 'x'"]`), 'a')[0]?.parsed?.kind).toBe(
      'or',
    );
  });

  it('may speak of groups and extras, as only locks do', () => {
    const [marker] = markersField(fieldsOf(`a = ["'dev' in dependency_groups and 'x' in extras"]`), 'a');
    expect(marker?.parsed?.kind).toBe('and');
  });

  it('that cannot be read is kept as it is written', () => {
    const fields = fieldsOf('a = "os_name"');
    expect(markerField(fields, 'a')).toMatchObject({ value: 'os_name', parsed: undefined });
    expect(fields.problems).toMatchObject([{ kind: 'invalid', range: { start: 4, end: 13 } }]);
    expect(fields.problems[0]?.problem).toMatch(/^a marker in `a` cannot be read: ./);
  });
});

describe('a version specifier', () => {
  test.each([
    ['>=3.8,<4', ['>=', '<']],
    ['== 3.12.*', ['==']],
    ['', []],
  ])('is parsed: "%s"', (written, operators) => {
    const parsed = specifiersField(fieldsOf(`a = "${written}"`), 'a')?.parsed;
    expect(parsed?.map(({ operator }) => operator)).toEqual(operators);
  });

  test.each(['3.8', '>=3.8;', '>= x'])('that cannot be read is kept as it is written: "%s"', (written) => {
    const fields = fieldsOf(`a = "${written}"`);
    expect(specifiersField(fields, 'a')).toMatchObject({ value: written, parsed: undefined });
    expect(fields.problems.map(({ problem }) => problem)).toEqual(['`a` is no version specifier']);
  });
});

describe('a time', () => {
  test.each([
    ['2025-01-01T00:00:00Z', []],
    ['2025-01-01T00:00:00z', []],
    ['2025-01-01 00:00:00.5+00:00', []],
    ['2025-01-01T00:00:00-00:00', []],
    ['2025-01-01T00:00:00+01:00', ['note at 2025-01-01T00:00:00+01:00: `a` is not in UTC']],
    ['2025-01-01T00:00:00', ['note at 2025-01-01T00:00:00: `a` is not in UTC']],
    ['2025-01-01', ['invalid at 2025-01-01: `a` is not a date with a time']],
    ['10:00:00', ['invalid at 10:00:00: `a` is not a date with a time']],
  ])('should be one of UTC: %s', (written, problems) => {
    expect(problemsOf(`a = ${written}`, (fields) => timeField(fields, 'a'))).toEqual(problems);
  });
});

describe('keys', () => {
  test.each([
    ['a = 1\nb = 2', []],
    ['a = 1', ['invalid at the head: `b` is missing']],
    ['', ['invalid at the head: `a` and `b` are missing']],
    ['a.c = 1\n[b]', []],
  ])('that are missing are named together: %j', (text, problems) => {
    expect(problemsOf(text, (fields) => requireKeys(fields, ['a', 'b']))).toEqual(problems);
  });

  it('that nobody knows are noted, each at its place', () => {
    const text = 'a = 1\n"b" = 2\nc.d = 3\n__proto__ = 4\n[constructor]\n';
    expect(problemsOf(text, (fields) => noteOtherKeys(fields, ['a']))).toEqual([
      'note at "b": version 1.0 of the standard has no key `b` here',
      'note at c: version 1.0 of the standard has no key `c` here',
      'note at __proto__: version 1.0 of the standard has no key `__proto__` here',
      'note at constructor: version 1.0 of the standard has no key `constructor` here',
    ]);
  });
});
