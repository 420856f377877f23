import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../testing/steps-taken.ts';
import { textOf } from '../testing/text-of.ts';
import { readJson } from './json-text.ts';

describe('strict JSON', () => {
  test.each([
    '{} // comment',
    '[1,]',
    '{"a":1,}',
    "{'a':1}",
    '{a:1}',
    '',
    ' ',
    'NaN',
    '01',
    '"\u0001"',
    '{"a":1}{"b":2}',
    '[1 2]',
  ])('refuses %j', (text) => {
    expect(readJson('a.json', text)).toMatchObject({
      kind: 'malformed',
      problem: expect.stringMatching(/^(?:it|a|there) .*[^.]$/),
    });
  });

  test('refuses a key that stands twice, however deep', () => {
    const text = '{"a":[{"b":1,"b":2}]}';
    const read = readJson('a.json', text);
    expect(read).toMatchObject({ kind: 'malformed', problem: 'the key b occurs twice in one object' });
  });

  test('refuses nesting without end instead of following it', () => {
    expect(readJson('a.json', '['.repeat(100_000))).toMatchObject({
      kind: 'malformed',
      problem: 'it is nested more than 200 levels deep',
    });
  });

  test('counts brackets in strings as text', () => {
    expect(readJson('a.json', JSON.stringify('['.repeat(500)))).toMatchObject({ kind: 'json' });
  });

  test('accepts exactly what JSON.parse accepts, and reads the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(readJson('a.json', text)).toMatchObject({ kind: 'json', value: JSON.parse(text) });
      }),
    );
    const broken = fc
      .array(fc.constantFrom('{', '}', '[', ']', '"a"', ':', ',', '1', 'null', ' ', '\\'))
      .map((parts) => parts.join(''));
    fc.assert(fc.property(broken, (text) => parses(text) || readJson('a.json', text).kind === 'malformed'));
  });
});

describe('what is wrong with a text', () => {
  test.each([
    ['', 'a value is missing here', ''],
    ['{"a" 1}', 'a colon is missing here', '1'],
    ['{"a":1 "b":2}', 'a comma is missing here', '"b"'],
    ['[1 2]', 'a comma is missing here', '2'],
    ['[1,]', 'a value is missing here', ']'],
    ['{"a":}', 'a value is missing here', '}'],
    ['[1', 'a close bracket is missing here', ''],
    ['{', 'a close brace is missing here', ''],
    ['{} {}', 'there is something behind its end here', '{'],
    ['{}\n<<<<<<< ours', 'there is an invalid symbol here', '<<<<<<<'],
    ['{a:1}', 'there is an invalid symbol here', 'a'],
    ['"a', 'there is an unexpected end of string here', '"a'],
    ['"\\x"', 'there is an invalid escape character here', '"\\x"'],
    ['// x', 'there is an invalid comment token here', '// x'],
    ['{"a":1,"b":2,"a":3}', 'the key a occurs twice in one object', '"a"'],
  ])('%j: %s', (text, problem, underlined) => {
    const read = readJson('a.json', text);
    expect(read).toMatchObject({ kind: 'malformed', problem });
    expect(read.kind === 'malformed' && textOf(text, read.at)).toBe(underlined);
  });

  test('is told of nesting at the bracket that is too many', () => {
    const text = `${'{"a":'.repeat(200)}[`;
    const read = readJson('a.json', text);
    expect(read).toMatchObject({ problem: 'it is nested more than 200 levels deep' });
    expect(read.kind === 'malformed' && read.at.start.character).toBe(1000);
  });

  test('is not that it nests 200 levels deep', () => {
    expect(readJson('a.json', '['.repeat(200) + ']'.repeat(200))).toMatchObject({ kind: 'json' });
  });

  test.each([
    ['quotes', `"${'\\"'.repeat(200_000)}`],
    ['quotes, and half of one', `"${'\\"'.repeat(200_000)}\\`],
    ['backslashes', `"${'\\'.repeat(400_001)}"`],
  ])('is found in few steps in a string that never ends, of %s', (_, text) => {
    const start = stepsTaken();
    expect(readJson('a.json', text)).toMatchObject({ kind: 'malformed' });
    expect(stepsTaken() - start).toBeLessThan(100);
  });
});

describe('a key is a key', () => {
  test.each(['__proto__', 'constructor', 'toString', ''])('also when it is called %j', (name) => {
    const text = `{${JSON.stringify(name)}:{"admin":true}}`;
    const read = readJson('a.json', text);
    if (read.kind === 'malformed') throw new Error(read.problem);
    expect(Object.entries(read.value ?? {})).toEqual([[name, { admin: true }]]);
    expect(Reflect.get(Object(read.value), 'admin')).toBeUndefined();
    expect(textOf(text, read.spanOf([name]))).toBe('{"admin":true}');
  });

  test('and stands twice however its escapes are written', () => {
    expect(readJson('a.json', '{"a":1,"\\u0061":2}')).toMatchObject({
      problem: 'the key a occurs twice in one object',
    });
  });

  test('but may stand in two objects', () => {
    expect(readJson('a.json', '[{"a":1},{"a":2}]')).toMatchObject({ kind: 'json' });
  });
});

test('every value of an object is found at its place', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
      const text = JSON.stringify(value, null, 2);
      const read = readJson('a.json', text);
      if (read.kind === 'malformed') throw new Error(read.problem);
      for (const [key, member] of Object.entries(value)) {
        expect(JSON.parse(textOf(text, read.spanOf([key])))).toEqual(JSON.parse(JSON.stringify(member)));
        const at = read.keySpanOf([key]);
        expect(at && JSON.parse(textOf(text, at))).toBe(key);
      }
    }),
  );
});

describe('places', () => {
  const TEXT = '{ "a": { "b": [1, "two"] }, "c": null }';
  const read = readJson('a.json', TEXT);
  if (read.kind === 'malformed') throw new Error(read.problem);

  test.each([
    { steps: ['a', 'b', 1], value: '"two"', key: undefined },
    { steps: ['a', 'b'], value: '[1, "two"]', key: '"b"' },
    { steps: ['c'], value: 'null', key: '"c"' },
    { steps: ['a', 'missing'], value: '{ "b": [1, "two"] }', key: undefined },
    { steps: [], value: TEXT, key: undefined },
  ])('$steps', ({ steps, value, key }) => {
    const keySpan = read.keySpanOf(steps);
    expect([textOf(TEXT, read.spanOf(steps)), keySpan && textOf(TEXT, keySpan)]).toEqual([value, key]);
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
