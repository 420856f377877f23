import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { latest, newTimeline, setFrom, timelineOf, valueAt } from './timeline.ts';

describe('a timeline', () => {
  test('knows nothing before the first position, and what came last after it', () => {
    const timeline = newTimeline<string>();
    expect(latest(timeline)).toBeUndefined();
    expect(valueAt(timeline, 5)).toBeUndefined();
    setFrom(timeline, 3, 'a');
    setFrom(timeline, 7, 'b');
    expect([2, 3, 6, 7, 8, Number.POSITIVE_INFINITY].map((position) => valueAt(timeline, position))).toEqual([
      undefined,
      'a',
      'a',
      'b',
      'b',
      'b',
    ]);
    expect(latest(timeline)).toBe('b');
  });

  test('keeps the last of two values from one position on', () => {
    const timeline = newTimeline<string>();
    setFrom(timeline, 3, 'a');
    setFrom(timeline, 3, 'b');
    expect(timeline).toEqual({ positions: [3], values: ['b'] });
  });

  test('is begun once for each key', () => {
    const timelines = new Map<string, ReturnType<typeof newTimeline<number>>>();
    setFrom(timelineOf(timelines, 'orders'), 1, 10);
    setFrom(timelineOf(timelines, 'orders'), 2, 20);
    expect([...timelines.keys()]).toEqual(['orders']);
    expect(latest(timelineOf(timelines, 'orders'))).toBe(20);
  });

  test('answers as a list that is read from its beginning', () => {
    const entries = fc.array(fc.record({ gap: fc.nat(3), value: fc.nat(9) }), { maxLength: 30 });
    fc.assert(
      fc.property(entries, fc.nat(90), (gaps, asked) => {
        const timeline = newTimeline<number>();
        let position = 0;
        let expected: number | undefined;
        for (const { gap, value } of gaps) {
          position += gap;
          setFrom(timeline, position, value);
          if (position <= asked) expected = value;
        }
        expect(valueAt(timeline, asked)).toBe(expected);
      }),
    );
  });
});
