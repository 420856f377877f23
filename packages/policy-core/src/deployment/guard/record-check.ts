import type { AuditReport } from '../audit-log/audit-report.ts';
import type { RecordReport } from '../record/record-report.ts';
import type { Known } from '../../model/known.ts';
import { recordedAt } from '../recorded-at.ts';
import { counted } from '../../engine/tally.ts';
import { guardCheck, notAsked, unproved, type GuardCheck, type GuardProblem } from './guard-check.ts';

/** Whether there is a record at all. */
export type RecordPresence = 'there' | 'none';

export function recordCheck(report: RecordReport, presence: RecordPresence): GuardCheck {
  if (presence === 'none' && report.verdict !== 'fail')
    return notAsked(
      'deploy-record',
      'There is no deploy record. The first deploy that is proved healthy writes it.',
    );
  const { path, where } = placeOf(report);
  // The log has a row of its own.
  const points = report.checks.filter(({ name, outcome }) => name !== 'audit-log' || outcome === 'passed');
  return guardCheck('deploy-record', {
    evidence: points
      .filter(({ outcome }) => outcome === 'passed' || outcome === 'not-said')
      .map(({ message }) => ({ text: message, where })),
    problems: points.flatMap(({ outcome, message }) =>
      outcome === 'failed' || outcome === 'undetermined'
        ? [{ kind: outcome, text: message, where, path, next_step: RESTORE[outcome] }]
        : [],
    ),
  });
}

/** Of what lies on a branch, no file of the tree is to blame. */
function placeOf(file: Pick<RecordReport, 'path' | 'branch'>): Pick<GuardProblem, 'where' | 'path'> {
  return { where: recordedAt(file), path: file.branch === null ? file.path : null };
}

const RESTORE = {
  failed: 'Restore the last version of the record from git; do not edit it by hand.',
  undetermined:
    'Make the record and the history of its commit readable here, such as with `git fetch --unshallow`.',
} as const;

/** The chain of the log, and the entry in it that the deploy record names. */
export function auditLogCheck(
  report: Known<AuditReport>,
  file: Pick<RecordReport, 'path' | 'branch'>,
): GuardCheck {
  const { path, where } = placeOf(file);
  if (!report.known)
    return unproved('audit-log', {
      text: `The audit log was not read because ${report.reason}.`,
      where,
      path,
      next_step: 'Make it readable, and run the guard again.',
    });
  const { head, problems, torn_tail: isTorn } = report.value;
  if (problems.length === 0 && head === null)
    return notAsked('audit-log', 'There is no audit log, and the deploy record names none.');
  return guardCheck('audit-log', {
    evidence:
      head === null
        ? []
        : [
            {
              text: `It has ${counted(head.seq, 'entry')}; the last one is ${head.hash}.${isTorn ? ' A line behind it was not written to its end.' : ''}`,
              where,
            },
          ],
    problems: problems.map(({ line, message }) => ({
      kind: 'failed',
      text: message,
      where: line === null ? where : `${where}:${line}`,
      path,
      next_step:
        'Do not repair it by hand: restore the last version of it from git, and find out who changed it.',
    })),
  });
}
