import { l10n } from 'vscode';

import type { PlanCheck, PlanSubject } from './plan-outcome.ts';
import { stepActions, type StepAction } from './step-actions.ts';

/** One row of the view of a plan, free of everything that only VS Code knows. */
export interface PlanRow {
  readonly kind: 'verdict' | 'reason' | 'unjudged' | 'steps' | 'step' | 'advice';
  readonly id: string;
  readonly label: string;
  /** Shown beside the label, paler. */
  readonly description: string;
  readonly tooltip: string;
  /** Of the document with the plan, from 1; of what stands against it. */
  readonly line: number | undefined;
  /** The place of a step, from 0; `undefined` of what is no step. */
  readonly step: number | undefined;
  /** Whether a step is done; `undefined` of what is no step. */
  readonly isDone: boolean | undefined;
  /** What the editor can do for a step. */
  readonly actions: readonly StepAction[];
  readonly children: readonly PlanRow[];
}

/**
 * The verdict with what stands against the plan, and below it the steps that lead out, to be ticked.
 * `done` holds the places of the steps that are, from 0.
 */
export function planRows(check: PlanCheck, done: ReadonlySet<number>): readonly PlanRow[] {
  const verdict = verdictRow(check);
  return check.recovery.length === 0 ? [verdict] : [verdict, stepsRow(check.recovery, done)];
}

/** The verdict in one line. */
export function planHeadline({ verdict, reasons, unjudged }: PlanCheck): string {
  switch (verdict) {
    case 'fail':
      return reasons.length === 1
        ? l10n.t('Do not approve this plan: 1 reason.')
        : l10n.t('Do not approve this plan: {0} reasons.', reasons.length);
    case 'undetermined':
      return unjudged.length === 1
        ? l10n.t('This plan is not proved: 1 part cannot be judged.')
        : l10n.t('This plan is not proved: {0} parts cannot be judged.', unjudged.length);
    case 'pass':
      return l10n.t('Nothing in this plan removes data.');
  }
}

function verdictRow(check: PlanCheck): PlanRow {
  const { statements, reasons, unjudged } = check;
  const label = planHeadline(check);
  const read = statements === 1 ? l10n.t('1 SQL statement') : l10n.t('{0} SQL statements', statements);
  return row({
    kind: 'verdict',
    id: 'verdict',
    label,
    description: read,
    tooltip: `${label} ${read}.`,
    children: [
      ...reasons.map((subject, index) => subjectRow('reason', subject, index)),
      ...unjudged.map((subject, index) => subjectRow('unjudged', subject, index)),
    ],
  });
}

function subjectRow(kind: 'reason' | 'unjudged', subject: PlanSubject, index: number): PlanRow {
  const { kind: sign = l10n.t('not judged'), text, line, quote } = subject;
  return row({
    kind,
    id: `${kind} ${index}`,
    label: text,
    description: l10n.t('line {0}, {1}', line, sign),
    tooltip: quote === '' ? text : `${text}\n\n${quote}`,
    line,
  });
}

function stepsRow(steps: readonly string[], done: ReadonlySet<number>): PlanRow {
  const rows = steps.map((step, index) => stepRow(step, index, done.has(index)));
  const count = rows.filter(({ isDone }) => isDone === true).length;
  return row({
    kind: 'steps',
    id: 'steps',
    label: l10n.t('Do this instead'),
    description: l10n.t('{0} of {1} done', count, steps.length),
    tooltip: l10n.t('Tick each step when it is done.'),
    children: rows,
  });
}

/** Its first sentence is what is ticked; the others explain it. */
function stepRow(step: string, index: number, isDone: boolean): PlanRow {
  const [first = step, ...others] = step.split(/(?<=\.) (?=[A-Z])/);
  return row({
    kind: 'step',
    id: `step ${index}`,
    label: `${index + 1}. ${first}`,
    description: '',
    tooltip: step,
    step: index,
    isDone,
    actions: stepActions(step),
    children: others.map((text, at) =>
      row({ kind: 'advice', id: `step ${index} ${at}`, label: text, description: '', tooltip: text }),
    ),
  });
}

type PlanRowParts = Pick<PlanRow, 'kind' | 'id' | 'label' | 'description' | 'tooltip'> & Partial<PlanRow>;

function row(given: PlanRowParts): PlanRow {
  return { line: undefined, step: undefined, isDone: undefined, actions: [], children: [], ...given };
}
