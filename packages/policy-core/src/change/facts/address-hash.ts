import type { TextRange } from '../../model/text-range.ts';

/** A hash that stands in an address; the range is of it, counted in the address. */
export interface AddressHash {
  readonly algorithm: string;
  readonly digest: string;
  readonly range: TextRange;
}

/**
 * The one hash that pip holds an archive to, `#sha256=...`: the first of those that stand there, in small letters.
 * pip looks for it in all of the address, and others only behind the `#`: before it, it is none to count on.
 */
export function addressHash(url: string): AddressHash | undefined {
  const found = HASH.exec(url);
  const fragment = url.indexOf('#');
  if (found === null || fragment < 0 || found.index < fragment) return undefined;
  const { 0: written, 1: algorithm = '', 2: digest = '', index } = found;
  return { algorithm, digest, range: { start: index + 1, end: index + written.length } };
}

const HASH = /[#&](md5|sha1|sha224|sha256|sha384|sha512)=([^&]*)/;
