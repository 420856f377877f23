import type { UtilityStatement, TABLE_OPTIONS } from '../operations/utility-statement.ts';
import type { LockMode } from '../operations/lock-mode.ts';
import { locked, type Draft } from './draft.ts';
import { tableNow, type EffectContext } from './effect-context.ts';
import type { Work } from './step-effects.ts';

type TableOptionDeed = Extract<UtilityStatement, { readonly kind: 'set-table-option' }>;
type TableOption = (typeof TABLE_OPTIONS)[number];

const OPTION_LOCKS: Readonly<Partial<Record<TableOption, LockMode>>> = {
  'cluster-on': 'share-update-exclusive',
  'storage-parameters': 'share-update-exclusive',
  triggers: 'share-row-exclusive',
};

const PARENT_LOCKS: Readonly<Partial<Record<TableOption, LockMode>>> = {
  inherit: 'share-update-exclusive',
  'no-inherit': 'access-share',
};

/** ALTER TABLE, where it is about how the table is held. */
export function tableOptionEffects(deed: TableOptionDeed, context: EffectContext): Draft {
  const { table, option, to } = deed;
  const parentLock = PARENT_LOCKS[option];
  const work = optionWork(deed, context);
  return {
    relations: [
      ...locked([table], OPTION_LOCKS[option] ?? 'access-exclusive', { work }),
      ...(parentLock === undefined || to === undefined ? [] : locked([to], parentLock)),
    ],
    unknown: work === 'unknown' ? ['nothing shows whether the table lies there, or is kept so, already'] : [],
  };
}

function optionWork({ table, option, to }: TableOptionDeed, context: EffectContext): Work {
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
