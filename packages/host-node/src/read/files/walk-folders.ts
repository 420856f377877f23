import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { bytesFromPath, joinBytes, pathFromBytes } from '../../text/path-bytes.ts';
import { isNotFound, resolveInRepository } from '../../system/path-resolution.ts';
import { pathsBelow, plainFolders } from './below-folders.ts';
import { readingProblem } from './disk-file.ts';

/** Every file below the folders, where git does not say which are meant. Links are listed, not followed. */
export async function walkFolders(
  root: string,
  folders: readonly string[],
): Promise<Known<readonly string[]>> {
  const found: string[] = [];
  try {
    for (const folder of plainFolders(folders)) {
      if (await isReachable(root, folder)) await walk(bytesFromPath(path.resolve(root)), folder, found);
    }
  } catch (error) {
    return unobserved(`a folder could not be listed: ${readingProblem(error)}`);
  }
  return observed(pathsBelow(folders, found));
}

/** A folder that is itself a link is no folder of this repository. */
async function isReachable(root: string, folder: string): Promise<boolean> {
  if (folder === '') return true;
  return (await resolveInRepository(root, `${folder}/anything`)).kind === 'inside';
}

async function walk(base: Buffer, folder: string, found: string[]): Promise<void> {
  const location = folder === '' ? base : joinBytes(base, folder);
  for (const entry of await entriesOf(location)) {
    const name = pathFromBytes(entry.name);
    const below = folder === '' ? name : `${folder}/${name}`;
    if (!entry.isDirectory()) found.push(below);
    else if (name !== '.git') await walk(base, below, found);
  }
}

async function entriesOf(location: Buffer): Promise<readonly Dirent<Buffer>[]> {
  try {
    return await readdir(location, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}
