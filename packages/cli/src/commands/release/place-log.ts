import { isSameEnvironment } from '@lockkeeper/policy-core/deployment';
import { dataOf, type LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import type { LoggedRun } from '@lockkeeper/policy-core/deployment/run';

import type { PlaceEventAnswer } from './answer/answer-schema.ts';

/** What the log says of a place, as far back as somebody asked. */
export interface PlaceLog {
  /** Runs that have ended, the newest first. */
  readonly ended: readonly LoggedRun[];
  /** What no run did, the newest first. */
  readonly events: readonly PlaceEvent[];
  /** How many older ones there are of each. */
  readonly leftOut: { readonly history: number; readonly events: number };
}

export type PlaceEvent = Omit<PlaceEventAnswer, 'subject'>;

export interface LoggedPlace {
  readonly environment: string;
  readonly service: string;
  /** The first service of the policy, whose deploys need not name it. */
  readonly first: string | undefined;
  readonly runs: readonly LoggedRun[];
}

/** @param most how many of each are told */
export function placeLog(entries: readonly LogEntry[], place: LoggedPlace, most: number): PlaceLog {
  const ended = place.runs.filter(({ state }) => state.kind === 'ended').toReversed();
  const events = entries.flatMap((entry) => (isHere(entry, place) ? eventOf(entry, place) : [])).toReversed();
  return {
    ended: ended.slice(0, most),
    events: events.slice(0, most),
    leftOut: {
      history: Math.max(0, ended.length - most),
      events: Math.max(0, events.length - most),
    },
  };
}

/** What a run writes belongs to the run. */
function isHere({ env = 'production', promotion_id: run }: LogEntry, { environment }: LoggedPlace): boolean {
  return run === undefined && isSameEnvironment(env, environment);
}

function eventOf(entry: LogEntry, { service, first = service }: LoggedPlace): readonly PlaceEvent[] {
  const { ts: at, actor: by } = entry;
  const isOf = (said: { readonly service?: string | undefined } | undefined) =>
    said !== undefined && (said.service ?? first) === service;
  const held = dataOf('environment.held', entry);
  if (held !== undefined && isOf(held))
    return [{ event: 'held', commit: held.sha, at, by, reason: held.reason }];
  const released = dataOf('environment.released', entry);
  if (released !== undefined && isOf(released))
    return [{ event: 'released', commit: null, at, by, reason: released.reason }];
  const recorded = dataOf('deploy.healthy', entry);
  if (recorded !== undefined && isOf(recorded))
    return [{ event: 'recorded', commit: recorded.sha, at, by, reason: null }];
  const corrected = dataOf('SYSTEM_CORRECTION', entry);
  if (corrected !== undefined && isOf(corrected))
    return [{ event: 'corrected', commit: corrected.to_sha, at, by, reason: corrected.reason }];
  return [];
}
