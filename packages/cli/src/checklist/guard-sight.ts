import { guard } from '@lockkeeper/operations';
import { decideGuard, type GuardSight, type Parsers } from '@lockkeeper/policy-core';

import { stopForNotSeen } from '../not-seen.ts';
import type { Repository } from '../repository.ts';

/** What the guard says of the commit that is checked out. */
export async function guardSight(
  { root, observers }: Repository,
  loadParsers: () => Promise<Parsers>,
): Promise<GuardSight> {
  const commit = await observers.git?.resolve('HEAD');
  const run = await guard({ head: 'HEAD', loadParsers }, observers);
  if (run.kind !== 'ran') return { kind: 'not-run', why: stopForNotSeen(run, root).message };
  const { exit, headline, explanation } = decideGuard(run);
  return { kind: 'ran', commit: commit?.known === true ? commit.value : 'HEAD', exit, headline, explanation };
}
