import { readFileSync } from 'node:fs';
import path from 'node:path';

import { folderOf } from '../databases/looked-at.ts';

/** One entry of a server's log: a line with a time, and the lines of its text behind it. */
const ENTRY = /^\d{4}-.*(?:\n(?!\d{4}-).*)*/gm;

/**
 * What the server wrote down of one database. Tests share a server, and what others ask of it stands in the same log.
 * Statements are in it where the database has `log_statement = 'all'`.
 */
export function statementLog(database: { readonly name: string; readonly url: string }): string {
  const log = readFileSync(path.join(folderOf(database), 'log'), 'utf8');
  return (log.match(ENTRY) ?? []).filter((entry) => entry.includes(` <${database.name}> `)).join('\n');
}
