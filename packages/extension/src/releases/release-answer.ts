import {
  isRecord,
  listAt,
  parseJson,
  recordAt,
  shownAt,
  textAt,
  textsAt,
  type JsonRecord,
} from '../json/json-shape.ts';
import { readPlaces, type Place } from './place.ts';

/** What a command of a release said, as far as it is shown: docs/release-answer.schema.json has all of it. */
export type ReleaseAnswer =
  | RunTold
  | {
      readonly verdict: 'shown';
      readonly places: readonly Place[];
      readonly blocked: readonly BlockedCommit[];
    }
  | { readonly verdict: 'noted' };

/** A commit that is deployed nowhere. */
export interface BlockedCommit {
  readonly commit: string;
  readonly why: string;
}

/** A plan, or what came of a run. */
export interface RunTold {
  readonly verdict: RunVerdict;
  /** Its id; `undefined`: none was begun. */
  readonly run: string | undefined;
  /** How it ended; `undefined`: it has not. */
  readonly outcome: string | undefined;
  /** Why it did not go on, or not well, as a clause. */
  readonly why: string | undefined;
  readonly refusals: readonly Refusal[];
  readonly plan: ToldPlan | undefined;
  readonly impact: ToldImpact | undefined;
  readonly changes: ToldChanges | undefined;
  readonly proof: ToldProof | undefined;
}

export type RunVerdict = keyof typeof EXITS;

/** Something that stands against a run, in sentences. */
export interface Refusal {
  readonly code: string;
  readonly isUnknown: boolean;
  readonly why: string;
  readonly lift: string;
  /** How people lift it without changing anything; `undefined`: they cannot. */
  readonly liftedBy: Lift | undefined;
  /** Somebody answers for it already. */
  readonly isLifted: boolean;
}

/** By an option that somebody answers for it with, or once somebody else approves the run. */
export interface Lift {
  readonly by: (typeof LIFTS)[number];
  /** What the option is given. */
  readonly value: string | undefined;
}

const LIFTS = ['accept-unknown', 'accept-loss', 'retry-failed', 'approval'] as const;

export interface ToldPlan {
  readonly digest: string;
  readonly kind: string;
  readonly environment: string;
  readonly service: string;
  readonly commit: string;
  /** What runs there now; `undefined`: nothing is known to. */
  readonly previous: string | undefined;
  /** The commit that was tried; `undefined`: none was. */
  readonly tried: string | undefined;
  /** How many people have to approve it. */
  readonly approvals: number;
  readonly reason: string | undefined;
  /** Somebody wants the commit to be tried once more where it failed before. */
  readonly isRetry: boolean;
  readonly steps: readonly string[];
  /** `undefined`: a person decides. */
  readonly back: readonly string[] | undefined;
}

/** What a promotion brings. A list is `undefined` where it is not known. */
export interface ToldChanges {
  readonly commits: readonly CommitLine[] | undefined;
  readonly files:
    | {
        readonly migrations: readonly string[];
        readonly dependencies: readonly string[];
        readonly protected: readonly { readonly path: string; readonly by: string }[];
      }
    | undefined;
}

export interface CommitLine {
  readonly id: string;
  readonly subject: string;
}

/** What a rollback does. */
export interface ToldImpact {
  readonly verdict: string;
  readonly current: string;
  readonly target: string;
  /** What runs while revisions are taken back; `undefined`: what runs now does. */
  readonly bridge: string | undefined;
  /** `undefined`: it is not known which. */
  readonly out: readonly CommitLine[] | undefined;
  readonly dependencies: readonly { readonly path: string; readonly change: string }[];
  readonly database: {
    readonly relation: string;
    readonly live: readonly string[] | undefined;
    /** Revisions, in the order in which they are taken back. */
    readonly takenBack: readonly string[];
    readonly notes: readonly string[];
    readonly losses: readonly { readonly revision: string; readonly text: string }[];
  };
}

export interface ToldProof {
  readonly deployed: { readonly id: string | undefined; readonly url: string | undefined } | undefined;
  readonly health: readonly {
    readonly probe: string;
    readonly status: number;
    readonly identity: string | undefined;
  }[];
  /** Revisions that were taken back, as the database said it. */
  readonly database: readonly { readonly before: readonly string[]; readonly after: readonly string[] }[];
  readonly corrections: readonly string[];
}

/** How the program ends with each; an `ended` run says more by its outcome. */
const EXITS = {
  ready: [0],
  refused: [1],
  unknown: [2],
  waits: [0, 7],
  approved: [0],
  held: [4],
  stopped: [3],
  'in-doubt': [7],
  ended: [0, 1, 5, 6, 7],
} as const satisfies Readonly<Record<string, readonly number[]>>;

/** `undefined` for what is no such answer, or one that the exit code does not agree with: neither is believed then. */
export function readReleaseAnswer(stdout: string, exitCode: number): ReleaseAnswer | undefined {
  const output = parseJson(stdout);
  if (!isRecord(output) || output['schema_version'] !== 1) return undefined;
  const verdict = textAt(output, 'verdict');
  switch (verdict) {
    case 'noted':
      return exitCode === 0 ? { verdict } : undefined;
    case 'shown': {
      const places = exitCode === 0 ? readPlaces(output) : undefined;
      return places && { verdict, places, blocked: readBlocked(output) };
    }
    default: {
      const told = readRun(output);
      return told !== undefined && isTrue(told, exitCode) ? told : undefined;
    }
  }
}

function isTrue({ verdict, outcome }: RunTold, exitCode: number): boolean {
  const exits: readonly number[] = EXITS[verdict];
  if (verdict !== 'ended') return exits.includes(exitCode);
  // Given up on purpose it ends well for who does that, and badly for who resumes it.
  if (outcome === 'abandoned') return exitCode === 0 || exitCode === 1;
  return exits.includes(exitCode) && (outcome === 'done') === (exitCode === 0);
}

function readBlocked(output: JsonRecord): readonly BlockedCommit[] {
  const blocked = recordAt(output, 'blocked');
  return Object.keys(blocked).map((commit) => ({ commit, why: shownAt(blocked, commit) }));
}

function readRun(output: JsonRecord): RunTold | undefined {
  const verdict = VERDICTS.find((one) => one === output['verdict']);
  const refusals = listAt(output, 'refusals');
  if (verdict === undefined || refusals === undefined) return undefined;
  return {
    verdict,
    run: textAt(output, 'run'),
    outcome: textAt(output, 'outcome'),
    why: textAt(output, 'why'),
    refusals: refusals.map(readRefusal),
    plan: readPlan(output),
    impact: readImpact(output['impact']),
    changes: readChanges(output['changes']),
    proof: readProof(output['proof']),
  };
}

function readRefusal(refusal: JsonRecord): Refusal {
  const lift = recordAt(refusal, 'lifted_by');
  const by = LIFTS.find((one) => one === lift['by']);
  return {
    code: shownAt(refusal, 'code'),
    isUnknown: refusal['kind'] === 'unknown',
    why: shownAt(refusal, 'why'),
    lift: shownAt(refusal, 'lift'),
    liftedBy: by && { by, value: textAt(lift, 'value') },
    isLifted: refusal['is_lifted'] === true,
  };
}

const VERDICTS: readonly RunVerdict[] = [
  'ready',
  'refused',
  'unknown',
  'waits',
  'approved',
  'held',
  'stopped',
  'in-doubt',
  'ended',
];

function readPlan(output: JsonRecord): ToldPlan | undefined {
  const { plan, steps } = output;
  const digest = textAt(output, 'plan_digest');
  if (!isRecord(plan) || !isRecord(steps) || digest === undefined) return undefined;
  const text = (name: string) => shownAt(plan, name);
  return {
    digest,
    kind: text('kind'),
    environment: text('environment'),
    service: text('service'),
    commit: text('commit'),
    previous: textAt(plan, 'previous'),
    tried: textAt(plan, 'tried'),
    approvals: typeof plan['approvals'] === 'number' ? plan['approvals'] : 0,
    reason: textAt(plan, 'reason'),
    isRetry: plan['retry'] === true,
    steps: textsAt(steps, 'there') ?? [],
    back: textsAt(steps, 'back'),
  };
}

function readChanges(changes: unknown): ToldChanges | undefined {
  if (!isRecord(changes)) return undefined;
  const { files } = changes;
  return {
    commits: commitLines(changes, 'commits'),
    files: isRecord(files)
      ? {
          migrations: textsAt(files, 'migrations') ?? [],
          dependencies: textsAt(files, 'dependencies') ?? [],
          protected: (listAt(files, 'protected') ?? []).map((one) => ({
            path: shownAt(one, 'path'),
            by: shownAt(one, 'by'),
          })),
        }
      : undefined,
  };
}

function readImpact(impact: unknown): ToldImpact | undefined {
  if (!isRecord(impact)) return undefined;
  const { commits, database } = impact;
  if (!isRecord(commits) || !isRecord(database)) return undefined;
  return {
    verdict: shownAt(impact, 'verdict'),
    current: shownAt(impact, 'current'),
    target: shownAt(impact, 'target'),
    bridge: textAt(impact, 'bridge'),
    out: commitLines(commits, 'out'),
    dependencies: (listAt(impact, 'dependencies') ?? []).map((one) => ({
      path: shownAt(one, 'path'),
      change: shownAt(one, 'change'),
    })),
    database: {
      relation: shownAt(database, 'relation'),
      live: textsAt(database, 'live'),
      takenBack: (listAt(database, 'downgrades') ?? []).flatMap((one) => textsAt(one, 'revisions') ?? []),
      notes: textsAt(database, 'notes') ?? [],
      losses: (listAt(database, 'losses') ?? []).map((one) => ({
        revision: shownAt(one, 'revision'),
        text: shownAt(one, 'text'),
      })),
    },
  };
}

function readProof(proof: unknown): ToldProof | undefined {
  if (!isRecord(proof)) return undefined;
  const { deployed } = proof;
  return {
    deployed: isRecord(deployed) ? { id: textAt(deployed, 'id'), url: textAt(deployed, 'url') } : undefined,
    health: (listAt(proof, 'health') ?? []).map((one) => ({
      probe: shownAt(one, 'probe'),
      status: typeof one['status'] === 'number' ? one['status'] : 0,
      identity: textAt(one, 'identity'),
    })),
    database: (listAt(proof, 'database') ?? []).flatMap((one) => {
      const [before, after] = [textsAt(one, 'before'), textsAt(one, 'after')];
      return before === undefined || after === undefined ? [] : [{ before, after }];
    }),
    corrections: textsAt(proof, 'corrections') ?? [],
  };
}

function commitLines(record: JsonRecord, name: string): readonly CommitLine[] | undefined {
  return listAt(record, name)?.map((one) => ({
    id: shownAt(one, 'id'),
    subject: shownAt(one, 'subject'),
  }));
}
