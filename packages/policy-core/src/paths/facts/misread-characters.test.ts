import fc from 'fast-check';
import { expect, test } from 'vitest';

import { misread } from './misread-bytes.ts';
import { misreadCharacters } from './misread-characters.ts';

test('each part says where it stands and what it was', () => {
  expect(misreadCharacters('1â€“6 cafÃ©')).toEqual([
    { start: 1, end: 4, meant: '–' },
    { start: 9, end: 11, meant: 'é' },
  ]);
});

test.each([
  ['ASCII', 'release 1-6'],
  ['a letter at the end', 'caf\u00e9'],
  ['a sequence cut short', 'â€'],
  ['more bytes than needed', 'À\u0080'],
  ['half of a pair', 'í\u00a0\u0080'],
  ['beyond the last character', 'ô\u0090\u0080\u0080'],
  ['letters that are no bytes', 'Ğİ→中'],
])('nothing is found in %s', (_name, text) => {
  expect(misreadCharacters(text)).toEqual([]);
});

test('the last character of the text is found', () => {
  expect(misreadCharacters('Ã©')).toEqual([{ start: 0, end: 2, meant: 'é' }]);
});

test('[property] what was misread is found, character by character', () => {
  const beyond = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.replace(/\p{ASCII}/gu, ''));
  fc.assert(
    fc.property(beyond, fc.constantFrom('windows-1252', 'latin-1'), (text, as) => {
      const found = misreadCharacters(misread(text, as));
      expect(found.map(({ meant }) => meant).join('')).toBe(text);
    }),
  );
});
