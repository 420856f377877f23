import type { LogEntry } from '../audit-log/log-entry.ts';
import type { DeployPlace } from '../../policy/record-places.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';

/** The event of an entry that says that a migration ran which may run only once. */
export const RAN_ONCE = 'migration.once';

export interface RanOnce {
  readonly ts: string;
  readonly actor: string;
}

/** What the audit log says of migrations that may run only once, by revision: when they first ran in an environment. */
export function ranOnce(entries: readonly LogEntry[], environment: string): ReadonlyMap<string, RanOnce> {
  const ran = new Map<string, RanOnce>();
  for (const { event, env, data, ts, actor } of entries) {
    const { revision } = data;
    if (event !== RAN_ONCE || !isSameEnvironment(env ?? '', environment) || typeof revision !== 'string')
      continue;
    if (!ran.has(revision)) ran.set(revision, { ts, actor });
  }
  return ran;
}

/**
 * Whether the audit log knows of a deploy to a place. One that names no environment was to production, and one that
 * names no service was of the first.
 */
export function knowsDeploy(
  entries: readonly LogEntry[],
  { environment, service }: DeployPlace,
  first: string | undefined,
): boolean {
  const isOfService = (named: unknown) =>
    service === undefined || service === (typeof named === 'string' ? named : first);
  return entries.some(
    ({ event, env, data }) =>
      event === DEPLOYED && isSameEnvironment(env ?? PRODUCTION, environment) && isOfService(data['service']),
  );
}

const DEPLOYED = 'deploy.done';
const PRODUCTION = 'production';

/** The event of an entry that says that a backup was made. */
export const BACKUP_MADE = 'backup.made';

/** A backup that was looked at when it was written down. */
export interface MadeBackup {
  /** UTC. */
  readonly made_at: string;
  /** 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
  /** The database that it is of, and where that is, as the database itself says. */
  readonly database: string;
  readonly host: string;
  /** From the root of the repository; `null`: it lies elsewhere. */
  readonly file: string | null;
}

/** The last backup of an environment that the audit log knows; `undefined`: it knows none. */
export function lastBackup(entries: readonly LogEntry[], environment: string): MadeBackup | undefined {
  return entries
    .filter(({ event, env }) => event === BACKUP_MADE && isSameEnvironment(env ?? '', environment))
    .flatMap(({ data }) => (isMadeBackup(data) ? [data] : []))
    .at(-1);
}

function isMadeBackup(data: object): data is MadeBackup {
  const {
    made_at: at,
    sha256,
    bytes,
    database,
    host,
    file,
  }: Partial<Record<keyof MadeBackup, unknown>> = data;
  const texts = [at, sha256, database, host, file ?? ''];
  return texts.every((text) => typeof text === 'string') && typeof bytes === 'number' && file !== undefined;
}
