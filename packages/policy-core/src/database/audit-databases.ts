import type { RevisionHistory } from '../migrations/history/revision-history.ts';
import type { Known } from '../model/known.ts';
import { auditDifference } from './audit-difference.ts';
import { auditedDatabase, type AuditedGiven, type LookedAt } from './audited-database.ts';
import { auditReasons } from './audit-reasons.ts';
import {
  DIAGNOSES,
  NOT_COMPARED,
  type AuditDifference,
  type AuditReason,
  type AuditReasonKind,
  type DatabaseAudit,
  type Diagnosis,
} from './database-audit.ts';
import { loadingProblem, pendingBetween } from './history-schema.ts';
import { nextSteps } from './next-steps.ts';
import { schemaDifference } from './schema-difference.ts';
import type { DatabaseSight } from './seen-database.ts';
import { tableNames } from './schema-parts.ts';
import { trackingOf, versionsOf } from './version-tracking.ts';

export interface AuditInput {
  readonly development: SightOf;
  readonly production: SightOf;
  /** Unobserved where the migrations of the repository cannot be read. */
  readonly histories: Known<readonly RevisionHistory[]>;
  /** Id of the revision that stands for the schema before Alembic; `undefined`: the policy names none. */
  readonly baseline: string | undefined;
  /** Names of those that the policy wants looked into; `undefined`: it names none. */
  readonly schemas: readonly string[] | undefined;
}

export interface SightOf {
  /** Name of the variable that leads there. */
  readonly variable: string;
  readonly sight: DatabaseSight;
}

/** Holds development, production and what the migrations make against each other. */
export function auditDatabases({ development, production, ...input }: AuditInput): DatabaseAudit {
  const { histories, baseline, schemas } = input;
  const differences = differencesOf(development.sight, production.sight);
  const one = lookedAt('development', development, { histories });
  const other = lookedAt('production', production, {
    histories,
    // Equal exactly for schemas without a difference, and the most expensive thing here.
    fingerprint: differences?.length === 0 && one.audited.seen ? one.audited.fingerprint : undefined,
  });
  const [first, second] = [one.audited, other.audited];
  const audit = {
    development: first,
    production: second,
    distance: distanceOf(development.sight, production.sight),
    differences,
    pending: pendingOf(one, other, histories),
  };
  const reasons = auditReasons(audit, { one, other, histories, schemas });
  const diagnosis = diagnosisOf(reasons);
  const verdict = diagnosis === null ? 'undetermined' : diagnosis === DIAGNOSES.ok ? 'pass' : 'fail';
  return {
    schema_version: 1,
    verdict,
    diagnosis,
    ...audit,
    reasons,
    not_compared: NOT_COMPARED,
    next_steps: nextSteps({ ...audit, reasons, baseline }),
  };
}

function differencesOf(one: DatabaseSight, other: DatabaseSight): readonly AuditDifference[] | null {
  if (one.kind === 'unseen' || other.kind === 'unseen') return null;
  return schemaDifference(one.database.parts, other.database.parts).map((each) =>
    auditDifference(each, ['development', 'production']),
  );
}

function lookedAt(
  role: LookedAt['role'],
  { variable, sight }: SightOf,
  known: Omit<AuditedGiven, 'sight'>,
): LookedAt {
  const seen = sight.kind === 'seen' ? sight.database : undefined;
  const tracking = seen && trackingOf(seen);
  const versions = tracking && versionsOf(tracking);
  const audited = auditedDatabase({ role, variable }, { sight, ...known });
  return { role, seen, tracking, versions, audited };
}

/** The seed's measure: it only counts tables. */
function distanceOf(one: DatabaseSight, other: DatabaseSight): number | null {
  if (one.kind === 'unseen' || other.kind === 'unseen') return null;
  return Math.abs(tableNames(one.database.parts).length - tableNames(other.database.parts).length);
}

function pendingOf(
  { versions: ahead }: LookedAt,
  { versions: behind }: LookedAt,
  histories: AuditInput['histories'],
): readonly string[] | null {
  if (ahead === undefined || behind === undefined || !histories.known) return null;
  const all = [...ahead, ...behind];
  const history = histories.value.find(({ graph }) => all.every((id) => graph.revisions.has(id)));
  if (history === undefined || loadingProblem(history.graph) !== undefined) return null;
  return pendingBetween(history.graph, { from: behind, to: ahead });
}

const OPEN: ReadonlySet<AuditReasonKind> = new Set(['not-seen', 'same-database', 'version-unreadable']);

/** What is known to be wrong is wrong, whatever else could not be seen. */
function diagnosisOf(reasons: readonly AuditReason[]): Diagnosis | null {
  if (reasons.some(({ kind }) => kind === 'production-untracked')) return DIAGNOSES.missing;
  if (reasons.some(({ kind }) => !OPEN.has(kind))) return DIAGNOSES.mismatch;
  return reasons.length > 0 ? null : DIAGNOSES.ok;
}
