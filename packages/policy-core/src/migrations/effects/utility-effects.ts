import type { UtilityStatement } from '../operations/utility-statement.ts';
import type { LockMode } from '../operations/lock-mode.ts';
import { asTable } from '../operations/name.ts';
import { isView } from '../operations/is-view.ts';
import { locked, type Draft } from './draft.ts';
import { readThrough, tablesWithType, type EffectContext } from './effect-context.ts';
import { concurrentlyUnknown } from './index-effects.ts';
import {
  analyzeEffects,
  clusterEffects,
  refreshEffects,
  reindexEffects,
  vacuumEffects,
} from './maintenance-effects.ts';
import { tableOptionEffects } from './table-option-effects.ts';

/** What is done beside the schema. */
export function utilityEffects(deed: UtilityStatement, context: EffectContext): Draft {
  // The key and the argument are of one kind, which the type of a look-up cannot say.
  const effects = EFFECTS[deed.kind] as (deed: UtilityStatement, context: EffectContext) => Draft;
  return effects(deed, context);
}

type DeedOf<Kind extends UtilityStatement['kind']> = Extract<UtilityStatement, { readonly kind: Kind }>;

const EFFECTS: {
  readonly [Kind in UtilityStatement['kind']]: (deed: DeedOf<Kind>, context: EffectContext) => Draft;
} = {
  'set-table-option': tableOptionEffects,
  'set-column-option': ({ table, option }) => ({ relations: locked([table], columnOptionLock(option)) }),
  'set-object-schema': (deed) => ({ relations: movedView(deed) }),
  'alter-constraint': ({ table }) => ({ relations: locked([table], 'access-exclusive') }),
  'add-not-null-not-valid': ({ table }) => ({ relations: locked([table], 'access-exclusive') }),
  comment: commentEffects,
  'lock-table': ({ tables, mode }, context) => ({ relations: locked(readThrough(context, tables), mode) }),
  query: queryEffects,
  'attach-partition': attachEffects,
  'detach-partition': detachEffects,
  vacuum: vacuumEffects,
  analyze: analyzeEffects,
  cluster: clusterEffects,
  reindex: reindexEffects,
  'refresh-view': refreshEffects,
  'add-enum-value': () => ({}),
  'rename-enum-value': () => ({}),
  'alter-domain': domainEffects,
  'set-parameter': ({ scope }) => ({ refusedInTransaction: scope === 'system' }),
  transaction: () => ({}),
};

function columnOptionLock(
  option: Extract<UtilityStatement, { readonly kind: 'set-column-option' }>['option'],
): LockMode {
  return option === 'statistics' || option === 'options' ? 'share-update-exclusive' : 'access-exclusive';
}

/** Of a type nobody holds anything. */
function movedView({ object, name }: DeedOf<'set-object-schema'>): NonNullable<Draft['relations']> {
  return isView(object) ? locked([asTable(name)], 'access-exclusive') : [];
}

function commentEffects({ table, isPart }: DeedOf<'comment'>): Draft {
  const lock = isPart ? 'access-share' : 'share-update-exclusive';
  return { relations: locked(table === undefined ? [] : [table], lock) };
}

function queryEffects({ reads, locksRows }: DeedOf<'query'>, context: EffectContext): Draft {
  const lock = locksRows ? 'row-share' : 'access-share';
  return { relations: locked(readThrough(context, reads), lock, { cause: 'read', work: 'scan' }) };
}

function attachEffects({ table, partition }: DeedOf<'attach-partition'>): Draft {
  return {
    relations: [
      ...locked([table], 'share-update-exclusive'),
      ...locked([partition], 'access-exclusive', { work: 'scan', cause: 'partition' }),
    ],
    failures: [{ kind: 'violations', relation: partition }],
  };
}

function detachEffects({ table, partition, concurrently }: DeedOf<'detach-partition'>): Draft {
  const lock = concurrently === true ? 'share-update-exclusive' : 'access-exclusive';
  return {
    relations: [...locked([table], lock), ...locked([partition], lock, { cause: 'partition' })],
    refusedInTransaction: concurrently,
    unknown: concurrentlyUnknown(concurrently),
  };
}

/** Every table that has a column of the domain is read. */
function domainEffects({ domain, change, notValid }: DeedOf<'alter-domain'>, context: EffectContext): Draft {
  const reads = change === 'set-not-null' || change === 'validate-constraint' || change === 'add-constraint';
  if (!reads || notValid) return {};
  const tables = tablesWithType(context, domain);
  return {
    relations: locked(tables, 'share', { cause: 'domain', work: 'scan' }),
    failures: tables.map((relation) => ({ kind: 'violations', relation })),
  };
}
