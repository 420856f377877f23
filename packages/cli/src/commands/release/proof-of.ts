import { trustedLogEntries } from '@lockkeeper/operations';
import { dataOf, type LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import { runsInLog, type LoggedRun } from '@lockkeeper/policy-core/deployment/run';

import { openDeployRecords } from '../../records/open-records.ts';
import type { ProofAnswer } from './answer/answer-schema.ts';
import type { OpenReleases } from './open-place.ts';

/** What the log says by now of a run that was carried out; `undefined`: it says nothing that can be relied on. */
export async function proofOf(
  id: string,
  { repository, policy }: Pick<OpenReleases, 'repository' | 'policy'>,
): Promise<ProofAnswer | undefined> {
  // What was opened before the run knows nothing of what it wrote.
  const records = await openDeployRecords(repository, { policy });
  const entries = await trustedLogEntries(records.logs);
  if (!entries.known) return undefined;
  const run = runsInLog(entries.value).find((one) => one.id === id);
  return run && proofIn(run, entries.value);
}

/** The same of a log that was read. */
export function proofIn(run: LoggedRun, entries: readonly LogEntry[]): ProofAnswer {
  const deploy = run.done.findLast(({ step }) => step.kind === 'deploy');
  const { health = [] } = run.done.findLast(({ step }) => step.kind === 'verify') ?? {};
  return {
    deployed:
      deploy?.step.kind === 'deploy' ? { commit: deploy.step.commit, id: deploy.id, url: deploy.url } : null,
    health: health.map(({ probe, status, identity, attempts }) => ({ probe, status, identity, attempts })),
    database: run.done.flatMap(({ step }) =>
      step.kind === 'downgrade' ? [{ before: step.from, after: step.leaves }] : [],
    ),
    corrections: entries.flatMap((entry) => {
      const correction = entry.promotion_id === run.id ? dataOf('SYSTEM_CORRECTION', entry) : undefined;
      return correction === undefined ? [] : [correction.message];
    }),
  };
}
