import { isTakenAsNew } from '../analysis/newness/claimed-table.ts';
import { isMadeInSomeSchema } from '../analysis/made-in-some-schema.ts';
import { makingOfView } from '../analysis/new-view.ts';
import type { RelationEffect, StepEffects } from './step-effects.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';

/** What a step does to relations that the same migration has not made, and that others may be using. */
export function existingRelations(
  step: MigrationStep,
  { relations }: StepEffects,
): readonly RelationEffect[] {
  return relations.filter(
    ({ relation }) =>
      !isTakenAsNew(step, relation) &&
      !isNewView(step, relation) &&
      !isMadeInSomeSchema(step, relation) &&
      !isCatalog(relation.schema),
  );
}

/** Of PostgreSQL itself: small, and of no service. */
function isCatalog(schema: string | undefined): boolean {
  return schema === 'pg_catalog' || schema === 'information_schema';
}

/** One that may have been there stays what it was. */
function isNewView(step: MigrationStep, relation: RelationEffect['relation']): boolean {
  const making = makingOfView(step, relation);
  return making !== undefined && making.unlessThere !== true;
}
