import { alembicFolders, generateScripts, startFolders, type Policy } from '@lockkeeper/policy-core';

import type { ScriptsOptions } from '../commands/generate.ts';
import type { ExitCode } from '../exit-codes.ts';
import { foundPolicy } from '../migrations/found-policy.ts';
import type { Repository } from '../repository.ts';
import { Stop } from '../stop.ts';
import type { World } from '../world.ts';
import { runGenerate } from './run-generate.ts';

/** `lockkeeper generate scripts` */
export function runGenerateScripts(options: ScriptsOptions, world: World): Promise<ExitCode> {
  const { program, alembic } = options;
  return runGenerate({ options, world }, async (policy, repository) =>
    generateScripts(policy, { program, alembic, environments: await environmentsHere(policy, repository) }),
  );
}

/** Where Alembic is started; where the policy names no revisions, for those that lie here. */
async function environmentsHere(policy: Policy, repository: Repository): Promise<readonly string[]> {
  const named = alembicFolders(policy);
  const found = named.length > 0 ? undefined : await foundPolicy(repository);
  const listing = await repository.observers.files.list(['']);
  if (!listing.known)
    throw new Stop('technical', `The files here cannot be listed because ${listing.reason}.`);
  return startFolders(found === undefined ? named : alembicFolders(found), listing.value);
}
