import { createHash } from 'node:crypto';
import { lstat, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';

import { bytesFromPath, joinBytes } from '../../text/path-bytes.ts';
import { isNotFound } from '../../system/path-resolution.ts';

/** What lies at paths of a repository, by path: another text means something else. Links are not followed. */
export async function contentStates(
  root: string,
  paths: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const base = bytesFromPath(path.resolve(root));
  const states: Record<string, string> = {};
  // One after another: nothing says how large they are.
  for (const name of paths) states[name] = await stateOf(joinBytes(base, name));
  return states;
}

async function stateOf(location: Buffer): Promise<string> {
  try {
    const found = await lstat(location);
    if (found.isSymbolicLink()) return `link ${digest(await readlink(location, 'buffer'))}`;
    if (!found.isFile()) return 'no file';
    const mode = (found.mode & 0o100) === 0 ? 'file' : 'program';
    return `${mode} ${digest(await readFile(location))}`;
  } catch (error) {
    if (isNotFound(error)) return 'absent';
    throw error;
  }
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
