import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

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
    expect(read).toMatchObject({ kind: 'malformed', problem: 'the key b stands twice in one object' });
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
