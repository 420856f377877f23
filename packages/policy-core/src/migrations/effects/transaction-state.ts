import type { SessionStatement } from '../operations/utility-statement.ts';
import type { Step } from '../operations/operation.ts';
import { heldBehind, nothingHeld, type HeldLocks } from './held-locks.ts';
import type { RelationEffect } from './step-effects.ts';

/** What earlier steps of an upgrade leave behind for one that is about to run. */
export interface TransactionState {
  /** Whether it runs in a transaction block; `undefined`: nothing tells. */
  readonly isInside: boolean | undefined;
  /** How many transactions of the upgrade have ended before it: tells one from the next. */
  readonly ended: number;
  readonly held: HeldLocks;
  readonly settings: Settings;
  /** What the settings are once the transaction is committed: without those that are local to it. */
  readonly committed: Settings;
  /** What they are once it is rolled back: as they were when it began. */
  readonly rolledBack: Settings;
}

/** Of the session, that the migration has made: by their names in lower case. */
export type Settings = ReadonlyMap<string, Setting>;

export interface Setting {
  /** `undefined`: only running it tells. */
  readonly value: string | undefined;
}

export function startOfUpgrade(isInside: boolean | undefined): TransactionState {
  const settings: Settings = new Map();
  return { isInside, ended: 0, held: nothingHeld(), settings, committed: settings, rolledBack: settings };
}

/** The state in a block of statements that are handed over at once, and behind it. */
export function enteringBlock(state: TransactionState): TransactionState {
  return { ...state, isInside: true };
}

export function leavingBlock(state: TransactionState): TransactionState {
  return outside(state, state.committed);
}

/** The state that a step meets: an `autocommit_block()` ends the transaction around it. */
export function metBy({ autocommit, sentWith }: Step, state: TransactionState): TransactionState {
  // Statements that are sent together have a transaction of their own.
  if (!autocommit || sentWith === 'middle' || sentWith === 'last') return state;
  return { ...outside(state, state.committed), isInside: sentWith === 'first' };
}

/** The state after it. `taken`: its locks on relations that were there before the migration. */
export function afterStep(
  step: Step,
  met: TransactionState,
  done: { readonly taken: readonly RelationEffect[]; readonly index: number },
): TransactionState {
  const state = changedBy(step, met, done);
  return step.autocommit && step.sentWith === 'last'
    ? { ...outside(state, state.committed), isInside: true }
    : state;
}

function changedBy(
  step: Step,
  met: TransactionState,
  { taken, index }: { readonly taken: readonly RelationEffect[]; readonly index: number },
): TransactionState {
  // Alembic begins another transaction behind the block.
  const state = step.autocommit ? { ...met, isInside: true } : met;
  if (step.kind !== 'operation') return state;
  const deed = step.operation.kind === 'other' ? step.operation.deed : undefined;
  if (deed?.kind === 'transaction') return goingOn(step, afterTransaction(deed, state));
  if (deed?.kind === 'set-parameter') return withSetting(deed, state, { isInside: met.isInside });
  if (met.isInside === false) return state;
  return { ...state, held: heldBehind(state.held, { step, taken, index }) };
}

/** What is sent behind a COMMIT in the same text has another transaction. */
function goingOn({ sentWith }: Step, after: TransactionState): TransactionState {
  return sentWith === 'first' || sentWith === 'middle' ? { ...after, isInside: true } : after;
}

function outside({ ended }: TransactionState, settings: Settings): TransactionState {
  const all = { settings, committed: settings, rolledBack: settings };
  return { isInside: false, ended: ended + 1, held: nothingHeld(), ...all };
}

function afterTransaction(
  { what, chain }: Extract<SessionStatement, { readonly kind: 'transaction' }>,
  state: TransactionState,
): TransactionState {
  switch (what) {
    case 'begin':
      return { ...state, isInside: true };
    case 'commit':
    case 'prepare':
      return { ...outside(state, state.committed), isInside: chain };
    case 'rollback':
      return { ...outside(state, state.rolledBack), isInside: chain };
    // What a savepoint gives back was taken behind it, and is few: it counts as held.
    default:
      return state;
  }
}

type SetParameter = Extract<SessionStatement, { readonly kind: 'set-parameter' }>;

function withSetting(
  deed: SetParameter,
  state: TransactionState,
  { isInside }: Pick<TransactionState, 'isInside'>,
): TransactionState {
  const { scope } = deed;
  if (scope === 'stored' || scope === 'system') return state;
  if (scope === 'local') {
    // Outside of a transaction it is over at once.
    return isInside === false ? state : { ...state, settings: changed(state.settings, deed) };
  }
  return {
    ...state,
    settings: changed(state.settings, deed),
    committed: changed(state.committed, deed),
    rolledBack: isInside === true ? state.rolledBack : changed(state.rolledBack, deed),
  };
}

function changed(settings: Settings, { name, value }: SetParameter): Settings {
  if (name === undefined) return settings;
  if (name === 'all') return new Map();
  const next = new Map(settings);
  if (value === 'default') next.delete(name);
  else next.set(name, { value: value?.text });
  return next;
}
