/**
 * What code may leave before it comes to its end, so that what follows may not run. A `raise` under a
 * condition is none of it: a migration that raises is not applied at all.
 */
export type EarlyExit = 'nothing' | 'block' | 'loop' | 'function';

/** The one of the two that leaves more. */
export function farther(a: EarlyExit, b: EarlyExit): EarlyExit {
  return REACHES[a] >= REACHES[b] ? a : b;
}

/** What is left of it behind the loop: a `break` leaves no more than that. */
export function outOfLoop(left: EarlyExit): EarlyExit {
  return left === 'loop' ? 'nothing' : left;
}

const REACHES: Readonly<Record<EarlyExit, number>> = { nothing: 0, block: 1, loop: 2, function: 3 };
