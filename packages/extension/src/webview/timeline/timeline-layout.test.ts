import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { EventSign, Lane, TimelineEvent } from './timeline.ts';
import { timelineLayout, type TimelineLayout } from './timeline-layout.ts';
import { rowAfterMove } from './timeline-moves.ts';

const lane = (key: string, isHeld = false): Lane => ({
  key,
  name: key,
  live: '',
  facts: [],
  isTrouble: false,
  isHeld,
});

const LANES = [lane('staging'), lane('production')];

/** `S+`: a deploy to staging that changed what runs there; `P?`: one to production of which nobody knows. */
function layoutOf(drawn: string, lanes: readonly Lane[] = LANES): TimelineLayout {
  return timelineLayout({ lanes, events: drawn.split(' ').filter(Boolean).map(eventOf) });
}

function eventOf(drawn: string, row: number): TimelineEvent {
  const [name = '', sign = ''] = drawn;
  const runs = { '+': 'commit', '?': 'unknown' } as const;
  return {
    key: String(row),
    lane: name === 'S' ? 0 : 1,
    sign: SIGNS[sign] ?? 'done',
    title: drawn,
    commit: '',
    at: '',
    age: '',
    by: '',
    ...(sign in runs && { runs: runs[sign as keyof typeof runs] }),
    isLive: false,
    details: [],
  };
}

const SIGNS: Readonly<Record<string, EventSign>> = { h: 'held', r: 'released', x: 'failed' };

const spans = ({ spans: all }: TimelineLayout) =>
  all.map(({ lane: at, from, to, isSure }) => `${at}: ${from ?? 'before'}-${to}${isSure ? '' : '?'}`);

describe('the lines of a timeline', () => {
  test('go from what changed what runs to the next change, and on to now', () => {
    expect(spans(layoutOf('P+ S+ P+ S+'))).toEqual([
      '0: 1--1',
      '0: 3-1',
      '0: before-3?',
      '1: 0--1',
      '1: 2-0',
      '1: before-2?',
    ]);
  });

  test('go past what failed and was taken back, and are uncertain after what nobody knows', () => {
    expect(spans(layoutOf('Px P? Px P+'))).toEqual(['1: 1--1?', '1: 3-1', '1: before-3?']);
  });

  test('are none where nothing happened, and uncertain where nothing is known but failures', () => {
    expect(spans(layoutOf(''))).toEqual([]);
    expect(spans(layoutOf('Sx'))).toEqual(['0: before--1?']);
  });

  test.each([
    ['Pr S+ Ph', false, ['1-2-0']],
    ['P+ Ph', true, ['1-1--1']],
    ['Ph', false, []],
    ['Pr Ph Pr Ph', false, ['1-1-0', '1-3-2']],
    ['Ph Ph', true, ['1-0--1']],
  ])('of a hold, %s: end with its release, or go on', (drawn, isHeld, expected) => {
    const { holds } = layoutOf(drawn, [lane('staging'), lane('production', isHeld)]);
    expect(holds.map(({ lane: at, from, to }) => `${at}-${from}-${to}`)).toEqual(expected);
  });
});

describe('a key', () => {
  const layout = layoutOf('P+ S+ S+ P+ S+', [...LANES, lane('empty')]);

  test.each([
    ['down', 0, 3],
    ['up', 3, 0],
    ['down', 3, 3],
    ['up', 1, 1],
    ['left', 0, 1],
    ['left', 3, 2],
    ['right', 4, 3],
    ['right', 3, 3],
    ['left', 1, 1],
  ] as const)('%s leads from row %i to row %i', (kind, from, to) => {
    expect(rowAfterMove({ kind }, from, layout)).toBe(to);
  });

  test('never leads out of the list, and Home and End lead to its ends', () => {
    const moves = fc.oneof(
      fc.constantFrom('down', 'up', 'left', 'right').map((kind) => ({ kind }) as const),
      fc.constantFrom(-Infinity, -3, 1, Infinity).map((rows) => ({ kind: 'by', rows }) as const),
    );
    const drawn = fc.array(fc.constantFrom('S+', 'P+', 'Px', 'Sh'), { maxLength: 12 });
    fc.assert(
      fc.property(drawn, fc.nat(11), moves, (events, row, move) => {
        const all = layoutOf(events.join(' '));
        const from = Math.min(row, Math.max(0, events.length - 1));
        const to = rowAfterMove(move, from, all);
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(Math.max(0, events.length - 1));
      }),
    );
    expect(rowAfterMove({ kind: 'by', rows: Infinity }, 1, layout)).toBe(4);
    expect(rowAfterMove({ kind: 'by', rows: -Infinity }, 4, layout)).toBe(0);
  });
});

test('ten thousand events are laid out at once', () => {
  const many = Array.from({ length: 10_000 }, (_, row) => (row % 3 === 0 ? 'P+' : 'S+')).join(' ');
  const layout = layoutOf(many);
  expect(layout.rows).toBe(10_000);
  expect(layout.spans).toHaveLength(10_002);
});
