import { answerByKind, type ByKind } from '../operations/by-kind.ts';
import type { Operation } from '../operations/operation.ts';
import {
  addColumnEffects,
  alterColumnEffects,
  dropColumnEffects,
  renameColumnEffects,
} from './column-effects.ts';
import {
  addConstraintEffects,
  dropConstraintEffects,
  renameConstraintEffects,
  validateConstraintEffects,
} from './constraint-effects.ts';
import { utilityEffects } from './utility-effects.ts';
import { together, type Draft } from './draft.ts';
import type { EffectContext } from './effect-context.ts';
import { createIndexEffects, dropIndexEffects } from './index-effects.ts';
import { createObjectEffects, dropObjectEffects, renameObjectEffects } from './object-effects.ts';
import { changeRowsEffects, truncateEffects } from './row-effects.ts';
import type { StepEffects } from './step-effects.ts';
import {
  createTableEffects,
  dropTableEffects,
  renameTableEffects,
  setTableSchemaEffects,
} from './table-effects.ts';

/**
 * What an operation locks, and for how long it works under the lock. Of PostgreSQL 13 to 18, measured on 15;
 * indexes of the tables are locked with them and not told.
 */
export function effectsOf(operation: Operation, context: EffectContext): StepEffects {
  return together(answerByKind(EFFECTS, operation, context));
}

const EFFECTS: ByKind<EffectContext, Draft> = {
  'create-table': createTableEffects,
  'drop-table': dropTableEffects,
  'rename-table': renameTableEffects,
  'set-table-schema': setTableSchemaEffects,
  'add-column': addColumnEffects,
  'drop-column': dropColumnEffects,
  'rename-column': renameColumnEffects,
  'alter-column': alterColumnEffects,
  'create-index': createIndexEffects,
  'drop-index': dropIndexEffects,
  'add-constraint': addConstraintEffects,
  'drop-constraint': dropConstraintEffects,
  'rename-constraint': renameConstraintEffects,
  'validate-constraint': validateConstraintEffects,
  'create-object': createObjectEffects,
  'drop-object': dropObjectEffects,
  'rename-object': renameObjectEffects,
  truncate: truncateEffects,
  'change-rows': changeRowsEffects,
  'create-all': () => ({ unknown: ['which tables the metadata knows only shows when it runs'] }),
  'drop-all': () => ({ unknown: ['which tables the metadata knows only shows when it runs'] }),
  other: ({ deed }, context) => (deed === undefined ? {} : utilityEffects(deed, context)),
};
