import { l10n } from 'vscode';

import { isHarmless, type CheckOutcome, type GuardCheck, type GuardSubject } from '../guard/guard-verdict.ts';
import { countedFindings, countedRules } from '../words/counted.ts';
import { resultRow, type ResultRow } from './result-row.ts';

/** A row for each rule. Dozens may pass: beside one that stands against the release they are put into one row. */
export function ruleRows(checks: readonly GuardCheck[]): readonly ResultRow[] {
  const against = checks.filter(({ outcome }) => !isHarmless(outcome)).map(ruleRow);
  const harmless = checks.filter(({ outcome }) => isHarmless(outcome)).map(ruleRow);
  if (against.length === 0 || harmless.length === 0) return [...against, ...harmless];
  const group = resultRow({
    label: `✓ ${countedRules(harmless.length)}`,
    description: l10n.t('nothing stands against the release'),
    children: harmless,
  });
  return [...against, group];
}

const MARKS: Readonly<Record<CheckOutcome, string>> = {
  passed: '✓',
  warned: '✓',
  'not-judged': '–',
  failed: '✗',
  undetermined: '?',
  crashed: '✗',
};

function ruleRow({ rule, summary, outcome, subjects }: GuardCheck): ResultRow {
  return resultRow({
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

function subjectRow({ kind, message, reason, place }: GuardSubject): ResultRow {
  const where = place === undefined ? '' : `${place.path}:${place.line}`;
  const why = reason === undefined ? '' : l10n.t('Not proved because {0}.', reason);
  return resultRow({
    label: kind === 'undetermined' ? `? ${message}` : message,
    description: where,
    tooltip: [message, why, where].filter(Boolean).join('\n\n'),
    place,
  });
}
