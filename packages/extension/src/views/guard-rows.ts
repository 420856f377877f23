import { l10n } from 'vscode';

import type { GuardOutcome } from '../guard/guard-outcome.ts';
import {
  isClear,
  POLICY_CHECK,
  type ReleaseCheck,
  type ReleaseCheckState,
  type ReleaseEvidence,
  type ReleaseProblem,
} from '../guard/guard-table.ts';
import { guardTally, policyTallyText } from '../guard/guard-tally.ts';
import { HEADLINE, type GuardCheck, type GuardVerdict } from '../guard/guard-verdict.ts';
import { countedProblems } from '../words/counted.ts';
import { placeIn, resultRow, stepRow, type ResultRow } from './result-row.ts';
import { ruleRows } from './rule-rows.ts';

/**
 * The tree of one run: a root that says passed or failed, a row for each thing that was asked of the release, below it
 * what stands against it with what to do about that, what was seen, and for the policy each rule.
 */
export function guardRows(outcome: Exclude<GuardOutcome, { kind: 'cancelled' }>): readonly ResultRow[] {
  return [outcome.kind === 'told' ? verdictRow(outcome.answer) : notJudgedRow(outcome.problem)];
}

function verdictRow(verdict: GuardVerdict): ResultRow {
  const { headline, judged, explanation, checks, table } = verdict;
  const found = policyTallyText(guardTally(verdict));
  return resultRow({
    label: `${headline}: ${judged}`,
    description: explanation,
    tooltip: explanation,
    // What stands against the release is seen without scrolling.
    children: table
      .toSorted((one, other) => Number(isClear(one.state)) - Number(isClear(other.state)))
      .map((check) =>
        check.id === POLICY_CHECK ? checkRow(check, { rules: checks, found }) : checkRow(check),
      ),
    isOpen: true,
  });
}

/** Without an answer nothing is proved, and what is not proved does not pass. */
function notJudgedRow(problem: string): ResultRow {
  const explanation = l10n.t('The guard did not judge the release, so it is not proved.');
  const [first = problem] = problem.split('\n');
  return resultRow({
    label: HEADLINE.failed,
    description: explanation,
    tooltip: `${explanation} ${problem}`,
    children: [resultRow({ label: `? ${first}`, tooltip: problem })],
    isOpen: true,
  });
}

const MARKS: Readonly<Record<ReleaseCheckState, string>> = {
  passed: '✓',
  failed: '✗',
  undetermined: '?',
  'not-asked': '–',
};

/** `found`: what the rules found, counted. */
function checkRow(
  check: ReleaseCheck,
  { rules, found }: { readonly rules: readonly GuardCheck[]; readonly found: string } = {
    rules: [],
    found: '',
  },
): ResultRow {
  const { id, title, state, why, problems, evidence } = check;
  return resultRow({
    label: `${MARKS[state]} ${id}`,
    description: isClear(state) || found === '' ? besideCheck(check) : found,
    tooltip: [title, why].filter(Boolean).join('\n\n'),
    children: [...problems.map(problemRow), ...ruleRows(rules), ...evidence.map(seenRow)],
    isOpen: !isClear(state),
  });
}

function besideCheck({ state, why, problems, evidence }: ReleaseCheck): string {
  switch (state) {
    case 'passed':
      return evidence[0]?.text ?? '';
    case 'not-asked':
      return why ?? l10n.t('not asked');
    case 'undetermined':
      return l10n.t('{0} not proved', problems.length);
    case 'failed':
      return countedProblems(problems.length);
  }
}

function problemRow({ kind, text, where, path, line, nextStep }: ReleaseProblem): ResultRow {
  const place = placeIn(path, line);
  const beside = place === undefined ? (where ?? '') : `${place.path}:${place.line}`;
  return resultRow({
    label: kind === 'undetermined' ? `? ${text}` : text,
    description: beside,
    tooltip: [text, nextStep].join('\n\n'),
    place,
    children: [stepRow(nextStep)],
    isOpen: true,
  });
}

function seenRow({ text, where }: ReleaseEvidence): ResultRow {
  return resultRow({ label: l10n.t('seen: {0}', text), description: where ?? '' });
}
