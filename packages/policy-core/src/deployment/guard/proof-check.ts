import { displayText } from '../../model/display-text.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { sha256 } from '../../model/sha256.ts';
import type { RowLoss, RowsProof } from './row-losses.ts';
import { guardCheck, type GuardCheck, type GuardProblem } from './guard-check.ts';

/** What came of running the pending migrations on a scratch database. */
export type ProofRun =
  | ({ readonly kind: 'ran' } & RanProof)
  /** `error` is the name of what Alembic stopped with. */
  | {
      readonly kind: 'stopped';
      readonly step: 'up' | 'down' | 'up again';
      readonly error: string | undefined;
      readonly isDropped?: false;
    }
  /** `reason` is a clause. */
  | {
      readonly kind: 'not-run';
      readonly reason: string;
      readonly nextStep: string;
      readonly isDropped?: false;
    };

export interface RanProof {
  readonly commit: string;
  readonly revisions: readonly string[];
  /** What the scratch database was before the first of them. */
  readonly start: 'nothing' | 'a copy of development';
  /** Of the schema: before, after going up, after going down, and after going up again. */
  readonly fingerprints: readonly [before: string, up: string, down: string, upAgain: string];
  /** What the first of the ways up did to rows. */
  readonly rows: RowsProof;
  /** `false`: the scratch database is still there. */
  readonly isDropped: boolean;
}

/** `sha256:` and 64 hex digits: what ran, and what came of it. */
export function proofHash({ commit, revisions, start, fingerprints }: RanProof): string {
  return `sha256:${sha256(canonicalJson({ commit, revisions, start, fingerprints }))}`;
}

export function isProved(run: ProofRun): boolean {
  return run.kind === 'ran' && problemsOf(run).length === 0;
}

export function proofCheck(run: ProofRun): GuardCheck {
  switch (run.kind) {
    case 'not-run':
      return guardCheck('proof', { evidence: [], problems: [notRun(run), ...leftBehind(run)] });
    case 'stopped':
      return guardCheck('proof', { evidence: [], problems: [stopped(run), ...leftBehind(run)] });
    case 'ran':
      return guardCheck('proof', { evidence: evidenceOf(run), problems: problemsOf(run) });
  }
}

function notRun({ reason, nextStep }: Extract<ProofRun, { kind: 'not-run' }>): GuardProblem {
  return undetermined(`It is not proved because ${reason}.`, nextStep);
}

function stopped({ step, error }: Extract<ProofRun, { kind: 'stopped' }>): GuardProblem {
  const what = error === undefined ? '' : ` with ${displayText(error)}`;
  return failed(
    `On the way ${step}, Alembic stopped${what}.`,
    'Run `alembic upgrade head` and `alembic downgrade` on a copy of development, and fix what they report.',
  );
}

function evidenceOf(run: RanProof): GuardCheck['evidence'] {
  const ids = run.revisions.map(displayText).join(', ');
  return [
    {
      text: `${ids} ran up, down and up again, beginning with ${run.start}; the hash of the run is ${proofHash(run)}.`,
      where: null,
    },
    { text: rowsText(run.rows), where: null },
  ];
}

function rowsText(rows: RowsProof): string {
  switch (rows.kind) {
    case 'compared':
      return `On a copy of development, ${rows.tables} tables with ${rows.rows} rows were counted before and after.`;
    case 'empty':
      return 'Nothing is proved about rows: the scratch database held none.';
    case 'not-compared':
      return `Nothing is proved about rows, because ${rows.reason}.`;
  }
}

function lossesIn(rows: RowsProof): readonly GuardProblem[] {
  return rows.kind === 'compared' ? rows.losses.map(lossProblem) : [];
}

function lossProblem({ table, before, after }: RowLoss): GuardProblem {
  const what =
    after === null
      ? 'is gone afterwards'
      : after < before
        ? `has ${after} afterwards`
        : 'has others of that number afterwards';
  return failed(
    `${displayText(table)} had ${before} rows before and ${what}, and no step that was read does that.`,
    'Look at what the functions and triggers do that the pending migrations run.',
  );
}

function problemsOf(run: RanProof): readonly GuardProblem[] {
  const difference = differenceIn(run.fingerprints);
  return [...(difference === undefined ? [] : [difference]), ...lossesIn(run.rows), ...leftBehind(run)];
}

function leftBehind({ isDropped }: Pick<ProofRun, 'isDropped'>): readonly GuardProblem[] {
  return isDropped === false ? [LEFT_BEHIND] : [];
}

/** What is not put right on the way down shows again on the way up. */
function differenceIn([before, up, down, upAgain]: RanProof['fingerprints']): GuardProblem | undefined {
  if (before !== down)
    return failed(
      'Going down leaves another schema than there was before.',
      'Write the downgrade that undoes every step.',
    );
  return up === upAgain
    ? undefined
    : failed(
        'Going up a second time makes another schema than the first time.',
        'Write upgrades that make the same whenever they run.',
      );
}

function failed(text: string, nextStep: string): GuardProblem {
  return { kind: 'failed', text, where: null, path: null, next_step: nextStep };
}

function undetermined(text: string, nextStep: string): GuardProblem {
  return { kind: 'undetermined', text, where: null, path: null, next_step: nextStep };
}

const LEFT_BEHIND = undetermined(
  'The scratch database could not be dropped.',
  'Drop it by hand: the audit log has its name.',
);
