import type { OperationOf } from '../operations/by-kind.ts';
import type { TableName } from '../operations/name.ts';
import type { Reference } from '../schema/schema-history.ts';
import { locked, type Draft } from './draft.ts';
import {
  childrenOf,
  readThrough,
  partitionsOf,
  referencesTo,
  referringTo,
  targetsOf,
  type EffectContext,
} from './effect-context.ts';
import { lockedWhole } from './whole-table.ts';

/** Rows are gone with the file that holds them, which is changed for an empty one. */
export function truncateEffects({ tables, cascade }: OperationOf<'truncate'>, context: EffectContext): Draft {
  const emptied = { work: 'emptied' } as const;
  return {
    relations: [
      ...tables.flatMap((table) => lockedWhole(context, table, { lock: 'access-exclusive', ...emptied })),
      ...locked(cascade ? allReferring(context, tables) : [], 'access-exclusive', {
        ...emptied,
        cause: 'cascade',
      }),
    ],
  };
}

/** CASCADE goes on from table to table. */
function allReferring(context: EffectContext, tables: readonly TableName[]): readonly TableName[] {
  const found: TableName[] = [];
  const seen = new Set(tables.map(nameOf));
  const open = [...tables];
  for (let table = open.pop(); table !== undefined; table = open.pop()) {
    for (const other of referringTo(context, table)) {
      if (seen.has(nameOf(other))) continue;
      seen.add(nameOf(other));
      found.push(other);
      open.push(other);
    }
  }
  return found;
}

function nameOf({ schema, text }: TableName): string {
  return JSON.stringify([schema ?? 'public', text]);
}

/** Foreign keys are checked row by row, with a lock that only changes of the schema wait for. */
export function changeRowsEffects(
  { verb, table, reads = [] }: OperationOf<'change-rows'>,
  context: EffectContext,
): Draft {
  const adds = verb === 'insert' || verb === 'copy' || verb === 'merge';
  const deletes = verb === 'delete' || verb === 'merge';
  // New rows go to one of the partitions, nobody knows which.
  const changed = adds ? [table] : [table, ...childrenOf(context, table)];
  return {
    relations: [
      ...locked(changed, 'row-exclusive', { work: 'rows' }),
      ...locked(readThrough(context, reads), 'access-share', { cause: 'read', work: 'scan' }),
      ...locked(adds ? targetsOf(context, table) : [], 'row-share', { cause: 'foreign-key', work: 'rows' }),
      ...(deletes
        ? referencesTo(context, table).flatMap((reference) => lockedReference(context, reference))
        : []),
    ],
  };
}

/** ON DELETE changes the rows that refer to one that goes; else they are only looked for. */
function lockedReference(
  context: EffectContext,
  { from, definition }: Reference,
): NonNullable<Draft['relations']> {
  const changes = definition.onDelete !== undefined && definition.onDelete !== 'restrict';
  return locked([from, ...partitionsOf(context, from)], changes ? 'row-exclusive' : 'row-share', {
    cause: 'foreign-key',
    work: 'rows',
  });
}
