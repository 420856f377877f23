import type { Observations, Policy } from '@lockkeeper/policy-core';
import { revisionEnvironments } from '@lockkeeper/policy-core/migrations';

/** What Alembic loads beside the policy is a finding; how its revisions are put together is not. */
export function environmentNotices(
  policy: Policy,
  { revisions, files }: Pick<Observations, 'revisions' | 'files'>,
): readonly string[] {
  if (revisions?.paths.known !== true) return [];
  const { unclear } = revisionEnvironments(policy, revisions.paths.value, [revisions.files, files]);
  return unclear.map(
    (reason) =>
      `Lockkeeper cannot determine what Alembic loads because ${reason}. Folders that no configuration explains are taken for histories of their own.`,
  );
}
