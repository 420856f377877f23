import { listAt, textAt, type JsonRecord } from '../json/json-shape.ts';

/** One row of the guard's table: something that is asked of a release. */
export interface ReleaseCheck {
  /** Such as `databases`. */
  readonly id: string;
  /** What must be true. */
  readonly title: string;
  readonly state: ReleaseCheckState;
  /** Why it was not asked. */
  readonly why: string | undefined;
  readonly evidence: readonly ReleaseEvidence[];
  readonly problems: readonly ReleaseProblem[];
}

export type ReleaseCheckState = (typeof STATES)[number];

export interface ReleaseEvidence {
  readonly text: string;
  /** A file, the name of a variable, or a commit. */
  readonly where: string | undefined;
}

export interface ReleaseProblem extends ReleaseEvidence {
  readonly kind: 'failed' | 'undetermined';
  /** The file that causes it, relative to the repository. */
  readonly path: string | undefined;
  /** Counts from 1. */
  readonly line: number | undefined;
  readonly nextStep: string;
}

/** The rules of the policy: the check that every run has. */
export const POLICY_CHECK = 'policy';

const STATES = ['passed', 'failed', 'undetermined', 'not-asked'] as const;

/** Whether a check lets the release go ahead. */
export function isClear(state: ReleaseCheckState): boolean {
  return state === 'passed' || state === 'not-asked';
}

/** The rows of a table; `undefined` where one of them is no row, or nobody asked the policy. */
export function readGuardTable(output: JsonRecord): readonly ReleaseCheck[] | undefined {
  const list = listAt(output, 'table');
  const rows = (list ?? []).flatMap((entry) => rowIn(entry) ?? []);
  if (list === undefined || rows.length !== list.length) return undefined;
  return rows.some(({ id }) => id === POLICY_CHECK) ? rows : undefined;
}

function rowIn(entry: JsonRecord): ReleaseCheck | undefined {
  const [id, title] = [textAt(entry, 'id'), textAt(entry, 'title')];
  const state = STATES.find((one) => one === entry['state']);
  const [evidence, problems] = [listAt(entry, 'evidence'), listAt(entry, 'problems')];
  if (id === undefined || title === undefined || state === undefined) return undefined;
  if (evidence === undefined || problems === undefined) return undefined;
  const read = problems.flatMap((problem) => problemIn(problem) ?? []);
  if (read.length !== problems.length) return undefined;
  return { id, title, state, why: textAt(entry, 'why'), evidence: evidence.map(evidenceIn), problems: read };
}

function evidenceIn(entry: JsonRecord): ReleaseEvidence {
  return { text: textAt(entry, 'text') ?? '', where: textAt(entry, 'where') };
}

function problemIn(entry: JsonRecord): ReleaseProblem | undefined {
  const { kind, line } = entry;
  const nextStep = textAt(entry, 'next_step');
  if ((kind !== 'failed' && kind !== 'undetermined') || nextStep === undefined) return undefined;
  return {
    ...evidenceIn(entry),
    kind,
    path: textAt(entry, 'path'),
    line: typeof line === 'number' ? line : undefined,
    nextStep,
  };
}
