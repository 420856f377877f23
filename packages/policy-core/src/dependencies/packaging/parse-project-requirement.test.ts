import { describe, expect, it, test } from 'vitest';

import { markerText } from './marker-text.ts';
import { parseProjectRequirement } from './parse-project-requirement.ts';
import type { ProjectRequirement } from './project-requirement.ts';

function read(text: string): ProjectRequirement {
  const reading = parseProjectRequirement(text);
  if (reading.kind === 'invalid') throw new Error(`${text}: ${reading.problem}`);
  return reading.requirement;
}

/** The clauses as they stand in the text, cut out by their ranges. */
function clauses(text: string): readonly string[] {
  return read(text).clauses.map(({ range }) => text.slice(range.start, range.end));
}

function specifier(text: string): string | undefined {
  const range = read(text).specifierRange;
  return range && text.slice(range.start, range.end);
}

function problem(text: string): string {
  const reading = parseProjectRequirement(text);
  return reading.kind === 'invalid' ? `${reading.at}: ${reading.problem}` : 'it can be read';
}

describe('a requirement', () => {
  it('is read part by part, each with its place', () => {
    const text = ' Flask_Admin [ async,Test.x ] ( >= 1.0 , <2, ) ; python_version < "3.9" ';
    expect(read(text)).toEqual({
      name: 'Flask_Admin',
      normalizedName: 'flask-admin',
      nameRange: { start: 1, end: 12 },
      extras: [
        { name: 'async', range: { start: 15, end: 20 } },
        { name: 'Test.x', range: { start: 21, end: 27 } },
      ],
      extrasRange: { start: 13, end: 29 },
      clauses: [
        { operator: '>=', version: '1.0', range: { start: 32, end: 38 } },
        { operator: '<', version: '2', range: { start: 41, end: 43 } },
      ],
      specifierRange: { start: 32, end: 44 },
      url: undefined,
      marker: {
        parsed: {
          kind: 'comparison',
          left: { kind: 'variable', name: 'python_version' },
          operator: '<',
          right: { kind: 'text', value: '3.9' },
        },
        range: { start: 49, end: 71 },
      },
    });
  });

  it('may be a name alone', () => {
    expect(read('requests')).toEqual({
      name: 'requests',
      normalizedName: 'requests',
      nameRange: { start: 0, end: 8 },
      extras: [],
      extrasRange: undefined,
      clauses: [],
      specifierRange: undefined,
      url: undefined,
      marker: undefined,
    });
  });

  test.each(['a', '9', 'A.b_c-d', 'a_', '0x'])('may be named %j', (name) => {
    expect(read(`${name}==1`).name).toBe(name);
  });

  test.each(['', ' ', '-a', '_a', '==1', '[x]', 'é', '\na', '\u00A0a', '@ https://example.com/a.zip'])(
    'has to begin with a name, unlike %j',
    (text) => {
      expect(problem(text)).toContain('it does not begin with the name of a project');
    },
  );

  test.each(['a-', 'a.', 'a -', 'a b', 'a 1.0', 'a=1.0', 'a/b', 'aé', 'a\n', 'a #b', 'a\u00A0==1', 'a!'])(
    'has nothing but what belongs to it, unlike %j',
    (text) => {
      expect(parseProjectRequirement(text).kind).toBe('invalid');
    },
  );
});

describe('the extras of a requirement', () => {
  test.each<[string, readonly string[]]>([
    ['a[]', []],
    ['a[ ]', []],
    ['a[x]', ['x']],
    ['a [x , Y_z,\tq.r] ==1', ['x', 'Y_z', 'q.r']],
    ['a[x,x]', ['x', 'x']],
    ['a[x]@https://example.com/a.zip', ['x']],
  ])('of %j are %j', (text, extras) => {
    expect(read(text).extras.map(({ name }) => name)).toEqual(extras);
    expect(read(text).extrasRange).toEqual({ start: text.indexOf('['), end: text.indexOf(']') + 1 });
  });

  test.each([
    ['a[x', '3: the bracket of its extras is not closed'],
    ['a[', '2: the bracket of its extras is not closed'],
    ['a[x,]', '4: the name of an extra is missing behind a comma'],
    ['a[x,', '4: the name of an extra is missing behind a comma'],
    ['a[,x]', '2: its extras are not names with commas between them'],
    ['a[x y]', '4: its extras are not names with commas between them'],
    ['a[x-]', '3: its extras are not names with commas between them'],
    ['a[x)', '3: its extras are not names with commas between them'],
    ['a[x][y]', '4: neither a version nor a marker follows its name'],
  ])('of %j cannot be read', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });
});

describe('the clauses of a requirement', () => {
  test.each<[string, readonly string[], string | undefined]>([
    ['a==1.2.3', ['==1.2.3'], '==1.2.3'],
    ['a==1.2.3 ; os_name=="nt"', ['==1.2.3'], '==1.2.3'],
    ['a~=1.4', ['~=1.4'], '~=1.4'],
    ['a>1,<2,!=1.5', ['>1', '<2', '!=1.5'], '>1,<2,!=1.5'],
    ['a >= 1 , < 2', ['>= 1', '< 2'], '>= 1 , < 2'],
    ['a>=1,', ['>=1'], '>=1,'],
    ['a>=1 , ', ['>=1'], '>=1 ,'],
    ['a(>=1,<2)', ['>=1', '<2'], '>=1,<2'],
    ['a ( >=1, ) ;os_name=="nt"', ['>=1'], '>=1,'],
    ['a()', [], undefined],
    ['a ( )', [], undefined],
    ['a==1.*', ['==1.*'], '==1.*'],
    ['a!=1.2.*', ['!=1.2.*'], '!=1.2.*'],
    [
      'a==v1!2.0-RC_1.post2.dev3+Local-1',
      ['==v1!2.0-RC_1.post2.dev3+Local-1'],
      '==v1!2.0-RC_1.post2.dev3+Local-1',
    ],
    ['a==\n1.0', ['==\n1.0'], '==\n1.0'],
    ['a>=\u00A01,<\u20032', ['>=\u00A01', '<\u20032'], '>=\u00A01,<\u20032'],
  ])('of %j are %j', (text, written, whole) => {
    expect(clauses(text)).toEqual(written);
    expect(specifier(text)).toBe(whole);
  });

  it('hold the version as written, without what stands around it', () => {
    expect(read('a == \t V1.0-RC1 ,<=2').clauses.map(({ operator, version }) => [operator, version])).toEqual(
      [
        ['==', 'V1.0-RC1'],
        ['<=', '2'],
      ],
    );
  });

  test.each([
    ['a==', '3: a version is missing behind =='],
    ['a >= ;os_name=="nt"', '5: a version is missing behind >='],
    ['a>=,<2', '3: a version is missing behind >='],
    ['a==1.0.org1', '3: ==1.0.org1 is not a version specifier'],
    ['a~=1', '3: ~=1 is not a version specifier'],
    ['a>=1.*', '3: >=1.* is not a version specifier'],
    ['a<=1+local', '3: <=1+local is not a version specifier'],
    ['a==1.post1.*', '3: ==1.post1.* is not a version specifier'],
    ['a==1..2', '3: ==1..2 is not a version specifier'],
    ['a==1.', '3: ==1. is not a version specifier'],
    ['a=1', '1: = is not a way to compare versions'],
    ['a!1', '1: ! is not a way to compare versions'],
    ['a=>1', '1: = is not a way to compare versions'],
    ['a,>=1', '1: neither a version nor a marker follows its name'],
    ['a>=1,,<2', '5: something other than a comma or a marker follows its version'],
    ['a>=1 <2', '5: something other than a comma or a marker follows its version'],
    ['a==1.0 # pinned', '7: something other than a comma or a marker follows its version'],
    ['a==1.0\n', '6: something other than a comma or a marker follows its version'],
    ['a==1.0)', '6: something other than a comma or a marker follows its version'],
    ['a(==1.0', '1: the parenthesis before its version is not closed'],
    ['a((==1.0))', '2: the parentheses hold no version specifier'],
    ['a(==1.0;)', '7: the parentheses hold no version specifier'],
    ['a(==1.0)(==2)', '8: something other than a comma or a marker follows its version'],
  ])('of %j cannot be read', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  it('are shown in part where they are long', () => {
    expect(problem(`a==${'1.'.repeat(100_000)}`)).toMatch(/^3: ==[1.]{58}\.\.\. is not a version specifier$/);
  });
});

describe('what stands behind ===', () => {
  test.each<[string, readonly string[], string]>([
    ['a===1.0', ['===1.0'], '===1.0'],
    ['a=== any#text[x]@(', ['=== any#text[x]@('], '=== any#text[x]@('],
    ['a===', ['==='], '==='],
    ['a=== \n', ['==='], '==='],
    ['a=== ;os_name=="nt"', ['==='], '==='],
    ['a===x;os_name=="nt"', ['===x'], '===x'],
    ['a(===x)', ['===x'], '===x'],
    ['a===1.0,>=1', ['===1.0', '>=1'], '===1.0,>=1'],
    ['a===1.0 , >=1', ['===1.0', '>=1'], '===1.0 , >=1'],
    ['a===1.0,,>=1,', ['===1.0', '>=1'], '===1.0,,>=1,'],
    ['a===,===x', ['===', '===x'], '===,===x'],
    ['a===x,', ['===x'], '===x,'],
    ['a>=1,===x', ['>=1', '===x'], '>=1,===x'],
  ])('in %j is any word, which commas divide into clauses', (text, written, whole) => {
    expect(clauses(text)).toEqual(written);
    expect(specifier(text)).toBe(whole);
  });

  test.each([
    ['a===x,y', '6: y is not a version specifier'],
    ['a===1.0,>=', '8: >= is not a version specifier'],
    ['a===1.0, >=1', '9: something other than a comma or a marker follows its version'],
    ['a===x y', '6: something other than a comma or a marker follows its version'],
    ['a===x)', '5: something other than a comma or a marker follows its version'],
  ])('in %j cannot be read', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });
});

describe('the URL of a requirement', () => {
  test.each([
    ['a @ https://example.com/a.zip', 'https://example.com/a.zip', undefined],
    ['a@file:///a', 'file:///a', undefined],
    ['a @\tgit+https://example.com/a.git@v1#egg=a \t', 'git+https://example.com/a.git@v1#egg=a', undefined],
    ['a @ x;os_name=="nt"', 'x;os_name=="nt"', undefined],
    ['a @ x ; os_name == "nt"', 'x', 'os_name == "nt"'],
    ['a @ x\t;os_name=="nt"', 'x', 'os_name == "nt"'],
    ['a @ x\ny', 'x\ny', undefined],
    ['a @ @', '@', undefined],
  ])('in %j is %j', (text, url, marker) => {
    const requirement = read(text);
    expect(requirement.url?.text).toBe(url);
    expect(text.slice(requirement.url?.range.start, requirement.url?.range.end)).toBe(url);
    expect(requirement.marker && markerText(requirement.marker.parsed)).toBe(marker);
    expect(requirement.clauses).toEqual([]);
  });

  test.each([
    ['a @', '3: a URL is missing behind @'],
    ['a@ \t', '4: a URL is missing behind @'],
    ['a @ x y', '6: something other than a marker follows its URL'],
    ['a @ x >=1', '6: something other than a marker follows its URL'],
    ['a>=1 @ x', '5: something other than a comma or a marker follows its version'],
  ])('in %j cannot be read', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });
});

describe('the marker of a requirement', () => {
  test.each([
    ['a;os_name=="nt"', 'os_name=="nt"'],
    ['a ; \tos_name == "nt" \t', 'os_name == "nt"'],
    ['a==1;(os_name == "nt" )', '(os_name == "nt" )'],
  ])('in %j is %j', (text, expected) => {
    const range = read(text).marker?.range;
    expect(text.slice(range?.start, range?.end)).toBe(expected);
  });

  test.each([
    ['a;', '2: its marker lacks a variable or a text in quotation marks'],
    ['a==1 ; ', '7: its marker lacks a variable or a text in quotation marks'],
    ['a;;os_name=="nt"', '2: its marker lacks a variable or a text in quotation marks'],
    ['a; platform == "nt"', '3: platform is no variable that a marker can ask for'],
    ['a; os_name == "nt"; os_name == "nt"', '18: its marker goes on with neither "and" nor "or"'],
    ['a; os_name == "nt"\n', '18: its marker goes on with neither "and" nor "or"'],
  ])('in %j cannot be read', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });
});
