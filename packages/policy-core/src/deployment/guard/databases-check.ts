import type { AuditReason, AuditedDatabase, DatabaseAudit } from '../../database/database-audit.ts';
import { pendingBetween } from '../../database/history-schema.ts';
import { nextStepFor } from '../../database/next-steps.ts';
import { displayText } from '../../model/display-text.ts';
import type { Known } from '../../model/known.ts';
import { counted } from '../../engine/tally.ts';
import { touchedBy, unexplained } from './explained-differences.ts';
import { guardCheck, type GuardCheck, type GuardEvidence, type GuardProblem } from './guard-check.ts';
import type { PendingMigrations } from './pending-revisions.ts';

/**
 * The audit of both databases, as a deploy asks for it: what pending migrations bring may differ, as they are judged by
 * themselves; everything else may not.
 */
export function databasesCheck(
  audit: DatabaseAudit,
  {
    pending,
    baseline,
  }: { readonly pending: Known<PendingMigrations>; readonly baseline: string | undefined },
): GuardCheck {
  const ahead = aheadOf(audit, pending);
  const problems = audit.reasons.flatMap((reason): readonly GuardProblem[] => {
    // A row of its own tells it.
    if (reason.kind === 'version-unknown' && reason.role === 'production') return [];
    if (ahead !== undefined && reason.kind === 'version-differs') return [];
    if (ahead !== undefined && reason.kind === 'schema-differs') return strange(audit, ahead);
    return [{ ...told(reason, audit), next_step: nextStepFor(reason, { ...audit, baseline }) }];
  });
  return guardCheck('databases', {
    evidence: [...[audit.development, audit.production].flatMap(seenAs), ...distances(audit)],
    problems,
  });
}

interface Ahead {
  readonly migrations: PendingMigrations;
  /** What development has and production lacks. */
  readonly revisions: readonly string[];
}

/** Development on the way from production to the release; `undefined`: it is not, or that is not known. */
function aheadOf(
  { development, pending: between }: DatabaseAudit,
  pending: Known<PendingMigrations>,
): Ahead | undefined {
  if (!pending.known || between === null || between.length === 0) return undefined;
  const { history, from } = pending.value;
  const at = development.seen ? development.versions : null;
  if (at === null || !at.every((version) => history.graph.revisions.has(version))) return undefined;
  const lacks = pendingBetween(history.graph, { from: at, to: from });
  return lacks.length > 0 ? undefined : { migrations: pending.value, revisions: between };
}

/** What differs past the migrations that production lacks. */
function strange(audit: DatabaseAudit, { migrations, revisions }: Ahead): readonly GuardProblem[] {
  const touched = touchedBy(migrations.history, revisions);
  const rest = unexplained(audit.differences ?? [], touched);
  const [first] = rest;
  if (first === undefined) return [];
  const more = rest.length === 1 ? '' : ` There ${rest.length === 2 ? 'is' : 'are'} ${rest.length - 1} more.`;
  return [
    {
      kind: touched.isWhole ? 'failed' : 'undetermined',
      text: `The schemas differ by what no pending migration brings. ${first.text}${more}`,
      where: null,
      path: null,
      next_step:
        'Look at all of it with `lockkeeper db audit`. Bring it into a migration, or undo it where it was made by hand.',
    },
  ];
}

/** These say that something was not seen; every other reason says that something is wrong. */
const OPEN: ReadonlySet<AuditReason['kind']> = new Set(['not-seen', 'same-database', 'version-unreadable']);

function told({ kind, role, text }: AuditReason, audit: DatabaseAudit): Omit<GuardProblem, 'next_step'> {
  const where = role === null ? null : audit[role].variable;
  return { kind: OPEN.has(kind) ? 'undetermined' : 'failed', text, where, path: null };
}

function seenAs(audited: AuditedDatabase): readonly GuardEvidence[] {
  if (!audited.seen) return [];
  const { role, variable, database, host, tables, versions, fingerprint } = audited;
  const at =
    versions === null || versions.length === 0
      ? 'at no revision'
      : `at ${versions.map(displayText).join(', ')}`;
  const name = role === 'production' ? 'Production' : 'Development';
  return [
    {
      text: `${name} is ${displayText(database)} on ${displayText(host)}, ${at}, with ${counted(tables.length, 'table')}: ${fingerprint}.`,
      where: variable,
    },
  ];
}

function distances({ distance, differences }: DatabaseAudit): readonly GuardEvidence[] {
  if (distance === null || differences === null) return [];
  return [
    {
      text: `The schema distance is ${counted(distance, 'table')}, with ${counted(differences.length, 'difference')} in all.`,
      where: null,
    },
  ];
}
