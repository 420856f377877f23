import { displayText } from '../../model/display-text.ts';
import { recordedAt } from '../recorded-at.ts';
import { paintFor, type Paint } from '../../model/ansi.ts';
import { counted } from '../../engine/tally.ts';
import type { LogProblem } from './read-log.ts';
import type { LogVerdict } from './verify-log.ts';

/** What is said of a log, to programs as it is and to people by `auditReportText`. */
export interface AuditReport {
  readonly schema_version: 1;
  /** `unproved`: nothing stands against it, and no signer vouches for it. */
  readonly verdict: 'pass' | 'unproved' | 'fail';
  readonly path: string;
  /** The branch on which it was read, such as `origin/lockkeeper/records`; `null`: in the tree. */
  readonly branch: string | null;
  /** The last entry; `null` where there is none. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
  /** Whether only what came after an earlier verification was read. */
  readonly from_checkpoint: boolean;
  /** The last line was not written to its end. The next writer puts it aside. */
  readonly torn_tail: boolean;
  readonly problems: readonly { readonly line: number | null; readonly message: string }[];
}

export interface AuditSubject {
  readonly path: string;
  /** `undefined`: there is no log. */
  readonly verdict: LogVerdict | undefined;
  readonly fromCheckpoint: boolean;
  /** Left out where it lies in the tree. */
  readonly branch?: string | undefined;
}

export function auditReport({ path, verdict, fromCheckpoint, branch }: AuditSubject): AuditReport {
  const problems = verdict?.problems ?? [];
  return {
    schema_version: 1,
    verdict: verdictOf(verdict),
    path,
    branch: branch ?? null,
    head: verdict === undefined || verdict.head.seq === 0 ? null : headOf(verdict),
    from_checkpoint: fromCheckpoint,
    torn_tail: verdict?.isTorn ?? false,
    problems: problems.map(({ line, problem }: LogProblem) => ({ line: line ?? null, message: problem })),
  };
}

function verdictOf(verdict: LogVerdict | undefined): AuditReport['verdict'] {
  if (verdict === undefined) return 'pass';
  if (verdict.problems.length > 0) return 'fail';
  return verdict.isSigned ? 'pass' : 'unproved';
}

function headOf({ head: { seq, hash } }: LogVerdict): { seq: number; hash: string } {
  return { seq, hash };
}

export function auditReportText(report: AuditReport, { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const path = displayText(recordedAt(report));
  if (report.verdict === 'fail') {
    const lines = report.problems.map(
      ({ line, message }) => `${path}${line === null ? '' : `:${line}`} ${paint.error(message)}`,
    );
    return `${[...lines, FAILED].join('\n')}\n`;
  }
  if (report.head === null) return `${path}: there is no audit log yet.\n`;
  const { seq, hash } = report.head;
  const since = report.from_checkpoint ? ' since the last verification' : '';
  return [
    `${path}: ${headline(report, paint)}${since}: ${counted(seq, 'entry')}.`,
    `The last one is ${hash}.`,
    ...(report.verdict === 'unproved' ? [UNPROVED] : []),
    ...(report.torn_tail
      ? [paint.warning('A line behind it was not written to its end. The next writer puts it aside.')]
      : []),
    '',
  ].join('\n');
}

/** A log that nobody signed may be another one than was written, and is not called whole. */
function headline({ verdict }: AuditReport, paint: Paint): string {
  return verdict === 'pass' ? paint.good('the log is whole and signed') : 'nothing contradicts the log';
}

const FAILED =
  'The log was changed, or part of it is gone. Do not repair it by hand: restore the last version of it from git, and find out who changed it.';

const UNPROVED =
  'Not provable without signers: all of the log could be made anew. Name signers in deployment.records.signers.';
