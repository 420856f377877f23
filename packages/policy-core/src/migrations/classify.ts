import type { ReadRevision } from '../alembic/revision-reading.ts';
import { destructiveness } from './destructiveness.ts';
import type { Judgement } from './judgement.ts';
import { reversibility } from './reversibility.ts';
import { triviality } from './triviality.ts';
import { undoes, type StateBefore } from './undoing.ts';

/** What kind of migration a revision is. */
export interface Classification {
  /**
   * Whether it only adds what the running code does not notice: new tables, nullable columns without a default.
   * How long it locks a table is not weighed.
   */
  readonly trivial: Judgement<'yes' | 'no' | 'unknown'>;
  /** Whether the downgrade undoes every step. A table that comes back without its rows is undone in part. */
  readonly reversible: Judgement<'yes' | 'no' | 'partly' | 'unknown'>;
  /** Whether rows or values that are there before may be gone after the upgrade. */
  readonly destructive: Judgement<'yes' | 'no' | 'unknown'>;
}

/** @param before what is known of the schema; left out, only what the revision itself says */
export function classify(
  { upgrade, downgrade }: ReadRevision,
  before: StateBefore = () => undefined,
): Classification {
  const undoings = undoes(upgrade, downgrade, before);
  return {
    trivial: triviality(upgrade),
    reversible: reversibility(undoings, { upgrade, downgrade }),
    destructive: destructiveness(undoings, before),
  };
}
