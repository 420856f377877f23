import type { GuardCheck, GuardCheckState } from '../deployment/guard/guard-check.ts';
import type { GuardDecision } from '../deployment/guard/guard.ts';
import type { Report } from '../engine/report.ts';
import { counted } from '../engine/tally.ts';
import { failures, judgeLine, remainder, undecided, warnings } from './check-document.ts';
import {
  faint,
  gap,
  lines,
  list,
  section,
  strong,
  title,
  toned,
  type Document,
  type Item,
  type Text,
} from './document/document.ts';
import type { ReportContext } from './report-context.ts';

/** The decision; checks and findings that fail; what is not proved; and the rest, folded. */
export function guardDocument(decision: GuardDecision, report: Report, context: ReportContext): Document {
  const { headline, judged, explanation, passed, table } = decision;
  const waiting = new Map(table.map((check) => [check, waitingFor(check, table)]));
  const folded = new Set([...waiting.values()].flat());
  const of = (wanted: GuardCheckState) =>
    table.filter((check) => check.state === wanted && !folded.has(check));
  const items = (checks: readonly GuardCheck[]) =>
    list(checks.map((check) => checkItem(check, waiting.get(check))));
  return [
    ...title(
      [toned(passed ? 'good' : 'error', headline), `: ${judged}`],
      explanation,
      judgeLine(report, context),
    ),
    ...section(strong('Failed checks'), items(of('failed'))),
    ...failures(report, context),
    ...section(strong('Not proved'), items(of('undetermined'))),
    ...undecided(report, context),
    ...warnings(report, context),
    ...passedFold(of('passed')),
    ...notAskedFolds(of('not-asked')),
    ...remainder(report, context),
  ];
}

/** What cannot be checked before this is, for the very reason that stands there. */
function waitingFor({ id, problems }: GuardCheck, table: readonly GuardCheck[]): readonly GuardCheck[] {
  return table.filter(
    (other) =>
      other.id !== id &&
      other.problems.length > 0 &&
      other.problems.every(
        ({ because }) => because?.check === id && problems.some(({ text }) => text.includes(because.reason)),
      ),
  );
}

function checkItem(
  { id, state, title: claim, why, evidence, problems }: GuardCheck,
  waiting: readonly GuardCheck[] = [],
): Item {
  return {
    mark: MARKS[state],
    text: [strong(id), gap, faint(why ?? claim)],
    blocks: [
      ...list(
        problems.map((problem) => ({
          text: [PROBLEMS[problem.kind], ' ', placed(problem)],
          blocks: lines([faint('next:'), ` ${problem.next_step}`]),
        })),
      ),
      ...lines(...evidence.map((seen) => faint(['seen: ', placed(seen)]))),
      ...waitingFold(waiting),
    ],
  };
}

function waitingFold(checks: readonly GuardCheck[]): Document {
  if (checks.length === 0) return [];
  return [
    {
      kind: 'fold',
      folded: 'everywhere',
      summary: `Not checked because of this: ${checks.map(({ id }) => id).join(', ')}.`,
      blocks: list(checks.map((check) => checkItem(check))),
    },
  ];
}

const PROBLEMS = {
  failed: toned('error', 'failed:'),
  undetermined: toned('warning', 'not proved:'),
} as const;

const MARKS = {
  passed: 'passed',
  failed: 'failed',
  undetermined: 'undetermined',
  'not-asked': 'idle',
} as const;

function placed({ text, where }: { readonly text: string; readonly where: string | null }): Text {
  return where === null ? text : `${text} (${where})`;
}

function passedFold(checks: readonly GuardCheck[]): Document {
  if (checks.length === 0) return [];
  const names = checks.map(({ id }) => id).join(', ');
  return [
    {
      kind: 'fold',
      folded: 'everywhere',
      summary: `${counted(checks.length, 'check')} passed: ${names}.`,
      blocks: list(checks.map((check) => checkItem(check))),
    },
  ];
}

/** A line a reason. */
function notAskedFolds(checks: readonly GuardCheck[]): Document {
  const reasons = new Map<string, string[]>();
  for (const { id, why, title: claim } of checks) {
    const ids = reasons.get(why ?? claim);
    if (ids) ids.push(id);
    else reasons.set(why ?? claim, [id]);
  }
  return Array.from(reasons, ([reason, ids]) => ({
    kind: 'fold',
    folded: 'everywhere',
    summary: `Not asked: ${ids.join(', ')}. ${reason}`,
    blocks: [],
  }));
}
