import type { Dialect } from '../../policy/schema/migrations-schema.ts';

/**
 * PostgreSQL's locks on a relation, from the weakest to the strongest. In that order each one conflicts with at
 * least as many others as the one before. Source: https://www.postgresql.org/docs/current/explicit-locking.html
 */
export const LOCK_MODES = [
  'access-share',
  'row-share',
  'row-exclusive',
  'share-update-exclusive',
  'share',
  'share-row-exclusive',
  'exclusive',
  'access-exclusive',
] as const;

export type LockMode = (typeof LOCK_MODES)[number];

/** Whether two sessions can not hold these on one relation at the same time. */
export function conflict(one: LockMode, other: LockMode): boolean {
  return CONFLICTS[one].includes(other);
}

const CONFLICTS: Readonly<Record<LockMode, readonly LockMode[]>> = {
  'access-share': ['access-exclusive'],
  'row-share': ['exclusive', 'access-exclusive'],
  'row-exclusive': ['share', 'share-row-exclusive', 'exclusive', 'access-exclusive'],
  'share-update-exclusive': LOCK_MODES.slice(3),
  share: LOCK_MODES.filter((mode) => !['access-share', 'row-share', 'share'].includes(mode)),
  'share-row-exclusive': LOCK_MODES.slice(2),
  exclusive: LOCK_MODES.slice(1),
  'access-exclusive': LOCK_MODES,
};

/** The one that keeps more others waiting. */
export function stronger(one: LockMode, other: LockMode): LockMode {
  return LOCK_MODES.indexOf(one) >= LOCK_MODES.indexOf(other) ? one : other;
}

/** Who has to wait until the lock is given back: those who read rows, and those who write them. */
export function whoWaits(mode: LockMode): 'readers-and-writers' | 'writers' | 'nobody' {
  if (conflict(mode, 'access-share')) return 'readers-and-writers';
  return conflict(mode, 'row-exclusive') ? 'writers' : 'nobody';
}

/** As PostgreSQL's manual writes it: `ACCESS EXCLUSIVE`. */
export function lockText(mode: LockMode): string {
  return mode.replaceAll('-', ' ').toUpperCase();
}

/** What migrations run on; `other`: anything but PostgreSQL. */
export type Database = Dialect | 'other';

/** Whether it is known that what PostgreSQL does is no fact there. */
export function isOtherDatabase(database: Database | undefined): database is Database {
  return database !== undefined && database !== 'postgresql';
}

/** For people, behind a preposition. */
export function databaseText(database: Database): string {
  return NAMES[database];
}

const NAMES: Readonly<Record<Database, string>> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  sqlite: 'SQLite',
  oracle: 'Oracle',
  mssql: 'SQL Server',
  other: 'another database than PostgreSQL',
};
