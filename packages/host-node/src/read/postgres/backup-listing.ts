/** What `pg_restore --list` says of a dump. */
export interface BackupListing {
  readonly database: string | undefined;
  /** No later than then, in milliseconds: it is told in the time of some place that nobody names. */
  readonly begunBefore: number | undefined;
}

export function readListing(listing: string): BackupListing {
  const [, day, time] = /^; Archive created at (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/m.exec(listing) ?? [];
  const written = Date.parse(`${day}T${time}Z`);
  return {
    database: /^;\s+dbname: (.+)$/m.exec(listing)?.[1],
    begunBefore: Number.isNaN(written) ? undefined : written + FARTHEST_WEST_MS,
  };
}

/** A clock shows at most so much less than UTC. */
const FARTHEST_WEST_MS = 12 * 60 * 60 * 1000;
