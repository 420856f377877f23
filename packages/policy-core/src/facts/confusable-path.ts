import { LOOK_ALIKES } from './look-alikes.ts';

/**
 * Two paths with the same skeleton look alike to a person: `соre` in Cyrillic and `core`, `rnain` and `main`.
 *
 * After Unicode's TR39, as far as it is about ASCII; beyond it accents count for nothing on a plain
 * letter, and compatibility forms are what they stand for. Not for showing to anybody. Capitals and
 * small letters stay apart: fold the skeletons where they should not.
 */
export function skeletonOf(path: string): string {
  return plainReading(path).replaceAll(/[01I|m"`]/g, (sign) => ASCII_LIKENESS[sign] ?? sign);
}

/**
 * What a person takes the path for, in ASCII as far as it goes: the path that patterns should be
 * asked about as well. Plain ASCII is read as it stands.
 */
export function plainReading(path: string): string {
  if (!/[\u0080-\uffff]/.test(path)) return path;
  const decomposed = path.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '').normalize('NFD');
  return asAscii(asAscii(decomposed).normalize('NFKD'))
    .replaceAll(/(?<=[!-~])\p{M}+/gu, '')
    .normalize('NFC');
}

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

function asAscii(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/gu, (character) => PLAIN_OF.get(character) ?? character);
}
