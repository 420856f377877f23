import { resolveInRepository } from '../../system/path-resolution.ts';
import { fileWriteError } from './file-write-error.ts';

/** Where a file of the repository lies on disk. Rejects with a `FileWriteError` where it lies outside or behind a link. */
export async function writablePlace(
  root: string,
  path: string,
): Promise<{ readonly location: Buffer; readonly folder: Buffer }> {
  const place = await resolveInRepository(root, path);
  if (place.kind === 'outside') throw fileWriteError('outside', path);
  if (place.kind === 'behind-link') throw fileWriteError('symlink', path);
  return place;
}
