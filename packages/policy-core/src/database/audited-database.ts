import type { RevisionHistory } from '../migrations/history/revision-history.ts';
import { unobserved, type Known } from '../model/known.ts';
import { auditDifference } from './audit-difference.ts';
import type { AuditDifference, AuditedDatabase, DatabaseRole } from './database-audit.ts';
import { historyDifference } from './history-difference.ts';
import { historyWith, tablesAtVersions } from './history-schema.ts';
import { schemaFingerprint } from './schema-fingerprint.ts';
import { tableNames, withoutTracking } from './schema-parts.ts';
import { PART_KINDS, type DatabaseSight, type SchemaPart, type SeenDatabase } from './seen-database.ts';
import { trackingOf, versionsOf, type Tracking } from './version-tracking.ts';

/** One of the two databases, with what is made of it. */
export interface LookedAt {
  readonly role: DatabaseRole;
  /** `undefined`: nothing was. */
  readonly seen: SeenDatabase | undefined;
  readonly tracking: Tracking | undefined;
  readonly versions: readonly string[] | undefined;
  readonly audited: AuditedDatabase;
}

export interface AuditedGiven {
  readonly sight: DatabaseSight;
  readonly histories: Known<readonly RevisionHistory[]>;
  /** Where it is known already: that of a schema which is the same. */
  readonly fingerprint?: string | undefined;
}

/** What is told of one database, with its distance from what its migrations make. */
export function auditedDatabase(
  named: { readonly role: DatabaseRole; readonly variable: string },
  { sight, histories, fingerprint }: AuditedGiven,
): AuditedDatabase {
  if (sight.kind === 'unseen')
    return { seen: false, ...named, state: sight.why.kind, reason: sight.why.reason };
  const { database } = sight;
  const tracking = trackingOf(database);
  const versions = versionsOf(tracking);
  const drift = driftOf(database, versions, histories);
  return {
    seen: true,
    ...named,
    database: database.name,
    user: database.user,
    host: database.host,
    server_version: database.serverVersion,
    encoding: database.encoding,
    search_path: database.searchPath,
    schemas: database.schemas,
    tables: tableNames(database.parts),
    counts: countsOf(database.parts),
    fingerprint: fingerprint ?? schemaFingerprint(database.parts),
    tracking: tracking.kind,
    tracking_schema: 'schema' in tracking ? tracking.schema : null,
    versions: versions ?? null,
    drift: drift.known ? drift.value : null,
    drift_unknown: drift.known ? null : drift.reason,
  };
}

function driftOf(
  database: SeenDatabase,
  versions: readonly string[] | undefined,
  histories: AuditedGiven['histories'],
): Known<readonly AuditDifference[]> {
  if (versions === undefined || versions.length === 0)
    return unobserved('the database does not say which revision it is at');
  if (!histories.known) return histories;
  const history = historyWith(histories.value, versions);
  if (!history.known) return history;
  const tables = tablesAtVersions(history.value, versions);
  if (!tables.known) return tables;
  const differences = historyDifference(tables.value, database);
  return {
    known: true,
    value: differences.map((each) => auditDifference(each, ['migrations', 'database'])),
  };
}

function countsOf(parts: readonly SchemaPart[]): Partial<Record<(typeof PART_KINDS)[number], number>> {
  const counts = new Map<string, number>();
  for (const { kind } of withoutTracking(parts)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries(
    PART_KINDS.flatMap((kind) => (counts.has(kind) ? [[kind, counts.get(kind)]] : [])),
  );
}
