/** Chance that can be had again: the same seed makes the same choices. */
export interface Random {
  /** From 0 up to `count - 1`. */
  below(count: number): number;
  /** True in that share of cases. */
  chance(share: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
}

/** Fast enough that choosing never takes longer than what is tried with the choices (the generator mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_00_00_00_00;
  }
  const below = (count: number) => Math.floor(next() * count);
  return {
    below,
    chance: (share) => next() < share,
    pick: (items) => items[below(items.length)] ?? items[0],
  };
}

/** Chooses one of several makers and runs it. */
export function oneOf<T>(
  random: Random,
  makers: readonly [(random: Random) => T, ...((random: Random) => T)[]],
): T {
  return random.pick(makers)(random);
}

/** Several texts, `least` to `most` of them. */
export function several(
  random: Random,
  make: (random: Random) => string,
  [least, most]: readonly [number, number],
): readonly string[] {
  return Array.from({ length: least + random.below(most - least + 1) }, () => make(random));
}
