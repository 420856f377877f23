import { say, tableField, type PylockFields } from './pylock-fields.ts';
import type { PylockHash } from './pylock.ts';

/** The algorithms that Python always has and nobody has broken, and how many digits their digests have. */
const SECURE: ReadonlyMap<string, number> = new Map([
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
  ['sha3_224', 56],
  ['sha3_256', 64],
  ['sha3_384', 96],
  ['sha3_512', 128],
  ['blake2b', 128],
  ['blake2s', 64],
]);

/** What a file is known by. It must have one hash, and should have one that cannot be forged. */
export function hashesField(file: PylockFields): readonly PylockHash[] {
  const fields = tableField(file, 'hashes');
  if (!fields) return [];
  const { entries, head } = fields.table;
  if (entries.size === 0) say(fields, 'invalid', { problem: 'its `hashes` hold none', range: head });
  const hashes = Array.from(entries).flatMap(([algorithm, { value }]): PylockHash[] => {
    if (value.kind === 'text') return [{ algorithm, digest: value.value, range: value.range }];
    say(fields, 'invalid', { problem: `its hash \`${algorithm}\` is not text`, range: value.range });
    return [];
  });
  for (const hash of hashes) noteDigest(fields, hash);
  if (entries.size > 0 && !Array.from(entries.keys()).some((algorithm) => SECURE.has(algorithm))) {
    say(fields, 'note', { problem: 'none of its `hashes` is of a secure algorithm', range: head });
  }
  return hashes;
}

function noteDigest(fields: PylockFields, { algorithm, digest, range }: PylockHash): void {
  const length = SECURE.get(algorithm);
  if (length === undefined || (digest.length === length && /^[\da-fA-F]*$/.test(digest))) return;
  say(fields, 'note', { problem: `its hash \`${algorithm}\` has not ${length} hexadecimal digits`, range });
}
