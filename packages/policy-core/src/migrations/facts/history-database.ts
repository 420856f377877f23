import { DIALECTS } from '../../policy/schema/migrations-schema.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import type { Database } from '../operations/lock-mode.ts';
import type { DatabaseSigns } from './database-evidence.ts';

/** What tells of one history on which database it runs. */
export interface HistoryEvidence {
  /** Where its migrations lie: any one of its paths. */
  readonly path: string;
  /** Of its own addresses, types and statements. */
  readonly own: DatabaseSigns;
  /** Of the names of its folders. Who has one for each database says by them which runs there, whatever drivers there are. */
  readonly folders: DatabaseSigns;
}

/**
 * On which database each history runs; `undefined` where nothing tells, or not all the same. What speaks of PostgreSQL
 * wins, so that no statement is left unjudged because something else is named as well.
 *
 * A driver is that of another history where that one says by itself that it needs it.
 */
export function historyDatabases(
  policy: MigrationsSection,
  histories: readonly HistoryEvidence[],
  drivers: DatabaseSigns,
): readonly (Database | undefined)[] {
  const isAnothers = histories.some(isOfPostgresql);
  return histories.map(
    (history) => saidDialect(policy, history.path) ?? foundFor(history, drivers, isAnothers),
  );
}

function foundFor(
  history: HistoryEvidence,
  drivers: DatabaseSigns,
  isAnothers: boolean,
): Database | undefined {
  const { own, folders } = history;
  if (isOfPostgresql(history)) return POSTGRESQL;
  if (folders.size > 0) return oneOf(folders);
  if (own.size === 0) return drivers.has(POSTGRESQL) ? POSTGRESQL : oneOf(drivers);
  if (drivers.has(POSTGRESQL) && !isAnothers) return undefined;
  // That PostgreSQL takes it not says little of what does.
  return own.size === 1 && own.has('other') ? (oneOf(drivers) ?? 'other') : oneOf(own);
}

const POSTGRESQL = 'postgresql';

function isOfPostgresql({ own, folders }: HistoryEvidence): boolean {
  return own.has(POSTGRESQL) || folders.has(POSTGRESQL);
}

/** What the policy says of a path; `undefined` where it says nothing. */
export function saidDialect({ migrations }: MigrationsSection, path: string): Database | undefined {
  return migrations.dialects.find(({ folder }) => folder === '' || path.startsWith(`${folder}/`))?.dialect;
}

/** SQLite is what tests and first steps run on: of several the other one counts. */
function oneOf(evidence: DatabaseSigns): Database | undefined {
  const named = DIALECTS.filter((one) => evidence.has(one));
  const [first] = named.filter((one) => one !== 'sqlite' || named.length === 1);
  return first ?? (evidence.has('other') ? 'other' : undefined);
}
