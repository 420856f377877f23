import { observed, type Known } from '@lockkeeper/policy-core';
import type { NamedLine } from '@lockkeeper/policy-core/observe';

import { pathFromBytes } from '../../text/path-bytes.ts';
import { printed, type RunGitCommand } from './git-command.ts';

export interface WordSearch {
  readonly words: readonly string[];
  /** Folders that are left out, without a slash at the end. */
  readonly except: readonly string[];
  /** Lines that are kept. */
  readonly most: number;
}

export interface FoundLines {
  readonly lines: readonly NamedLine[];
  readonly isWhole: boolean;
}

/** A minified file is one line, and nobody reads it. */
const LONGEST_LINE = 300;

/** Whole words, in the order of paths and lines; binary files are passed over. */
export async function linesWith(
  git: RunGitCommand,
  commit: string,
  { words, except, most }: WordSearch,
): Promise<Known<FoundLines>> {
  if (words.length === 0) return observed({ lines: [], isWhole: true });
  const asked = words.flatMap((word) => ['-e', word]);
  const outcome = await git([
    'grep',
    '-n',
    '-z',
    '-I',
    '-w',
    '-F',
    '--no-color',
    '--full-name',
    '--threads=1',
    ...asked,
    commit,
  ]);
  // 1 means that nothing was found, and 2 and more that something is wrong.
  if (outcome.kind === 'exited' && outcome.code === 1 && outcome.stderr === '')
    return observed({ lines: [], isWhole: true });
  const answer = printed(outcome);
  if (!answer.known) return answer;
  const found = linesIn(answer.value, commit).filter(
    ({ path }) => !except.some((folder) => path.startsWith(`${folder}/`)),
  );
  return observed({ lines: found.slice(0, most), isWhole: found.length <= most });
}

/** `<commit>:<path>\0<line>\0<text>\n`; a path may hold a line break, a text may not. */
function linesIn(output: Buffer, commit: string): readonly NamedLine[] {
  const lines: NamedLine[] = [];
  let at = 0;
  while (at < output.length) {
    const pathEnd = output.indexOf(0, at);
    const numberEnd = output.indexOf(0, pathEnd + 1);
    const lineEnd = output.indexOf(0x0a, numberEnd + 1);
    if (pathEnd < 0 || numberEnd < 0) break;
    const end = lineEnd < 0 ? output.length : lineEnd;
    lines.push({
      path: pathFromBytes(output.subarray(at, pathEnd)).slice(commit.length + 1),
      line: Number(output.subarray(pathEnd + 1, numberEnd)) - 1,
      text: output
        .subarray(numberEnd + 1, end)
        .toString('utf8')
        .slice(0, LONGEST_LINE),
    });
    at = end + 1;
  }
  return lines;
}
