import type { Classification } from './classify.ts';
import type { Reason } from '../operations/judgement.ts';

/** A revision that the database has and the release to go back to does not know. */
export interface AppliedRevision {
  readonly id: string;
  readonly classification: Classification;
}

/** What going back to the code of an earlier release asks of the database. */
export type Rollback =
  /** The old code runs on the new schema: nothing it knows was changed. */
  | { readonly kind: 'code-only' }
  /** These are taken back first, in this order; `backup`: values are lost on the way, so they are saved before. */
  | { readonly kind: 'downgrade-first'; readonly revisions: readonly string[]; readonly backup: boolean }
  /** This revision cannot be taken back: mend what is wrong and release that. `why` is a sentence. */
  | { readonly kind: 'roll-forward'; readonly revision: string; readonly why: string }
  /** Whether it can be taken back is not known. `why` is a sentence. */
  | { readonly kind: 'undetermined'; readonly revision: string; readonly why: string };

/** @param applied in the order in which they were applied */
export function rollbackOver(applied: readonly AppliedRevision[]): Rollback {
  const first = applied.findIndex(({ classification }) => classification.trivial.answer !== 'yes');
  if (first < 0) return { kind: 'code-only' };
  // What was applied after the first change that matters goes with it: a downgrade runs down the line.
  const taken = applied.slice(first).toReversed();
  for (const { id, classification } of taken) {
    const { answer, reasons } = classification.reversible;
    if (answer === 'no') return { kind: 'roll-forward', revision: id, why: firstOf(reasons) };
    if (answer === 'unknown') return { kind: 'undetermined', revision: id, why: firstOf(reasons) };
  }
  return {
    kind: 'downgrade-first',
    revisions: taken.map(({ id }) => id),
    backup: taken.some(losesValues),
  };
}

function losesValues({ classification: { reversible, destructive } }: AppliedRevision): boolean {
  return reversible.answer !== 'yes' || destructive.answer !== 'no';
}

function firstOf(reasons: readonly Reason[]): string {
  return reasons[0]?.text ?? 'Nothing is known of it.';
}
