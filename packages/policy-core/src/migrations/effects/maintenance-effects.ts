import type { UtilityStatement } from '../operations/utility-statement.ts';
import type { TableName } from '../operations/name.ts';
import { isPartitioned } from '../schema/is-partitioned.ts';
import { locked, type Draft } from './draft.ts';
import { childrenOf, readThrough, viewNow, type EffectContext } from './effect-context.ts';
import { concurrentlyUnknown } from './index-effects.ts';
import { lockedPartitions } from './whole-table.ts';

type DeedOf<Kind extends UtilityStatement['kind']> = Extract<UtilityStatement, { readonly kind: Kind }>;

export function vacuumEffects({ tables, full }: DeedOf<'vacuum'>): Draft {
  return {
    relations: full
      ? locked(tables, 'access-exclusive', { work: 'rewrite' })
      : locked(tables, 'share-update-exclusive', { work: 'scan' }),
    refusedInTransaction: true,
    unknown: everyTable(tables),
  };
}

/** It takes the same number of rows from a large table. Of one that others inherit from their rows are read as well. */
export function analyzeEffects({ tables }: DeedOf<'analyze'>, context: EffectContext): Draft {
  const sample = { work: 'sample' } as const;
  return {
    relations: tables.flatMap((table) => [
      ...lockedPartitions(context, table, { lock: 'share-update-exclusive', ...sample }),
      ...locked(childrenOf(context, table, ['inherits']), 'access-share', { ...sample, cause: 'read' }),
    ]),
    unknown: everyTable(tables),
  };
}

export function clusterEffects({ table }: DeedOf<'cluster'>, context: EffectContext): Draft {
  const tables = table === undefined ? [] : [table];
  return {
    relations: locked(tables, 'access-exclusive', { work: 'rewrite' }),
    // Of each partition in a transaction of its own.
    refusedInTransaction: table === undefined || isPartitioned(context, table),
    unknown: everyTable(tables),
  };
}

function everyTable(tables: readonly TableName[]): readonly string[] {
  return tables.length === 0 ? ['it goes through every table of the database'] : [];
}

export function reindexEffects(deed: DeedOf<'reindex'>, context: EffectContext): Draft {
  const { what, concurrently } = deed;
  if (what !== 'index' && what !== 'table') {
    return { refusedInTransaction: true, unknown: [`it goes through every table of the ${what}`] };
  }
  const table = reindexedTable(deed, context);
  if (table === undefined) {
    return {
      refusedInTransaction: concurrently,
      unknown: ['nothing shows which table the index belongs to'],
    };
  }
  const lock = concurrently === true ? 'share-update-exclusive' : 'share';
  return {
    relations: locked([table], lock, { work: 'index', cause: what === 'index' ? 'index' : 'named' }),
    // Of each partition in a transaction of its own.
    refusedInTransaction: isPartitioned(context, table) ? true : concurrently,
    unknown: concurrentlyUnknown(concurrently),
  };
}

function reindexedTable(
  { what, name }: DeedOf<'reindex'>,
  { schema, moment }: EffectContext,
): TableName | undefined {
  return what === 'index' && name !== undefined ? schema.tableOfIndex(name.text, moment)?.table : name;
}

export function refreshEffects(
  { view, concurrently, withData }: DeedOf<'refresh-view'>,
  context: EffectContext,
): Draft {
  const reads = withData ? viewNow(context, view)?.reads : [];
  return {
    relations: [
      ...(concurrently === true
        ? locked([view], 'exclusive', { work: 'rows' })
        : locked([view], 'access-exclusive', { work: withData ? 'rewrite' : 'emptied' })),
      ...locked(readThrough(context, reads ?? []), 'access-share', { cause: 'read', work: 'scan' }),
    ],
    unknown: [
      ...(reads === undefined ? ['nothing shows which tables its query reads'] : []),
      ...concurrentlyUnknown(concurrently),
    ],
  };
}
