import { describe, expect, test } from 'vitest';

import { misreadCharacters } from './misread-characters.ts';
import { isTelling } from './misread-evidence.ts';

function verdicts(text: string): readonly boolean[] {
  return misreadCharacters(text).map((part) => isTelling({ text, ...part }));
}

describe('no language writes', () => {
  test.each([
    ['a euro sign after â', '1â€“6'],
    ['a control character', 'â\u0080\u0093'],
    ['Ã within a word', 'dÃ©ployer'],
    ['Ã before a mark at the start', 'Ã©tat'],
    ['Â before a degree sign', '20 Â°C'],
    ['Â after a digit', '10Â\u00a0km'],
    ['a lonely â and a dagger', 'a â†’ b'],
    ['the beginning of an emoji', 'ðŸ”’'],
    ['the mark of UTF-8', 'ï»¿# Title'],
    ['Ð and a question mark', 'Ð¿'],
  ])('%s: %s', (_name, text) => {
    expect(verdicts(text)).toEqual([true]);
  });
});

describe('somebody may well write', () => {
  test.each([
    ['a capital before a quotation mark', '“CAFÉ”'],
    ['a capital with a tilde before one', '“MANHÃ”'],
    ['a letter, an ellipsis and a quotation mark', '“allé…”'],
    ['the same with â', '“hâlâ…”'],
    ['a sharp s before a quotation mark', '„Spaß“'],
    ['two capitals with marks', 'VÝŠE'],
    ['a trademark', 'NESTLÉ™'],
    ['a name in possession', 'CAFÉ’S'],
    ['a capital before a dash', 'MANHÃ–TARDE'],
    ['a quoted letter', '“Â”'],
    ['a letter in guillemets', '«Â»'],
    ['a quoted letter and an ellipsis', '“â”…'],
    ['a space that does not break', 'MANHÃ\u00a0e'],
    ['a diameter and its tolerance', 'Ø±0.1'],
  ])('%s: %s', (_name, text) => {
    expect(verdicts(text)).toEqual([false]);
  });
});
