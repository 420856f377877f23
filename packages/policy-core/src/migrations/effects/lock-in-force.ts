import { stronger, type LockMode } from '../operations/lock-mode.ts';
import { tableKey } from '../operations/name.ts';
import { heldOn } from './held-locks.ts';
import type { JudgedEffects } from './judged-effects.ts';
import type { RelationEffect } from './step-effects.ts';

/** The lock that others meet on a relation while a step works on it. */
export interface LockInForce {
  readonly lock: LockMode;
  /** An earlier statement of the transaction took it: this one makes it last longer. */
  readonly isEarlier: boolean;
}

/** The step's own, or a stronger one that its statement takes as well, or that its transaction surely holds. */
export function lockInForce(judged: JudgedEffects, effect: RelationEffect): LockInForce {
  const own = lockOfStatement(judged, effect);
  const held = surelyHeld(judged, effect);
  return held === undefined || stronger(own, held) === own
    ? { lock: own, isEarlier: false }
    : { lock: held, isEarlier: true };
}

/** ALTER TABLE takes the strongest lock that one of its commands needs, before the first of them. */
function lockOfStatement({ ofStatement }: JudgedEffects, { relation, lock }: RelationEffect): LockMode {
  const key = tableKey(relation);
  return ofStatement
    .filter((other) => key !== undefined && tableKey(other.relation) === key)
    .reduce((strongest, other) => stronger(strongest, other.lock), lock);
}

function surelyHeld(
  { step, transaction }: JudgedEffects,
  { relation }: RelationEffect,
): LockMode | undefined {
  const held = transaction.isInside === true ? heldOn(transaction.held, relation) : undefined;
  const taker = held && step.upgrade.steps[held.since];
  return taker?.isCertain === true ? held?.lock : undefined;
}
