import { isRecord, listAt, recordAt, shownAt, textAt, textsAt, type JsonRecord } from '../json/json-shape.ts';

/** One service in one environment, as `lockkeeper status` tells it. */
export interface Place {
  readonly service: string;
  readonly environment: string;
  /** Where a commit is tried before it is promoted to here; `undefined`: it comes from a branch. */
  readonly promotesFrom: string | undefined;
  /** Whether whoever acts there types its name first. */
  readonly wantsName: boolean;
  /** Path of its record. */
  readonly record: string;
  /** What runs there by the record; `undefined`: nothing is recorded. */
  readonly commit: string | undefined;
  readonly subject: string | undefined;
  readonly lags: readonly Lag[];
  readonly since: string | undefined;
  /** What the platform says runs there. */
  readonly running: string | undefined;
  /** Whether both differ; `undefined`: the platform was not asked, or does not say. */
  readonly drift: boolean | undefined;
  readonly health: { readonly state: string; readonly why: string | undefined };
  readonly lock: {
    readonly state: string;
    readonly holder: string | undefined;
    readonly reason: string | undefined;
  };
  /** Why everything is held back there. */
  readonly hold: { readonly reason: string; readonly by: string } | undefined;
  /** How many commits are held back there. */
  readonly heldCommits: number;
  readonly candidates: readonly Choice[];
  readonly targets: readonly Choice[];
  readonly runs: readonly OpenRun[];
  readonly history: readonly EndedRun[];
  /** What else happened there, the newest first. */
  readonly events: readonly PlaceEvent[];
  /** How many older runs and events there are. */
  readonly leftOut: number;
}

/** How many commits another place or a branch has that are not here; `undefined`: not known. */
export interface Lag {
  readonly name: string;
  readonly commits: number | undefined;
}

/** What no run did. */
export interface PlaceEvent {
  readonly event: string;
  /** `undefined`: it is about the whole place. */
  readonly commit: string | undefined;
  readonly subject: string | undefined;
  readonly at: string;
  readonly by: string;
  readonly reason: string | undefined;
}

/** A commit that may be brought to a place. */
export interface Choice {
  readonly commit: string;
  readonly subject: string;
  readonly at: string;
  /** Why it cannot be chosen, as clauses. */
  readonly against: readonly string[];
  /** All of that is lifted once somebody releases the place. */
  readonly isReleasedFirst: boolean;
  /** It failed there: whoever chooses it is asked whether it is tried once more. */
  readonly failedBefore: boolean;
}

export interface OpenRun {
  readonly run: string;
  readonly kind: string;
  readonly commit: string;
  readonly subject: string | undefined;
  readonly reason: string | undefined;
  /** Whether it has begun to act. */
  readonly isActing: boolean;
  /** Whether it has, and nobody goes on with it; `undefined`: not known. */
  readonly isInterrupted: boolean | undefined;
  readonly begunAt: string;
  readonly begunBy: string;
  readonly approvals: number;
  readonly wanted: number;
  readonly why: string | undefined;
}

export interface EndedRun {
  readonly run: string;
  readonly kind: string;
  readonly commit: string;
  readonly subject: string | undefined;
  /** What ran before; `undefined`: nothing is known to. */
  readonly previous: string | undefined;
  readonly outcome: string;
  readonly begunAt: string;
  /** When it ended. */
  readonly at: string;
  readonly by: string;
  readonly reason: string | undefined;
  readonly why: string | undefined;
}

/** Of the answer of `lockkeeper status --format json`; `undefined` for what is none. */
export function readPlaces(output: JsonRecord): readonly Place[] | undefined {
  return listAt(output, 'places')?.map(readPlace);
}

function readPlace(place: JsonRecord): Place {
  const { drift, hold } = place;
  const leftOut = recordAt(place, 'left_out');
  return {
    service: shownAt(place, 'service'),
    environment: shownAt(place, 'environment'),
    promotesFrom: textAt(place, 'promotes_from'),
    // What is not said is not taken for harmless.
    wantsName: place['wants_name'] !== false,
    record: shownAt(place, 'record'),
    commit: textAt(place, 'commit'),
    subject: textAt(place, 'subject'),
    lags: (listAt(place, 'lags') ?? []).map((lag) => ({
      name: shownAt(lag, 'name'),
      commits: numberAt(lag, 'commits'),
    })),
    since: textAt(place, 'since'),
    running: textAt(place, 'running'),
    drift: typeof drift === 'boolean' ? drift : undefined,
    health: readHealth(recordAt(place, 'health')),
    lock: readLock(recordAt(place, 'lock')),
    hold: isRecord(hold) ? { reason: shownAt(hold, 'reason'), by: shownAt(hold, 'by') } : undefined,
    heldCommits: Object.keys(recordAt(place, 'held_commits')).length,
    candidates: choices(place, 'candidates'),
    targets: choices(place, 'targets'),
    runs: (listAt(place, 'runs') ?? []).map(readOpenRun),
    history: (listAt(place, 'history') ?? []).map(readEndedRun),
    events: (listAt(place, 'events') ?? []).map(readEvent),
    leftOut: (numberAt(leftOut, 'history') ?? 0) + (numberAt(leftOut, 'events') ?? 0),
  };
}

function readHealth(health: JsonRecord): Place['health'] {
  return { state: textAt(health, 'state') ?? 'unknown', why: textAt(health, 'why') };
}

function readLock(lock: JsonRecord): Place['lock'] {
  return {
    state: textAt(lock, 'state') ?? 'unreachable',
    holder: textAt(lock, 'holder'),
    reason: textAt(lock, 'reason'),
  };
}

function choices(place: JsonRecord, name: string): readonly Choice[] {
  return (listAt(place, name) ?? []).map((one) => ({
    commit: shownAt(one, 'commit'),
    subject: shownAt(one, 'subject'),
    at: shownAt(one, 'at'),
    against: textsAt(one, 'against') ?? [],
    isReleasedFirst: one['lifted_by'] === 'release',
    failedBefore: one['failed_before'] === true,
  }));
}

function readOpenRun(run: JsonRecord): OpenRun {
  const plan = recordAt(run, 'plan');
  return {
    run: shownAt(run, 'run'),
    kind: shownAt(plan, 'kind'),
    commit: shownAt(plan, 'commit'),
    subject: textAt(run, 'subject'),
    reason: textAt(plan, 'reason'),
    isInterrupted: typeof run['is_interrupted'] === 'boolean' ? run['is_interrupted'] : undefined,
    isActing: run['state'] === 'acting',
    begunAt: shownAt(run, 'begun_at'),
    begunBy: shownAt(run, 'begun_by'),
    approvals: listAt(run, 'approvals')?.length ?? 0,
    wanted: typeof plan['approvals'] === 'number' ? plan['approvals'] : 0,
    why: textAt(run, 'why'),
  };
}

function readEndedRun(run: JsonRecord): EndedRun {
  const text = (name: string) => shownAt(run, name);
  return {
    run: text('run'),
    kind: text('kind'),
    commit: text('commit'),
    subject: textAt(run, 'subject'),
    previous: textAt(run, 'previous'),
    outcome: text('outcome'),
    begunAt: text('begun_at'),
    at: text('at'),
    by: text('by'),
    reason: textAt(run, 'reason'),
    why: textAt(run, 'why'),
  };
}

function readEvent(event: JsonRecord): PlaceEvent {
  return {
    event: shownAt(event, 'event'),
    commit: textAt(event, 'commit'),
    subject: textAt(event, 'subject'),
    at: shownAt(event, 'at'),
    by: shownAt(event, 'by'),
    reason: textAt(event, 'reason'),
  };
}

function numberAt(record: JsonRecord, name: string): number | undefined {
  const value = record[name];
  return typeof value === 'number' ? value : undefined;
}
