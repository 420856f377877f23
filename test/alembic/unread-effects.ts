import type { Direction } from '../../packages/policy-core/src/migrations/operations/direction.ts';
import { tableKey } from '../../packages/policy-core/src/migrations/operations/name.ts';
import type { Operation } from '../../packages/policy-core/src/migrations/operations/operation.ts';
import type { SchemaEffect } from './schema-effects.ts';

/** What happened although nothing was read that does it, and nothing was said to be unclear. */
export function unreadEffects(
  effects: readonly SchemaEffect[],
  { steps }: Direction,
): readonly SchemaEffect[] {
  if (steps.some(({ kind }) => kind === 'unclear')) return [];
  const operations = steps.flatMap((step) => (step.kind === 'operation' ? [step.operation] : []));
  return effects.filter((effect) => !operations.some((operation) => explains(operation, effect)));
}

function explains(operation: Operation, effect: SchemaEffect): boolean {
  const isCause = CAUSES[effect.kind].includes(operation.kind);
  return isCause && (effect.table === undefined || tablesOf(operation).includes(effect.table));
}

/** What may bring each about, also in passing. */
const CAUSES: Readonly<Record<SchemaEffect['kind'], readonly Operation['kind'][]>> = {
  'create-table': ['create-table', 'create-all', 'rename-table', 'set-table-schema'],
  'drop-table': ['drop-table', 'drop-all', 'rename-table', 'set-table-schema', 'drop-object'],
  'add-column': ['add-column', 'rename-column', 'rename-table', 'create-table'],
  'drop-column': ['drop-column', 'rename-column', 'rename-table', 'drop-table'],
  // A primary key forbids NULL.
  'alter-column': ['alter-column', 'add-constraint', 'rename-table', 'drop-table'],
  'add-constraint': ['add-constraint', 'add-column', 'rename-table', 'create-table'],
  'drop-constraint': ['drop-constraint', 'drop-column', 'rename-table', 'drop-table'],
  'create-index': ['create-index', 'rename-table', 'create-table', 'drop-constraint'],
  'drop-index': ['drop-index', 'drop-column', 'rename-table', 'drop-table', 'add-constraint'],
  'create-object': ['create-object', 'rename-object', 'create-table', 'add-column', 'create-all'],
  'drop-object': ['drop-object', 'rename-object', 'drop-table', 'drop-column', 'drop-all'],
  'alter-object': ['create-object', 'other'],
};

/** Every table that it may be about; a name that is not known may be any. */
function tablesOf(operation: Operation): { includes(table: string): boolean } {
  if (operation.kind === 'create-all' || operation.kind === 'drop-all') return { includes: () => true };
  if (operation.kind === 'drop-object')
    return { includes: (table) => table.startsWith(`${operation.name.text}.`) };
  const table = 'table' in operation ? operation.table : undefined;
  const key = table && tableKey(table);
  if (table === undefined || key === undefined) return { includes: () => true };
  if (operation.kind !== 'rename-table') return [key];
  return [key, operation.to.isKnown ? operation.to.text : key];
}
