import { displayText, loadPolicy, type Policy } from '@lockkeeper/policy-core';
import { configurationPaths, foundFolders } from '@lockkeeper/policy-core/migrations';

import type { Repository } from '../repository/repository.ts';
import { CliError } from '../errors/cli-error.ts';

/** A policy that names the folders of revisions that lie here; `undefined` where there are none. */
export async function detectedPolicy(repository: Repository): Promise<Policy | undefined> {
  const { files } = repository.observers;
  const listing = await files.list(['']);
  if (!listing.known) {
    throw new CliError('technical', `The files here cannot be listed because ${listing.reason}.`);
  }
  const texts = new Map<string, string>();
  for (const path of configurationPaths(listing.value)) {
    const content = await files.read(path);
    if (content.known && content.value.kind === 'text') texts.set(path, content.value.text);
  }
  const { alembic } = foundFolders({ paths: listing.value, texts });
  return alembic.length === 0 ? undefined : policyNaming(alembic);
}

function policyNaming(folders: readonly string[]): Policy {
  const text = `version: 1\nmigrations:\n  alembic: ${JSON.stringify(folders)}\n`;
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'policy') return policy;
  throw new CliError(
    'usage',
    `The revisions in ${folders.map(displayText).join(', ')} cannot be looked at. ${policy.problems[0]?.message ?? ''}`,
  );
}
