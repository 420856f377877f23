import { describe, expect, test } from 'vitest';

import { isDatabaseClient } from './database-client.ts';

describe('a program that speaks SQL to a server', () => {
  test.each(['psql', '/usr/bin/psql', './psql', 'pgcli', 'mysql', 'mariadb', 'cockroach', 'usql', 'sqlcmd'])(
    '%s',
    (word) => {
      expect(isDatabaseClient(word)).toBe(true);
    },
  );

  test.each(['', 'psql2', 'psqlrc', 'my-psql', 'psql.sh', 'psql/bin', 'sqlite3', 'echo', 'PSQL', 'pg_dump'])(
    'not %j',
    (word) => {
      expect(isDatabaseClient(word)).toBe(false);
    },
  );
});
