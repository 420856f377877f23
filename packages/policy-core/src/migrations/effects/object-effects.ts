import type { OperationOf } from '../operations/by-kind.ts';
import type { LockMode } from '../operations/lock-mode.ts';
import { asTable, type Name, type TableName } from '../operations/name.ts';
import type { ObjectOperation } from '../operations/operation.ts';
import { isView } from '../operations/is-view.ts';
import { locked, type Draft } from './draft.ts';
import { readThrough, tablesWithType, viewNow, viewsOver, type EffectContext } from './effect-context.ts';
import { lockedPartitions } from './whole-table.ts';

type ObjectKind = ObjectOperation['object'];

/** Of the table that it is made for. */
const MAKING: Readonly<Partial<Record<ObjectKind, LockMode>>> = {
  trigger: 'share-row-exclusive',
  policy: 'access-exclusive',
  rule: 'access-exclusive',
  statistics: 'share-update-exclusive',
};

const OUTSIDE_TRANSACTION: ReadonlySet<ObjectKind> = new Set(['database', 'tablespace']);

export function createObjectEffects(operation: OperationOf<'create-object'>, context: EffectContext): Draft {
  const { object, name, on, reads = [] } = operation;
  const making = MAKING[object];
  const own = viewOf(operation);
  const replaced = own !== undefined && viewNow(context, own) !== undefined ? [own] : [];
  const isFilled = object === 'materialized-view';
  return {
    relations: [
      ...(making === undefined || on === undefined ? [] : lockedFor(on, { object, lock: making }, context)),
      ...locked(replaced, 'access-exclusive'),
      ...locked(isFilled ? readThrough(context, reads) : reads, 'access-share', {
        cause: 'read',
        work: isFilled ? 'scan' : 'catalog',
      }),
    ],
    refusedInTransaction: OUTSIDE_TRANSACTION.has(object),
    unknown: making !== undefined && on === undefined ? [untold(name)] : [],
  };
}

/** Triggers are made for the partitions as well. */
function lockedFor(
  on: TableName,
  { object, lock }: { readonly object: ObjectKind; readonly lock: LockMode },
  context: EffectContext,
): NonNullable<Draft['relations']> {
  return object === 'trigger' ? lockedPartitions(context, on, { lock }) : locked([on], lock);
}

export function dropObjectEffects(operation: OperationOf<'drop-object'>, context: EffectContext): Draft {
  const { object, name, on, cascade } = operation;
  return {
    relations: [
      ...lockedItself(operation),
      ...locked(cascade === false ? [] : takenAlong(operation, context), 'access-exclusive', {
        cause: 'cascade',
      }),
    ],
    refusedInTransaction: OUTSIDE_TRANSACTION.has(object),
    unknown: [
      ...(isOnTable(object) && on === undefined ? [untold(name)] : []),
      ...(cascade === false ? [] : ['CASCADE may drop objects that nothing here shows']),
    ],
  };
}

/** The view, or the table that it stands beside. */
function lockedItself(operation: ObjectOperation): NonNullable<Draft['relations']> {
  const relation = operation.on ?? viewOf(operation);
  return relation === undefined ? [] : locked([relation], 'access-exclusive');
}

/** What CASCADE is known to drop, or to take a column from. */
function takenAlong(operation: OperationOf<'drop-object'>, context: EffectContext): readonly TableName[] {
  const view = viewOf(operation);
  if (view !== undefined) return viewsOver(context, view);
  switch (operation.object) {
    case 'schema':
      return tablesIn(operation.name, context);
    case 'type':
    case 'domain':
      return tablesWithType(context, operation.name);
    default:
      return [];
  }
}

export function renameObjectEffects(operation: OperationOf<'rename-object'>): Draft {
  return { relations: lockedItself(operation) };
}

function tablesIn(schema: Name, { schema: history, moment }: EffectContext): readonly TableName[] {
  return history
    .tablesAt(moment)
    .filter(({ table }) => (table.schema ?? 'public') === schema.text)
    .map(({ table }) => table);
}

function isOnTable(object: ObjectKind): boolean {
  return object === 'trigger' || object === 'policy' || object === 'rule';
}

function viewOf({ object, name }: ObjectOperation): TableName | undefined {
  return isView(object) ? asTable(name) : undefined;
}

function untold({ text }: Name): string {
  return `nothing shows which table ${text} belongs to`;
}
