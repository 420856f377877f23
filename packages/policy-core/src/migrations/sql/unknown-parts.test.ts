import { describe, expect, it } from 'vitest';

import { skeletonOf, type TextPart } from '../../parsers/python/text.ts';
import { unveiled } from './unknown-parts.ts';

const PARTS: readonly TextPart[] = [
  { kind: 'known', text: 'DROP TABLE ', start: 100, end: 111, verbatim: true },
  { kind: 'unknown', source: 'name', start: 111, end: 117 },
];
const unveil = <Data>(data: Data) =>
  unveiled(data, {
    skeleton: skeletonOf(PARTS),
    place: (start, end) => ({ start: start + 100, end: end + 100 }),
  });

describe('What was read from a text with unknown parts', () => {
  it.each<[string, unknown, unknown]>([
    ['a name that is known', { text: 'a', isKnown: true }, { text: 'a', isKnown: true }],
    ['a name that is not', { text: '_lk1_', isKnown: true }, { text: '{name}', isKnown: false }],
    [
      'a name of which a part is not',
      { text: 'tmp__lk1_', isKnown: true },
      { text: 'tmp_{name}', isKnown: false },
    ],
    [
      'a table whose schema is not',
      { text: 'a', isKnown: true, schema: '_lk1_' },
      { text: 'a', isKnown: false, schema: '{name}' },
    ],
    ['columns that are known', { columns: ['a', 'b'] }, { columns: ['a', 'b'] }],
    ['columns of which one is not', { columns: ['a', '_lk1_'] }, { columns: undefined }],
    [
      'a number of a part that there is not',
      { text: '_lk7_', isKnown: true },
      { text: '_lk7_', isKnown: false },
    ],
    ['a text', { expression: 'x > _lk1_' }, { expression: 'x > {name}' }],
    ['offsets', { start: 1, end: 5, ifExists: false }, { start: 101, end: 105, ifExists: false }],
    ['offsets inside', { column: { start: 1, end: 5 } }, { column: { start: 101, end: 105 } }],
    [
      'lists of objects',
      { tables: [{ text: '_lk1_', isKnown: true }] },
      { tables: [{ text: '{name}', isKnown: false }] },
    ],
    ['nothing', { name: undefined, using: null, size: 3 }, { name: undefined, using: null, size: 3 }],
  ])('says what the file says: %s', (_, data, expected) => {
    expect(unveil(data)).toEqual(expected);
  });

  it('leaves what it was given alone', () => {
    const data = { text: '_lk1_', isKnown: true };
    unveil(data);
    expect(data).toEqual({ text: '_lk1_', isKnown: true });
  });
});
