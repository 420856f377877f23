import type { Deed, MaintenanceDeed, TABLE_OPTIONS, TableDeed } from '../migrations/deed.ts';
import type { LockMode } from '../migrations/lock-mode.ts';
import type { TableName } from '../migrations/name.ts';
import { locked, type Draft } from './draft.ts';
import {
  childrenOf,
  partitionsOf,
  readThrough,
  tableNow,
  tablesWithType,
  viewNow,
  type EffectContext,
} from './effect-context.ts';
import { concurrentlyUnknown } from './index-effects.ts';
import type { Work } from './step-effects.ts';
import { lockedPartitions } from './whole-table.ts';

export function deedEffects(deed: Deed, context: EffectContext): Draft {
  switch (deed.kind) {
    case 'set-table-option':
      return optionEffects(deed, context);
    case 'set-column-option':
      return { relations: locked([deed.table], columnOptionLock(deed.option)) };
    case 'alter-constraint':
    case 'add-not-null-not-valid':
      return { relations: locked([deed.table], 'access-exclusive') };
    case 'comment':
      return {
        relations: locked(
          deed.table === undefined ? [] : [deed.table],
          deed.isPart ? 'access-share' : 'share-update-exclusive',
        ),
      };
    case 'lock-table':
      return { relations: locked(readThrough(context, deed.tables), deed.mode) };
    case 'query':
      return {
        relations: locked(readThrough(context, deed.reads), deed.locksRows ? 'row-share' : 'access-share', {
          cause: 'read',
          work: 'scan',
        }),
      };
    case 'attach-partition':
      return {
        relations: [
          ...locked([deed.table], 'share-update-exclusive'),
          ...locked([deed.partition], 'access-exclusive', { work: 'scan', cause: 'partition' }),
        ],
        failures: [{ kind: 'violations', relation: deed.partition }],
      };
    case 'detach-partition':
      return detachEffects(deed);
    case 'add-enum-value':
      return { refusedInTransaction: context.pgVersion < 12 };
    case 'rename-enum-value':
    case 'transaction':
      return {};
    case 'alter-domain':
      return domainEffects(deed, context);
    case 'set-parameter':
      return { refusedInTransaction: deed.scope === 'system' };
    default:
      return maintenanceEffects(deed, context);
  }
}

type TableOption = (typeof TABLE_OPTIONS)[number];

const OPTION_LOCKS: Readonly<Partial<Record<TableOption, LockMode>>> = {
  'cluster-on': 'share-update-exclusive',
  'storage-parameters': 'share-update-exclusive',
  triggers: 'share-row-exclusive',
};

function optionEffects(
  { table, option, to }: Extract<TableDeed, { readonly kind: 'set-table-option' }>,
  context: EffectContext,
): Draft {
  const parent = to === undefined ? [] : [to];
  const work = optionWork({ table, option, to }, context);
  return {
    relations: [
      ...locked([table], OPTION_LOCKS[option] ?? 'access-exclusive', { work }),
      ...locked(option === 'inherit' ? parent : [], 'share-update-exclusive'),
      ...locked(option === 'no-inherit' ? parent : [], 'access-share'),
    ],
    unknown: work === 'unknown' ? ['nothing tells whether the table lies there, or is kept so, already'] : [],
  };
}

function optionWork(
  {
    table,
    option,
    to,
  }: { readonly table: TableName; readonly option: TableOption; readonly to: TableName | undefined },
  context: EffectContext,
): Work {
  switch (option) {
    case 'logged':
    case 'unlogged':
      return 'rewrite';
    case 'access-method':
    case 'tablespace':
      if (!USUAL.has(to?.text)) return 'rewrite';
      // The migrations made it, as usual as it goes without saying.
      return tableNow(context, table)?.createdIn === undefined ? 'unknown' : 'catalog';
    default:
      return 'catalog';
  }
}

const USUAL: ReadonlySet<string | undefined> = new Set(['heap', 'pg_default']);

function columnOptionLock(option: Extract<Deed, { readonly kind: 'set-column-option' }>['option']): LockMode {
  return option === 'statistics' || option === 'options' ? 'share-update-exclusive' : 'access-exclusive';
}

function detachEffects({
  table,
  partition,
  concurrently,
}: Extract<Deed, { readonly kind: 'detach-partition' }>): Draft {
  const lock = concurrently === true ? 'share-update-exclusive' : 'access-exclusive';
  return {
    relations: [...locked([table], lock), ...locked([partition], lock, { cause: 'partition' })],
    refusedInTransaction: concurrently,
    unknown: concurrentlyUnknown(concurrently),
  };
}

/** Every table that has a column of the domain is read. */
function domainEffects(
  { domain, change, notValid }: Extract<Deed, { readonly kind: 'alter-domain' }>,
  context: EffectContext,
): Draft {
  const reads = change === 'set-not-null' || change === 'validate-constraint' || change === 'add-constraint';
  if (!reads || notValid) return {};
  const tables = tablesWithType(context, domain);
  return {
    relations: locked(tables, 'share', { cause: 'domain', work: 'scan' }),
    failures: tables.map((relation) => ({ kind: 'violations', relation })),
  };
}

function maintenanceEffects(deed: MaintenanceDeed, context: EffectContext): Draft {
  switch (deed.kind) {
    case 'vacuum':
      return {
        relations: deed.full
          ? locked(deed.tables, 'access-exclusive', { work: 'rewrite' })
          : locked(deed.tables, 'share-update-exclusive', { work: 'scan' }),
        refusedInTransaction: true,
        unknown: everyTable(deed.tables),
      };
    case 'analyze':
      return {
        relations: deed.tables.flatMap((table) => analyzed(context, table)),
        unknown: everyTable(deed.tables),
      };
    case 'cluster': {
      const tables = deed.table === undefined ? [] : [deed.table];
      return {
        relations: locked(tables, 'access-exclusive', { work: 'rewrite' }),
        refusedInTransaction: deed.table === undefined || isPartitioned(context, deed.table),
        unknown: everyTable(tables),
      };
    }
    case 'reindex':
      return reindexEffects(deed, context);
    case 'refresh-view':
      return refreshEffects(deed, context);
  }
}

/** Of a table that others inherit from their rows are read as well. */
function analyzed(context: EffectContext, table: TableName): NonNullable<Draft['relations']> {
  const scan = { work: 'scan' } as const;
  return [
    ...lockedPartitions(context, table, { lock: 'share-update-exclusive', ...scan }),
    ...locked(childrenOf(context, table, ['inherits']), 'access-share', { ...scan, cause: 'read' }),
  ];
}

function everyTable(tables: readonly TableName[]): readonly string[] {
  return tables.length === 0 ? ['it goes through every table of the database'] : [];
}

/** Each partition is done in a transaction of its own. */
function isPartitioned(context: EffectContext, table: TableName): boolean {
  return partitionsOf(context, table).length > 0;
}

function reindexEffects(
  { what, name, concurrently }: Extract<Deed, { readonly kind: 'reindex' }>,
  context: EffectContext,
): Draft {
  const isMany = what !== 'index' && what !== 'table';
  const table =
    what === 'index' && name !== undefined
      ? context.schema.tableOfIndex(name.text, context.moment)?.table
      : name;
  const lock = concurrently === true ? 'share-update-exclusive' : 'share';
  const cause = what === 'index' ? 'index' : 'named';
  return {
    relations: isMany || table === undefined ? [] : locked([table], lock, { work: 'index', cause }),
    refusedInTransaction:
      isMany || (table !== undefined && isPartitioned(context, table)) ? true : concurrently,
    unknown: [
      ...(isMany ? [`it goes through every table of the ${what}`] : []),
      ...(!isMany && table === undefined ? ['nothing tells which table the index belongs to'] : []),
      ...concurrentlyUnknown(concurrently),
    ],
  };
}

function refreshEffects(
  { view, concurrently, withData }: Extract<Deed, { readonly kind: 'refresh-view' }>,
  context: EffectContext,
): Draft {
  const known = viewNow(context, view);
  const isBeside = concurrently === true;
  const work = isBeside ? 'rows' : withData ? 'rewrite' : 'emptied';
  return {
    relations: [
      ...locked([view], isBeside ? 'exclusive' : 'access-exclusive', { work }),
      ...locked(withData ? readThrough(context, known?.reads ?? []) : [], 'access-share', {
        cause: 'read',
        work: 'scan',
      }),
    ],
    unknown: [
      ...(known === undefined && withData ? ['nothing tells which tables its query reads'] : []),
      ...concurrentlyUnknown(concurrently),
    ],
  };
}
