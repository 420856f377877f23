import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Equal for equal texts, and of no use to anybody without the key. */
export type Fingerprint = (text: string) => string;

/** @param key Random, made for one run and kept nowhere: then no list of guesses can be tried on a fingerprint. */
export function keyedFingerprint(key: Uint8Array): Fingerprint {
  if (key.length < 16) throw new RangeError('A key of fingerprints has 16 bytes at least.');
  return (text) => bytesToHex(hmac(sha256, key, utf8ToBytes(text)));
}
