import { readFileSync, writeFileSync } from 'node:fs';

import type { ScratchDatabase } from '../postgres/scratch-database.ts';

/** A role that gets in with its password alone, and may look at everything. */
export async function guardedRole(database: ScratchDatabase, name: string, password: string): Promise<void> {
  const [row] = await database.query<{ readonly hba_file: string }>('SHOW hba_file');
  const file = row?.hba_file ?? '';
  await database.query(`DROP ROLE IF EXISTS "${name}"`);
  await database.query(
    `CREATE ROLE "${name}" LOGIN PASSWORD '${password.replaceAll("'", "''")}' IN ROLE pg_read_all_data`,
  );
  writeFileSync(file, `local all "${name}" scram-sha-256\n${readFileSync(file, 'utf8')}`);
  await database.query('SELECT pg_reload_conf()');
  await untilAsked(database, name);
}

/** The server takes its rules a moment later. */
async function untilAsked(database: ScratchDatabase, name: string): Promise<void> {
  for (let tried = 0; tried < 200; tried += 1) {
    const [rule] = await database.query<{ readonly user_name: readonly string[] }>(
      'SELECT user_name FROM pg_hba_file_rules ORDER BY line_number LIMIT 1',
    );
    if (rule?.user_name.includes(name) === true) break;
    await new Promise((next) => {
      setTimeout(next, 10);
    });
  }
  await new Promise((next) => {
    setTimeout(next, 50);
  });
}
