import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decideRenew, decideTake, mayRelease, type LockRequest } from './decide-lock.ts';
import { freeText, heldText, readLock, type LockHolding, type LockState } from './environment-lock.ts';

const CLOCK_LEEWAY_MS = 60_000;

const NOW = '2026-11-21T08:00:00.000Z';
const HOUR = 3_600_000;
const at = (ms: number) => new Date(Date.parse(NOW) + ms).toISOString();

const ALICE: LockRequest = { nonce: 'a1', holder: 'alice', reason: 'release', run_url: null, forMs: HOUR };
const BOB: LockRequest = {
  nonce: 'b1',
  holder: 'bob',
  reason: 'hotfix',
  run_url: 'https://ci/7',
  forMs: HOUR,
};

function taken(state: LockState, request: LockRequest, now = NOW): LockHolding {
  const decision = decideTake(state, request, { now, leewayMs: CLOCK_LEEWAY_MS });
  if (decision.kind !== 'take') throw new Error(decision.kind);
  return decision.holding;
}

const held = (holding: LockHolding): LockState => ({ kind: 'held', holding });

describe('who asks for the lock', () => {
  test('gets it where it is free, with the next token', () => {
    expect(decideTake({ kind: 'free', token: 4 }, ALICE, { now: NOW, leewayMs: CLOCK_LEEWAY_MS })).toEqual({
      kind: 'take',
      from: undefined,
      holding: {
        token: 5,
        nonce: 'a1',
        holder: 'alice',
        reason: 'release',
        run_url: null,
        taken_at: NOW,
        expires_at: at(HOUR),
      },
    });
  });

  test('gets a later token than any that something was done under, even where the register lost its count', () => {
    expect(taken({ kind: 'free', token: 0 }, { ...ALICE, after: 40 }).token).toBe(41);
    expect(taken({ kind: 'free', token: 50 }, { ...ALICE, after: 40 }).token).toBe(51);
    const over = held(taken({ kind: 'free', token: 0 }, ALICE));
    expect(taken(over, { ...BOB, after: 40 }, at(2 * HOUR)).token).toBe(41);
  });

  test('is told who has it', () => {
    const holding = taken({ kind: 'free', token: 0 }, ALICE);
    expect(decideTake(held(holding), BOB, { now: at(HOUR), leewayMs: CLOCK_LEEWAY_MS })).toEqual({
      kind: 'held',
      holding,
    });
  });

  test('has it already where only the answer was lost', () => {
    const holding = taken({ kind: 'free', token: 0 }, ALICE);
    expect(decideTake(held(holding), ALICE, { now: at(1000), leewayMs: CLOCK_LEEWAY_MS })).toEqual({
      kind: 'have',
      holding,
    });
  });

  test('takes it over once its time is over, and clocks may differ', () => {
    const holding = taken({ kind: 'free', token: 0 }, ALICE);
    expect(
      decideTake(held(holding), BOB, { now: at(HOUR + CLOCK_LEEWAY_MS), leewayMs: CLOCK_LEEWAY_MS }).kind,
    ).toBe('held');
    expect(
      decideTake(held(holding), BOB, { now: at(HOUR + CLOCK_LEEWAY_MS + 1), leewayMs: CLOCK_LEEWAY_MS }),
    ).toMatchObject({
      kind: 'take',
      holding: { token: 2, holder: 'bob', run_url: 'https://ci/7' },
      from: holding,
    });
  });

  test('never takes one that cannot be read', () => {
    expect(decideTake({ kind: 'unreadable' }, ALICE, { now: NOW, leewayMs: CLOCK_LEEWAY_MS })).toEqual({
      kind: 'unreadable',
    });
  });
});

describe('who has the lock', () => {
  const holding = taken({ kind: 'free', token: 0 }, ALICE);

  test('moves its end on while he has it, also after its time', () => {
    const renewed = decideRenew(held(holding), holding, { now: at(2 * HOUR), forMs: HOUR });
    expect(renewed).toEqual({ ...holding, expires_at: at(3 * HOUR) });
  });

  test('does not have it any more once somebody took it over, or it was given back', () => {
    const other = taken(held(holding), BOB, at(2 * HOUR));
    const renew = (state: LockState) => decideRenew(state, holding, { now: at(2 * HOUR), forMs: HOUR });
    expect(renew(held(other))).toBeUndefined();
    expect(renew({ kind: 'free', token: 1 })).toBeUndefined();
    expect(renew({ kind: 'unreadable' })).toBeUndefined();
    expect(mayRelease(held(other), holding)).toBe(false);
    expect(mayRelease({ kind: 'free', token: 1 }, holding)).toBe(false);
  });

  test('is known by both number and nonce', () => {
    expect(mayRelease(held(holding), holding)).toBe(true);
    expect(mayRelease(held(holding), { ...holding, token: 2 })).toBe(false);
    expect(mayRelease(held(holding), { ...holding, nonce: 'b1' })).toBe(false);
  });
});

// Several who act on one register, each by what it said when they last looked.

type Act = 'look' | 'take' | 'renew' | 'release';
const anyActs = fc.array(
  fc.record({
    who: fc.nat({ max: 3 }),
    act: fc.constantFrom<Act>('look', 'take', 'renew', 'release'),
    waitMs: fc.constantFrom(0, 1000, HOUR / 2, HOUR + CLOCK_LEEWAY_MS + 1),
  }),
  { maxLength: 60 },
);

interface Actor {
  readonly request: LockRequest;
  seen: { version: number; state: LockState };
  own: LockHolding | undefined;
}

class World {
  version = 0;
  text: string | undefined = undefined;
  now = Date.parse(NOW);
  readonly granted: LockHolding[] = [];

  readonly actors: readonly Actor[] = [0, 1, 2, 3].map((who) => ({
    request: { nonce: `n${who}`, holder: `actor ${who}`, reason: 'work', run_url: null, forMs: HOUR },
    seen: { version: 0, state: readLock(undefined) },
    own: undefined,
  }));

  look(actor: Actor): void {
    actor.seen = { version: this.version, state: readLock(this.text) };
  }

  swap(actor: Actor, text: string): boolean {
    if (actor.seen.version !== this.version) return false;
    this.version += 1;
    this.text = text;
    return true;
  }

  take(actor: Actor): void {
    const decision = decideTake(actor.seen.state, actor.request, {
      now: new Date(this.now).toISOString(),
      leewayMs: CLOCK_LEEWAY_MS,
    });
    if (decision.kind !== 'take' || !this.swap(actor, heldText(decision.holding))) return;
    actor.own = decision.holding;
    this.granted.push(decision.holding);
  }

  renew(actor: Actor): void {
    const times = { now: new Date(this.now).toISOString(), forMs: HOUR };
    const holding = actor.own && decideRenew(actor.seen.state, actor.own, times);
    if (holding !== undefined && this.swap(actor, heldText(holding))) actor.own = holding;
  }

  release(actor: Actor): void {
    if (actor.own === undefined || !mayRelease(actor.seen.state, actor.own)) return;
    if (this.swap(actor, freeText(actor.own))) actor.own = undefined;
  }

  /** Who may think that the lock is his: nobody has been longer without a word than his time. */
  believers(): readonly LockHolding[] {
    return this.actors.flatMap(({ own }) => (own && Date.parse(own.expires_at) >= this.now ? [own] : []));
  }
}

test('whoever acts when, at most one may believe to have the lock, and tokens only grow', () => {
  fc.assert(
    fc.property(anyActs, (acts) => {
      const world = new World();
      for (const { who, act, waitMs } of acts) {
        world.now += waitMs;
        const actor = world.actors[who];
        if (actor === undefined) continue;
        world[act](actor);
        expect(world.believers().length).toBeLessThanOrEqual(1);
      }
      const tokens = world.granted.map(({ token }) => token);
      expect(tokens).toEqual(tokens.map((_, index) => index + 1));
    }),
  );
});
