export type Drawn = (count: number) => number;

/** The same numbers for the same seed: a linear congruential generator, as in Numerical Recipes. */
export function drawnFrom(seed: number): Drawn {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}
