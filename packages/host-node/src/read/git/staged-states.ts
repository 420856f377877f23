import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { observed, type Known } from '@lockkeeper/policy-core';

import { isNotFound } from '../../system/path-resolution.ts';
import { pathFromBytes, splitAtNul } from '../../text/path-bytes.ts';
import { printed } from './git-command.ts';
import { gitOfPlace, type GitPlace } from './git-place.ts';

/**
 * What is staged and is not as in a commit, by path: the next commit would hold it, whatever lies on disk. Another text
 * means something else.
 */
export async function stagedStates(
  place: GitPlace,
  commit: string,
  timeoutMs?: number,
): Promise<Known<Readonly<Record<string, string>>>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockkeeper-index-'));
  try {
    const index = path.join(folder, 'index');
    await copyFile(path.join(place.gitDir, 'index'), index);
    const git = gitOfPlace(place, timeoutMs);
    const asked = ['diff-index', '--cached', '--raw', '--no-abbrev', '--no-renames', '-z', commit, '--'];
    // A copy, as git may write what it finds there.
    const answer = printed(
      await git(['-c', 'core.commitGraph=false', ...asked], { env: { GIT_INDEX_FILE: index } }),
    );
    if (!answer.known) return answer;
    const parts = splitAtNul(answer.value);
    const pairs = parts.flatMap((part, at) =>
      at % 2 === 1 ? [[pathFromBytes(part), String(parts[at - 1])] as const] : [],
    );
    return observed(Object.fromEntries(pairs));
  } catch (error) {
    // Without an index nothing is staged.
    if (isNotFound(error)) return observed({});
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
