import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { afterBeat, type Beat } from './heartbeat.ts';

const HELD = { untilMs: 60_000, everyMs: 20_000 };

describe('after a sign of life', () => {
  test('the end is the new one, and the next sign is due as usual', () => {
    expect(afterBeat({ kind: 'held', untilMs: 80_000 }, HELD, 20_000)).toEqual({
      kind: 'wait',
      forMs: 20_000,
      untilMs: 80_000,
    });
  });

  test('that somebody else answered the lock is lost at once', () => {
    const lost: Beat = { kind: 'lost', why: 'bob has it' };
    expect(afterBeat(lost, HELD, 20_000)).toEqual(lost);
  });

  test('that nobody heard it is tried again the sooner, and the end stays', () => {
    expect(afterBeat({ kind: 'unseen', why: 'no network' }, HELD, 20_000)).toEqual({
      kind: 'wait',
      forMs: 4000,
      untilMs: 60_000,
    });
  });

  test('that nobody heard up to the end the lock is lost', () => {
    const unseen: Beat = { kind: 'unseen', why: 'no network' };
    expect(afterBeat(unseen, HELD, 59_000)).toEqual({ kind: 'wait', forMs: 1000, untilMs: 60_000 });
    expect(afterBeat(unseen, HELD, 60_000)).toEqual({ kind: 'lost', why: 'no network' });
    expect(afterBeat(unseen, HELD, 90_000)).toEqual({ kind: 'lost', why: 'no network' });
  });
});

const anyBeat: fc.Arbitrary<'held' | 'unseen'> = fc.constantFrom('held', 'unseen');

test('whoever is heard when, a lock is never believed in past its end, nor given up before it', () => {
  fc.assert(
    fc.property(fc.array(anyBeat, { maxLength: 40 }), (beats) => {
      let [now, held] = [0, HELD];
      let forMs = HELD.everyMs;
      for (const kind of beats) {
        now += forMs;
        expect(now).toBeLessThanOrEqual(held.untilMs);
        const beat: Beat = kind === 'held' ? { kind, untilMs: now + 60_000 } : { kind, why: 'no network' };
        const next = afterBeat(beat, held, now);
        if (next.kind === 'lost') {
          expect(now).toBe(held.untilMs);
          return;
        }
        expect(next.forMs).toBeGreaterThan(0);
        held = { ...held, untilMs: next.untilMs };
        forMs = next.forMs;
      }
    }),
  );
});

describe('how soon the next sign is due', () => {
  test.each([
    { kind: 'unseen', now: 20_000, untilMs: 60_000, everyMs: 20_000, forMs: 4000 },
    { kind: 'unseen', now: 55_999, untilMs: 60_000, everyMs: 20_000, forMs: 4000 },
    { kind: 'unseen', now: 56_001, untilMs: 60_000, everyMs: 20_000, forMs: 3999 },
    { kind: 'unseen', now: 59_999, untilMs: 60_000, everyMs: 20_000, forMs: 1 },
    { kind: 'unseen', now: 0, untilMs: 2000, everyMs: 667, forMs: 134 },
    { kind: 'held', now: 20_000, untilMs: 60_000, everyMs: 20_000, forMs: 20_000 },
    { kind: 'held', now: 59_999, untilMs: 60_000, everyMs: 20_000, forMs: 20_000 },
    { kind: 'held', now: 61_000, untilMs: 60_000, everyMs: 20_000, forMs: 20_000 },
    { kind: 'held', now: 1000, untilMs: 2000, everyMs: 667, forMs: 667 },
  ] as const)('$kind at $now, to end at $untilMs', ({ kind, now, untilMs, everyMs, forMs }) => {
    const beat: Beat = kind === 'held' ? { kind, untilMs: now + 60_000 } : { kind, why: 'no network' };
    expect(afterBeat(beat, { untilMs, everyMs }, now)).toEqual({
      kind: 'wait',
      forMs,
      untilMs: kind === 'held' ? now + 60_000 : untilMs,
    });
  });

  test.each([
    ['at its end', 60_000],
    ['after a machine slept', 3_600_000],
  ])('is never where nobody was heard %s', (_, now) => {
    expect(afterBeat({ kind: 'unseen', why: 'no network' }, HELD, now).kind).toBe('lost');
  });

  test('is as usual where a machine slept and nobody took the lock meanwhile', () => {
    expect(afterBeat({ kind: 'held', untilMs: 3_660_000 }, HELD, 3_600_000)).toMatchObject({
      kind: 'wait',
      forMs: 20_000,
    });
  });
});
