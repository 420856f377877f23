import { counted } from '../../engine/tally.ts';
import { dataOf, type EventName } from '../audit-log/events.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import type { PlacedEvidence } from './quality.ts';
import type { QualitySight } from './quality-sight.ts';

/** The log of deploys and corrections: whether it is whole, and how much it holds. */
export function logEvidence(log: QualitySight['log']): readonly PlacedEvidence[] {
  return [
    {
      of: 'compliant',
      id: 'log-whole',
      title: 'Every deploy and every correction is in a log that nobody changed.',
      source: 'lockkeeper audit verify',
      ...said(log),
    },
  ];
}

function said(log: QualitySight['log']): Pick<PlacedEvidence, 'state' | 'seen'> {
  if (!log.known) return { state: 'unknown', seen: [`The log was not read: ${log.reason}.`] };
  const { report, entries, heldAgainst } = log.value;
  const place = report.branch === null ? `${report.path} on disk` : `${report.branch}:${report.path}`;
  const read = `Read from ${place}, and held against ${heldAgainst}.`;
  if (report.verdict === 'fail')
    return { state: 'against', seen: [...report.problems.map(({ message }) => message), read] };
  if (report.head === null) return { state: 'unknown', seen: ['There is no audit log yet.'] };
  const deploys = countOf('deploy.healthy', entries);
  const corrections = countOf('SYSTEM_CORRECTION', entries);
  return {
    state: report.verdict === 'pass' ? 'shown' : 'unknown',
    seen: [
      ...(report.verdict === 'pass' ? [] : ['The log is not provable without signers.']),
      `${counted(report.head.seq, 'entry')}, each with the hash of the one before: ${counted(deploys, 'deploy')}, ${counted(corrections, 'correction')}.`,
      read,
    ],
  };
}

function countOf(event: EventName, entries: readonly LogEntry[]): number {
  return entries.filter((entry) => dataOf(event, entry) !== undefined).length;
}
