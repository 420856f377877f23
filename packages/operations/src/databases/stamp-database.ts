import { stampStatements, type StampPlan } from '@lockkeeper/policy-core/database';
import type { LogProblem } from '@lockkeeper/policy-core/deployment/audit-log';

import { writeEvent, type AuditTrail, type TrailEvent } from '../records/audit-trail.ts';
import type { DatabaseStamps, StampOutcome } from '../ports/index.ts';

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
 * or `stamp.failed` behind it. Where nobody knows how it ended, the intent stays alone. Rejects, with nothing done, where the
 * log cannot be written.
 */
export async function stampDatabase(
  plan: StampPlan,
  { stamps, trail, environment }: StampTools,
): Promise<StampRun> {
  const { revision, version_table: place, versions, variable, database } = plan;
  if (plan.decision !== 'stamp' || revision === null || place === null)
    throw new Error('Only a plan that may be done is done.');
  const table = `${place.schema}.${place.name}`;
  const about = { ...nameOf(database), table, from: versions, to: revision };
  const env = environment;
  const intent = await writeEvent(trail, {
    event: 'stamp.intent',
    env,
    data: { ...about, pending: plan.pending },
  });
  if (intent.kind === 'not-believed') return intent;
  const { table: quoted, statements } = stampStatements(place, { revision, isThere: versions !== null });
  const outcome = await stamps.stamp({ variable, table: quoted, statements, revision, seen: versions });
  if (outcome.kind === 'unknown') return outcome;
  const data = { ...about, intent: intent.head.seq };
  const isStamped = outcome.kind === 'stamped';
  const end: TrailEvent = isStamped
    ? { event: 'stamp.done', env, data }
    : { event: 'stamp.failed', env, data: { ...data, outcome: outcome.kind } };
  const isLogged = await writeEvent(trail, end).then(
    ({ kind }) => kind === 'written',
    () => false,
  );
  return isStamped ? { kind: 'stamped', isLogged } : outcome;
}

function nameOf(database: StampPlan['database']): {
  readonly database: string | null;
  readonly host: string | null;
} {
  return { database: database?.name ?? null, host: database?.host ?? null };
}
