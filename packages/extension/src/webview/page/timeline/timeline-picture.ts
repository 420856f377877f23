import { ROW } from '@lockkeeper/policy-core/report/drawing';

import type { RowRange } from '../../graph/rows-in-sight.ts';
import type { EventSign, Timeline } from '../../timeline/timeline.ts';
import type { Span, TimelineLayout } from '../../timeline/timeline-layout.ts';
import { shape } from '../element.ts';

/** What is drawn, and where everything of it goes. */
export interface DrawnTimeline {
  readonly timeline: Timeline;
  readonly layout: TimelineLayout;
}

const LANE = 28;
/** Where there are many, each has less room. */
const NARROW_LANE = 18;
const MOST_WIDE = 8;

/** Where the words begin, in pixels. */
export function widthOfLanes({ timeline: { lanes } }: DrawnTimeline): number {
  return lanes.length * laneWidth(lanes.length) + 8;
}

/** Lines and signs of some rows. The list beside them says the same in words. */
export function timelinePicture(drawn: DrawnTimeline, range: RowRange): SVGSVGElement {
  const { timeline, layout } = drawn;
  const [width, top, height] = [widthOfLanes(drawn), range.first * ROW, (range.end - range.first) * ROW];
  const x = (lane: number) => laneWidth(timeline.lanes.length) * (lane + 0.5);
  const rows = timeline.events.slice(range.first, range.end);
  const picture = shape(
    'svg',
    { class: 'lanes', width, height, viewBox: `0 ${top} ${width} ${height}`, 'aria-hidden': 'true' },
    ...inSight(layout.spans, range).map((span) =>
      shape('path', {
        class: `line ${laneClass(span.lane)}${span.isSure ? '' : ' unsure'}`,
        d: vertical(span, x(span.lane), layout.rows),
      }),
    ),
    ...inSight(layout.holds, range).map((span) =>
      shape('path', { class: 'hold', d: vertical(span, x(span.lane) + 8, layout.rows) }),
    ),
    ...rows.map(({ sign, lane, isLive }, index) =>
      shape(
        'g',
        {
          class: `sign ${sign} ${laneClass(lane)}`,
          transform: `translate(${x(lane)} ${middle(range.first + index)})`,
        },
        ...(isLive ? [shape('circle', { class: 'ring', r: 9.5 })] : []),
        ...SIGNS[sign](),
      ),
    ),
  );
  picture.style.transform = `translateY(${top}px)`;
  return picture;
}

/** A piece of a lane, so that a name is found again in the drawing. */
export function laneSwatch(lane: number): SVGSVGElement {
  return shape(
    'svg',
    { class: 'swatch', viewBox: '0 0 14 14', 'aria-hidden': 'true' },
    shape('path', { class: `line ${laneClass(lane)}`, d: 'M7 0V14' }),
    shape('g', { class: `sign done ${laneClass(lane)}`, transform: 'translate(7 7)' }, circle(4.5)),
  );
}

function laneWidth(lanes: number): number {
  return lanes > MOST_WIDE ? NARROW_LANE : LANE;
}

function laneClass(lane: number): string {
  return `lane${lane % 6}`;
}

function inSight(spans: readonly Span[], { first, end }: RowRange): readonly Span[] {
  return spans.filter(({ from = Infinity, to }) => to < end && from >= first);
}

function vertical({ from, to }: Span, x: number, rows: number): string {
  return `M${x} ${to < 0 ? 0 : middle(to)}V${from === undefined ? rows * ROW : middle(from)}`;
}

function middle(row: number): number {
  return (row + 0.5) * ROW;
}

function circle(r: number): SVGCircleElement {
  return shape('circle', { class: 'form', r });
}

function outline(d: string): SVGPathElement {
  return shape('path', { class: 'form', d });
}

function strokes(d: string): SVGPathElement {
  return shape('path', { class: 'strokes', d });
}

/** Told apart without colour: each has a form of its own. */
const SIGNS: Readonly<Record<EventSign, () => readonly SVGElement[]>> = {
  done: () => [circle(5.5)],
  back: () => [outline('M-7 0L5 -6.5V6.5z')],
  failed: () => [circle(6.5), strokes('M-3 -3L3 3M3 -3L-3 3')],
  ended: () => [circle(6), strokes('M-3 0H3')],
  open: () => [circle(6)],
  interrupted: () => [circle(6.5), strokes('M0 -3.5V0.8M0 2.6V3.8')],
  held: () => [outline('M-6 -6H6V6H-6z'), strokes('M-2 -3V3M2 -3V3')],
  released: () => [outline('M-5.5 -5.5H5.5V5.5H-5.5z')],
  'commit-held': () => [outline('M0 -6.5L6.5 0L0 6.5L-6.5 0z')],
};
