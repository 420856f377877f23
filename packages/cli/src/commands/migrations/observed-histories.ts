import { observeWholeRevisions } from '@lockkeeper/operations/observe';
import { displayText, nearestWord, type Parsers, type Policy } from '@lockkeeper/policy-core';
import { alembicFolders, wholeHistories, type RevisionHistory } from '@lockkeeper/policy-core/migrations';
import type { RevisionSources } from '@lockkeeper/policy-core/observe';

import type { CacheOptions, PlaceOptions } from '../../command-line/options.ts';
import { rememberingParsers } from '../../loading/parsers.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import type { EnvironmentOption } from './options.ts';
import { detectedPolicy } from '../../policy/detected-policy.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';

export interface ObservedHistories {
  /** At least one, of which each has a revision or a file that should be one. */
  readonly histories: readonly RevisionHistory[];
  readonly policy: Policy;
  /** What the histories were read from. */
  readonly sources: RevisionSources;
  readonly parsers: Parsers;
  /** UTC. */
  readonly now: string;
  /** Absolute. */
  readonly root: string;
}

/** The histories of the policy's folders; without a policy, those found in the repository. */
export async function observeHistories(
  options: PlaceOptions & CacheOptions & EnvironmentOption,
  world: World,
): Promise<ObservedHistories> {
  const repository = await openRepository(options, world);
  const policy = (await policyOfAlembic(repository)) ?? (await policyOfFound(repository));
  const sources = await observeWholeRevisions(policy, repository.observers);
  if (!sources.paths.known) {
    throw new CliError('technical', `The revisions cannot be listed because ${sources.paths.reason}.`);
  }
  const parsers = await rememberingParsers(world, { stage: 'local', cache: options.cache })();
  const all = wholeHistories(policy, sources, parsers).filter(({ files }) => files.size > 0);
  if (all.length === 0) throw new CliError('not-judged', nothingIn(policy, repository));
  const histories = chosenFrom(all, options.environment);
  const now = repository.observers.clock.now();
  return { histories, policy, sources, parsers, now, root: repository.root };
}

/** `undefined` where there is none, or it names no revisions. */
async function policyOfAlembic(repository: Repository): Promise<Policy | undefined> {
  const policy = await worktreePolicy(repository);
  return policy !== undefined && policy.migrations.alembic.length > 0 ? policy : undefined;
}

async function policyOfFound(repository: Repository): Promise<Policy> {
  const policy = await detectedPolicy(repository);
  if (policy === undefined) throw new CliError('not-judged', nothingFound(repository));
  return policy;
}

function nothingFound({ root }: Repository): string {
  return `No Alembic revisions were found in ${displayText(root)}. Name their folders in a policy: migrations.alembic.`;
}

function nothingIn(policy: Policy, repository: Repository): string {
  const folders = alembicFolders(policy).map(displayText).join(', ');
  return folders === ''
    ? nothingFound(repository)
    : `${folders} holds no Alembic revision. Check migrations.alembic in ${displayText(policy.path)}.`;
}

function chosenFrom(
  histories: readonly RevisionHistory[],
  wanted: string | undefined,
): readonly RevisionHistory[] {
  if (wanted === undefined) return histories;
  const named = wanted.replace(/\/+$/, '');
  const chosen = histories.filter(({ name, folders }) => name === named || folders.includes(named));
  if (chosen.length > 0) return chosen;
  const names = histories.map(({ name }) => name);
  const nearest = nearestWord(named, names);
  const advice =
    nearest === undefined
      ? `There are: ${names.map(displayText).join(', ')}.`
      : `Did you mean ${displayText(nearest)}?`;
  throw new CliError('usage', `There is no environment ${JSON.stringify(displayText(wanted))}. ${advice}`);
}
