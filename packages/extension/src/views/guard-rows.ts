import { l10n } from 'vscode';

import type { GuardOutcome } from '../guard-outcome.ts';
import {
  HEADLINE,
  isHarmless,
  type CheckOutcome,
  type GuardCheck,
  type GuardPlace,
  type GuardSubject,
} from '../guard-verdict.ts';
import { countedFindings } from '../words/counted.ts';

/** One row of the guard's tree, free of everything that only VS Code knows. */
export interface GuardRow {
  readonly label: string;
  /** Shown beside the label, paler. */
  readonly description: string;
  readonly tooltip: string;
  /** What is opened when the row is chosen. */
  readonly place: GuardPlace | undefined;
  readonly children: readonly GuardRow[];
  /** Whether the children are seen at once. */
  readonly isOpen: boolean;
}

/** The tree of one run: a root that says passed or failed, a row for each check, below it what stands against it. */
export function guardRows(outcome: Exclude<GuardOutcome, { kind: 'cancelled' }>): readonly GuardRow[] {
  return [outcome.kind === 'judged' ? verdictRow(outcome) : notJudgedRow(outcome)];
}

function verdictRow({ verdict }: Extract<GuardOutcome, { kind: 'judged' }>): GuardRow {
  const { headline, explanation, checks } = verdict;
  return row({
    label: headline,
    description: explanation,
    tooltip: explanation,
    // Dozens may pass: what stands against the release is seen without scrolling.
    children: checks
      .toSorted((one, other) => Number(isHarmless(one.outcome)) - Number(isHarmless(other.outcome)))
      .map(checkRow),
    isOpen: true,
  });
}

/** Without an answer nothing is proved, and what is not proved does not pass. */
function notJudgedRow({ problem }: Extract<GuardOutcome, { kind: 'not-judged' }>): GuardRow {
  const explanation = l10n.t('The release is not proved: the guard did not judge it.');
  const [first = problem] = problem.split('\n');
  const reason = row({ label: `? ${first}`, description: '', tooltip: problem });
  return row({
    label: HEADLINE.failed,
    description: explanation,
    tooltip: `${explanation} ${problem}`,
    children: [reason],
    isOpen: true,
  });
}

const MARKS: Readonly<Record<CheckOutcome, string>> = {
  passed: '✓',
  warned: '✓',
  'not-judged': '–',
  failed: '✗',
  undetermined: '?',
  crashed: '✗',
};

function checkRow({ rule, summary, outcome, subjects }: GuardCheck): GuardRow {
  return row({
    label: `${MARKS[outcome]} ${rule}`,
    description:
      outcome === 'not-judged' ? l10n.t('not judged: there was no change to look at') : sumOf(subjects),
    tooltip: summary,
    children: subjects.map(subjectRow),
    isOpen: !isHarmless(outcome),
  });
}

function sumOf(subjects: readonly GuardSubject[]): string {
  const count = (kind: GuardSubject['kind']) => subjects.filter((subject) => subject.kind === kind).length;
  const [findings, undetermined, crashed] = [count('finding'), count('undetermined'), count('crashed')];
  return [
    crashed > 0 ? l10n.t('crashed') : '',
    findings > 0 ? countedFindings(findings) : '',
    undetermined > 0 ? l10n.t('{0} not proved', undetermined) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function subjectRow({ kind, message, reason, place }: GuardSubject): GuardRow {
  const where = place === undefined ? '' : `${place.path}:${place.line}`;
  const why = reason === undefined ? '' : l10n.t('Not proved because {0}.', reason);
  return row({
    label: kind === 'undetermined' ? `? ${message}` : message,
    description: where,
    tooltip: [message, why, where].filter(Boolean).join('\n\n'),
    place,
  });
}

function row(parts: Pick<GuardRow, 'label' | 'description' | 'tooltip'> & Partial<GuardRow>): GuardRow {
  return { place: undefined, children: [], isOpen: false, ...parts };
}
