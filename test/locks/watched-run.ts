import type { Client } from 'pg';

import type { ScratchDatabase } from '../postgres/scratch-database.ts';
import { relationsNow, type RelationNow, type RelationsNow } from './relations-now.ts';

/** What was seen of one statement. Tables are those that were there before the first statement of all. */
export interface WatchedStatement {
  readonly sql: string;
  /** PostgreSQL's words where it refused; nothing runs behind it. */
  readonly error: string | undefined;
  /** Why it was run again outside of a transaction. */
  readonly refusal: string | undefined;
  /** `SHARE on orders`: every mode that its transaction holds at its end, or asks for while another writes. */
  readonly locks: ReadonlySet<string>;
  /** Those that its transaction holds already when it begins. */
  readonly heldBefore: ReadonlySet<string>;
  readonly work: TableWorkSeen;
  /** `lock_timeout` and `statement_timeout` behind it, as PostgreSQL shows them; empty where it was refused. */
  readonly timeouts: ReadonlyMap<string, string>;
}

/** Names of tables and materialised views, with those whose partitions saw it. */
export interface TableWorkSeen {
  /** Rows were read one after the other. */
  readonly read: ReadonlySet<string>;
  /** They lie in another file than before, with rows in it. */
  readonly rewritten: ReadonlySet<string>;
  /** The same, with no row left. */
  readonly emptied: ReadonlySet<string>;
  /** An index came, or one was built again. */
  readonly indexed: ReadonlySet<string>;
}

interface Run {
  readonly database: ScratchDatabase;
  /** Another session: it writes while a statement runs that no transaction may hold. */
  readonly writer: Client;
  readonly known: RelationsNow;
}

/** One statement after the other, as psql would send them; `BEGIN` and `COMMIT` mean what they say. */
export async function watchedRun(
  { database, writer }: Pick<Run, 'database' | 'writer'>,
  statements: readonly string[],
): Promise<readonly WatchedStatement[]> {
  const run = { database, writer, known: await relationsNow(database) };
  const watched: WatchedStatement[] = [];
  let isInside = false;
  for (const sql of statements) {
    const command = /^(?<opens>BEGIN|START)\b|^(?:COMMIT|END|ROLLBACK)\b/i.exec(sql);
    if (command === null) watched.push(await (isInside ? inTransaction(run, sql) : alone(run, sql)));
    else {
      isInside = command.groups?.['opens'] !== undefined;
      await database.query(sql);
    }
    if (watched.at(-1)?.error !== undefined) break;
  }
  await database.query('ROLLBACK');
  return watched;
}

async function inTransaction(run: Run, sql: string): Promise<WatchedStatement> {
  const { database, known } = run;
  const before = await relationsNow(database);
  const seen = { sql, refusal: undefined, heldBefore: await heldLocks(run), locks: NONE };
  try {
    await database.query(sql);
  } catch (error) {
    return { ...seen, error: messageOf(error), work: NO_WORK, timeouts: new Map() };
  }
  const work = workSeen({ known, before, after: await relationsNow(database) });
  return { ...seen, error: undefined, locks: await heldLocks(run), work, timeouts: await timeouts(run) };
}

/** In a transaction of its own, to see its locks, unless PostgreSQL refuses that. */
async function alone(run: Run, sql: string): Promise<WatchedStatement> {
  await run.database.query('BEGIN');
  const seen = await inTransaction(run, sql);
  const isRefused = /cannot run inside a transaction block/.test(seen.error ?? '');
  await run.database.query(seen.error === undefined ? 'COMMIT' : 'ROLLBACK');
  return isRefused ? { ...(await besideWriter(run, sql)), refusal: seen.error } : seen;
}

/**
 * Outside of a transaction, while another session has written to every table: the statement comes to wait either
 * for a lock that writers keep from it, or for them to end, and shows what it holds and asks for.
 */
async function besideWriter(run: Run, sql: string): Promise<WatchedStatement> {
  const { database, writer, known } = run;
  const before = await relationsNow(database);
  const [backend] = await database.query<{ readonly pid: number }>('SELECT pg_backend_pid() AS pid');
  await writer.query('BEGIN');
  for (const { kind, name } of known.values())
    if (kind === 'r' || kind === 'p') await writer.query(`LOCK TABLE ${name} IN ROW EXCLUSIVE MODE`);
  let ending: { readonly error: string | undefined } | undefined;
  const end = database.query(sql).then(
    () => (ending = { error: undefined }),
    (error: unknown) => (ending = { error: messageOf(error) }),
  );
  let locks = NONE;
  for (let isWaiting = false; !isWaiting && ending === undefined;) {
    const { rows } = await writer.query<LockRow>(LOCKS, [backend?.pid]);
    isWaiting = rows.some(({ granted }) => !granted);
    if (isWaiting) locks = lockNames(run, rows);
  }
  await writer.query('ROLLBACK');
  const { error } = await end;
  const work = workSeen({ known, before, after: await relationsNow(database) });
  return { sql, error, refusal: undefined, locks, heldBefore: NONE, work, timeouts: await timeouts(run) };
}

const NONE: ReadonlySet<string> = new Set();
const NO_WORK: TableWorkSeen = { read: NONE, rewritten: NONE, emptied: NONE, indexed: NONE };

interface LockRow {
  /** Of a relation; `null` for all else that is waited for, such as the end of a transaction. */
  readonly id: string | null;
  readonly mode: string;
  readonly granted: boolean;
}

const LOCKS = 'SELECT relation::text AS id, mode, granted FROM pg_locks WHERE pid = $1';

async function heldLocks(run: Run): Promise<ReadonlySet<string>> {
  const rows = await run.database.query<Pick<LockRow, keyof LockRow>>(
    LOCKS.replace('$1', 'pg_backend_pid()'),
  );
  return lockNames(run, rows);
}

async function timeouts({ database }: Run): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query<{ readonly name: string; readonly shown: string }>(TIMEOUTS);
  return new Map(rows.map(({ name, shown }) => [name, shown]));
}

const TIMEOUTS = `
  SELECT name, current_setting(name) AS shown FROM unnest(ARRAY['lock_timeout', 'statement_timeout']) AS name`;

function lockNames({ known }: Run, rows: readonly LockRow[]): ReadonlySet<string> {
  return new Set(
    rows.flatMap(({ id, mode }) => {
      const relation = id === null ? undefined : known.get(id);
      return relation === undefined ? [] : [`${manualName(mode)} on ${relation.name}`];
    }),
  );
}

/** `AccessExclusiveLock` as the manual writes it. */
function manualName(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}

interface Moments {
  readonly known: RelationsNow;
  readonly before: RelationsNow;
  readonly after: RelationsNow;
}

function workSeen(moments: Moments): TableWorkSeen {
  const seen = (is: (before: RelationNow, after: RelationNow) => boolean) => affected(moments, is);
  return {
    read: seen((before, after) => after.read > before.read),
    rewritten: seen((before, after) => before.file !== after.file && after.pages > 0),
    emptied: seen((before, after) => before.file !== after.file && after.pages === 0),
    indexed: seen((before, after) => after.indexes.some((one) => !before.indexes.includes(one))),
  };
}

function affected(
  { known, before, after }: Moments,
  is: (before: RelationNow, after: RelationNow) => boolean,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [id, { name }] of known) {
    const [was, now] = [before.get(id), after.get(id)];
    if (was === undefined || now === undefined || !is(was, now)) continue;
    names.add(name);
    const parent = was.parent === null ? undefined : known.get(was.parent);
    if (parent !== undefined) names.add(parent.name);
  }
  return names;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Locks that writers wait for on tables that were there before, while much is done to such a table. */
export function longLocks({ locks, work }: WatchedStatement): readonly string[] {
  const isLong = work.read.size + work.rewritten.size + work.indexed.size > 0;
  return isLong ? [...locks].filter((lock) => BLOCKING.test(lock)) : [];
}

const BLOCKING = /^(?:SHARE|SHARE ROW EXCLUSIVE|EXCLUSIVE|ACCESS EXCLUSIVE) on /;
