import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { runCommand } from '../run-command.ts';
import { readingProblem } from './disk-file.ts';

/** A dump of PostgreSQL as it lies on disk. */
export interface BackupFile {
  readonly sha256: string;
  readonly bytes: number;
  /** When it was last written, in UTC. */
  readonly madeAt: string;
  /** The database that it is of, as it says; `undefined` of a dump that is SQL, or without pg_restore. */
  readonly database: string | undefined;
}

/** Unobserved for what is no whole dump. @param file absolute */
export async function readBackup(file: string, env: NodeJS.ProcessEnv): Promise<Known<BackupFile>> {
  try {
    const { mtime } = await stat(file);
    const { sha256, bytes, start, end } = await digestOf(file);
    const found = { sha256, bytes, madeAt: mtime.toISOString() };
    if (start.startsWith('PGDMP')) {
      const database = await databaseIn(file, env);
      return database.known ? observed({ ...found, database: database.value }) : database;
    }
    const isWhole =
      start.includes('PostgreSQL database dump') && end.includes('PostgreSQL database dump complete');
    return isWhole
      ? observed({ ...found, database: undefined })
      : unobserved('it is no whole dump of PostgreSQL');
  } catch (error) {
    return unobserved(readingProblem(error));
  }
}

const EDGE_BYTES = 1024;

async function digestOf(file: string) {
  const hash = createHash('sha256');
  let [bytes, start, end] = [0, '', ''];
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const part: Buffer = chunk;
    hash.update(part);
    bytes += part.length;
    if (start.length < EDGE_BYTES) start += part.subarray(0, EDGE_BYTES).toString('latin1');
    end = (end + part.subarray(-EDGE_BYTES).toString('latin1')).slice(-EDGE_BYTES);
  }
  return { sha256: hash.digest('hex'), bytes, start, end };
}

/** What pg_restore lists of it: that reads its table of contents to the end. */
async function databaseIn(file: string, env: NodeJS.ProcessEnv): Promise<Known<string | undefined>> {
  const outcome = await runCommand({
    program: 'pg_restore',
    args: ['--list', '--', file],
    env,
    timeoutMs: 60_000,
  });
  if (outcome.kind === 'not-installed') return observed(undefined);
  if (outcome.kind === 'stopped') return unobserved(`pg_restore could not list it: ${outcome.problem}`);
  if (outcome.code !== 0)
    return unobserved('pg_restore cannot list it: it is damaged, or of a later version');
  return observed(/^;\s+dbname: (.+)$/m.exec(outcome.stdout.toString('utf8'))?.[1]);
}
