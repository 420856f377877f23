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

/** On which database a history runs. */
export interface HistoryDatabase {
  readonly database: Database;
  /** Whether its own migrations and folders say so: not the policy, and nothing that only lies beside them. */
  readonly isOwnWord: boolean;
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
): readonly (HistoryDatabase | undefined)[] {
  const isAnothers = histories.some(isOfPostgresql);
  return histories.map((history) => {
    const said = saidDialect(policy, history.path);
    return said === undefined ? foundFor(history, drivers, isAnothers) : { database: said, isOwnWord: false };
  });
}

function foundFor(
  history: HistoryEvidence,
  drivers: DatabaseSigns,
  isAnothers: boolean,
): HistoryDatabase | undefined {
  const { own, folders } = history;
  if (isOfPostgresql(history)) return found(POSTGRESQL, true);
  if (folders.size > 0) return found(oneOf(folders), true);
  if (own.size === 0) return found(drivers.has(POSTGRESQL) ? POSTGRESQL : oneOf(drivers), false);
  if (drivers.has(POSTGRESQL) && !isAnothers) return undefined;
  const named = oneOf(own);
  if (named !== undefined) return found(named, true);
  // That PostgreSQL takes it not says little of what does.
  return found(oneOf(drivers) ?? 'other', false);
}

function found(database: Database | undefined, isOwnWord: boolean): HistoryDatabase | undefined {
  return database && { database, isOwnWord };
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
