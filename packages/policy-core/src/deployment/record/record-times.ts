import type { DeployRecordReading } from '../facts/deploy-record.ts';

type ReadRecord = Extract<DeployRecordReading, { kind: 'read' }>;

/** What is wrong with the times of a record. `no-time`: its form is at fault, and nothing can be compared. */
export type TimeFault = 'no-time' | 'not-yet' | 'before-previous';

/** Clocks of two machines may differ by this much. */
const TOLERATED_LEAD_MS = 5 * 60 * 1000;

/** `now` is UTC; without it nothing is said of what has not come yet. */
export function timeFaults(
  { deployedAt, previousDeployedAt }: Pick<ReadRecord, 'deployedAt' | 'previousDeployedAt'>,
  now: string | undefined,
): readonly TimeFault[] {
  const at = Date.parse(deployedAt?.value ?? '');
  if (Number.isNaN(at)) return ['no-time'];
  const faults: TimeFault[] = [];
  if (now !== undefined && at > Date.parse(now) + TOLERATED_LEAD_MS) faults.push('not-yet');
  if (at < Date.parse(previousDeployedAt?.value ?? '')) faults.push('before-previous');
  return faults;
}
