import { createHash } from 'node:crypto';

import type { FileHistory, FileVersion, VersionPlace, VersionsBeside } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { describeRepository } from './describe-repository.ts';
import { gitCommandIn, gitProblem, printed, type RunGitCommand } from './git-command.ts';
import { objectSizes } from './object-sizes.ts';
import { readObjects } from './read-objects.ts';

/** A log of a hundred thousand entries has a tenth of this. */
const MAX_BYTES = 512 * 1024 * 1024;

/** Of files as they stand in these commits and in all commits behind them, on whatever side of a merge. */
export function createFileHistory(root: string, commits: Known<readonly string[]>): FileHistory {
  const git = gitCommandIn(root);
  // Several ask about one log.
  const asked = new Map<string, { readonly text: string; readonly answer: Promise<Known<VersionsBeside>> }>();
  let described: ReturnType<typeof describeRepository> | undefined;
  const listed = async (path: string): Promise<Known<readonly Listed[]>> => {
    if (!commits.known) return commits;
    if (commits.value.length === 0) return observed([]);
    const state = await (described ??= describeRepository(git));
    if (!state.known) return state;
    if (state.value.isShallow) return unobserved(SHALLOW);
    return await versionsOf(git, { commits: commits.value, path });
  };
  return {
    versions: async (path, read) => {
      const found = await listed(path);
      return found.known ? await readAll(git, found.value, read) : found;
    },
    beside: async (path, text) => {
      const before = asked.get(path);
      if (before?.text === text) return await before.answer;
      const answer = (async () => {
        const found = await listed(path);
        return found.known ? await besideText(git, found.value, text) : found;
      })();
      asked.set(path, { text, answer });
      return await answer;
    },
    isBefore: async (commit, later) => {
      const asked = await git(['merge-base', '--is-ancestor', commit, later]);
      const isAnswer = asked.kind === 'exited' && (asked.code === 0 || asked.code === 1);
      return isAnswer ? observed(asked.code === 0 && commit !== later) : unobserved(gitProblem(asked));
    },
  };
}

const SHALLOW =
  'this is a shallow clone, and what earlier commits held cannot be compared. Set fetch-depth: 0 at actions/checkout, or run `git fetch --unshallow`';

interface Listed {
  readonly id: string;
  /** That brought it, the oldest last. */
  readonly commits: readonly string[];
}

/** The newest first. */
async function versionsOf(
  git: RunGitCommand,
  { commits, path }: { readonly commits: readonly string[]; readonly path: string },
): Promise<Known<readonly Listed[]>> {
  const options = [
    '--topo-order',
    '--full-history',
    '-m',
    '--root',
    '--no-renames',
    '--raw',
    '--no-abbrev',
    '-z',
  ];
  const asked = ['log', ...options, '--format=commit %x01%H', '--end-of-options', ...commits, '--', path];
  const listed = printed(await git(asked));
  if (!listed.known) return listed;
  return observed(readVersions(listed.value.toString('utf8')));
}

function readVersions(listed: string): readonly Listed[] {
  const versions = new Map<string, string[]>();
  for (const part of listed.split(COMMIT)) {
    const commit = part.slice(0, part.indexOf('\0'));
    const add = (id: string, brought: readonly string[]) =>
      versions.set(id, [...(versions.get(id) ?? []), ...brought]);
    for (const [, modeBefore = '', mode = '', before = '', after = ''] of part.matchAll(CHANGE)) {
      if (isFile(mode)) add(after, [commit]);
      if (isFile(modeBefore)) add(before, []);
    }
  }
  return Array.from(versions, ([id, commits]) => ({ id, commits }));
}

/** Stands before the id of each commit, and in no path. */
const COMMIT = 'commit \u0001';
const CHANGE = /:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\0/g;

/** A symbolic link holds a text as well; a submodule holds none. */
function isFile(mode: string): boolean {
  return /^1[02]/.test(mode);
}

async function besideText(
  git: RunGitCommand,
  versions: readonly Listed[],
  text: string,
): Promise<Known<VersionsBeside>> {
  const bytes = Buffer.from(text);
  const sizes = await objectSizes(
    git,
    versions.map(({ id }) => id),
  );
  const beginnings: (Listed & VersionPlace)[] = [];
  const unlike: Listed[] = [];
  for (const version of versions) {
    const size = sizes.get(version.id) ?? Infinity;
    if (isBeginning(bytes, version.id, size))
      beginnings.push({ ...version, holds: (beginning) => Buffer.byteLength(beginning) <= size });
    else unlike.push(version);
  }
  const read = await readAll(git, unlike, (version) => version);
  if (!read.known) return read;
  const others = read.value.filter((version) => !text.startsWith(wholeLines(version.text)));
  return observed({ beginnings, others });
}

/** The id of an object is the digest of what it holds, so that nobody has to read it. */
function isBeginning(bytes: Buffer, id: string, size: number): boolean {
  if (size > bytes.length) return false;
  const digest = createHash(id.length === 64 ? 'sha256' : 'sha1');
  return digest.update(`blob ${size}\0`).update(bytes.subarray(0, size)).digest('hex') === id;
}

/** What was not written to its end says nothing. */
function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

async function readAll<T>(
  git: RunGitCommand,
  versions: readonly Listed[],
  read: (version: FileVersion & Listed) => T,
): Promise<Known<readonly T[]>> {
  const values: T[] = [];
  let missing: string | undefined;
  await readObjects(
    git,
    MAX_BYTES,
    versions.map(({ id, commits }) => ({
      name: id,
      answered: (object) => {
        if (object.kind === 'object' && object.content !== undefined)
          values.push(read({ id, commits, text: object.content.toString('utf8') }));
        else missing ??= object.kind === 'unavailable' ? object.reason : `git has no object ${id}`;
        return [];
      },
    })),
  );
  return missing === undefined ? observed(values) : unobserved(missing);
}
