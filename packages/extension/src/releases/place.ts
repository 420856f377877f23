import { isRecord, listAt, recordAt, shownAt, textAt, textsAt, type JsonRecord } from '../json/json-shape.ts';

/** One service in one environment, as `lockkeeper status` tells it. */
export interface Place {
  readonly service: string;
  readonly environment: string;
  /** Where a commit is tried before it is promoted to here; `undefined`: it comes from a branch. */
  readonly promotesFrom: string | undefined;
  /** Whether whoever acts there types its name first. */
  readonly wantsName: boolean;
  /** What runs there by the record; `undefined`: nothing is recorded. */
  readonly commit: string | undefined;
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
}

/** A commit that may be brought to a place. */
export interface Choice {
  readonly commit: string;
  readonly subject: string;
  readonly at: string;
  /** Why it cannot be chosen, as clauses. */
  readonly against: readonly string[];
  /** It failed there: whoever chooses it is asked whether it is tried once more. */
  readonly failedBefore: boolean;
}

export interface OpenRun {
  readonly run: string;
  readonly kind: string;
  readonly commit: string;
  /** Whether it has begun to act. */
  readonly isActing: boolean;
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
  readonly outcome: string;
  readonly at: string;
  readonly by: string;
  readonly why: string | undefined;
}

/** Of the answer of `lockkeeper status --format json`; `undefined` for what is none. */
export function readPlaces(output: JsonRecord): readonly Place[] | undefined {
  return listAt(output, 'places')?.map(readPlace);
}

function readPlace(place: JsonRecord): Place {
  const { drift, hold } = place;
  return {
    service: shownAt(place, 'service'),
    environment: shownAt(place, 'environment'),
    promotesFrom: textAt(place, 'promotes_from'),
    // What is not said is not taken for harmless.
    wantsName: place['wants_name'] !== false,
    commit: textAt(place, 'commit'),
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
    failedBefore: one['failed_before'] === true,
  }));
}

function readOpenRun(run: JsonRecord): OpenRun {
  const plan = recordAt(run, 'plan');
  return {
    run: shownAt(run, 'run'),
    kind: shownAt(plan, 'kind'),
    commit: shownAt(plan, 'commit'),
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
    outcome: text('outcome'),
    at: text('at'),
    by: text('by'),
    why: textAt(run, 'why'),
  };
}
