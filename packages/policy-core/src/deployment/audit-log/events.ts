import { z } from 'zod';

import { runPlanSchema } from '../run/run-plan.ts';

const text = z.string().min(1);
const commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const hex256 = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime();
const revisions = z.array(text).readonly();
/** The entry that said that it would be done. */
const intent = z.int().positive();

const deployed = {
  sha: commit,
  service: text.optional(),
  /** Of what the record says besides this entry: who signs the one vouches for the other. Left out by earlier writers. */
  record: digest.optional(),
};
const stamped = {
  database: z.string().nullable(),
  host: z.string().nullable(),
  table: text,
  from: z.array(z.string()).readonly().nullable(),
  to: z.string(),
};
const proved = { commit, revisions, database: text };
/** A reason of a program or of a system, without what it may have repeated of an address. */
const why = text;
const place = { service: text };
const stepOf = { step: text, way: z.enum(['there', 'back']), at: z.int().nonnegative() };

/** A version of a service that updates itself; on channel main a commit has no number. */
const updateVersion = z.strictObject({ version: text.nullable(), commit });
const updateStep = { step: text, way: z.enum(['there', 'undo', 'back', 'halt']), at: z.int().nonnegative() };

/**
 * Everything that a log says, and what each says of it. There are no others: who writes one that does not stand here is
 * refused, and who reads one is told. So nobody looks for an event that nobody writes.
 */
const EVENT_SCHEMAS = {
  /** A deploy was proved healthy: the record names this entry. */
  'deploy.healthy': z.strictObject(deployed),
  /** Production went back, or elsewhere, without a promotion. */
  SYSTEM_CORRECTION: z.strictObject({
    message: z.string().startsWith('SYSTEM CORRECTION EVENT: '),
    event_id: text,
    kind: text,
    reason: text,
    from_sha: commit,
    to_sha: commit,
    service: text.optional(),
  }),
  'migration.once': z.strictObject({ revision: text }),
  'backup.made': z.strictObject({
    kind: text,
    made_at: instant,
    sha256: hex256,
    bytes: z.int().nonnegative(),
    database: text,
    host: z.string(),
    file: z.string().nullable(),
  }),
  'stamp.intent': z.strictObject({ ...stamped, pending: revisions }),
  'stamp.done': z.strictObject({ ...stamped, intent }),
  'stamp.failed': z.strictObject({ ...stamped, intent, outcome: text }),
  'proof.intent': z.strictObject(proved),
  'proof.done': z.strictObject({ ...proved, intent }),
  'proof.failed': z.strictObject({ ...proved, intent }),
  'proof.result': z.strictObject({
    commit,
    revisions,
    kind: text,
    hash: digest.optional(),
    fingerprints: z.array(z.string()).readonly().optional(),
  }),
  /** What shall be done, before any of it is. Its entries carry its id as `promotion_id`. */
  'run.begun': z.strictObject({ plan: runPlanSchema, digest }),
  /** Somebody answers for this plan and no other, until it expires. */
  'run.approved': z.strictObject({
    commit,
    plan: digest,
    policy: digest,
    method: z.enum(['github-environment', 'ssh-signature']),
    /** Who, as the method vouches for: a login, or the principal of a key. */
    by: text,
    expires_at: instant,
    /** Where it can be looked at; `null`: this entry is signed itself. */
    evidence: text.nullable(),
  }),
  /** All that has to hold was looked at again under the lock, and holds. */
  'run.started': z.strictObject({
    plan: digest,
    token: z.int().positive(),
    accepted: z.array(text).readonly(),
  }),
  'run.ended': z.strictObject({
    outcome: z.enum(['refused', 'expired', 'abandoned']),
    codes: z.array(text).readonly(),
    why,
  }),
  /** A step of a run begins. `key` is the same whenever it is tried: whoever knows it does not do the same twice. */
  'step.intent': z.strictObject({ ...stepOf, key: text, token: z.int().positive() }),
  'step.done': z.strictObject({
    ...stepOf,
    intent,
    id: text.nullable(),
    url: text.nullable(),
    health: z
      .array(
        z.strictObject({
          probe: text,
          status: z.int().nonnegative(),
          identity: text.nullable(),
          attempts: z.int().positive(),
        }),
      )
      .readonly(),
  }),
  /** `is_begun: false`: what runs was not touched. */
  'step.failed': z.strictObject({ ...stepOf, intent, why, is_begun: z.literal(false).optional() }),
  /** Nobody knows how it ended: it is asked about before anything else is done. */
  'step.unknown': z.strictObject({ ...stepOf, intent, why }),
  /** A commit runs in an environment and is well: it may be promoted from there. */
  'commit.ready': z.strictObject({ ...place, sha: commit, tree: commit }),
  /** It was looked at again, and is not. */
  'commit.revoked': z.strictObject({ ...place, sha: commit, why }),
  /** Tests that ran on a commit, as their report counts them. */
  'commit.tested': z.strictObject({
    sha: commit,
    suite: text,
    total: z.int().nonnegative(),
    failed: z.int().nonnegative(),
    skipped: z.int().nonnegative(),
    report: digest,
  }),
  /** Nobody may deploy it anywhere. */
  'commit.blocked': z.strictObject({ sha: commit, reason: text }),
  'commit.unblocked': z.strictObject({ sha: commit, reason: text }),
  /** Nothing is deployed there by itself; with a commit: that one is not deployed there at all. */
  'environment.held': z.strictObject({ ...place, sha: commit.nullable(), reason: text }),
  'environment.released': z.strictObject({ ...place, reason: text }),
  /** A service is about to be updated. Its entries carry the id of the run as `promotion_id`. */
  'update.begun': z.strictObject({
    parts: z.enum(['acquire', 'apply', 'both']),
    on_quiesce_timeout: z.enum(['abort', 'force']),
    /** What runs before it; `null`: nobody could tell. */
    from: updateVersion.nullable(),
  }),
  'update.intent': z.strictObject(updateStep),
  'update.done': z.strictObject({ ...updateStep, intent, target: updateVersion.optional() }),
  'update.failed': z.strictObject({ ...updateStep, intent, why, is_begun: z.literal(false).optional() }),
  /** Something stood against it, which is no failure. */
  'update.refused': z.strictObject({
    ...updateStep,
    intent,
    reasons: z.array(z.strictObject({ code: text, message: text })).readonly(),
  }),
  'update.unacknowledged': z.strictObject({ ...updateStep, intent, why: z.string().optional() }),
  /** The process that carried it out is gone, and another one goes on. */
  'update.resumed': z.strictObject({}),
  /** A line that was not written to its end was put aside. */
  AUDIT_TORN_TAIL: z.strictObject({ kept_in: text, characters: z.int().nonnegative(), sha256: hex256 }),
  /** Whose signatures count from here on: SHA-256 of the file of the signers. */
  'records.signers': z.strictObject({ sha256: hex256 }),
  /** Somebody answers for earlier versions of log and records that do not agree with these. */
  'records.repaired': z.strictObject({ reason: text, given_up: z.array(text).readonly() }),
} as const;

export type EventName = keyof typeof EVENT_SCHEMAS;

/** What an event says besides when, who and where. */
export type EventData<Name extends EventName = EventName> = AllData[Name];

type AllData = { readonly [Name in EventName]: z.infer<(typeof EVENT_SCHEMAS)[Name]> };

/** Something that is to be written down: a name of the list with what belongs to it. */
export type KnownEvent = {
  readonly [Name in EventName]: { readonly event: Name; readonly data: EventData<Name> };
}[EventName];

/** What is wrong with an event, as a clause; `undefined`: it is one of the list. */
export function eventFault({
  event,
  data,
}: {
  readonly event: string;
  readonly data: object;
}): string | undefined {
  if (!isEventName(event)) return 'is of no kind that this version knows';
  const { error } = EVENT_SCHEMAS[event].safeParse(data);
  const issue = error?.issues[0];
  if (issue === undefined) {
    SOUND.set(data, event);
    return undefined;
  }
  const place = issue.path.join('.');
  return `is not what ${event} says${place === '' ? '' : ` (${place})`}`;
}

/** The data of an entry, where it is of this event and says what belongs to it. */
export function dataOf<Name extends EventName>(
  name: Name,
  { event, data }: { readonly event: string; readonly data: object },
): EventData<Name> | undefined {
  if (event !== name) return undefined;
  return isSound(name, data) ? data : BY_NAME[name].safeParse(data).data;
}

/** Logs are read whole and asked again and again: what was found sound when it was read is not parsed once more. */
const SOUND = new WeakMap<object, EventName>();

function isSound<Name extends EventName>(name: Name, data: object): data is EventData<Name> & object {
  return SOUND.get(data) === name;
}

/** The same list, in which the compiler finds the data of a name that it does not know yet. */
const BY_NAME: { readonly [Name in EventName]: z.ZodType<AllData[Name]> } = EVENT_SCHEMAS;

function isEventName(event: string): event is EventName {
  return Object.hasOwn(EVENT_SCHEMAS, event);
}
