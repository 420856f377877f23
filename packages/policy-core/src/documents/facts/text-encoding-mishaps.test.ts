import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyProse } from '../../testing/any-prose.ts';
import { misread, type WrongEncoding } from '../../paths/facts/misread-bytes.ts';
import { misreadCharacters } from '../../paths/facts/misread-characters.ts';
import { isTelling } from '../../paths/facts/misread-evidence.ts';
import { encodingDamage } from './text-encoding-damage.ts';

const ENCODINGS: readonly WrongEncoding[] = ['windows-1252', 'latin-1'];

/** A text with what was meant in place of what is written. */
function mended(text: string): string {
  return encodingDamage(text).reduceRight(
    (rest, one) => (one.kind === 'lost' ? rest : rest.slice(0, one.start) + one.meant + rest.slice(one.end)),
    text,
  );
}

describe('a sentence whose encoding was mistaken comes back', () => {
  test.each([
    ['French', 'Le déploiement a échoué : réessayez après la correction.'],
    ['German', 'Die Rückabwicklung läuft für große Änderungen länger.'],
    ['Spanish', '¿Qué sección está protegida? La configuración.'],
    ['Portuguese', 'A migração não é reversível; faça um cópia de segurança.'],
    ['Italian', 'È già così: la verità è più semplice.'],
    ['Swedish', 'Återställ först, och fråga sedan på kanalen.'],
    ['Danish', 'Kør ikke på søndage; prøv igen i morgen.'],
    ['Icelandic', 'Þetta er það sem þarf að gera.'],
    ['Polish', 'Wdrożenie nie powiodło się, spróbuj później.'],
    ['Czech', 'Nasazení se nezdařilo, zkuste to později.'],
    ['Hungarian', 'A telepítés sikertelen volt, próbálja újra később.'],
    ['Romanian', 'Implementarea a eșuat, încercați din nou.'],
    ['Turkish', 'Dağıtım başarısız oldu, lütfen tekrar deneyin.'],
    ['Vietnamese', 'Triển khai không thành công, hãy thử lại.'],
    ['Russian', 'Откат выполняется по шагам, читайте внимательно.'],
    ['Ukrainian', 'Розгортання не вдалося, спробуйте ще раз.'],
    ['Greek', 'Η ανάπτυξη απέτυχε, προσπαθήστε ξανά.'],
    ['Hebrew', 'הפריסה נכשלה, נסו שוב.'],
    ['Arabic', 'فشل النشر، حاول مرة أخرى.'],
    ['Hindi', 'परिनियोजन विफल रहा।'],
    ['Thai', 'การปรับใช้ล้มเหลว'],
    ['Chinese', '部署失败，请稍后再试。'],
    ['Japanese', 'デプロイに失敗しました。'],
    ['Korean', '배포하지 못했습니다.'],
    ['typography', '“Ready” — it’s 2–5 steps… done ✓ → go 🚀'],
    ['mathematics', 'x ≤ y ± 5, ∑ ≠ ∅, 20 °C, 10 µs, ½ × ¾'],
    ['money', '5 € or 4 £ or 600 ¥'],
  ])('of %s', (_, text) => {
    for (const as of ENCODINGS) {
      const written = misread(text, as);
      expect(written).not.toBe(text);
      expect(mended(written), as).toBe(text);
      expect(
        encodingDamage(written).every((one) => one.kind === 'misread' && one.isExact),
        as,
      ).toBe(true);
    }
  });

  test.each([2, 3, 4])('after %i mishaps in a row', (times) => {
    const text = '2–5: déjà vu → 🚀';
    let written = text;
    for (let round = 0; round < times; round += 1) written = misread(written, 'windows-1252');
    expect(mended(written)).toBe(text);
  });

  test('in one line among lines that are as they should be', () => {
    const sound = 'Le café est prêt.';
    const written = `${sound}\n${misread('Étape 2–5 : prêt.', 'windows-1252')}\n${sound}\n`;
    expect(mended(written)).toBe(`${sound}\nÉtape 2–5 : prêt.\n${sound}\n`);
  });

  test('in code and in tables of a document', () => {
    const text = '| step | what |\n| --- | --- |\n| 1–2 | `naïve` |\n\n```\necho "déjà"\n```\n';
    expect(mended(misread(text, 'windows-1252'))).toBe(text);
  });
});

describe('the places of damage', () => {
  const anyDamaged = fc
    .tuple(anyProse(), fc.constantFrom(...ENCODINGS))
    .map(([text, as]) => misread(text, as));

  test('hold exactly what is written there', () => {
    fc.assert(
      fc.property(anyDamaged, (text) => {
        for (const one of encodingDamage(text))
          if (one.kind === 'misread') expect(text.slice(one.start, one.end)).toBe(one.written);
      }),
    );
  });

  test('move with the lines before them, and with nothing else', () => {
    fc.assert(
      fc.property(anyDamaged, fc.nat({ max: 5 }), (text, lines) => {
        const before = 'plain line\n'.repeat(lines);
        const moved = encodingDamage(before + text).map((one) => ({
          ...one,
          start: one.start - before.length,
          end: one.end - before.length,
        }));
        expect(moved).toEqual(encodingDamage(text));
      }),
    );
  });

  test('are none once the text is mended', () => {
    fc.assert(
      fc.property(anyDamaged, (text) => {
        fc.pre(misreadCharacters(text).some((part) => isTelling({ text, ...part })));
        expect(encodingDamage(mended(text))).toEqual([]);
      }),
    );
  });

  test('where a character was lost never claim to know which', () => {
    fc.assert(
      fc.property(anyProse(), fc.nat(), (text, at) => {
        const place = at % (text.length + 1);
        const holed = `${text.slice(0, place)}\ufffd${text.slice(place)}`;
        const lost = encodingDamage(holed).filter(({ kind }) => kind === 'lost');
        expect(lost.map(({ start, end }) => [start, end])).toEqual([[place, place + 1]]);
      }),
    );
  });
});

test('a text that is not damaged keeps its signs, alone and in pairs', () => {
  const signs = [
    'é',
    'É',
    'ß',
    'ñ',
    'ø',
    '–',
    '—',
    '’',
    '“',
    '”',
    '…',
    '€',
    '°',
    '±',
    '½',
    '→',
    '✓',
    '中',
    '🚀',
    '\u00a0',
  ];
  for (const one of signs)
    for (const other of signs) {
      const text = `a ${one} b ${other} c`;
      expect(encodingDamage(text), text).toEqual([]);
    }
});
