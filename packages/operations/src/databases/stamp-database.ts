import { stampStatements, type StampPlan } from '@lockkeeper/policy-core/database';
import { dataOf, type KnownEvent, type LogProblem } from '@lockkeeper/policy-core/deployment/audit-log';

import type { AuditTrail } from '../records/audit-trail.ts';
import type { DatabaseStamps, StampOutcome } from '../ports/index.ts';
import { runAct, settleActs, type Act } from '../run/act.ts';

export interface StampTools {
  readonly stamps: DatabaseStamps;
  readonly trail: AuditTrail;
  /** The environment that the database belongs to, for the log; `undefined` where nobody says. */
  readonly environment: string | undefined;
}

export type StampRun =
  | Exclude<StampOutcome, { readonly kind: 'stamped' }>
  /** It is done; `isLogged` is false where the log could not take that down any more. */
  | { readonly kind: 'stamped'; readonly isLogged: boolean }
  /** The log was changed by somebody else: nothing was done. */
  | { readonly kind: 'not-believed'; readonly problems: readonly LogProblem[] };

/**
 * Does what a plan says, which must be one that may be done: `stamp.intent` is in the log before it begins, `stamp.done`
 * or `stamp.failed` behind it. Where nobody knows how it ended, the intent stays alone until another look tells. Rejects,
 * with nothing done, where the log cannot be written.
 */
export async function stampDatabase(
  plan: StampPlan,
  { stamps, trail, environment }: StampTools,
): Promise<StampRun> {
  const run = await runAct(trail, { ...stampAct(plan, stamps), env: environment });
  if (run.kind === 'unknown') return { kind: 'unknown', reason: run.why };
  if (run.kind === 'not-believed') return run;
  if (run.value.kind !== 'stamped') return run.value;
  // Its own intent is still open then, and is none of those that came to nothing.
  if (!run.isLogged) return { kind: 'stamped', isLogged: false };
  // Alone among all that stamp it, and from what was seen: whatever was begun before came to nothing.
  const isSettled = settleStamps(plan, trail, (begun) =>
    isSame(begun.from, plan.versions)
      ? { event: 'stamp.failed', data: { ...begun, outcome: 'not-done' } }
      : undefined,
  );
  return { kind: 'stamped', isLogged: await isSettled.catch(() => false) };
}

/** Writes down, where nothing is left to do, that a stamp was done of which nobody could tell how it ended. False where it cannot. */
export async function settleDoneStamps(plan: StampPlan, trail: AuditTrail): Promise<boolean> {
  if (plan.decision !== 'nothing-to-do') return true;
  return await settleStamps(plan, trail, (begun) =>
    isSame([begun.to], plan.versions) ? { event: 'stamp.done', data: begun } : undefined,
  );
}

type KnownOutcome = Exclude<StampOutcome, { readonly kind: 'unknown' }>;

function stampAct(plan: StampPlan, stamps: DatabaseStamps): Act<KnownOutcome> {
  const { revision, version_table: place, versions, variable } = plan;
  if (plan.decision !== 'stamp' || revision === null || place === null)
    throw new Error('Only a plan that may be done is done.');
  const about = { ...tableOf(plan), from: versions, to: revision };
  return {
    name: 'stamp',
    intent: { event: 'stamp.intent', data: { ...about, pending: plan.pending } },
    perform: async () => {
      const { table, statements } = stampStatements(place, { revision, isThere: versions !== null });
      const outcome = await stamps.stamp({ variable, table, statements, revision, seen: versions });
      if (outcome.kind === 'unknown') return { kind: 'unknown', why: outcome.reason };
      const entry = (intent: number): KnownEvent =>
        outcome.kind === 'stamped'
          ? { event: 'stamp.done', data: { ...about, intent } }
          : { event: 'stamp.failed', data: { ...about, intent, outcome: outcome.kind } };
      return { kind: 'ended', event: { value: outcome, entry } };
    },
  };
}

/** A stamp that was begun, in the form in which its end is written down. */
type BegunStamp = Extract<KnownEvent, { readonly event: 'stamp.done' }>['data'];

/** Answers to the stamps of this table whose end nobody wrote. */
async function settleStamps(
  plan: StampPlan,
  trail: AuditTrail,
  answerTo: (begun: BegunStamp) => KnownEvent | undefined,
): Promise<boolean> {
  const { database, host, table } = tableOf(plan);
  return await settleActs(trail, 'stamp', async (entry) => {
    const intended = dataOf('stamp.intent', entry);
    if (intended === undefined) return await Promise.resolve(undefined);
    const { pending: _, ...begun } = intended;
    const isOfIt = begun.database === database && begun.host === host && begun.table === table;
    return isOfIt ? answerTo({ ...begun, intent: entry.seq }) : undefined;
  });
}

function isSame(one: readonly string[] | null, other: readonly string[] | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function tableOf({
  database,
  version_table: place,
}: StampPlan): Pick<BegunStamp, 'database' | 'host' | 'table'> {
  if (place === null) throw new Error('Only a table that is known is stamped.');
  return {
    database: database?.name ?? null,
    host: database?.host ?? null,
    table: `${place.schema}.${place.name}`,
  };
}
