import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { SessionStatement } from '../operations/utility-statement.ts';
import { LOCK_MODES, type LockMode } from '../operations/lock-mode.ts';
import { unknownName } from '../operations/name.ts';
import type { Step } from '../operations/operation.ts';
import { directionOf, tableNamed, unclearStep } from '../../testing/sample-schema.ts';
import { locked, together } from './draft.ts';
import type { StepEffects } from './step-effects.ts';
import { locksHeld } from './held-locks.ts';
import { afterStep, metBy, startOfUpgrade, type TransactionState } from './transaction-state.ts';

interface Done {
  readonly deed?: SessionStatement;
  readonly effects?: StepEffects;
  readonly autocommit?: true;
  readonly sentWith?: 'first' | 'middle' | 'last';
}

function stepWith({ deed, autocommit, sentWith }: Done): Step {
  const [step] = directionOf([{ kind: 'other', what: 'a', ...(deed && { deed }) }]).steps;
  return {
    ...(step ?? unclearStep('nothing')),
    autocommit: autocommit === true,
    ...(sentWith && { sentWith }),
  };
}

/** What is left behind by steps that run one after the other. */
function after(done: readonly Done[], isInside: boolean | undefined = true): TransactionState {
  return done.reduce<TransactionState>((state, one, index) => {
    const step = stepWith(one);
    return afterStep(step, metBy(step, state), { taken: one.effects?.relations ?? [], index });
  }, startOfUpgrade(isInside));
}

const ends = (what: 'commit' | 'rollback' | 'prepare', chain = false): Done => ({
  deed: { kind: 'transaction', what, chain },
});
const BEGIN: Done = { deed: { kind: 'transaction', what: 'begin', chain: false } };

function locks(lock: LockMode, table = 'orders'): Done {
  return { effects: together({ relations: locked([tableNamed(table)], lock) }) };
}

function sets(
  name: string | undefined,
  text: string,
  scope: 'session' | 'local' | 'stored' | 'system' = 'session',
): Done {
  return { deed: { kind: 'set-parameter', name, value: { text }, scope } };
}

const resets = (name: string): Done => ({
  deed: { kind: 'set-parameter', name, value: 'default', scope: 'session' },
});

const held = ({ held: all }: TransactionState) =>
  [...locksHeld(all)].map(([key, { lock, since }]) => `${key}: ${lock} since ${since}`);
const settings = ({ settings: all }: TransactionState) =>
  [...all].map(([name, { value }]) => `${name} = ${value}`);

describe('An upgrade', () => {
  it.each([true, false, undefined])('begins with nothing, inside: %s', (isInside) => {
    const none = new Map();
    const settingsToCome = { settings: none, committed: none, rolledBack: none };
    const { held: atStart, ...others } = startOfUpgrade(isInside);
    expect(others).toEqual({ isInside, ended: 0, ...settingsToCome });
    expect(locksHeld(atStart).size).toBe(0);
  });
});

describe('A block that commits by itself', () => {
  it('meets no transaction, no locks and no settings of the one before', () => {
    const before = after([sets('a', '1'), sets('b', '2', 'local'), locks('share')]);
    const met = metBy(stepWith({ autocommit: true }), before);
    expect([met.isInside, met.ended, held(met), settings(met)]).toEqual([false, 1, [], ['a = 1']]);
  });

  it('holds nothing behind it, where another transaction begins', () => {
    const state = after([{ ...locks('share'), autocommit: true }]);
    expect([state.isInside, state.ended, held(state)]).toEqual([true, 1, []]);
  });

  it('leaves other steps as they are', () => {
    const state = after([locks('share')]);
    expect(metBy(stepWith({}), state)).toBe(state);
  });
});

describe('The end of a transaction', () => {
  it.each(['commit', 'rollback', 'prepare'] as const)('by %s gives every lock back', (what) => {
    const state = after([locks('share'), ends(what)]);
    expect([state.isInside, state.ended, held(state)]).toEqual([false, 1, []]);
  });

  it.each(['commit', 'rollback'] as const)('by %s AND CHAIN begins another one', (what) => {
    const state = after([locks('share'), ends(what, true), locks('exclusive', 'seats')]);
    expect([state.isInside, state.ended, held(state)]).toEqual([true, 1, ['seats: exclusive since 2']]);
  });

  it.each(['savepoint', 'release', 'rollback-to', 'two-phase'] as const)('is not %s', (what) => {
    const before = after([locks('share'), sets('a', '1', 'local')]);
    const step = stepWith({ deed: { kind: 'transaction', what, chain: false } });
    expect(afterStep(step, before, { taken: [], index: 2 })).toEqual(before);
  });

  it('is followed by none until one begins', () => {
    expect(held(after([ends('commit'), locks('share')]))).toEqual([]);
    expect(held(after([ends('commit'), BEGIN, locks('share')]))).toEqual(['orders: share since 2']);
  });
});

describe('A setting', () => {
  it.each<[title: string, done: Done[], left: string[]]>([
    ['is the last that is made', [sets('a', '1'), sets('a', '2')], ['a = 2']],
    ['may be local after it was not', [sets('a', '1'), sets('a', '2', 'local')], ['a = 2']],
    [
      'is back once the one that is local to a transaction has ended',
      [sets('a', '1'), sets('a', '2', 'local'), ends('commit')],
      ['a = 1'],
    ],
    ['is undone with the transaction that made it', [sets('a', '1'), ends('rollback')], []],
    [
      'is undone with its transaction, and stays as it was before that',
      [ends('commit'), sets('a', '1'), BEGIN, sets('a', '2'), sets('b', '2'), ends('rollback')],
      ['a = 1'],
    ],
    [
      'stays when another transaction is rolled back',
      [BEGIN, sets('a', '1'), ends('commit', true), sets('b', '2'), ends('rollback')],
      ['a = 1'],
    ],
    [
      'is not back with a transaction that took it away',
      [sets('a', '1'), ends('commit'), BEGIN, resets('a'), ends('rollback')],
      ['a = 1'],
    ],
    ['is none that is local where there is no transaction', [ends('commit'), sets('a', '1', 'local')], []],
    [
      'holds for the session where it is made in a block that commits by itself',
      [{ ...sets('a', '1'), autocommit: true }, ends('rollback')],
      ['a = 1'],
    ],
    ['for sessions to come is none of this one', [sets('a', '1', 'stored'), sets('b', '1', 'system')], []],
    ['without a name is none', [sets('a', '1'), sets(undefined, '2')], ['a = 1']],
    ['is gone by its default', [sets('a', '1'), sets('b', '2'), resets('a')], ['b = 2']],
    ['is gone with all', [sets('a', '1'), resets('all')], []],
    [
      'may have a value that only running it tells',
      [{ deed: { kind: 'set-parameter', name: 'a', value: undefined, scope: 'session' } }],
      ['a = undefined'],
    ],
  ])('%s', (_title, done, left) => {
    expect(settings(after(done))).toEqual(left);
  });
});

describe('A lock', () => {
  it('is none of a relation that nobody knows the name of', () => {
    const relation = { ...unknownName('NAME'), schema: undefined };
    expect(held(after([{ effects: together({ relations: locked([relation], 'share') }) }]))).toEqual([]);
  });

  it('is one for both spellings of a table, and another for another schema', () => {
    const state = after([locks('share'), locks('exclusive', 'public.orders'), locks('share', 'hr.orders')]);
    expect(held(state)).toEqual(['orders: exclusive since 1', 'hr.orders: share since 2']);
  });

  it('is the strongest that was taken, since it first was', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LOCK_MODES), { minLength: 1 }), (modes) => {
        const strongest = LOCK_MODES.findLast((mode) => modes.includes(mode)) ?? 'access-share';
        const state = after(modes.map((mode) => locks(mode)));
        expect(held(state)).toEqual([`orders: ${strongest} since ${modes.indexOf(strongest)}`]);
      }),
    );
  });

  it('never outlives its transaction, nor does a local setting, and those that ended are counted', () => {
    const anyDone = fc.constantFrom<Done>(
      locks('share'),
      locks('exclusive', 'seats'),
      sets('a', '1', 'local'),
      sets('b', '1'),
      BEGIN,
      ends('commit'),
      ends('rollback', true),
    );
    fc.assert(
      fc.property(fc.array(anyDone), fc.constantFrom(true, false, undefined), (done, isInside) => {
        const state = after([...done, ends('commit')], isInside);
        const count = done.filter(({ deed }) => deed?.kind === 'transaction' && deed.what !== 'begin').length;
        expect([held(state), state.isInside, state.ended]).toEqual([[], false, count + 1]);
        expect(settings(state)).not.toContain('a = 1');
      }),
    );
  });
});

describe('What one text of several statements sends', () => {
  const sent = (sentWith: 'first' | 'middle' | 'last', more: Done = {}): Done => ({
    ...more,
    autocommit: true,
    sentWith,
  });
  const metAfter = (done: readonly Done[], next: Done): TransactionState =>
    metBy(stepWith(next), after(done));

  it('runs in a transaction of its own, also in a block that commits by itself', () => {
    const first = metAfter([locks('share')], sent('first'));
    expect([first.isInside, first.ended, held(first)]).toEqual([true, 1, []]);
    const last = metAfter([sent('first', locks('share'))], sent('last'));
    expect([last.isInside, last.ended, held(last)]).toEqual([true, 1, ['orders: share since 0']]);
  });

  it('is committed behind the last, for the block and for the transaction behind it', () => {
    const text = [sent('first', locks('share')), sent('middle', sets('a', '1', 'local')), sent('last')];
    const alone = metAfter(text, { autocommit: true });
    expect([alone.isInside, held(alone), settings(alone)]).toEqual([false, [], []]);
    const behind = metAfter(text, {});
    expect([behind.isInside, behind.ended, held(behind), settings(behind)]).toEqual([true, 2, [], []]);
  });

  it('has another transaction behind a COMMIT', () => {
    const text = [
      { ...locks('share'), sentWith: 'first' },
      { ...ends('commit'), sentWith: 'middle' },
    ] as const;
    const last = metAfter(text, { sentWith: 'last' });
    expect([last.isInside, last.ended, held(last)]).toEqual([true, 1, []]);
    expect(after([...text.slice(0, 1), { ...ends('commit'), sentWith: 'last' }]).isInside).toBe(false);
  });
});
