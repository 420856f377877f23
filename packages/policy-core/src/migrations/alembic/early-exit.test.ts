import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { farther, outOfLoop, type EarlyExit } from './early-exit.ts';

/** From what leaves least. */
const ALL: readonly EarlyExit[] = ['nothing', 'block', 'loop', 'function'];

const leaving = fc.constantFrom(...ALL);

describe('What code leaves', () => {
  it('is the farthest of all that its parts leave, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(leaving, { minLength: 1 }), (parts) => {
        const farthest = ALL[Math.max(...parts.map((part) => ALL.indexOf(part)))];
        expect(parts.reduce(farther)).toBe(farthest);
        expect(parts.toReversed().reduce(farther)).toBe(farthest);
      }),
    );
  });

  it('is what one of two leaves', () => {
    expect(farther('block', 'nothing')).toBe('block');
    expect(farther('block', 'loop')).toBe('loop');
    expect(farther('function', 'loop')).toBe('function');
    expect(farther('nothing', 'nothing')).toBe('nothing');
  });

  it('is behind a loop what leaves more than the loop, or less', () => {
    expect(ALL.map(outOfLoop)).toEqual(['nothing', 'block', 'nothing', 'function']);
  });

  it('is the same behind a loop in a loop', () => {
    for (const left of ALL) expect(outOfLoop(outOfLoop(left))).toBe(outOfLoop(left));
  });
});
