import { memoizeByObject } from '../../model/memoize.ts';
import type { Operation, Step } from '../operations/operation.ts';
import type { UtilityStatement } from '../operations/utility-statement.ts';
import type { Migrations } from './migrations.ts';

/**
 * What rules about migrations are about: what an upgrade does, by its kind, and
 *
 * - `unclear`: a step of which nobody knows what it does.
 * - `revision`: it is one of Alembic, with a header and a downgrade.
 * - `unread`: a file that could not be read as a migration.
 * - `unsettled`: it cannot be told which migrations are new.
 */
export type MigrationPart =
  | Operation['kind']
  | UtilityStatement['kind']
  | 'unclear'
  | 'revision'
  | 'unread'
  | 'unsettled';

/** Those of the migrations under judgement: dozens of rules ask for one of them, which most migrations have none of. */
export const migrationParts: (migrations: Migrations) => ReadonlySet<MigrationPart> = memoizeByObject(
  ({ scripts, unsettled }) => {
    const parts = new Set<MigrationPart>();
    if (unsettled !== undefined) parts.add('unsettled');
    for (const { reading } of scripts)
      if (!reading.known || reading.value.kind !== 'read') parts.add('unread');
      else {
        if (reading.value.revision !== undefined) parts.add('revision');
        for (const step of reading.value.upgrade.steps) addPartsOf(step, parts);
      }
    return parts;
  },
);

function addPartsOf(step: Step, parts: Set<MigrationPart>): void {
  if (step.kind === 'operation' && step.refused !== undefined) parts.add('unclear');
  if (step.kind === 'unclear') {
    parts.add('unclear');
    return;
  }
  const { operation } = step;
  parts.add(operation.kind);
  if (operation.kind === 'other' && operation.deed !== undefined) parts.add(operation.deed.kind);
}
