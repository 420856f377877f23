/** Hexadecimal digits of a hash, by algorithm; `undefined` for one that is not known. */
export function digestLength(algorithm: string): number | undefined {
  return DIGITS.get(algorithm.toLowerCase());
}

/** Nobody has made two archives of one digest. pip takes the first three; the standard of pylock.toml takes all. */
export function isStrongHash(algorithm: string): boolean {
  return STRONG.has(algorithm.toLowerCase());
}

const STRONG: ReadonlySet<string> = new Set([
  'sha256',
  'sha384',
  'sha512',
  'sha3_256',
  'sha3_384',
  'sha3_512',
  'blake2b',
  'blake2s',
]);

const DIGITS: ReadonlyMap<string, number> = new Map([
  ['md5', 32],
  ['sha1', 40],
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
  ['sha3_256', 64],
  ['sha3_384', 96],
  ['sha3_512', 128],
  ['blake2b', 128],
  ['blake2s', 64],
]);
