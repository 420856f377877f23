import { writeEvent, type TrailEvent } from '@lockkeeper/operations';
import { AUDIT_LOG_PATH, type Policy } from '@lockkeeper/policy-core';

import { logLocksOf } from '../../records/log-locks.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import { holderIn } from '../../locks/holder.ts';
import { logStoreOf, shownPlace } from '../../records/records-place.ts';
import type { Repository } from '../../repository/repository.ts';
import { Stop } from '../../errors/stop.ts';
import type { World } from '../../world.ts';

interface Around {
  readonly repository: Repository;
  readonly policy: Policy | undefined;
  readonly world: World;
}

/** Adds an entry to the audit log, and stops where that cannot be relied on. Says where it stands now, and what is left to do. */
export async function writeDown(
  event: TrailEvent,
  { repository: { root, observers }, policy, world }: Around,
): Promise<WrittenDown> {
  const where = shownPlace(policy, AUDIT_LOG_PATH);
  const trail = {
    path: AUDIT_LOG_PATH,
    logs: logStoreOf(policy, { root, locks: await logLocksOf(root), env: world.env }),
    clock: observers.clock,
    actor: holderIn(world, undefined),
  };
  const written = await writeEvent(trail, event).catch((error: unknown) => {
    throw new Stop('technical', `It was not written into ${where}: ${failureReason(error)}.`);
  });
  if (written.kind === 'not-believed')
    throw new Stop(
      'not-judged',
      `Nothing was written, because ${where} was changed by somebody else. Run \`lockkeeper audit verify\`.`,
    );
  return { where, rest: policy?.recordsBranch === undefined ? ' Commit the log.' : '' };
}

export interface WrittenDown {
  readonly where: string;
  /** A sentence behind a blank; '' where nothing is left to do. */
  readonly rest: string;
}
