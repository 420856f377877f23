import path from 'node:path';

import { observeDatabaseSources } from '@lockkeeper/operations/observe';
import { displayText, nearestWord, type Policy } from '@lockkeeper/policy-core';
import { earlierMigrations, migrationKind, type locksOfSqlFile } from '@lockkeeper/policy-core/migrations';
import type { RevisionSources } from '@lockkeeper/policy-core/observe';

import type { PlaceOptions } from '../../command-line/options.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';

export interface ObservedSqlFile {
  readonly file: Parameters<typeof locksOfSqlFile>[0];
  /** `undefined`: there is none. */
  readonly policy: Policy | undefined;
  /** What is said beside the migrations of the databases they run on; `undefined` without a policy. */
  readonly databases: RevisionSources['databases'];
}

/** Whether what somebody named is a file of SQL, and no revision. */
export function isSqlFileName(wanted: string): boolean {
  return /\.sql$/i.test(wanted);
}

/** A file of SQL with those that its tool runs before it. Stops, with the way on, where it is not there. */
export async function observeSqlFile(
  wanted: string,
  options: PlaceOptions,
  world: World,
): Promise<ObservedSqlFile> {
  const repository = await openRepository(options, world);
  const policy = await worktreePolicy(repository);
  const found = await foundFile(wanted, repository, world);
  const before = await pathsBefore(found.path, repository, policy);
  const earlier = before && (await Promise.all(before.map((one) => readFile(one, repository))));
  const databases = policy && (await observeDatabaseSources(policy, repository.observers));
  return { file: { ...found, earlier }, policy, databases };
}

/** By its path from the current folder, or else from the root. */
async function foundFile(wanted: string, repository: Repository, { cwd }: World): Promise<SeenFile> {
  const { root } = repository;
  const fromHere = path.relative(root, path.resolve(cwd, wanted)).replaceAll(path.sep, '/');
  const fromRoot = path.posix.normalize(wanted.replaceAll(path.sep, '/'));
  for (const named of new Set([fromHere, fromRoot])) {
    if (named.startsWith('../') || path.isAbsolute(named)) continue;
    const file = await readFile(named, repository);
    if (file.content.kind !== 'absent') return file;
  }
  throw new CliError('usage', await notThere(wanted, fromHere, repository));
}

type SeenFile = Omit<ObservedSqlFile['file'], 'earlier'>;

async function readFile(named: string, { observers }: Repository): Promise<SeenFile> {
  const content = await observers.files.read(named);
  if (content.known) return { path: named, content: content.value };
  throw new CliError('technical', `${displayText(named)} cannot be read because ${content.reason}.`);
}

async function notThere(wanted: string, fromHere: string, { observers, root }: Repository): Promise<string> {
  const shown = JSON.stringify(displayText(wanted));
  if (fromHere.startsWith('../')) {
    return `${shown} lies outside of ${displayText(root)}. Name the folder of its repository with --root.`;
  }
  const listing = await observers.files.list(['']);
  const files = listing.known ? listing.value.filter(isSqlFileName) : [];
  const nearest = nearestPath(fromHere, files);
  const advice =
    nearest === undefined
      ? 'Name it by its path from here, or from the top of the repository.'
      : `Did you mean ${displayText(nearest)}?`;
  return `There is no file ${shown} in ${displayText(root)}. ${advice}`;
}

/** The same name elsewhere, or else one that is nearly written so. */
function nearestPath(wanted: string, files: readonly string[]): string | undefined {
  const name = path.posix.basename(wanted);
  const same = files.find((file) => path.posix.basename(file) === name);
  return same ?? nearestWord(wanted, files);
}

/** Where the policy names the file among its migrations, only those among them. */
async function pathsBefore(
  named: string,
  { observers }: Repository,
  policy: Policy | undefined,
): Promise<readonly string[] | undefined> {
  const earlier = earlierMigrations(named);
  if (earlier === undefined) return undefined;
  const listing = await observers.files.list([earlier.folder]);
  if (!listing.known) {
    throw new CliError('technical', `The migrations before it cannot be listed because ${listing.reason}.`);
  }
  const isSql = (one: string) => policy !== undefined && migrationKind(policy, one) === 'sql';
  const paths = isSql(named) ? listing.value.filter(isSql) : listing.value;
  return earlier.among(paths);
}
