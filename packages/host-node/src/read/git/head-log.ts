import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { isNotFound } from '../../system/path-resolution.ts';
import { isObjectId } from './describe-repository.ts';
import type { GitPlace } from './git-place.ts';
import { textIfThere } from './text-if-there.ts';

/** What git noted each time that the head of a worktree moved. Anybody may write there. */
export interface HeadLog {
  /** The last note of this worktree, as it is written; `null` where there is none. */
  readonly last: string | null;
  /** Commits that came about in one of the worktrees, and were not fetched or checked out. */
  readonly made: readonly string[];
  /** Whether this worktree still has a note. Git itself forgets the oldest first, after months. */
  readonly holds: (note: string) => boolean;
}

export async function headLog({ gitDir, commonDir }: GitPlace): Promise<HeadLog> {
  const folders = [commonDir, ...(await linkedWorktrees(commonDir)).map(({ gitDir: folder }) => folder)];
  const own = await notesIn(gitDir);
  const all = await Promise.all([...new Set(folders)].map((folder) => notesIn(folder)));
  return {
    last: own.at(-1) ?? null,
    made: [...new Set([...own, ...all.flat()].flatMap(madeBy))],
    holds: (note) => own.includes(note),
  };
}

/** A further worktree of the same repository. */
export interface LinkedWorktree {
  readonly gitDir: string;
  /** The top folder of its files. */
  readonly root: string;
  /** The commit that its head names without a branch. */
  readonly detachedAt: string | undefined;
}

export async function linkedWorktrees(commonDir: string): Promise<readonly LinkedWorktree[]> {
  const folder = path.join(commonDir, 'worktrees');
  const names = await readdir(folder).catch(noneIfAbsent);
  return Promise.all(
    names.map(async (name) => {
      const gitDir = path.join(folder, name);
      const [link, head] = await Promise.all(
        ['gitdir', 'HEAD'].map(async (file) => (await textIfThere(path.join(gitDir, file))).trim()),
      );
      return {
        gitDir,
        root: path.dirname(path.resolve(gitDir, link ?? '')),
        detachedAt: head !== undefined && isObjectId(head) ? head : undefined,
      };
    }),
  );
}

async function notesIn(gitDir: string): Promise<readonly string[]> {
  const text = await textIfThere(path.join(gitDir, 'logs', 'HEAD'));
  return text.split('\n').filter((line) => line !== '');
}

/** Notes of moves to what was there already; each command that makes a commit names itself. */
const MOVES =
  /^(?:checkout|reset|branch|clone|fetch|update by push|worktree)\b|: Fast-forward|\(start\): checkout/;

function madeBy(line: string): readonly string[] {
  const [entry = '', note = ''] = line.split('\t');
  const [, id = ''] = entry.split(' ');
  return isObjectId(id) && !/^0+$/.test(id) && note !== '' && !MOVES.test(note) ? [id] : [];
}

function noneIfAbsent(error: unknown): readonly string[] {
  if (isNotFound(error)) return [];
  throw error;
}
