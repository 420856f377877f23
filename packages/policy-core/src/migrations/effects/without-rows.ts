import { isSurelyEmpty } from '../analysis/newness/empty-tables.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { heldOn, type HeldLocks } from './held-locks.ts';
import type { RelationEffect, StepEffects, Work } from './step-effects.ts';

interface Met {
  readonly step: MigrationStep;
  /** By its transaction, when it begins. */
  readonly held: HeldLocks;
}

/**
 * What a step does, by what it meets: where a table surely has no row, whatever is done to all rows takes a moment, and
 * fails on none. The locks stay what they are.
 */
export function withoutRows(effects: StepEffects, met: Met): StepEffects {
  const { relations, failures } = effects;
  const named = relations.filter(({ cause }) => cause === 'named');
  const isWholeEmpty = () => isOfWhole(met) && named.some(({ relation }) => isKeptEmpty(met, relation));
  const isEmpty = ({ relation, cause }: RelationEffect) =>
    isKeptEmpty(met, relation) || (cause === 'partition' && isWholeEmpty());
  const empty = relations.filter((one) => !SHORT.has(one.work) && !addsRows(met, one) && isEmpty(one));
  const left = failures.filter(({ kind, relation }) => kind === 'any-row' || !isKeptEmpty(met, relation));
  if (empty.length === 0 && left.length === failures.length) return effects;
  return {
    ...effects,
    relations: relations.map((one) => (empty.includes(one) ? inAMoment(one) : one)),
    failures: left,
  };
}

const SHORT: ReadonlySet<Work> = new Set(['catalog', 'emptied']);

/** Nobody else can have put a row in since. */
function isKeptEmpty({ step, held }: Met, relation: RelationEffect['relation']): boolean {
  return isSurelyEmpty(step, relation) && heldOn(held, relation)?.lock === 'access-exclusive';
}

/** It goes on to what is part of the table that it names, and makes nothing a part of it. */
function isOfWhole({ step: { operation } }: Met): boolean {
  return operation.kind !== 'other';
}

function addsRows({ step: { operation } }: Met, { cause }: RelationEffect): boolean {
  const isAdding =
    operation.kind === 'change-rows' && operation.verb !== 'update' && operation.verb !== 'delete';
  return isAdding && cause === 'named';
}

function inAMoment({ relation, lock, cause }: RelationEffect): RelationEffect {
  return { relation, lock, work: 'catalog', cause };
}
