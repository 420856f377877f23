import { l10n } from 'vscode';

import type { StepAction } from '../plan/step-actions.ts';
import { resultRow, type ResultRow } from '../views/result-row.ts';
import type {
  ChecklistItem,
  ChecklistOutcome,
  ChecklistSection,
  ChecklistState,
} from './checklist-outcome.ts';

/** A row for each part, with its items below it and what was seen below each of them. */
export function checklistRows(
  outcome: Exclude<ChecklistOutcome, { kind: 'cancelled' }>,
): readonly ResultRow[] {
  if (outcome.kind === 'told') return outcome.answer.map(sectionRow);
  const { problem } = outcome;
  const [first = problem] = problem.split('\n');
  return [resultRow({ label: `? ${first}`, tooltip: problem })];
}

function sectionRow({ title, items }: ChecklistSection): ResultRow {
  const done = items.filter(({ state }) => state === 'done').length;
  return resultRow({
    label: title,
    description: l10n.t('{0} of {1} done', done, items.length),
    children: items.map(itemRow),
    isOpen: true,
  });
}

const BOXES: Readonly<Record<ChecklistState, string>> = { done: '☑', 'not-done': '☐', unknown: '?' };

function itemRow({ id, title, state, seen }: ChecklistItem): ResultRow {
  return resultRow({
    label: `${BOXES[state]} ${title}`,
    description: seen,
    tooltip: [title, seen].join('\n\n'),
    actions: ACTIONS[id] ?? [],
  });
}

/** What the editor can do for an item. */
const ACTIONS: Readonly<Record<string, readonly StepAction[]>> = {
  'production-stamped': [{ kind: 'stamp' }],
  'guard-run': [{ kind: 'guard' }],
  'guard-passed': [{ kind: 'guard' }],
  'plan-harmless': [{ kind: 'plan' }],
  'migration-generated': [{ kind: 'create' }],
  'migration-reviewed': [{ kind: 'history' }],
  'tested-locally': [{ kind: 'upgrade' }],
  committed: [{ kind: 'commit' }],
};
