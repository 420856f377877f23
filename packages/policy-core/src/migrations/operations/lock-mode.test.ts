import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { conflict, LOCK_MODES, lockText, stronger, whoWaits } from './lock-mode.ts';

const anyMode = fc.constantFrom(...LOCK_MODES);

describe('Locks', () => {
  it("conflict as PostgreSQL's manual has it", () => {
    const table = LOCK_MODES.map((one) =>
      LOCK_MODES.map((other) => (conflict(one, other) ? '#' : '.')).join(''),
    );
    expect(table).toEqual([
      '.......#',
      '......##',
      '....####',
      '...#####',
      '..##.###',
      '..######',
      '.#######',
      '########',
    ]);
  });

  it('conflict both ways, or neither', () => {
    fc.assert(fc.property(anyMode, anyMode, (one, other) => conflict(one, other) === conflict(other, one)));
  });

  it('are at least as strong as those they are chosen over', () => {
    fc.assert(
      fc.property(anyMode, anyMode, (one, other) => {
        const kept = stronger(one, other);
        const count = (mode: typeof one) => LOCK_MODES.filter((third) => conflict(mode, third)).length;
        expect([one, other]).toContain(kept);
        expect(count(kept)).toBe(Math.max(count(one), count(other)));
      }),
    );
  });

  it('keep readers, writers or nobody waiting', () => {
    expect(LOCK_MODES.map(whoWaits)).toEqual([
      'nobody',
      'nobody',
      'nobody',
      'nobody',
      'writers',
      'writers',
      'writers',
      'readers-and-writers',
    ]);
  });

  it('are written in capitals', () => {
    expect(LOCK_MODES.map(lockText)).toEqual([
      'ACCESS SHARE',
      'ROW SHARE',
      'ROW EXCLUSIVE',
      'SHARE UPDATE EXCLUSIVE',
      'SHARE',
      'SHARE ROW EXCLUSIVE',
      'EXCLUSIVE',
      'ACCESS EXCLUSIVE',
    ]);
  });
});
