declare global {
  /** Counted by what test/count-steps.ts writes into policy-core while tests run. */
  var lockkeeperSteps: number;
}

/**
 * How many calls of functions and turns of loops in policy-core there were so far: what a hostile text makes of
 * them is the same number on every machine, however slow or busy it is.
 */
export function stepsTaken(): number {
  return globalThis.lockkeeperSteps;
}
