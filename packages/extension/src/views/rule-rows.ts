import { l10n } from 'vscode';

import { isHarmless, type CheckOutcome, type GuardCheck, type GuardSubject } from '../guard/guard-verdict.ts';
import { countedNotes, countedRules, countedWarnings } from '../words/counted.ts';
import { policyTallyText, subjectTally } from '../guard/guard-tally.ts';
import { resultRow, type ResultRow } from './result-row.ts';

/**
 * A row for each rule that judged something, and one for each reason why others had nothing to judge. Dozens may pass:
 * beside one that stands against the release they are put into one row.
 */
export function ruleRows(checks: readonly GuardCheck[]): readonly ResultRow[] {
  const judged = checks.filter(({ outcome }) => outcome !== 'not-applicable');
  const against = judged.filter(({ outcome }) => !isHarmless(outcome)).map(ruleRow);
  const harmless = judged.filter(({ outcome }) => isHarmless(outcome)).map(ruleRow);
  const idle = idleRows(checks.filter(({ outcome }) => outcome === 'not-applicable'));
  if (against.length === 0 || harmless.length === 0) return [...against, ...harmless, ...idle];
  const group = resultRow({
    label: `✓ ${countedRules(harmless.length)}`,
    description: l10n.t('no objections to the release'),
    children: harmless,
  });
  return [...against, group, ...idle];
}

function idleRows(checks: readonly GuardCheck[]): readonly ResultRow[] {
  const reasons = [...new Set(checks.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const rules = checks.filter((check) => check.reason === reason);
    return resultRow({
      label: `– ${countedRules(rules.length)}`,
      description: l10n.t('not applicable: {0}', reason),
      children: rules.map(ruleRow),
    });
  });
}

const MARKS: Readonly<Record<CheckOutcome, string>> = {
  passed: '✓',
  warned: '✓',
  'not-applicable': '–',
  failed: '✗',
  undetermined: '?',
  crashed: '✗',
};

function ruleRow({ rule, summary, outcome, reason, subjects }: GuardCheck): ResultRow {
  return resultRow({
    label: `${MARKS[outcome]} ${rule}`,
    description: outcome === 'not-applicable' ? reason : sumOf(subjects),
    tooltip: summary,
    children: subjects.map(subjectRow),
    isOpen: !isHarmless(outcome),
  });
}

function sumOf(subjects: readonly GuardSubject[]): string {
  const { errors, warnings, notes, undecided, crashed } = subjectTally(subjects);
  return [
    policyTallyText({ errors, undecided, crashed: 0 }),
    warnings > 0 ? countedWarnings(warnings) : '',
    notes > 0 ? countedNotes(notes) : '',
    crashed > 0 ? l10n.t('crashed') : '',
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
