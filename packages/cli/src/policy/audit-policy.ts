import type { Policy } from '@lockkeeper/policy-core';

import { detectedPolicy } from './detected-policy.ts';
import { noPolicy } from './no-policy.ts';
import { worktreePolicy } from './worktree-policy.ts';
import type { Repository } from '../repository/repository.ts';

/** The policy of the files here. Where it names no revisions, those that lie here count; it may be missing. */
export async function auditPolicy(repository: Repository): Promise<Policy> {
  const written = await worktreePolicy(repository);
  if (written !== undefined && (written.migrations.alembic.length > 0 || written.migrations.isWithoutAlembic))
    return written;
  const found = await detectedPolicy(repository);
  if (found === undefined) return written ?? noPolicy();
  if (written === undefined) return found;
  return { ...written, migrations: { ...written.migrations, alembic: found.migrations.alembic } };
}
