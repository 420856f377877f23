import { databasesCheck, knownRevisionCheck, notAsked, pendingCheck } from '@lockkeeper/policy-core';

import type { GuardProbe } from '../guard-probe.ts';

/** Both databases against each other, against the migrations of the release, and what is pending between them. */
export const databaseProbe: GuardProbe = async (release) => {
  const { migrations } = release.policy;
  const seen = await release.migrations();
  if (seen.kind === 'not-asked')
    return (['databases', 'known-revision', 'pending-migrations'] as const).map((id) =>
      notAsked(id, seen.why),
    );
  const { audit, histories, pending } = seen;
  return [
    databasesCheck(audit, { pending, baseline: migrations.baseline?.id }),
    knownRevisionCheck(audit, histories),
    pendingCheck(pending, { apply: migrations.apply, isProved: false }),
  ];
};
