import { readdirSync } from 'node:fs';

/** trigger.dev keeps migrations of ClickHouse beside those of PostgreSQL. */
const OTHER_DATABASES = /clickhouse/i;

/**
 * The files of SQL below a folder that are run on the way up.
 *
 * @param {string} folder
 */
export function filesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter(
      (file) => file.endsWith('.sql') && !OTHER_DATABASES.test(file) && !/(?:^|[/.])down\.sql$/.test(file),
    )
    .toSorted();
}
