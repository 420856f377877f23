import { auditDifference } from '../audit-difference.ts';
import type { AuditDifference } from '../database-audit.ts';
import { untrackedDifference } from '../history-difference.ts';
import { tablesAtVersions } from '../history-schema.ts';
import { schemaFingerprint } from '../schema-fingerprint.ts';
import { tableNames } from '../schema-parts.ts';
import type { DatabaseSight, SeenDatabase } from '../seen-database.ts';
import { versionsOf, type Tracking } from '../version-tracking.ts';
import { displayText } from '../../model/display-text.ts';
import { observed, type Known } from '../../model/known.ts';
import { counted } from '../../engine/tally.ts';
import type { PendingJudgement } from './pending-judgement.ts';
import { pendingConflicts } from './pending-conflicts.ts';
import type { StampBasis } from './stamp-basis.ts';
import { isOpen, type StampPlan, type StampReason } from './stamp-plan.ts';
import { stampStatements, type PlacedTable } from './stamp-statements.ts';
import { stampSteps } from './stamp-steps.ts';
import type { FoundTarget } from './stamp-target.ts';
import { isTrackedFrom, unexpectedVersionText } from './unexpected-version.ts';
import { trackingAt, type VersionPlace } from './version-place.ts';

export interface StampInput extends StampBasis {
  readonly variable: string;
  readonly sight: DatabaseSight;
}

/** Whether a database may be stamped, and with which statements. */
export function planStamp(input: StampInput): StampPlan {
  const seen = whatIsSeen(input);
  const { found, table, versions } = seen;
  const about = told(input, seen);
  const nothing = { statements: [], reasons: [], differences: [], next_steps: [] };
  if (found !== undefined && versions !== null && isTrackedFrom(found, versions))
    return { ...about, decision: 'nothing-to-do', ...nothing };
  const drift = driftOf(seen);
  const reasons = reasonsAgainst(input, seen, drift);
  if (reasons.length > 0 || found === undefined || table === undefined) {
    const decision = reasons.every(isOpen) ? 'undetermined' : 'refused';
    const steps = stampSteps(reasons, input.variable);
    return { ...about, decision, ...nothing, reasons, differences: knownOf(drift), next_steps: steps };
  }
  const { statements } = stampStatements(table, { revision: found.revision, isThere: versions !== null });
  return { ...about, decision: 'stamp', ...nothing, statements };
}

/** What the answers hold, as far as there are any. */
interface Seen {
  readonly database: SeenDatabase | undefined;
  readonly found: FoundTarget | undefined;
  readonly tracking: Tracking | undefined;
  readonly table: PlacedTable | undefined;
  readonly versions: readonly string[] | null;
}

function whatIsSeen({ sight, target, place }: StampInput): Seen {
  const database = sight.kind === 'seen' ? sight.database : undefined;
  const found = target.kind === 'target' ? target : undefined;
  if (database === undefined || !place.known)
    return { database, found, tracking: undefined, table: undefined, versions: null };
  const tracking = trackingAt(database, place.value);
  const table = placedTable(place.value, { database, tracking });
  return { database, found, tracking, table, versions: versionsOf(tracking) ?? null };
}

function told({ variable, pending, alembic }: StampInput, { database, found, table, versions }: Seen) {
  return {
    schema_version: 1,
    variable,
    database: database === undefined ? null : shownDatabase(database),
    revision: found?.revision ?? null,
    head: found?.head ?? null,
    version_table: table ?? null,
    versions,
    pending: found?.pending ?? [],
    pending_read_by: pending.by,
    alembic_unasked: alembic.known ? null : alembic.reason,
  } as const;
}

function reasonsAgainst(
  input: StampInput,
  { database, found, tracking, table }: Seen,
  drift: Drift | undefined,
): readonly StampReason[] {
  const before = [
    ...unseen(input),
    ...(tracking === undefined ? [] : ofTracking(tracking, found)),
    ...(tracking !== undefined && table === undefined ? [NO_SCHEMA] : []),
  ];
  // What is pending for a database that is at another revision is not known from here.
  if (found === undefined || database === undefined || !isUntouched(tracking)) return before;
  return [...before, ...ofContents(found, database, drift), ...ofPending(input.pending)];
}

/** Nobody has said yet which revision it is at. */
function isUntouched(tracking: Tracking | undefined): boolean {
  return tracking?.kind === 'missing' || tracking?.kind === 'empty';
}

function placedTable(
  { schema, name }: VersionPlace,
  { database, tracking }: { readonly database: SeenDatabase; readonly tracking: Tracking },
): PlacedTable | undefined {
  const own = 'schema' in tracking ? tracking.schema : (schema ?? database.visibleSchemas[0]);
  return own === undefined ? undefined : { schema: own, name };
}

function shownDatabase(database: SeenDatabase): NonNullable<StampPlan['database']> {
  return {
    name: database.name,
    user: database.user,
    host: database.host,
    server_version: database.serverVersion,
    tables: tableNames(database.parts).length,
    fingerprint: schemaFingerprint(database.parts),
  };
}

function unseen({ sight, target, place }: StampInput): readonly StampReason[] {
  return [
    ...(sight.kind === 'seen'
      ? []
      : [{ kind: 'not-seen' as const, text: `Production was not seen because ${sight.why.reason}.` }]),
    ...(target.kind === 'target' ? [] : [target.reason]),
    ...(place.known || target.kind !== 'target'
      ? []
      : [
          {
            kind: 'version-table-unknown' as const,
            text: `In which table Alembic notes the revision is not known because ${place.reason}.`,
          },
        ]),
  ];
}

const NO_SCHEMA: StampReason = {
  kind: 'no-schema',
  text: 'The search path leads to no schema, so there is none to make alembic_version in.',
};

function ofTracking(tracking: Tracking, found: FoundTarget | undefined): readonly StampReason[] {
  switch (tracking.kind) {
    case 'missing':
    case 'empty':
      return [];
    case 'elsewhere':
      return [
        {
          kind: 'version-elsewhere',
          text: `Production has alembic_version in ${tracking.schemas.map(displayText).join(', ')}, where Alembic does not look for it.`,
        },
      ];
    case 'unreadable':
      return [
        {
          kind: 'version-unreadable',
          text: `The revision of production is not known because ${tracking.reason}.`,
        },
      ];
    case 'several':
    case 'tracked':
      return found === undefined
        ? []
        : [{ kind: 'unexpected-version', text: unexpectedVersionText(versionsOf(tracking) ?? [], found) }];
  }
}

type Drift = Known<readonly AuditDifference[]>;

/** `undefined` where it is not the question: another revision is noted already, or too little is seen. */
function driftOf({ database, found, tracking }: Seen): Drift | undefined {
  if (database === undefined || found === undefined || !isUntouched(tracking)) return undefined;
  const tables = tablesAtVersions(found.history, [found.revision]);
  if (!tables.known) return tables;
  const differences = untrackedDifference(tables.value, database);
  return observed(differences.map((each) => auditDifference(each, ['migrations', 'database'])));
}

function knownOf(drift: Drift | undefined): readonly AuditDifference[] {
  return drift?.known === true ? drift.value : [];
}

function ofContents(
  { history, revision, pending }: FoundTarget,
  database: SeenDatabase,
  drift: Drift | undefined,
): readonly StampReason[] {
  const shown = displayText(revision);
  if (tableNames(database.parts).length === 0)
    return [
      {
        kind: 'no-tables',
        text: 'Production has no tables that the baseline could describe.',
      },
    ];
  const conflicts = pendingConflicts(history, pending, database);
  if (drift?.known === false)
    return [
      {
        kind: 'schema-unknown',
        text: `What the migrations up to ${shown} make is not known because ${drift.reason}.`,
      },
      ...conflicts,
    ];
  const differences = drift?.value.length ?? 0;
  if (differences === 0) return conflicts;
  return [
    {
      kind: 'schema-differs',
      text: `Production is not what the migrations up to ${shown} make: ${counted(differences, 'difference')}.`,
    },
    ...conflicts,
  ];
}

function ofPending({ destructive, unjudged }: PendingJudgement): readonly StampReason[] {
  return [
    ...destructive.map((text) => ({ kind: 'destructive' as const, text })),
    ...unjudged.map((text) => ({ kind: 'not-judged' as const, text })),
  ];
}
