/**
 * A value that holds from a position on, in front of those that held before it. It never changes: whoever has
 * one keeps all that came before, whatever is put in front of it later.
 */
export interface ValueVersion<Value> {
  readonly from: number;
  readonly value: Value;
  readonly before: ValueVersion<Value> | undefined;
  /** An older one, further back: from leap to leap no position is far. */
  readonly leap: ValueVersion<Value> | undefined;
  /** How many are before it. */
  readonly depth: number;
}

/** From `from` on the value is this one; no position lies before that of the version in front of which it is put. */
export function versionFrom<Value>(
  before: ValueVersion<Value> | undefined,
  from: number,
  value: Value,
): ValueVersion<Value> {
  if (before === undefined) return { from, value, before, leap: undefined, depth: 0 };
  if (before.from === from) return versionFrom(before.before, from, value);
  return { from, value, before, leap: leapOver(before), depth: before.depth + 1 };
}

/** Two leaps of one length become one of twice that, so that the way back to any position takes few of them. */
function leapOver<Value>(before: ValueVersion<Value>): ValueVersion<Value> {
  const { leap } = before;
  const next = leap?.leap;
  if (leap === undefined || next === undefined) return before;
  return before.depth - leap.depth === leap.depth - next.depth ? next : before;
}

/** The version that holds at a position; `undefined` before the first. */
export function versionAt<Value>(
  newest: ValueVersion<Value> | undefined,
  position: number,
): ValueVersion<Value> | undefined {
  let version = newest;
  while (version !== undefined && version.from > position) {
    const { leap } = version;
    version = leap !== undefined && leap.from > position ? leap : version.before;
  }
  return version;
}

export function valueAt<Value>(newest: ValueVersion<Value> | undefined, position: number): Value | undefined {
  return versionAt(newest, position)?.value;
}
