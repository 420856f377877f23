import { mkdtemp, realpath, rm, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { CopyOrigin, PolicyOrigins } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { contentOfBytes, MAX_FILE_BYTES } from '../../read/files/file-bytes.ts';
import { gitProblem } from '../../read/git/git-command.ts';
import { errorCode } from '../../system/error-code.ts';
import type { CommandOutcome } from '../../system/run-command.ts';
import { hasSucceeded, remoteGit, type RunGit } from './remote-git.ts';

/**
 * Repositories are cloned by git, which asks for a password as the user set it up to; packages are those that are installed, as
 * the lock file of the package manager has them.
 */
export function createPolicyOrigins(root: string): PolicyOrigins {
  let folder: Promise<string> | undefined;
  const scratch = () => (folder ??= mkdtemp(path.join(tmpdir(), 'lockkeeper-policy-')));
  const clones = new Map<string, Promise<Known<string>>>();
  const cloneOf = (repository: string): Promise<Known<string>> => {
    const known = clones.get(repository);
    if (known !== undefined) return known;
    const made = scratch().then((place) => clone(repository, path.join(place, `${clones.size}.git`)));
    clones.set(repository, made);
    return made;
  };
  return {
    read: async (origin) => {
      try {
        if (origin.kind === 'npm') return await installedText(root, origin);
        const cloned = await cloneOf(`${origin.owner}/${origin.repository}`);
        return cloned.known ? await committedText(cloned.value, origin) : cloned;
      } catch (error) {
        return unobserved(`reading failed (${errorCode(error) ?? String(error)})`);
      }
    },
    difference: async (before, after) => {
      const place = await scratch();
      await Promise.all([writeFile(path.join(place, 'a'), before), writeFile(path.join(place, 'b'), after)]);
      const outcome = await remoteGit(place)([
        'diff',
        '--no-index',
        '--no-color',
        '--no-ext-diff',
        '--',
        'a',
        'b',
      ]);
      const lines = outcome.kind === 'exited' ? outcome.stdout.toString('utf8').split('\n') : [];
      const first = lines.findIndex((line) => line.startsWith('@@'));
      return first === -1 ? [] : lines.slice(first).filter((line) => line !== '');
    },
    close: async () => {
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true });
    },
  };
}

async function clone(repository: string, place: string): Promise<Known<string>> {
  const outcome = await remoteGit(path.dirname(place))([
    'clone',
    '--quiet',
    '--bare',
    '--template=',
    // Of a large repository only commits and folders come along.
    '--filter=blob:none',
    '--',
    `https://github.com/${repository}.git`,
    place,
  ]);
  return hasSucceeded(outcome) ? observed(place) : unobserved(withoutPasswords(outcome));
}

/**
 * Of a commit that a branch or a tag of that very repository holds: GitHub shows by the same address commits that somebody pushed
 * to a fork of it.
 */
async function committedText(
  place: string,
  { owner, repository, file, commit }: Extract<CopyOrigin, { kind: 'github' }>,
): Promise<Known<string>> {
  const git = remoteGit(place);
  const holding = await git(['for-each-ref', '--count=1', `--contains=${commit}`, 'refs/heads', 'refs/tags']);
  if (!hasSucceeded(holding) || holding.stdout.length === 0)
    return unobserved(`no branch or tag of ${owner}/${repository} holds the commit ${commit}`);
  const entry = await git(['--literal-pathspecs', 'ls-tree', '-z', commit, '--', file]);
  if (!hasSucceeded(entry)) return unobserved(withoutPasswords(entry));
  const [mode = ''] = entry.stdout.toString('utf8').split(' ');
  if (mode === '') return unobserved(`that commit has no file ${file}`);
  if (!mode.startsWith('100')) return unobserved(`${file} is not a plain file in that commit`);
  return await blobText(git, `${commit}:${file}`, file);
}

async function blobText(git: RunGit, name: string, file: string): Promise<Known<string>> {
  // What the clone left out comes now.
  const outcome = await git(['cat-file', 'blob', name], { GIT_NO_LAZY_FETCH: '0' });
  return hasSucceeded(outcome) ? textOf(file, outcome.stdout) : unobserved(withoutPasswords(outcome));
}

async function installedText(
  root: string,
  { name, version, file }: Extract<CopyOrigin, { kind: 'npm' }>,
): Promise<Known<string>> {
  const folder = await realpath(path.join(root, 'node_modules', name)).catch(() => undefined);
  if (folder === undefined) return unobserved(`${name} is not installed; install what the lock file names`);
  const installed = await versionIn(folder);
  if (installed !== version)
    return unobserved(
      `node_modules has ${name} ${installed ?? 'without a version'}, and the policy names ${version}`,
    );
  const place = await realpath(path.join(folder, file)).catch(() => undefined);
  if (place === undefined) return unobserved(`${name} ${version} has no file ${file}`);
  if (!place.startsWith(`${folder}${path.sep}`)) return unobserved(`${file} leads out of the package`);
  if ((await stat(place)).size > MAX_FILE_BYTES) return unobserved(`${file} is larger than 2 MB`);
  return textOf(file, await readFile(place));
}

async function versionIn(folder: string): Promise<string | undefined> {
  const text = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => '{}');
  const value: unknown = parsed(text);
  const version: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'version') : undefined;
  return typeof version === 'string' ? version : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON has the same answer as JSON without a version.
    return undefined;
  }
}

function textOf(file: string, bytes: Buffer): Known<string> {
  const content = contentOfBytes(file, bytes);
  if (content.kind === 'text') return observed(content.text);
  return unobserved(
    content.kind === 'unreadable' ? `${file} is not a text: ${content.problem}` : `there is no ${file}`,
  );
}

/** What git says may name the address, and that may hold a password. */
function withoutPasswords(outcome: CommandOutcome): string {
  return gitProblem(outcome).replace(/:\/\/[^\s/]*@/g, '://****@');
}
