import type { DeployRecordReading } from '../facts/deploy-record.ts';

/** A version of a record that a commit held. */
export interface EarlierRecord {
  /** Of the object in git. */
  readonly id: string;
  readonly reading: DeployRecordReading;
}

/**
 * What versions that commits held say against the record as it is. It counts the deploys and never goes
 * back: not to an earlier deploy, not to version 0, not to nothing.
 */
export function earlierRecordFaults(
  now: DeployRecordReading,
  earlier: readonly EarlierRecord[],
): readonly EarlierRecordFault[] {
  return earlier.flatMap(({ id, reading }) => {
    const fault = reading.kind === 'read' ? faultBeside(reading, now) : undefined;
    return fault === undefined ? [] : [{ id, message: `${fault} (git object ${id}).` }];
  });
}

export interface EarlierRecordFault {
  readonly id: string;
  /** A sentence. */
  readonly message: string;
}

type ReadRecord = Extract<DeployRecordReading, { kind: 'read' }>;

function faultBeside(before: ReadRecord, now: DeployRecordReading): string | undefined {
  // No record of ours: what was never sound is nothing to go back from.
  if (before.problems.length > 0 || before.hash?.matches === false) return undefined;
  if (now.kind === 'absent') return 'The history holds the record, and it is gone';
  if (now.kind === 'unreadable') return undefined;
  if (before.version === 1 && now.version === 0)
    return 'The history holds a record of version 1, and this one is of version 0';
  return before.version === 1 ? olderThan(before, now) : earlierThan(before, now);
}

function olderThan(before: ReadRecord, now: ReadRecord): string | undefined {
  const [seq, there] = [now.seq ?? 0, before.seq ?? 0];
  if (seq < there) return `The history holds record ${there}, and this one is record ${seq}`;
  if (now.hash?.value === before.hash?.value) return undefined;
  if (isOfOneEntry(now, before))
    return `The history holds record ${there} of the same deploy, which says something else`;
  return seq === there ? `The history holds another record ${there}: it was made anew` : undefined;
}

function isOfOneEntry(now: ReadRecord, before: ReadRecord): boolean {
  return now.auditHead !== undefined && now.auditHead.value === before.auditHead?.value;
}

/** Two records of version 0 have nothing but their times. */
function earlierThan(before: ReadRecord, now: ReadRecord): string | undefined {
  if (now.version === 1) return undefined;
  const [at, there] = [now, before].map(({ deployedAt }) => Date.parse(deployedAt?.value ?? ''));
  if (at === undefined || there === undefined || !(at <= there)) return undefined;
  if (at < there) return 'The history holds the record of a later deploy';
  return now.lastGoodSha?.value === before.lastGoodSha?.value
    ? undefined
    : 'The history holds another commit for a deploy at this time';
}
