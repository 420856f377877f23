import { loadPolicy, type Policy } from '@lockkeeper/policy-core';
import { DEFAULT_DATABASES } from '@lockkeeper/policy-core/database';

import { detectedPolicy } from './detected-policy.ts';
import { worktreePolicy } from './worktree-policy.ts';
import type { Repository } from '../repository/repository.ts';
import { CliError } from '../errors/cli-error.ts';

/** The policy of the files here. Where it names no revisions, those that lie here count; it may be missing. */
export async function auditPolicy(repository: Repository): Promise<Policy> {
  const written = await worktreePolicy(repository);
  if (written !== undefined && (written.migrations.alembic.length > 0 || written.migrations.isWithoutAlembic))
    return written;
  const found = await detectedPolicy(repository);
  if (found === undefined) return written ?? emptyPolicy();
  if (written === undefined) return found;
  return { ...written, migrations: { ...written.migrations, alembic: found.migrations.alembic } };
}

function emptyPolicy(): Policy {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
  if (policy.kind === 'policy') return { ...policy, databases: DEFAULT_DATABASES };
  throw new CliError('technical', 'A policy without rules cannot be read. This is a fault of Lockkeeper.');
}
