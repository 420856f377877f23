import { lstatSync } from 'node:fs';
import path from 'node:path';

import { errorCode } from './error-code.ts';
import { bytesFromPath, joinBytes } from '../text/path-bytes.ts';

/** Where a path of the repository lies on disk, and what stands in the way of it. */
export type ResolvedLocation =
  | { readonly kind: 'inside'; readonly location: Buffer; readonly folder: Buffer }
  /** Absolute, or with `..`: it names nothing of this repository. */
  | { readonly kind: 'outside' }
  /** `folder` above it is a symbolic link, so that the file may lie anywhere. */
  | { readonly kind: 'behind-link'; readonly folder: string };

/**
 * Finds a path below `root` without following a symbolic link; the last part may be one.
 * Rejects when a folder above it cannot be looked at.
 */
export async function resolveInRepository(root: string, repositoryPath: string): Promise<ResolvedLocation> {
  return createPathResolver(root)(repositoryPath);
}

/**
 * The same for many paths at once: looks at each folder only the first time. To be thrown away before anything
 * else has its turn, because folders may become links. Throws when a folder above cannot be looked at.
 */
export function createPathResolver(root: string): (repositoryPath: string) => ResolvedLocation {
  const base = bytesFromPath(path.resolve(root));
  const looked = new Map<string, boolean>();
  const isLink = (folder: string): boolean => {
    const answer = looked.get(folder) ?? isSymbolicLink(joinBytes(base, folder));
    looked.set(folder, answer);
    return answer;
  };
  const found = new Map<string, ResolvedFolder>();
  const folderAt = (folder: string): ResolvedFolder => {
    const place = found.get(folder) ?? resolveFolder(folder, { base, isLink });
    found.set(folder, place);
    return place;
  };
  return (repositoryPath) => {
    const given = withSlashes(repositoryPath);
    const end = given.lastIndexOf('/');
    const name = given.slice(end + 1);
    if (isUnsafeSegment(name)) return { kind: 'outside' };
    const place: ResolvedFolder = end < 0 ? { kind: 'inside', folder: base } : folderAt(given.slice(0, end));
    return place.kind === 'inside' ? { ...place, location: joinBytes(place.folder, name) } : place;
  };
}

type ResolvedFolder =
  | Exclude<ResolvedLocation, { kind: 'inside' }>
  | { readonly kind: 'inside'; readonly folder: Buffer };

function resolveFolder(
  folder: string,
  { base, isLink }: { readonly base: Buffer; readonly isLink: (folder: string) => boolean },
): ResolvedFolder {
  const parts = folder.split('/');
  if (parts.some(isUnsafeSegment)) return { kind: 'outside' };
  // From the top down, so that nothing behind a link is looked at.
  const link = parts.map((_, index) => parts.slice(0, index + 1).join('/')).find(isLink);
  if (link !== undefined) return { kind: 'behind-link', folder: link };
  return { kind: 'inside', folder: joinBytes(base, folder) };
}

/** Windows separates with `\`; elsewhere it is a character like any other. */
export function withSlashes(systemPath: string, separator: string = path.sep): string {
  return separator === '\\' ? systemPath.replaceAll('\\', '/') : systemPath;
}

/** A drive or a stream of Windows (`C:`, `name:stream`) is no name there. */
function isUnsafeSegment(part: string): boolean {
  if (part === '' || part === '.' || part === '..' || part.includes('\0')) return true;
  return path.sep === '\\' && part.includes(':');
}

function isSymbolicLink(location: Buffer): boolean {
  try {
    return lstatSync(location).isSymbolicLink();
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** Nothing is there; a name longer than the disk allows cannot be there either. */
export function isNotFound(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(errorCode(error) ?? '');
}
