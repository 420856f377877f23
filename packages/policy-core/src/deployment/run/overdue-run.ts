import type { ApprovalPolicy } from '../../policy/service-policy.ts';
import type { LoggedRun } from './runs-in-log.ts';

/**
 * A run as it is by now: one that has waited for longer than an approval counts, from when it was begun or last approved, has
 * ended. The log says so once somebody has looked: by itself nothing is written.
 */
export function endedIfOverdue<Run extends Pick<LoggedRun, 'state' | 'at'>>(
  run: Run,
  approval: Pick<ApprovalPolicy, 'expiresMs'> | undefined,
  now: string,
): Run {
  if (run.state.kind !== 'begun' || approval === undefined) return run;
  const until = Date.parse(run.at) + approval.expiresMs;
  if (until > Date.parse(now)) return run;
  const failure = `nobody approved and resumed it until ${new Date(until).toISOString()}`;
  return { ...run, state: { kind: 'ended', outcome: 'expired', failure } };
}
