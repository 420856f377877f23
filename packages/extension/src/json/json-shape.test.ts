import { expect, test } from 'vitest';

import { isRecord, listAt, parseJson, textAt } from './json-shape.ts';

test.each([
  ['an object', {}, true],
  ['a list', [], false],
  ['null', null, false],
  ['a text', 'text', false],
  ['nothing', undefined, false],
])('%s is a record: %s', (_what, value, expected) => {
  expect(isRecord(value)).toBe(expected);
});

test('a text is given only where there is one', () => {
  const record = { name: 'gate', count: 2, none: null };
  expect([
    textAt(record, 'name'),
    textAt(record, 'count'),
    textAt(record, 'none'),
    textAt(record, 'absent'),
  ]).toEqual(['gate', undefined, undefined, undefined]);
});

test('a list is given only where all of it can be read', () => {
  const record = { good: [{ a: 1 }], empty: [], mixed: [{ a: 1 }, 2], other: {} };
  expect(listAt(record, 'good')).toEqual([{ a: 1 }]);
  expect(listAt(record, 'empty')).toEqual([]);
  expect([listAt(record, 'mixed'), listAt(record, 'other'), listAt(record, 'absent')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ['{"gate":1}', { gate: 1 }],
  ['null', null],
  ['', undefined],
  ['{"gate":', undefined],
  ['The gate is shut.', undefined],
])('%s is parsed as %o', (text, value) => {
  expect(parseJson(text)).toEqual(value);
});
