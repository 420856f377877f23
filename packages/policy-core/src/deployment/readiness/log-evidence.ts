import { counted } from '../../engine/tally.ts';
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
  const deploys = entries.filter(({ event }) => event === 'deploy.done').length;
  const corrections = entries.filter(({ data }) => isCorrection(data['message'])).length;
  return {
    state: 'shown',
    seen: [
      `${counted(report.head.seq, 'entry')}, each with the hash of the one before: ${counted(deploys, 'deploy')}, ${counted(corrections, 'correction')}.`,
      read,
    ],
  };
}

function isCorrection(message: unknown): boolean {
  return typeof message === 'string' && message.startsWith('SYSTEM CORRECTION EVENT:');
}
