import type { ScratchDatabase } from '../postgres/scratch-database.ts';

/** What PostgreSQL was seen to do, of relations that were there before and are no indexes, toast tables or sequences. */
export interface SeenEffects {
  /** `t: share`, sorted. */
  readonly locks: readonly string[];
  /** Tables and materialised views that lie in another file than before, sorted. */
  readonly rewritten: readonly string[];
  /** PostgreSQL's words where it refused. */
  readonly error: string | undefined;
}

/** Runs statements in a transaction that is rolled back. */
export async function seenInTransaction(database: ScratchDatabase, sql: string): Promise<SeenEffects> {
  const before = await relations(database);
  await database.query('BEGIN');
  try {
    await database.query(sql);
    const locks = await database.query<{ readonly id: string; readonly mode: string }>(LOCKS);
    const after = await relations(database);
    return {
      locks: strongest(locks.flatMap(({ id, mode }) => ({ name: before.get(id)?.name, mode }))),
      rewritten: [...before].flatMap(([id, { name, file }]) => {
        const now = after.get(id)?.file;
        return now === undefined || now === file ? [] : [name];
      }),
      error: undefined,
    };
  } catch (error) {
    return { locks: [], rewritten: [], error: error instanceof Error ? error.message : String(error) };
  } finally {
    await database.query('ROLLBACK');
  }
}

const LOCKS = `
  SELECT relation::text AS id, mode FROM pg_locks
  WHERE pid = pg_backend_pid() AND granted AND relation IS NOT NULL`;

interface Relation {
  readonly name: string;
  readonly file: string;
}

/** By their ids, which outlive their names. */
async function relations(database: ScratchDatabase): Promise<ReadonlyMap<string, Relation>> {
  const rows = await database.query<Record<'id' | 'name' | 'file', string>>(RELATIONS);
  return new Map(rows.map(({ id, name, file }) => [id, { name, file }]));
}

const RELATIONS = `
  SELECT c.oid::text AS id, c.oid::regclass::text AS name, c.relfilenode::text AS file
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
  ORDER BY 2`;

/** As the manual orders them. */
const MODES = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

/** Of the relations that were there before. */
function strongest(
  locks: readonly { readonly name: string | undefined; readonly mode: string }[],
): readonly string[] {
  const byName = new Map<string, number>();
  for (const { name, mode } of locks) {
    if (name === undefined) continue;
    byName.set(name, Math.max(byName.get(name) ?? 0, MODES.indexOf(mode)));
  }
  return [...byName].map(([name, mode]) => `${name}: ${modeText(MODES[mode] ?? '')}`).toSorted();
}

/** `AccessExclusiveLock` */
function modeText(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase();
}
