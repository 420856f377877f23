import { describe, expect, it } from 'vitest';

import type { Operation } from '../operations/operation.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { SQL_STATEMENTS } from '../../testing/sql-statements.ts';
import { toldWithoutPlaces } from '../../testing/told-code.ts';
import { sqlOperations } from '../sql/operations.ts';

const parsers = await testParsers();

/** What is no change of a schema that belongs into a migration: rows, looks, rights, extensions. */
function changesSchema(operation: Operation): boolean {
  const { kind } = operation;
  if (kind === 'change-rows' || kind === 'truncate') return false;
  if (kind === 'other') return operation.what === 'ALTER TYPE';
  return !('object' in operation) || operation.object !== 'extension';
}

/** Whether PostgreSQL's own parser finds a change of the schema in it. */
function isChange(sql: string): boolean {
  return sqlOperations(parsers.sql, sql).some(
    (one) => one.kind === 'operation' && changesSchema(one.operation),
  );
}

/** Places where SQL may stand in a repository. */
const PLACES: Readonly<Record<string, (sql: string) => readonly [path: string, text: string]>> = {
  'a SQL file': (sql) => ['db/seed.sql', `-- first\n${sql};\nSELECT 1;\n`],
  'a SQL file in small letters': (sql) => ['db/seed.sql', `${sql.toLowerCase()};`],
  'Python that executes it': (sql) => ['app/db.py', `conn.execute("""${sql}""")\n`],
  'Python that executes it as text()': (sql) => ['app/db.py', `session.execute(sa.text("""${sql}"""))\n`],
  'Python that keeps it': (sql) => ['app/db.py', `SQL = """\n    ${sql};\n"""\n`],
  'a here-document for psql': (sql) => ['bin/seed.sh', `psql "$URL" <<'SQL'\n${sql};\nSQL\n`],
  'a Makefile': (sql) => ['Makefile', `seed:\n\tpsql "$(URL)" -c '${sql}'\n`],
};

/** A single quote ends the word of a shell, and a dollar begins a variable. */
const plain = SQL_STATEMENTS.map(([sql]) => sql).filter((sql) => !/['$]/.test(sql));

describe('what the key words of SQL tell beside migrations', () => {
  it.each(plain)('agrees with PostgreSQL’s parser: %s', (sql) => {
    const expected = isChange(sql);
    for (const [where, place] of Object.entries(PLACES)) {
      const [path, text] = place(sql);
      expect([where, toldWithoutPlaces(path, text, parsers).length > 0]).toEqual([where, expected]);
    }
  });

  it.each(plain)('is nothing where it is only spoken of: %s', (sql) => {
    const talk: readonly (readonly [string, string])[] = [
      ['db/seed.sql', `-- ${sql};\nSELECT 1;`],
      ['db/seed.sql', `SELECT $x$ ${sql}; $x$;`],
      ['app/db.py', `logger.info("""${sql}""")\n`],
      ['app/db.py', `# ${sql}\nx = 1\n`],
      ['bin/seed.sh', `echo "${sql.replaceAll('"', '')}"\n`],
      ['README.md', `${sql}\n`],
    ];
    for (const [path, text] of talk)
      expect([path, toldWithoutPlaces(path, text, parsers)]).toEqual([path, []]);
  });
});
