import { writeEvent, type TrailEvent } from '@lockkeeper/operations';
import type { Policy } from '@lockkeeper/policy-core';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';

import { failureReason } from '../../errors/failure-reason.ts';
import { openTrail } from '../../records/open-trail.ts';
import { displayedRecordPath } from '../../records/records-branch.ts';
import type { Repository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';

interface Around {
  readonly repository: Repository;
  readonly policy: Policy | undefined;
  readonly world: World;
}

/** Adds an entry to the audit log, and stops where that cannot be relied on. Says where it stands now, and what is left to do. */
export async function logRecordEvent(
  event: TrailEvent,
  { repository, policy, world }: Around,
): Promise<RecordEvent> {
  const where = displayedRecordPath(policy, AUDIT_LOG_PATH);
  const trail = (await openTrail(repository, world))(policy);
  const written = await writeEvent(trail, event).catch((error: unknown) => {
    throw new CliError('technical', `It was not written into ${where}: ${failureReason(error)}.`);
  });
  if (written.kind === 'not-believed')
    throw new CliError(
      'not-judged',
      `Nothing was written, because ${where} was changed by somebody else. Run \`lockkeeper audit verify\`.`,
    );
  return { where, rest: policy?.recordsBranch === undefined ? ' Commit the log.' : '' };
}

export interface RecordEvent {
  readonly where: string;
  /** A sentence behind a blank; '' where nothing is left to do. */
  readonly rest: string;
}
