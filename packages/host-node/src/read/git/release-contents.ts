import type { ReleasedEntry } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { pathFromBytes, pathsFromList } from '../../text/path-bytes.ts';
import { printed, type RunGitCommand } from './git-command.ts';
import { readObjects } from './read-objects.ts';

/** Every file of a commit. Of the contents only links are read, and what is as small as a pointer of Git LFS. */
export async function contentsOf(git: RunGitCommand, ref: string): Promise<Known<readonly ReleasedEntry[]>> {
  const args = ['ls-tree', '-r', '-l', '-z', '--full-tree', '--end-of-options', `${ref}^{commit}`];
  const listed = printed(await git(args, { maxOutputBytes: MOST_LISTED }));
  if (!listed.known) return listed;
  const found = pathsFromList(listed.value).map(listedIn);
  const texts = await textsOf(git, found);
  return texts.known ? observed(found.map((one) => entryOf(one, texts.value.get(one.id)))) : texts;
}

interface Listed {
  readonly mode: string;
  readonly id: string;
  /** In bytes; not a number for what has none. */
  readonly size: number;
  readonly path: string;
}

function listedIn(line: string): Listed {
  const [, mode = '', id = '', size = ''] = ENTRY.exec(line) ?? [];
  return { mode, id, size: Number(size), path: line.slice(line.indexOf('\t') + 1) };
}

const ENTRY = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t/;

const LINK = '120000';
const SUBMODULE = '160000';
/** A few objects of git can name more files than any disk holds; this is about a quarter of a million of them. */
const MOST_LISTED = 32 * 1024 * 1024;
/** No longer one can be written on Linux. */
const LONGEST_LINK = 4095;
/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: its least is two lines and a digest, its most 1024 bytes. */
const POINTER = { least: 120, most: 1024 } as const;

async function textsOf(
  git: RunGitCommand,
  found: readonly Listed[],
): Promise<Known<ReadonlyMap<string, Buffer>>> {
  const read = found.filter(
    ({ mode, size }) => mode === LINK || (size >= POINTER.least && size <= POINTER.most),
  );
  const texts = new Map<string, Buffer>();
  let problem: string | undefined;
  const questions = [...new Set(read.map(({ id }) => id))].map((name) => ({
    name,
    answered: (object: { readonly kind: string; readonly content?: Buffer | undefined }) => {
      if (object.content === undefined)
        problem ??= `git has no content of ${name.slice(0, 12)}, or it is a link of more than ${LONGEST_LINK} bytes`;
      else texts.set(name, object.content);
      return [];
    },
  }));
  await readObjects(git, LONGEST_LINK, questions);
  return problem === undefined ? observed(texts) : unobserved(problem);
}

function entryOf({ mode, path }: Listed, text: Buffer | undefined): ReleasedEntry {
  if (mode === SUBMODULE) return { kind: 'submodule', path };
  if (mode === LINK) return { kind: 'link', path, target: pathFromBytes(text ?? Buffer.alloc(0)) };
  return { kind: text?.subarray(0, LFS.length).equals(LFS) === true ? 'pointer' : 'file', path };
}

const LFS = Buffer.from('version https://git-lfs.github.com/spec/v1\n');
