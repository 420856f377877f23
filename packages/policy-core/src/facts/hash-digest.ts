/** Hexadecimal digits of a hash, by algorithm; `undefined` for one that is not known. */
export function digestLength(algorithm: string): number | undefined {
  return DIGITS.get(algorithm.toLowerCase());
}

/** Those that pip takes; the standard of pylock.toml asks for one of them, too. */
export function isStrongHash(algorithm: string): boolean {
  return ['sha256', 'sha384', 'sha512'].includes(algorithm.toLowerCase());
}

const DIGITS: ReadonlyMap<string, number> = new Map([
  ['md5', 32],
  ['sha1', 40],
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);
