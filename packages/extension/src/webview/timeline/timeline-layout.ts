import type { Timeline, TimelineEvent } from './timeline.ts';

/** Where everything of a timeline goes. Rows count from the top, from 0; the top edge, which is now, is row -1. */
export interface TimelineLayout {
  readonly rows: number;
  /** By row: its lane. */
  readonly laneOf: readonly number[];
  /** By lane: its rows, the newest first. */
  readonly rowsOf: readonly (readonly number[])[];
  /** From an event that changed what runs up to the next one. */
  readonly spans: readonly Span[];
  /** From a hold up to where it ended. */
  readonly holds: readonly Span[];
}

export interface Span {
  readonly lane: number;
  /** Row of what begins it; `undefined`: it began before all that is shown. */
  readonly from: number | undefined;
  /** Row of what ends it; -1: it goes on. */
  readonly to: number;
  /** Whether it is known what runs. */
  readonly isSure: boolean;
}

export function timelineLayout({ lanes, events }: Pick<Timeline, 'lanes' | 'events'>): TimelineLayout {
  const rowsOf: number[][] = lanes.map(() => []);
  for (const [row, { lane }] of events.entries()) rowsOf[lane]?.push(row);
  return {
    rows: events.length,
    laneOf: events.map(({ lane }) => lane),
    rowsOf,
    spans: rowsOf.flatMap((rows, lane) => spansIn(rows, { lane, events })),
    holds: rowsOf.flatMap((rows, lane) =>
      holdsIn(rows, { lane, events, isHeld: lanes[lane]?.isHeld === true }),
    ),
  };
}

interface LaneEvents {
  readonly lane: number;
  readonly events: readonly TimelineEvent[];
}

function spansIn(rows: readonly number[], { lane, events }: LaneEvents): readonly Span[] {
  const changes = rows.filter((row) => events[row]?.runs !== undefined);
  const spans = changes.map((from, index) => ({
    lane,
    from,
    to: changes[index - 1] ?? NOW,
    isSure: events[from]?.runs === 'commit',
  }));
  const [oldest, last] = [changes.at(-1) ?? NOW, rows.at(-1)];
  // Something ran before the first change that is shown, or failures are all that is known of the lane.
  return last === undefined ? spans : [...spans, { lane, from: undefined, to: oldest, isSure: false }];
}

function holdsIn(
  rows: readonly number[],
  { lane, events, isHeld }: LaneEvents & { readonly isHeld: boolean },
): readonly Span[] {
  const spans: Span[] = [];
  let end: number | undefined = isHeld ? NOW : undefined;
  for (const row of rows) {
    const sign = events[row]?.sign;
    if (sign === 'released') end = row;
    if (sign !== 'held' || end === undefined) continue;
    spans.push({ lane, from: row, to: end, isSure: true });
    end = undefined;
  }
  return spans;
}

/** Above all rows. */
const NOW = -1;
