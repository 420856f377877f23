import {
  forgeFromEnvironment,
  remoteUrl,
  repositoryOfRemote,
  type GitHubPlace,
} from '@lockkeeper/host-node/read';
import {
  createLogStore,
  createRecordsStore,
  publishContents,
  recordsName,
  type RecordsPlace,
} from '@lockkeeper/host-node/write';
import type { LogStore } from '@lockkeeper/operations/ports';
import { unobserved, type Known, type Policy } from '@lockkeeper/policy-core';

import { CliError } from '../errors/cli-error.ts';
import type { World } from '../world.ts';

/** The branch of the records; `undefined` where the policy keeps them in the tree. */
export function findRecordsBranch(root: string, policy: Policy | undefined): RecordsPlace | undefined {
  const branch = policy?.recordsBranch;
  return branch && { root, remote: branch.remote, branch: branch.name };
}

/** The branch of the records. Stops where the policy names none. */
export function requireRecordsBranch(root: string, policy: Policy | undefined): RecordsPlace {
  const place = findRecordsBranch(root, policy);
  if (place !== undefined && policy?.recordsBranch?.mode === 'branch') return place;
  if (place !== undefined)
    throw new CliError(
      'usage',
      `The policy keeps the deploy records on ${place.branch} itself: bring what the tree has there as any other file.`,
    );
  throw new CliError(
    'usage',
    'The policy keeps the deploy records in the tree. Write `deployment: { records: { mode: branch } }` into it first.',
  );
}

/** Where entries and records are written, as the policy says. */
export function openLogStore(
  policy: Policy | undefined,
  { root, locks, env, isRepair = false }: Here,
): LogStore {
  const place = findRecordsBranch(root, policy);
  if (place === undefined) return createLogStore({ root, locks });
  if (policy?.recordsBranch?.mode !== 'contents') return createRecordsStore(place, { isRepair });
  const publish = publishContents(async () => await gitHubOf(place, env));
  return createRecordsStore(place, { publish, isRepair });
}

interface Here {
  readonly root: string;
  /** Where writers of files of the tree wait for each other. */
  readonly locks: string;
  readonly env: World['env'];
  /** What is there may be another history than was seen before. */
  readonly isRepair?: boolean;
}

/** What is read from the remote is not written to another repository, whatever the environment names. */
async function gitHubOf({ root, remote }: RecordsPlace, env: World['env']): Promise<Known<GitHubPlace>> {
  const url = await remoteUrl(root, remote);
  const place = forgeFromEnvironment(env, url);
  const there = url === undefined ? undefined : repositoryOfRemote(url);
  if (!place.known || there === undefined || fullName(there) === fullName(place.value)) return place;
  return unobserved(`GITHUB_REPOSITORY is not the repository of the remote ${remote}`);
}

function fullName({ owner, repository }: Pick<GitHubPlace, 'owner' | 'repository'>): string {
  return `${owner}/${repository}`.toLowerCase();
}

/** A file of the records, as people are told where to look for it. */
export function displayedRecordPath(policy: Policy | undefined, path: string): string {
  const branch = policy?.recordsBranch;
  return branch === undefined ? path : `${recordsName({ ...branch, branch: branch.name })}:${path}`;
}
