import type { GuardLocation } from '../guard/guard-verdict.ts';
import { stepActions, type StepAction } from '../plan/step-actions.ts';

/** One row of a tree of results, free of everything that only VS Code knows. */
export interface ResultRow {
  readonly label: string;
  /** Shown beside the label, paler. */
  readonly description: string;
  readonly tooltip: string;
  /** What is opened when the row is chosen. */
  readonly place: GuardLocation | undefined;
  /** What the editor can do for what the row says to do. */
  readonly actions: readonly StepAction[];
  readonly children: readonly ResultRow[];
  /** What the row is about, for the menus of VS Code; '' where these need not know. */
  readonly about: '' | 'deployment';
  /** Tells what it is about from others of its kind. */
  readonly key: string;
  /** Whether the children are seen at once. */
  readonly isOpen: boolean;
}

/** What is not given is absent; without a tooltip the row is read as it stands. */
export function resultRow(parts: Pick<ResultRow, 'label'> & Partial<ResultRow>): ResultRow {
  const { label, description = '' } = parts;
  const tooltip = [label, description].filter(Boolean).join('\n\n');
  return {
    description,
    tooltip,
    place: undefined,
    actions: [],
    about: '',
    key: '',
    children: [],
    isOpen: false,
    ...parts,
  };
}

/** A row that says what to do next, with what the editor can do for it. */
export function stepRow(step: string): ResultRow {
  return resultRow({ label: `→ ${step}`, tooltip: step, actions: stepActions(step) });
}

/** Where a file begins, or the line of it that is named. */
export function placeIn(path: string | undefined, line = 1): GuardLocation | undefined {
  return path === undefined ? undefined : { path, line, column: 1 };
}
