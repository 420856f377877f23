import { displayText } from '../model/display-text.ts';
import type { RevisionHistory } from '../migrations/history/revision-history.ts';
import type { Known } from '../model/known.ts';
import { counted } from '../engine/tally.ts';
import type { LookedAt } from './audited-database.ts';
import type { AuditReason, DatabaseAudit } from './database-audit.ts';
import { loadingProblem } from './history-schema.ts';
import type { Tracking } from './version-tracking.ts';

interface Compared {
  readonly one: LookedAt;
  readonly other: LookedAt;
  readonly histories: Known<readonly RevisionHistory[]>;
  /** Those that the policy names. */
  readonly schemas: readonly string[] | undefined;
}

/** Everything that stands against `✅ OK`, of each database and then of both. */
export function auditReasons(
  audit: Pick<DatabaseAudit, 'differences' | 'pending'>,
  { one, other, histories, schemas }: Compared,
): readonly AuditReason[] {
  return [
    ...[one, other].flatMap((looked) => [
      ...notSeen(looked),
      ...ofTracking(looked),
      ...unknownVersions(looked, histories),
      ...ofContents(looked),
    ]),
    ...missingSchemas({ one, other, schemas }),
    ...sameDatabase(one, other),
    ...versionsDiffer({ one, other }, audit),
    ...schemasDiffer(audit),
  ];
}

const NAMES = { development: 'Development', production: 'Production' } as const;

function notSeen({ role, audited }: LookedAt): readonly AuditReason[] {
  if (audited.seen) return [];
  return [{ kind: 'not-seen', role, text: `${NAMES[role]} was not seen because ${audited.reason}.` }];
}

function ofTracking({ role, tracking }: LookedAt): readonly AuditReason[] {
  const reason = tracking && trackingReason(role, tracking);
  return reason === undefined ? [] : [{ role, ...reason }];
}

function trackingReason(
  role: LookedAt['role'],
  tracking: Tracking,
): Pick<AuditReason, 'kind' | 'text'> | undefined {
  const name = NAMES[role];
  switch (tracking.kind) {
    case 'tracked':
      return undefined;
    case 'missing':
      return {
        kind: role === 'production' ? 'production-untracked' : 'development-untracked',
        text: `${name} lacks the table alembic_version, so nothing tracks its schema.`,
      };
    case 'elsewhere':
      return {
        kind: 'version-elsewhere',
        text: `${name} has alembic_version only in ${tracking.schemas.map(displayText).join(', ')}, where its search path does not lead: Alembic does not find it.`,
      };
    case 'unreadable':
      return {
        kind: 'version-unreadable',
        text: `The revision of ${role} is not known because ${tracking.reason}.`,
      };
    case 'empty':
      return {
        kind: 'version-empty',
        text: `The table alembic_version of ${role} is empty: for Alembic, no revision has run.`,
      };
    case 'several':
      return {
        kind: 'several-versions',
        text: `The table alembic_version of ${role} has ${tracking.versions.length} rows: ${tracking.versions.map(displayText).join(', ')}.`,
      };
  }
}

/** Only a history that is known whole can say that it does not hold a revision. */
function unknownVersions(
  { role, versions = [] }: LookedAt,
  histories: Compared['histories'],
): readonly AuditReason[] {
  if (!histories.known || histories.value.length === 0) return [];
  if (histories.value.some(({ graph }) => loadingProblem(graph) !== undefined)) return [];
  return versions
    .filter((version) => !histories.value.some(({ graph }) => graph.revisions.has(version)))
    .map((version) => ({
      kind: 'version-unknown' as const,
      role,
      text: `${NAMES[role]} is at ${displayText(version)}, which no migration of the repository has.`,
    }));
}

function ofContents({ role, audited }: LookedAt): readonly AuditReason[] {
  if (!audited.seen) return [];
  const { tables, schemas, drift } = audited;
  const where = schemas.map(displayText).join(', ');
  return [
    ...(tables.length > 0
      ? []
      : [{ kind: 'no-tables' as const, role, text: `${NAMES[role]} has no tables in ${where}.` }]),
    ...(drift === null || drift.length === 0
      ? []
      : [
          {
            kind: 'drift' as const,
            role,
            text: `${NAMES[role]} is not what its migrations make: ${counted(drift.length, 'difference')}.`,
          },
        ]),
  ];
}

/** What only one of them has is a difference; what neither has is a slip, and nothing of it was compared. */
function missingSchemas({ one, other, schemas = [] }: Omit<Compared, 'histories'>): readonly AuditReason[] {
  const [first, second] = [one.seen, other.seen];
  if (first === undefined || second === undefined) return [];
  return schemas
    .filter((schema) => !first.schemas.includes(schema) && !second.schemas.includes(schema))
    .map((schema) => ({
      kind: 'schema-missing' as const,
      role: null,
      text: `Neither database has a schema ${displayText(schema)}, which the policy names in databases.schemas.`,
    }));
}

function sameDatabase({ seen: one }: LookedAt, { seen: other }: LookedAt): readonly AuditReason[] {
  if (one === undefined || other === undefined || one.identity !== other.identity) return [];
  return [
    {
      kind: 'same-database',
      role: null,
      text: `Both variables lead to the same database, ${displayText(one.name)} at ${displayText(one.host)}, so nothing was compared.`,
    },
  ];
}

function versionsDiffer(
  { one, other }: Pick<Compared, 'one' | 'other'>,
  { pending }: Pick<DatabaseAudit, 'pending'>,
): readonly AuditReason[] {
  const [first, second] = [one.versions, other.versions];
  if (first === undefined || second === undefined) return [];
  const [ahead, behind] = [versionText(first), versionText(second)];
  if (ahead === behind) return [];
  const lacks =
    pending === null || pending.length === 0
      ? ''
      : ` Production lacks ${counted(pending.length, 'revision')} of development.`;
  return [
    {
      kind: 'version-differs',
      role: null,
      text: `Development is at ${ahead} and production at ${behind}.${lacks}`,
    },
  ];
}

function versionText(versions: readonly string[]): string {
  return versions.length === 0 ? 'no revision' : versions.map(displayText).join(', ');
}

function schemasDiffer({ differences }: Pick<DatabaseAudit, 'differences'>): readonly AuditReason[] {
  if (differences === null || differences.length === 0) return [];
  return [
    {
      kind: 'schema-differs',
      role: null,
      text: `The schemas of development and production are not alike: ${counted(differences.length, 'difference')}.`,
    },
  ];
}
