import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { anyComparison, anyMarkerText, markerOf } from '../../testing/any-marker.ts';
import { markerText } from './marker-text.ts';
import { MARKER_DEPTH, parseMarker } from './parse-marker.ts';

function problem(text: string): string {
  const reading = parseMarker(text);
  return reading.kind === 'invalid' ? `${reading.at}: ${reading.problem}` : 'it can be read';
}

describe('a marker', () => {
  it('compares a variable with a text', () => {
    expect(parseMarker('python_version >= "3.8"')).toEqual({
      kind: 'marker',
      marker: {
        kind: 'comparison',
        left: { kind: 'variable', name: 'python_version' },
        operator: '>=',
        right: { kind: 'text', value: '3.8' },
      },
      range: { start: 0, end: 23 },
    });
  });

  it('is read from anywhere to the end of the text', () => {
    const text = 'requests ; os_name == "nt"\t';
    expect(parseMarker(text, 10)).toMatchObject({ kind: 'marker', range: { start: 11, end: 26 } });
    expect(parseMarker(text, 9)).toMatchObject({ kind: 'invalid', at: 9 });
  });

  it('joins comparisons, "and" closer than "or", and keeps the parentheses', () => {
    const comparison = (value: string) => ({ kind: 'comparison', right: { kind: 'text', value } });
    expect(markerOf(`os_name=='a' and os_name=='b' or (os_name=='c' and (os_name=='d'))`)).toMatchObject({
      kind: 'or',
      isEnclosed: false,
      operands: [
        { kind: 'and', isEnclosed: false, operands: [comparison('a'), comparison('b')] },
        { kind: 'and', isEnclosed: true, operands: [comparison('c'), comparison('d')] },
      ],
    });
  });

  test.each(['and', 'or'])('joins any number of comparisons by "%s" without going deeper', (word) => {
    const marker = markerOf(Array.from({ length: 5000 }, () => 'os_name=="nt"').join(` ${word} `));
    expect(marker.kind === 'comparison' ? 0 : marker.operands.length).toBe(5000);
  });

  test.each([
    ['os.name == "x"', 'os_name == "x"'],
    ['sys.platform == "x"', 'sys_platform == "x"'],
    ['platform.version == "x"', 'platform_version == "x"'],
    ['platform.machine == "x"', 'platform_machine == "x"'],
    ['platform.python_implementation == "x"', 'platform_python_implementation == "x"'],
    ['python_implementation == "x"', 'platform_python_implementation == "x"'],
  ])('knows the variable of %j under its present name', (written, present) => {
    expect(markerText(markerOf(written))).toBe(present);
  });

  test.each([
    ['extra == "Foo__Bar"', 'extra == "foo-bar"'],
    ['"Foo.Bar" != extra', '"foo-bar" != extra'],
    ['"Foo.Bar" in extras', '"foo-bar" in extras'],
    ['"Foo.Bar" not in dependency_groups', '"foo-bar" not in dependency_groups'],
    ['extras == "Foo.Bar"', 'extras == "Foo.Bar"'],
    ['os_name == "Foo.Bar"', 'os_name == "Foo.Bar"'],
  ])('reads the name in %j as %j', (written, read) => {
    expect(markerText(markerOf(written))).toBe(read);
  });

  test.each([
    'os_name=="nt"and"x"in os_name',
    '"x"in"y"',
    '\t( os_name\t==\t"nt" )\t',
    'os_name not \t in "nt"',
    '(os_name=="nt")or(os_name=="x")',
    'os_name == os_name',
    `os_name == 'a"b'`,
  ])('may be written %j', (text) => {
    expect(parseMarker(text).kind).toBe('marker');
  });

  test.each([
    ['', '0: its marker lacks a variable or a text in quotation marks'],
    ['os_name', '7: its marker compares with none of <=, <, !=, ==, >=, >, ~=, ===, in, not in'],
    ['os_name = "nt"', '8: its marker compares with none of <=, <, !=, ==, >=, >, ~=, ===, in, not in'],
    ['os_name IN "nt"', '8: its marker compares with none of <=, <, !=, ==, >=, >, ~=, ===, in, not in'],
    ['os_name ==', '10: its marker lacks a variable or a text in quotation marks'],
    ['os_name == 3', '11: 3 is no variable that a marker can ask for'],
    ['os-name == "nt"', '0: os is no variable that a marker can ask for'],
    ['python_versions > "3"', '0: python_versions is no variable that a marker can ask for'],
    [
      '"3.6"inpython_version',
      '5: its marker compares with none of <=, <, !=, ==, >=, >, ~=, ===, in, not in',
    ],
    [
      '"3.6" notin python_version',
      '6: its marker compares with none of <=, <, !=, ==, >=, >, ~=, ===, in, not in',
    ],
    ['"3.6" not python_version', '10: its marker has a "not" without an "in" behind it'],
    ['"3.6" not\nin python_version', '9: its marker has a "not" without an "in" behind it'],
    ['os_name == "nt', '11: a quotation mark of its marker is not closed'],
    [String.raw`os_name == "C:\"`, '11: a text of its marker holds a backslash that Python cannot read'],
    ['(os_name == "nt"', '0: a parenthesis of its marker is not closed'],
    ['os_name == "nt")', '15: its marker goes on with neither "and" nor "or"'],
    ['(os_name == "nt" os_name)', '17: its marker goes on with neither "and" nor "or"'],
    ['os_name == "nt" and', '19: its marker lacks a variable or a text in quotation marks'],
    ['os_name == "nt" AND os_name == "nt"', '16: its marker goes on with neither "and" nor "or"'],
    ['os_name == "nt" or()', '19: its marker lacks a variable or a text in quotation marks'],
    ['os_name == "nt"\n', '15: its marker goes on with neither "and" nor "or"'],
    ['\u00A0os_name == "nt"', '0: its marker lacks a variable or a text in quotation marks'],
  ])('cannot be %j', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });
});

describe('parentheses in a marker', () => {
  const nested = (depth: number) => `${'('.repeat(depth)}os_name == "nt"${')'.repeat(depth)}`;

  it(`may nest ${MARKER_DEPTH} deep, and no deeper`, () => {
    expect(markerText(markerOf(nested(MARKER_DEPTH)))).toBe('os_name == "nt"');
    expect(problem(nested(MARKER_DEPTH + 1))).toBe(
      `${MARKER_DEPTH}: the parentheses of its marker nest more than ${MARKER_DEPTH} deep`,
    );
  });

  it('do no harm however deep they nest', () => {
    expect(parseMarker('('.repeat(1_000_000)).kind).toBe('invalid');
  });

  it('may stand side by side in any number', () => {
    expect(parseMarker(Array.from({ length: 5000 }, () => nested(2)).join(' or ')).kind).toBe('marker');
  });
});

describe('any marker', () => {
  it('says the same again once it is written out', () => {
    fc.assert(
      fc.property(anyMarkerText(anyComparison), (text) => {
        const marker = markerOf(text);
        expect(markerOf(markerText(marker))).toEqual(marker);
        expect(markerText(markerOf(markerText(marker)))).toBe(markerText(marker));
      }),
    );
  });

  it('says the same in parentheses of its own', () => {
    fc.assert(
      fc.property(anyMarkerText(anyComparison), (text) => {
        expect(markerOf(`((${text}))`)).toEqual(markerOf(text));
      }),
    );
  });

  it('cannot be read with something left behind it', () => {
    fc.assert(
      fc.property(
        anyMarkerText(anyComparison),
        fc.constantFrom(')', ' and', ' x', ',', '\n', ';'),
        (text, more) => {
          expect(parseMarker(text + more).kind).toBe('invalid');
        },
      ),
    );
  });
});
