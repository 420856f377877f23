import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { devNull } from 'node:os';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { runCommand } from '../../system/run-command.ts';
import { readListing, type BackupListing } from './backup-listing.ts';
import { readingProblem } from '../files/disk-file.ts';

/** A dump of PostgreSQL as it lies on disk. */
export interface BackupFile {
  readonly sha256: string;
  readonly bytes: number;
  /** When it was last written, in UTC; earlier where the dump itself says so. */
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
      const listing = await listingOf(file, env);
      return listing.known ? observed(withListing(found, listing.value)) : listing;
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

/** A file that is copied is written later than the dump was made. */
function withListing(
  found: Omit<BackupFile, 'database'>,
  { database, begunBefore = Number.POSITIVE_INFINITY }: Partial<BackupListing> = {},
): BackupFile {
  const madeAt = new Date(Math.min(Date.parse(found.madeAt), begunBefore)).toISOString();
  return { ...found, madeAt, database };
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

/** What pg_restore lists of it, once that has read it to its end; `undefined` without pg_restore. */
async function listingOf(file: string, env: NodeJS.ProcessEnv): Promise<Known<BackupListing | undefined>> {
  const listed = await pgRestore(['--list', '--', file], { env, does: 'list it' });
  if (!listed.known) return listed;
  if (listed.value === undefined) return observed(undefined);
  // The contents stand in front: those of a dump that was cut off are whole.
  const read = await pgRestore(['--file', devNull, '--', file], { env, does: 'read it to the end' });
  return read.known ? observed(readListing(listed.value)) : read;
}

/** A large one is read for long. */
const SIX_HOURS = 6 * 60 * 60 * 1000;

/** What it prints. */
async function pgRestore(
  args: readonly string[],
  { env, does }: { readonly env: NodeJS.ProcessEnv; readonly does: string },
): Promise<Known<string | undefined>> {
  const outcome = await runCommand({ program: 'pg_restore', args, env, timeoutMs: SIX_HOURS });
  if (outcome.kind === 'not-installed') return observed(undefined);
  if (outcome.kind === 'stopped') return unobserved(`pg_restore could not ${does}: ${outcome.problem}`);
  return outcome.code === 0
    ? observed(outcome.stdout.toString('utf8'))
    : unobserved(`pg_restore cannot ${does}: it is damaged, or of a later version`);
}
