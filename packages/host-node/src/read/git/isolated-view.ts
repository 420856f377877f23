import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../../system/error-code.ts';
import { isNotFound } from '../../system/path-resolution.ts';
import { copyIndex } from './copy-index.ts';
import { gitCommandIn, printed, type RunGitCommand } from './git-command.ts';
import { gitOfPlace, type GitPlace } from './git-place.ts';
import type { RefSnapshot } from './ref-snapshot.ts';
import { listUntracked, type ListUntracked } from './untracked-files.ts';

/**
 * A repository seen without its own settings, its index and its notes on what to leave out: all of these lie where
 * whoever works there can write. Only its objects, its files and where its branches point are believed.
 */
export interface IsolatedView {
  /** For {@link createGit}: git reads this view instead of the repository. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of files that are left out, one rule a line as in `.gitignore`; those on disk do not count. */
  readonly ignoreRules: string;
  /** Files that git does not know and these rules do not leave out. The disk is looked at once for each view. */
  readonly untracked: ListUntracked;
  /** The index of the view, with what the disk said of each file. */
  readonly index: string;
  close(): Promise<void>;
}

export interface ViewRequest {
  readonly place: GitPlace;
  readonly snapshot: RefSnapshot;
  /** Rules for what is left out, as in `.gitignore`. */
  readonly ignoreRules: string;
  /** The index of an earlier view: what it saw and did not change need not be read again. */
  readonly index?: string | undefined;
  readonly timeoutMs?: number;
}

/** Unobserved where git or the disk refuse, with the reason as a clause. Whoever got it closes it. */
export async function openIsolatedView(request: ViewRequest): Promise<Known<IsolatedView>> {
  let folder: string | undefined;
  try {
    folder = await mkdtemp(path.join(tmpdir(), 'lockkeeper-view-'));
    const view = await viewIn(folder, request);
    if (!view.known) await rm(folder, { recursive: true, force: true });
    return view;
  } catch (error) {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    return unobserved(`the repository could not be looked at (${errorCode(error) ?? String(error)})`);
  }
}

async function viewIn(folder: string, request: ViewRequest): Promise<Known<IsolatedView>> {
  const { place, snapshot, timeoutMs } = request;
  const format = await objectFormat(gitOfPlace(place, timeoutMs));
  if (!format.known) return format;
  const ignoreRules = path.join(folder, 'ignore-rules');
  await Promise.all(
    ['objects/info', 'refs', 'info'].map((name) => mkdir(path.join(folder, name), { recursive: true })),
  );
  await Promise.all([
    writeFile(path.join(folder, 'objects/info/alternates'), `${path.join(place.commonDir, 'objects')}\n`),
    writeFile(path.join(folder, 'config'), settingsFor(format.value)),
    writeFile(path.join(folder, 'HEAD'), `${headOf(snapshot, format.value)}\n`),
    writeFile(path.join(folder, 'packed-refs'), packedRefs(snapshot)),
    writeFile(ignoreRules, request.ignoreRules),
    copyIfThere(path.join(place.commonDir, 'shallow'), path.join(folder, 'shallow')),
    ...(request.index === undefined ? [] : [copyIndex(request.index, path.join(folder, 'index'))]),
  ]);
  const env = environmentOf(folder, place.root);
  const filled = await fillIndex(gitCommandIn(place.root, timeoutMs, env), request);
  if (!filled.known) return filled;
  let listed: ReturnType<ListUntracked> | undefined;
  return observed({
    env,
    ignoreRules,
    untracked: () => (listed ??= listUntracked(gitCommandIn(place.root, timeoutMs, env), ignoreRules)),
    index: path.join(folder, 'index'),
    close: () => rm(folder, { recursive: true, force: true }),
  });
}

/** No settings of the user and of the machine either: these could leave files out or rewrite them as well. */
function environmentOf(folder: string, root: string): Readonly<Record<string, string>> {
  return {
    GIT_DIR: folder,
    GIT_WORK_TREE: root,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_COUNT: '0',
    GIT_CONFIG_PARAMETERS: '',
    GIT_ATTR_NOSYSTEM: '1',
  };
}

async function objectFormat(git: RunGitCommand): Promise<Known<'sha1' | 'sha256'>> {
  const answer = printed(await git(['rev-parse', '--show-object-format']));
  if (!answer.known) return answer;
  return observed(answer.value.toString('utf8').trim() === 'sha256' ? 'sha256' : 'sha1');
}

function settingsFor(format: 'sha1' | 'sha256'): string {
  // What git keeps beside its objects to find them faster says what somebody wrote there.
  const core = (version: number) =>
    `[core]\n\trepositoryformatversion = ${version}\n\tbare = false\n\tlogallrefupdates = false\n\tcommitGraph = false\n\tmultiPackIndex = false\n`;
  return format === 'sha1' ? core(0) : `${core(1)}[extensions]\n\tobjectformat = sha256\n`;
}

function headOf({ head, branch }: RefSnapshot, format: 'sha1' | 'sha256'): string {
  return branch === null ? (head ?? '0'.repeat(format === 'sha1' ? 40 : 64)) : `ref: ${branch}`;
}

function packedRefs({ refs }: RefSnapshot): string {
  return Object.entries(refs)
    .map(([name, id]) => `${id} ${name}\n`)
    .join('');
}

async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await writeFile(to, await readFile(from));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

/** What of an earlier index is still of the same commit keeps what the disk said of it. */
async function fillIndex(
  git: RunGitCommand,
  { snapshot: { head }, index }: ViewRequest,
): Promise<Known<unknown>> {
  if (head === null) return observed(undefined);
  const read = printed(await git(['read-tree', ...(index === undefined ? [] : ['--reset']), head]));
  if (!read.known) return read;
  // It ends with 1 where a file differs, which is no failure.
  const refreshed = await git(['update-index', '-q', '--really-refresh']);
  return refreshed.kind === 'exited' && refreshed.code <= 1 ? observed(undefined) : printed(refreshed);
}
