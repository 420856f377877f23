import { createLogStore } from '@lockkeeper/host-node/write';
import { writeEvent, type TrailEvent } from '@lockkeeper/operations';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core';

import { logLocksOf } from '../audit/log-locks.ts';
import { failureReason } from '../failure-reason.ts';
import { holderIn } from '../lock/holder.ts';
import type { Repository } from '../repository.ts';
import { Stop } from '../stop.ts';
import type { World } from '../world.ts';

/** Adds an entry to the audit log, and stops where that cannot be relied on. */
export async function writeDown(
  event: TrailEvent,
  { root, observers }: Repository,
  world: World,
): Promise<void> {
  const trail = {
    path: AUDIT_LOG_PATH,
    logs: createLogStore({ root, locks: await logLocksOf(root) }),
    clock: observers.clock,
    actor: holderIn(world, undefined),
  };
  const written = await writeEvent(trail, event).catch((error: unknown) => {
    throw new Stop('technical', `It was not written into ${AUDIT_LOG_PATH}: ${failureReason(error)}.`);
  });
  if (written.kind === 'not-believed')
    throw new Stop(
      'not-judged',
      `Nothing was written, because ${AUDIT_LOG_PATH} was changed by somebody else. Run \`lockkeeper audit verify\`.`,
    );
}
