import { stronger, type LockMode } from '../operations/lock-mode.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import {
  WORKS,
  worksOf,
  type Cause,
  type Failure,
  type RelationEffect,
  type StepEffects,
  type Work,
} from './step-effects.ts';

/** What an operation does, in parts: several may be about one relation. */
export interface Draft {
  readonly relations?: readonly RelationEffect[];
  readonly refusedInTransaction?: boolean | undefined;
  readonly failures?: readonly Failure[];
  readonly unknown?: readonly string[];
}

/** The same lock and work for several relations. */
export function locked(
  relations: readonly TableName[],
  lock: LockMode,
  { work = 'catalog', cause = 'named' }: { readonly work?: Work; readonly cause?: Cause } = {},
): readonly RelationEffect[] {
  return relations.map((relation) => ({ relation, lock, work, cause }));
}

/** Puts drafts together: each relation once, by its strongest lock, its longest work and its first cause. */
export function together(...drafts: readonly Draft[]): StepEffects {
  const [first = {}] = drafts;
  return (drafts.length === 1 ? whole(first) : undefined) ?? joined(drafts);
}

/** Most operations are of one part and one relation; `undefined` where there is something to put together. */
function whole(draft: Draft): StepEffects | undefined {
  const { relations = [], failures = [], unknown = [] } = draft;
  if (relations.length > 1 || unknown.length > 1) return undefined;
  return { relations, refusedInTransaction: refused([draft]), failures, unknown };
}

function joined(drafts: readonly Draft[]): StepEffects {
  const relations = new Map<string, RelationEffect>();
  for (const effect of drafts.flatMap((draft) => draft.relations ?? [])) {
    const key = tableKey(effect.relation) ?? `? ${effect.relation.text}`;
    const other = relations.get(key);
    relations.set(key, other === undefined ? effect : merged(other, effect));
  }
  return {
    relations: [...relations.values()],
    refusedInTransaction: refused(drafts),
    failures: drafts.flatMap((draft) => draft.failures ?? []),
    unknown: [...new Set(drafts.flatMap((draft) => draft.unknown ?? []))],
  };
}

function merged(one: RelationEffect, other: RelationEffect): RelationEffect {
  const done = new Set([...worksOf(one), ...worksOf(other)]);
  const [work = one.work, ...beside] = WORKS.filter((each) => done.has(each)).toReversed();
  const shorter = beside.filter((each) => each !== 'catalog');
  const { relation, cause } = one;
  const lock = stronger(one.lock, other.lock);
  return { relation, lock, work, cause, ...(shorter.length > 0 && { beside: shorter }) };
}

function refused(drafts: readonly Draft[]): boolean | undefined {
  const answers = drafts.flatMap((draft) =>
    'refusedInTransaction' in draft ? [draft.refusedInTransaction] : [],
  );
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
