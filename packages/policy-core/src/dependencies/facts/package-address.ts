import type { PylockFile, PylockPackage, PylockSource } from '../requirements/pylock.ts';
import { plainAddress } from './requirement-identity.ts';

/**
 * A package of a lock of the standard form as a requirement names it: by its version, or where it has
 * none by its address. What stands behind the `#` of an address has keys of its own in such a lock.
 */
export function packageText({ name, version, sources }: PylockPackage): string {
  if (version !== undefined) return `${name}==${version}`;
  const address = sources.flatMap((source) => addressesOf(source).at(-1) ?? []).at(0);
  return address === undefined ? name : `${name} @ ${plainAddress(address)}`;
}

/** Every address by which a source may ask for it, the one that says most at the end. */
export function addressesOf(source: PylockSource): readonly string[] {
  const { path } = source;
  if (source.kind === 'directory') return path === undefined ? [] : [path.value];
  const places = [source.url, path].flatMap((place) => place?.value ?? []);
  if (source.kind === 'archive') return places.flatMap((place) => archiveAddresses(place, source));
  if (source.kind !== 'vcs') return places;
  const { type, requestedRevision, commitId } = source;
  const revisions = [requestedRevision, commitId].flatMap((revision) => revision?.value ?? []);
  return places.flatMap((place) => {
    const checkout = `${type?.value ?? 'git'}+${place}`;
    return [checkout, ...revisions.map((revision) => `${checkout}@${revision}`)].map(
      (address) => address + folderOf(source).replace(/^./, '#'),
    );
  });
}

/** An address without the hashes of algorithms that a lock gives none of: nothing there speaks against them. */
export function withoutHashesBut(algorithms: readonly string[], address: string): string {
  const hash = address.indexOf('#');
  if (hash < 0) return address;
  const parts = address
    .slice(hash + 1)
    .split('&')
    .filter((part) => {
      const [, algorithm] = /^(md5|sha\d+)=/.exec(part) ?? [];
      return algorithm === undefined || algorithms.includes(algorithm);
    });
  return parts.length === 0 ? address.slice(0, hash) : `${address.slice(0, hash)}#${parts.join('&')}`;
}

/** Of hashes of archives; `undefined` where it holds none. */
export function algorithmsOf({ sources }: PylockPackage): readonly string[] | undefined {
  const archives = sources.flatMap((source) => (source.kind === 'archive' ? [source] : []));
  if (archives.length === 0) return undefined;
  return archives.flatMap(({ hashes }) => hashes.slice(0, MOST_HASHES).map(({ algorithm }) => algorithm));
}

/** With no hash, and with each of them on either side of the folder. */
function archiveAddresses(place: string, archive: PylockFile): readonly string[] {
  const folder = folderOf(archive);
  const hashes = archive.hashes
    .slice(0, MOST_HASHES)
    .map(({ algorithm, digest }) => `&${algorithm}=${digest}`);
  const fragments = ['', ...hashes].flatMap((hash) => [folder + hash, hash + folder]);
  return [...new Set(fragments)].map((fragment) => place + fragment.replace(/^&/, '#'));
}

/** As many as there are algorithms for them. Somebody could write thousands beside a long address. */
const MOST_HASHES = 6;

function folderOf({ subdirectory }: Exclude<PylockSource, { kind: 'directory' }>): string {
  return subdirectory === undefined ? '' : `&subdirectory=${subdirectory.value}`;
}
