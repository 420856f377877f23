/** Values that hold from a position on, in rising order of position. */
export interface Timeline<Value> {
  readonly positions: number[];
  readonly values: Value[];
}

export function newTimeline<Value>(): Timeline<Value> {
  return { positions: [], values: [] };
}

/** From `position` on the value is this one; a position never lies before the last one that was set. */
export function setFrom<Value>({ positions, values }: Timeline<Value>, position: number, value: Value): void {
  if (positions.at(-1) === position) {
    values[values.length - 1] = value;
    return;
  }
  positions.push(position);
  values.push(value);
}

/** `undefined` before the first position. */
export function valueAt<Value>({ positions, values }: Timeline<Value>, position: number): Value | undefined {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions[middle] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return values[low - 1];
}

/** The value that holds now; `undefined` where there is none. */
export function latest<Value>({ values }: Timeline<Value>): Value | undefined {
  return values.at(-1);
}

/** The timeline of a key, which is begun where there is none. */
export function timelineOf<Key, Value>(timelines: Map<Key, Timeline<Value>>, key: Key): Timeline<Value> {
  const timeline = timelines.get(key) ?? newTimeline();
  timelines.set(key, timeline);
  return timeline;
}
