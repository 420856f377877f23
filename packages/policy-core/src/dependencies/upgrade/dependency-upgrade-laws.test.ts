import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { HTTPX, REWRITE, UPGRADE } from '../../testing/sample-upgrade.ts';
import { stepUpgrade, upgradeOf } from './dependency-upgrade.ts';
import type { UpgradePlan } from './upgrade-plan.ts';
import type { UpgradeEffect, UpgradeEvent, UpgradeState } from './upgrade-state.ts';

/** A repository as far as an upgrade touches it. */
interface World {
  branch: string;
  readonly branches: Set<string>;
  files: 'before' | 'changed';
  commits: number;
  testsPassed: boolean;
  judgedWell: boolean;
}

/** How an effect goes: what it does to the world is told by its effect and by this. */
type Luck = 'well' | 'badly' | 'fails' | 'interrupted';

const luck = fc.constantFrom<Luck>('well', 'well', 'well', 'badly', 'fails', 'interrupted');
const plan = fc
  .tuple(fc.constantFrom(UPGRADE, REWRITE), fc.boolean(), fc.boolean())
  .map(([base, isTested, isLocked]): UpgradePlan => {
    const { lock, test: tests } = UPGRADE;
    return { ...base, lock: isLocked ? lock : base.lock, test: isTested ? tests : undefined };
  });

function newWorld(): World {
  return {
    branch: 'main',
    branches: new Set(['main']),
    files: 'before',
    commits: 0,
    testsPassed: false,
    judgedWell: false,
  };
}

/** Carries out an effect as the ports promise to, with the given luck. */
function carryOut(world: World, effect: UpgradeEffect, lucky: Luck): UpgradeEvent {
  const goesAhead = !['restore', 'delete-branch'].includes(effect.kind);
  if (lucky === 'interrupted' && goesAhead) {
    // A command is killed in the middle; anything else is not begun.
    if (effect.kind === 'lock' || effect.kind === 'test') world.files = 'changed';
    return { kind: 'interrupted' };
  }
  if (lucky === 'fails') {
    // Nobody knows how far these came.
    if (effect.kind === 'rewrite' || effect.kind === 'lock') world.files = 'changed';
    return { kind: 'failed', problem: 'the disk is full' };
  }
  return lucky === 'badly' ? badly(world, effect) : well(world, effect);
}

function badly(world: World, effect: UpgradeEffect): UpgradeEvent {
  switch (effect.kind) {
    case 'ask':
      return { kind: 'declined', problem: 'No.' };
    case 'lock':
    case 'test':
      world.files = 'changed';
      return { kind: 'exited', code: 1, lastLines: [] };
    case 'compare':
      return { kind: 'compared', changes: [] };
    case 'judge':
      return { kind: 'judged', errors: ['No.'], remarks: [] };
    default:
      return well(world, effect);
  }
}

function well(world: World, effect: UpgradeEffect): UpgradeEvent {
  switch (effect.kind) {
    case 'create-branch':
      world.branches.add(effect.branch);
      break;
    case 'switch':
      expect(world.branches).toContain(effect.branch);
      world.branch = effect.branch;
      break;
    case 'rewrite':
    case 'lock':
      world.files = 'changed';
      break;
    case 'restore':
      world.files = 'before';
      break;
    case 'delete-branch':
      expect(world.branch).not.toBe(effect.branch);
      world.branches.delete(effect.branch);
      break;
    default:
      return answered(world, effect);
  }
  return { kind: 'done' };
}

function answered(world: World, { kind }: UpgradeEffect): UpgradeEvent {
  switch (kind) {
    case 'test':
      world.testsPassed = true;
      return { kind: 'done' };
    case 'compare':
      return { kind: 'compared', changes: [HTTPX] };
    case 'judge':
      world.judgedWell = true;
      return { kind: 'judged', errors: [], remarks: [] };
    case 'commit':
      world.commits += 1;
      world.files = 'before';
      return { kind: 'committed', commit: 'c'.repeat(40) };
    default:
      return { kind: 'done' };
  }
}

const MOST_STEPS = 60;

/** Runs to the end; where luck runs out, everything goes well. @param wayBack luck once it is being taken back */
function run(chosen: UpgradePlan, fortune: readonly Luck[], wayBack: 'lucky' | 'unlucky') {
  const world = newWorld();
  let { state, effects } = stepUpgrade(upgradeOf(chosen), { kind: 'started' });
  const asked: UpgradeEffect[] = [];
  for (let index = 0; index < MOST_STEPS && state.end === undefined; index += 1) {
    const [effect] = effects;
    if (effect === undefined) break;
    asked.push(effect);
    const isBack = state.stopping !== undefined;
    const lucky = isBack && wayBack === 'lucky' ? 'well' : (fortune[index] ?? 'well');
    ({ state, effects } = stepUpgrade(state, carryOut(world, effect, lucky)));
  }
  return { world, state, asked };
}

describe('whatever happens', () => {
  test('the user ends where they were, with the files they had, unless it is committed', () => {
    fc.assert(
      fc.property(plan, fc.array(luck, { maxLength: 12 }), (chosen, fortune) => {
        const { world, state } = run(chosen, fortune, 'lucky');
        expect(state.end).toBeDefined();
        expect(world.files).toBe('before');
        if (state.end?.kind === 'committed') {
          expect([world.branch, world.commits]).toEqual([chosen.branch, 1]);
          return;
        }
        expect(state.end).toMatchObject({ restored: true });
        expect([world.branch, [...world.branches], world.commits]).toEqual(['main', ['main'], 0]);
      }),
    );
  });

  test('a commit comes only after the tests passed and the rules found no error', () => {
    fc.assert(
      fc.property(plan, fc.array(luck, { maxLength: 12 }), (chosen, fortune) => {
        const { world, asked } = run(chosen, fortune, 'unlucky');
        const isAsked = asked.some(({ kind }) => kind === 'commit');
        if (isAsked)
          expect([world.testsPassed || chosen.test === undefined, world.judgedWell]).toEqual([true, true]);
        if (world.commits > 0) expect(isAsked).toBe(true);
      }),
    );
  });

  test('[row 2.05] of what its branch holds already nothing is made, and it counts only tested and judged', () => {
    const made = { ...UPGRADE, lock: undefined, made: 'd'.repeat(40) };
    fc.assert(
      fc.property(fc.array(luck, { maxLength: 9 }), (fortune) => {
        const { world, state, asked } = run(made, fortune, 'lucky');
        expect([world.files, world.commits, [...world.branches]]).toEqual(['before', 0, ['main']]);
        const kinds = new Set(asked.map(({ kind }) => kind));
        expect(
          [...kinds].filter((kind) => !['ask', 'compare', 'test', 'judge', 'restore'].includes(kind)),
        ).toEqual([]);
        if (state.end?.kind !== 'committed') return;
        expect([state.end.commit, world.testsPassed, world.judgedWell]).toEqual([made.made, true, true]);
      }),
    );
  });

  test('nothing runs before it was agreed to', () => {
    fc.assert(
      fc.property(plan, fc.array(luck, { maxLength: 12 }), (chosen, fortune) => {
        const { asked } = run(chosen, fortune, 'unlucky');
        const kinds = asked.map(({ kind }) => kind);
        const first = kinds.findIndex((kind) => kind === 'lock' || kind === 'test');
        if (first >= 0) expect(kinds[0]).toBe('ask');
      }),
    );
  });

  test('a way back that fails says so, and never claims that all is as before', () => {
    fc.assert(
      fc.property(plan, fc.array(luck, { maxLength: 16 }), (chosen, fortune) => {
        const { world, state } = run(chosen, fortune, 'unlucky');
        if (state.end?.kind !== 'stopped' || !state.end.restored) return;
        expect([world.branch, world.files, [...world.branches]]).toEqual(['main', 'before', ['main']]);
      }),
    );
  });
});

describe('any sequence of events', () => {
  const event = fc.constantFrom<UpgradeEvent>(
    { kind: 'started' },
    { kind: 'done' },
    { kind: 'declined', problem: 'No.' },
    { kind: 'failed', problem: 'it is broken' },
    { kind: 'exited', code: 1, lastLines: ['x'] },
    { kind: 'compared', changes: [HTTPX] },
    { kind: 'compared', changes: [] },
    { kind: 'judged', errors: [], remarks: [] },
    { kind: 'judged', errors: ['No.'], remarks: [] },
    { kind: 'committed', commit: 'c'.repeat(40) },
    { kind: 'interrupted' },
  );

  test('asks for one thing at a time, and for a commit only with a judgement before it', () => {
    fc.assert(
      fc.property(plan, fc.array(event, { maxLength: 30 }), (chosen, events) => {
        let state: UpgradeState = upgradeOf(chosen);
        const heard: UpgradeEvent[] = [];
        for (const one of events) {
          const next = stepUpgrade(state, one);
          expect(next.effects.length).toBeLessThanOrEqual(1);
          if (next.effects[0]?.kind === 'commit') {
            expect(one).toEqual({ kind: 'judged', errors: [], remarks: [] });
            expect(heard).toContainEqual({ kind: 'compared', changes: [HTTPX] });
          }
          if (next.state.end !== undefined) expect(next.effects).toEqual([]);
          heard.push(one);
          state = next.state;
        }
      }),
    );
  });

  test('changes no state it is given', () => {
    fc.assert(
      fc.property(plan, fc.array(event, { maxLength: 20 }), (chosen, events) => {
        let state = upgradeOf(chosen);
        for (const one of events) {
          const before = JSON.stringify(state);
          const { state: next } = stepUpgrade(state, one);
          expect(JSON.stringify(state)).toBe(before);
          state = next;
        }
      }),
    );
  });
});
