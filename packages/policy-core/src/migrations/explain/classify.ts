import type { ReadRevision } from '../alembic/revision-reading.ts';
import { destructiveness } from '../analysis/destructiveness.ts';
import type { Judgement } from '../operations/judgement.ts';
import { reversibility } from '../analysis/reversibility/reversibility.ts';
import { triviality, type UpgradePlace } from '../effects/triviality.ts';
import { undoings } from '../analysis/reversibility/undoings.ts';
import { stateBeforeIn } from '../analysis/state-before.ts';
import type { SchemaBefore } from '../schema/schema-before.ts';

/** What kind of migration a revision is. */
export interface Classification {
  /** Whether nobody notices: it only adds, keeps nobody waiting for long, loses nothing and fails on no row. */
  readonly trivial: Judgement<'yes' | 'no' | 'unknown'>;
  /** Whether the downgrade undoes every step. A table that comes back without its rows is undone in part. */
  readonly reversible: Judgement<'yes' | 'no' | 'partly' | 'unknown'>;
  /** Whether rows or values that are there before may be gone after the upgrade. */
  readonly destructive: Judgement<'yes' | 'no' | 'unknown'>;
}

/**
 * @param before what is known of the schema; left out, only what the revision itself says
 * @param place the same for what the upgrade costs
 */
export function classify(
  { upgrade, downgrade }: ReadRevision,
  before?: SchemaBefore,
  place?: UpgradePlace,
): Classification {
  const found = undoings(upgrade, downgrade, before);
  const stateBefore =
    before === undefined ? () => undefined : stateBeforeIn(before.schema, before.moment.revision);
  return {
    trivial: triviality(upgrade, place),
    reversible: reversibility(found, downgrade),
    destructive: destructiveness(found.steps, stateBefore),
  };
}
