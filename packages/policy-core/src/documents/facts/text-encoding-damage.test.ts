import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyProse } from '../../testing/any-prose.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { misread, type WrongEncoding } from '../../paths/facts/misread-bytes.ts';
import { misreadCharacters } from '../../paths/facts/misread-characters.ts';
import { isTelling } from '../../paths/facts/misread-evidence.ts';
import { encodingDamage } from './text-encoding-damage.ts';

/** What is written, and what it was. */
function damage(text: string): readonly (readonly [string, string])[] {
  return encodingDamage(text).map((stretch) => {
    const written = text.slice(stretch.start, stretch.end);
    return [written, stretch.kind === 'misread' ? stretch.meant : 'lost'] as const;
  });
}

function restored(text: string): string {
  return encodingDamage(text).reduceRight(
    (rest, stretch) =>
      stretch.kind === 'lost' ? rest : rest.slice(0, stretch.start) + stretch.meant + rest.slice(stretch.end),
    text,
  );
}

describe('damage is found', () => {
  test.each([
    ['a dash', 'Run steps 2â€“5 by hand.', [['â€“', '–']]],
    ['an accent', 'Le dÃ©ploiement', [['Ã©', 'é']]],
    ['an apostrophe', 'itâ€™s ready', [['â€™', '’']]],
    ['the mark of UTF-8', 'ï»¿# Policy', [['ï»¿', '\ufeff']]],
    ['a degree sign', 'below 20 Â°C', [['Â°', '°']]],
    ['an arrow', 'main â†’ production', [['â†’', '→']]],
    ['an emoji', 'ðŸš€ Release', [['ðŸš€', '🚀']]],
    ['Latin-1', 'steps 2â\u0080\u00935', [['â\u0080\u0093', '–']]],
    ['letters next to each other, as one stretch', 'ÑˆÐ°Ð³ one', [['ÑˆÐ°Ð³', 'шаг']]],
    ['text that was damaged twice', 'steps 2Ã¢â‚¬â€œ5', [['Ã¢â‚¬â€œ', '–']]],
    [
      'text that was damaged three times',
      misread(misread(misread('dé', 'windows-1252'), 'windows-1252'), 'windows-1252'),
      [['ÃƒÆ’Ã‚Â©', 'é']],
    ],
    [
      'a character that was lost',
      'd\ufffdj\ufffd\ufffd vu',
      [
        ['\ufffd', 'lost'],
        ['\ufffd\ufffd', 'lost'],
      ],
    ],
    [
      'both kinds, in order',
      '\ufffd and 2â€“5',
      [
        ['\ufffd', 'lost'],
        ['â€“', '–'],
      ],
    ],
  ])('%s', (_name, text, found) => {
    expect(damage(text)).toEqual(found);
  });

  test('beside letters that are as they should be', () => {
    expect(damage('“Ça” va, été â€“ déjà')).toEqual([['â€“', '–']]);
  });

  test('in what alone could be natural, when nothing else stands beside it', () => {
    expect(damage('“MANHÃ” disse')).toEqual([]);
    expect(damage('MANHÃƒ, MANHÃ”, nÃ£o')).toEqual([
      ['Ãƒ', 'Ã'],
      ['Ã”', 'Ô'],
      ['Ã£', 'ã'],
    ]);
  });

  test('on every line of a text that is damaged throughout', () => {
    expect(damage('dÃ©jÃ\u00a0\nÃ‰TÃ‰, CAFÃ‰\n')).toHaveLength(5);
  });

  test('at its place, whatever ends the lines', () => {
    expect(encodingDamage('a\r\nbâ€“c\n')).toMatchObject([{ start: 4, end: 7 }]);
  });
});

describe('what was meant is certain', () => {
  const exact = (text: string) => encodingDamage(text).map((one) => one.kind === 'misread' && one.isExact);

  test('when the same mishap gives exactly what is written', () => {
    expect([exact('2â€“5'), exact('2â\u0080\u00935'), exact('2Ã¢â‚¬â€œ5')]).toEqual([[true], [true], [true]]);
  });

  test('not when two mishaps are mixed', () => {
    expect(exact('2â€\u00935')).toEqual([false]);
  });

  test('not when something is left beside it', () => {
    expect(exact('dÃƒÂ©jÃƒÂ vu')).toEqual([true, false]);
  });
});

test('plain and empty texts have nothing', () => {
  expect([damage(''), damage('release 1-6\n'.repeat(1000))]).toEqual([[], []]);
});

test('a text of 2 MB that is damaged throughout is read in few steps', () => {
  const start = stepsTaken();
  expect(encodingDamage('dÃ©jÃ  vu '.repeat(200_000)).length).toBeGreaterThan(100_000);
  expect(stepsTaken() - start).toBeLessThan(30_000_000);
});

test('[property] prose that was never damaged has nothing', () => {
  fc.assert(
    fc.property(anyProse(), (text) => {
      expect(damage(text)).toEqual([]);
    }),
  );
});

const encoding = fc.constantFrom<WrongEncoding[]>('windows-1252', 'latin-1');

const isTellingIn = (text: string) => (part: { readonly start: number; readonly end: number }) =>
  isTelling({ text, ...part });

test('[property] prose that was damaged as a whole comes back, if one letter of it is telling', () => {
  fc.assert(
    fc.property(anyProse(), encoding, (text, as) => {
      const written = misread(text, as);
      fc.pre(misreadCharacters(written).some(isTellingIn(written)));
      expect(restored(written)).toBe(text);
      expect(encodingDamage(written).every((one) => one.kind === 'misread' && one.isExact)).toBe(true);
    }),
  );
});

test('[property] prose that was damaged twice comes back, if every letter of it is telling', () => {
  fc.assert(
    fc.property(anyProse(), encoding, (text, as) => {
      const once = misread(text, as);
      fc.pre(misreadCharacters(once).every(isTellingIn(once)));
      expect(restored(misread(once, as))).toBe(text);
    }),
  );
});

test('[property] stretches are in order, never overlap, and hold no plain text', () => {
  const part = fc.constantFrom(
    'Ã',
    '©',
    'â',
    '€',
    '“',
    '\ufffd',
    'a',
    ' ',
    '\n',
    'é',
    '中',
    'ð',
    'Ÿ',
    '\u0080',
    '\ud83d',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      let last = 0;
      for (const { start, end } of encodingDamage(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(text.slice(start, end)).toMatch(/^\P{ASCII}+$/u);
        last = end;
      }
    }),
  );
});
