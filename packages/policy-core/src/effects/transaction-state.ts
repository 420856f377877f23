import type { SessionDeed } from '../migrations/deed.ts';
import { stronger, type LockMode } from '../migrations/lock-mode.ts';
import { tableKey, type TableName } from '../migrations/name.ts';
import type { Step } from '../migrations/operation.ts';
import type { StepEffects } from './step-effects.ts';

/** What earlier steps of an upgrade leave behind for one that is about to run. */
export interface TransactionState {
  /** Whether it runs in a transaction block; `undefined`: nothing tells. */
  readonly isInside: boolean | undefined;
  /** How many transactions of the upgrade have ended before it: tells one from the next. */
  readonly ended: number;
  /** What the transaction holds already, by `tableKey`: the strongest lock on each relation. */
  readonly held: ReadonlyMap<string, HeldLock>;
  /** Settings of the session that the migration has made, by their names in lower case. */
  readonly settings: ReadonlyMap<string, Setting>;
}

export interface HeldLock {
  readonly relation: TableName;
  readonly lock: LockMode;
  /** Index of the step that took it. */
  readonly since: number;
}

export interface Setting {
  /** `undefined`: only running it tells. */
  readonly value: string | undefined;
  /** It ends with the transaction. */
  readonly isLocal: boolean;
}

export function startOfUpgrade(isInside: boolean | undefined): TransactionState {
  return { isInside, ended: 0, held: new Map(), settings: new Map() };
}

/** The state that a step meets: an `autocommit_block()` ends the transaction around it. */
export function metBy(step: Step, state: TransactionState): TransactionState {
  return step.autocommit ? { ...outside(state), isInside: false } : state;
}

/** The state after it. */
export function afterStep(
  step: Step,
  met: TransactionState,
  { effects, index }: { readonly effects: StepEffects | undefined; readonly index: number },
): TransactionState {
  const deed = step.kind === 'operation' && step.operation.kind === 'other' ? step.operation.deed : undefined;
  // Alembic begins another transaction behind the block.
  const state = step.autocommit ? { ...met, isInside: true } : met;
  if (deed?.kind === 'transaction') return afterTransaction(deed, state);
  if (deed?.kind === 'set-parameter') return { ...state, settings: withSetting(deed, state.settings) };
  if (effects === undefined || met.isInside === false) return state;
  return { ...state, held: withLocks(effects, index, state.held) };
}

function outside({ settings, ended }: TransactionState): TransactionState {
  const lasting = [...settings].filter(([, { isLocal }]) => !isLocal);
  return { isInside: false, ended: ended + 1, held: new Map(), settings: new Map(lasting) };
}

function afterTransaction(
  { what, chain }: Extract<SessionDeed, { readonly kind: 'transaction' }>,
  state: TransactionState,
): TransactionState {
  switch (what) {
    case 'begin':
      return { ...state, isInside: true };
    case 'commit':
    case 'rollback':
    case 'prepare':
      return { ...outside(state), isInside: chain };
    // What a savepoint gives back was taken behind it, and is few: it counts as held.
    default:
      return state;
  }
}

function withSetting(
  { name, value, scope }: Extract<SessionDeed, { readonly kind: 'set-parameter' }>,
  settings: TransactionState['settings'],
): TransactionState['settings'] {
  if (scope === 'stored' || scope === 'system' || name === undefined) return settings;
  if (name === 'all') return new Map();
  const next = new Map(settings);
  if (value === 'default') next.delete(name);
  else next.set(name, { value: value?.text, isLocal: scope === 'local' });
  return next;
}

function withLocks(
  { relations }: StepEffects,
  index: number,
  held: TransactionState['held'],
): TransactionState['held'] {
  if (relations.length === 0) return held;
  const next = new Map(held);
  for (const { relation, lock } of relations) {
    const key = tableKey(relation);
    const before = key === undefined ? undefined : next.get(key);
    if (key === undefined || (before !== undefined && stronger(before.lock, lock) === before.lock)) continue;
    next.set(key, { relation, lock, since: index });
  }
  return next;
}
