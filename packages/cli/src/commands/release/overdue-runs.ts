import { endedIfOverdue, runsInLog, type LoggedRun } from '@lockkeeper/policy-core/deployment/run';

import type { OpenReleases, ServiceAt } from './open-place.ts';
import { writeNote } from './write-note.ts';

/** The run as it is by now: one that has waited for too long is written down as expired, and does not go on. */
export async function runByNow(
  run: LoggedRun,
  opened: OpenReleases,
  at: Pick<ServiceAt, 'environment'>,
): Promise<LoggedRun> {
  const byNow = endedIfOverdue(run, at.environment.approval, opened.repository.observers.clock.now());
  const { state } = byNow;
  if (byNow !== run && state.kind === 'ended' && opened.options.plan !== true)
    await writeNote(opened, {
      event: 'run.ended',
      env: run.plan.environment,
      promotion_id: run.id,
      data: { outcome: 'expired', codes: ['R09'], why: state.failure ?? 'nobody approved it in time' },
    });
  return byNow;
}

/** Does that for all that wait at a place. */
export async function endOverdueRuns(opened: OpenReleases, at: ServiceAt): Promise<void> {
  for (const run of runsInLog(opened.entries)) {
    const { environment, service } = run.plan;
    if (environment === at.environment.name && service === at.service.name) await runByNow(run, opened, at);
  }
}
