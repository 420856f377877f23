/** Two things that may be one. */
export interface LikelyMatch<From, To> {
  readonly from: From;
  readonly to: To;
  /** 1: they are called the same. 0: they have nothing in common. */
  readonly closeness: number;
}

/**
 * Those of which neither half has a better partner, or one as good. Where a half may belong to several, the pair has
 * to have more in common than not: of three columns that go and four that come, likeness by one word means little.
 */
export function unambiguousMatches<From, To>(
  pairs: readonly LikelyMatch<From, To>[],
): readonly LikelyMatch<From, To>[] {
  return pairs.filter((pair) => {
    const rivals = pairs.filter(
      (other) => other !== pair && (other.from === pair.from || other.to === pair.to),
    );
    if (rivals.length === 0) return true;
    return pair.closeness > MOSTLY && rivals.every(({ closeness }) => closeness < pair.closeness);
  });
}

const MOSTLY = 0.5;
