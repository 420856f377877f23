import type { RequirementsLine } from '../requirements/requirements-document.ts';
import { urlParts } from '../requirements/url-parts.ts';
import type { TextRange } from '../../model/text-range.ts';
import { addressHash } from '../../change/facts/address-hash.ts';
import { digestLength, isStrongHash } from './hash-digest.ts';

/** The address a line installs from; `undefined` when it names none, or one of the machine itself. */
export function addressOf(
  line: RequirementsLine,
): { readonly url: string; readonly range: TextRange } | undefined {
  const address = writtenAddress(line);
  return address === undefined || isOnMachine(address.url) ? undefined : address;
}

/** The path a line installs from, also where it is written as an address; an editable checkout has its own rule. */
export function localPathOf(
  line: RequirementsLine,
): { readonly path: string; readonly range: TextRange } | undefined {
  const { entry } = line;
  if (entry.kind === 'path') return { path: entry.path, range: entry.range };
  if (entry.kind === 'editable') return undefined;
  const address = writtenAddress(line);
  return address !== undefined && isOnMachine(address.url)
    ? { path: address.url, range: address.range }
    : undefined;
}

/** Whether an address always brings the same: a commit named in full, or an archive with its hash. */
export function isHeldFast(url: string, { hashes }: Pick<RequirementsLine, 'hashes'>): boolean {
  // What looks like a commit in the query or behind the `#` is none.
  if (isCheckout(url)) return NAMES_COMMITS.test(url) && COMMIT.test(urlParts(url)?.path ?? '');
  const written = addressHash(url);
  return [...hashes, ...(written === undefined ? [] : [written])].some(
    ({ algorithm, digest }) => isStrongHash(algorithm) && isDigest(digest, algorithm),
  );
}

/** Whether it leads to a repository, of which there is no archive. */
export function isCheckout(url: string): boolean {
  return /^(?:git|hg|svn|bzr)\+/i.test(url);
}

function isDigest(digest: string, algorithm: string): boolean {
  return digest.length === digestLength(algorithm) && /^[0-9a-f]+$/i.test(digest);
}

function writtenAddress({ entry }: RequirementsLine) {
  switch (entry.kind) {
    case 'requirement': {
      const { url } = entry.requirement;
      return url && { url: url.text, range: url.range };
    }
    case 'address':
      return { url: entry.url, range: entry.range };
    case 'editable':
      return entry.isAddress ? { url: entry.where, range: entry.range } : undefined;
    default:
      return undefined;
  }
}

function isOnMachine(url: string): boolean {
  return /^(?:\w+\+)?file:/i.test(url);
}

/** Of git or Mercurial; Subversion and Bazaar count revisions, which name nothing fast. */
const NAMES_COMMITS = /^(?:git|hg)\+/i;
const COMMIT = /@(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
