import { LOOK_ALIKES } from './look-alikes.ts';

/**
 * Two paths with the same skeleton look alike to a person: `соre` in Cyrillic and `core`, `rnain` and `main`.
 *
 * After Unicode's TR39, as far as it is about ASCII; beyond it accents count for nothing on a plain
 * letter, and compatibility forms are what they stand for. Not for showing to anybody. Capitals and
 * small letters stay apart: fold the skeletons where they should not.
 */
export function confusableSkeleton(path: string): string {
  return plainReading(path).replaceAll(/[01I|m"`]/g, (sign) => ASCII_LIKENESS[sign] ?? sign);
}

/**
 * A skeleton for names of which none is guarded: accents, and letters such as ø, are ordinary spelling.
 * Two of them are alike when what nobody sees or another script makes them so.
 */
export function spellingSkeletonOf(name: string): string {
  return inPlainLetters(name, 'spelling')
    .normalize('NFC')
    .replaceAll(/[01I|m"`]/g, (sign) => ASCII_LIKENESS[sign] ?? sign);
}

/**
 * What a person takes the path for, in ASCII as far as it goes: the path that patterns should be
 * asked about as well. Plain ASCII is read as it stands.
 */
export function plainReading(path: string): string {
  if (!/[\u0080-\uffff]/.test(path)) return path;
  return inPlainLetters(path, 'looks')
    .replaceAll(/(?<=[!-~])\p{M}+/gu, '')
    .normalize('NFC');
}

/** Decomposed. */
function inPlainLetters(path: string, kept: Kept): string {
  const decomposed = path.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '').normalize('NFD');
  return asAscii(asAscii(decomposed, kept).normalize('NFKD'), kept);
}

/** Whether the letters that European languages add to the alphabet stay as they are. */
type Kept = 'looks' | 'spelling';

/** What ASCII signs look like among themselves. */
const ASCII_LIKENESS: Readonly<Record<string, string>> = {
  '0': 'O',
  '1': 'l',
  I: 'l',
  '|': 'l',
  m: 'rn',
  '"': "''",
  '`': "'",
};

const PLAIN_OF = new Map(
  LOOK_ALIKES.flatMap(([plain, characters]) => Array.from(characters, (character) => [character, plain])),
);

function asAscii(text: string, kept: Kept): string {
  return text.replaceAll(FOREIGN[kept], (character) => PLAIN_OF.get(character) ?? character);
}

const FOREIGN: Readonly<Record<Kept, RegExp>> = {
  looks: /[^\0-\x7f]/gu,
  spelling: /[^\0-\x7f\u00c0-\u017e]/gu,
};
