import type { Policy } from '@lockkeeper/policy-core';
import { alembicStarts, generateScripts } from '@lockkeeper/policy-core/generate';
import { alembicFolders, configurationPaths } from '@lockkeeper/policy-core/migrations';

import type { ScriptsOptions } from './options.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { detectedPolicy } from '../../policy/detected-policy.ts';
import type { Repository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import { runGenerate } from './run-generate.ts';

/** `lockkeeper generate scripts` */
export function runGenerateScripts(options: ScriptsOptions, world: World): Promise<ExitCode> {
  const { program, alembic } = options;
  return runGenerate({ options, world }, async (policy, repository) => {
    const { starts: environments, leftOut } = await startsHere(policy, repository);
    return generateScripts(policy, { program, alembic, environments, leftOut });
  });
}

/** How Alembic is started; where the policy names no revisions, for those that lie here. */
async function startsHere(policy: Policy, repository: Repository): Promise<ReturnType<typeof alembicStarts>> {
  const named = alembicFolders(policy);
  const found = named.length > 0 ? undefined : await detectedPolicy(repository);
  const listing = await repository.observers.files.list(['']);
  if (!listing.known)
    throw new CliError('technical', `The files here cannot be listed because ${listing.reason}.`);
  return alembicStarts(found === undefined ? named : alembicFolders(found), {
    paths: listing.value,
    configurations: await configurationsHere(listing.value, repository),
  });
}

async function configurationsHere(paths: readonly string[], { observers: { files } }: Repository) {
  const found: { path: string; text: string }[] = [];
  for (const path of configurationPaths(paths)) {
    const content = await files.read(path);
    if (content.known && content.value.kind === 'text') found.push({ path, text: content.value.text });
  }
  return found;
}
