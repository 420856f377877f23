import path from 'node:path';

import type { HostOutcome } from '@lockkeeper/operations/ports';

import { DONE, gitProgram, runHostProgram } from './host-program.ts';

/** Whether the files of a folder are those of a commit, each of them, and there are no others. */
export async function mustBeClean(
  folder: string,
  commit: string,
  otherwise = 'somebody changed',
): Promise<HostOutcome> {
  const status = await runHostProgram(gitProgram(['-C', folder], STATUS));
  if (status.kind === 'failed') return { ...status, isBegun: false };
  if (status.code !== 0) return { kind: 'failed', why: `git status failed${status.said}`, isBegun: false };
  const name = path.basename(folder);
  const [, head = 'no commit'] = /^# branch\.oid (\S+)$/m.exec(status.stdout) ?? [];
  if (head !== commit) return { kind: 'failed', why: `${name} is at ${head.slice(0, 12)}`, isBegun: false };
  const changed = status.stdout.split('\n').find((line) => line !== '' && !line.startsWith('# '));
  return changed === undefined
    ? DONE
    : { kind: 'failed', why: `${otherwise} ${name}: ${changed.replace(BEFORE_PATH, '')}`, isBegun: false };
}

/** One question about both. How far a branch is from that of a remote takes long, and nobody asks. */
const STATUS = ['status', '--porcelain=v2', '--branch', '--no-ahead-behind'];

/** What stands before the path, by the kind of the line: https://git-scm.com/docs/git-status#_porcelain_format_version_2 */
const BEFORE_PATH = /^(?:\? |1 (?:\S+ ){7}|2 (?:\S+ ){8}|u (?:\S+ ){9})/;
