import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createStamps } from '../../packages/host-node/src/write/postgres/create-stamps.ts';
import type { StampOutcome, StampWanted } from '../../packages/operations/src/ports/index.ts';
import { stampStatements } from '../../packages/policy-core/src/database/stamp/stamp-statements.ts';
import { doorTo, lateDoor, slammingDoor } from '../databases/doors.ts';
import { guardedRole } from '../databases/guarded-role.ts';
import { folderOf } from '../databases/looked-at.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

const PASSWORD = 'planted';
const PLACE = { schema: 'public', name: 'alembic_version' };

/** A stamp at `a1`, of a database in which these rows were seen; `null`: no table. */
function wantedWith(seen: readonly string[] | null, revision = 'a1'): StampWanted {
  const { table, statements } = stampStatements(PLACE, { revision, isThere: seen !== null });
  return { variable: 'PROD_DB', table, statements, revision, seen };
}

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL, stamped', () => {
  let database: ScratchDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await scratchDatabase();
    folder = folderOf(database);
    await guardedRole(database, 'stamper', PASSWORD);
  });
  beforeEach(async () => {
    await database.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await database.query('GRANT USAGE, CREATE ON SCHEMA public TO stamper');
  });
  afterAll(() => database.drop());

  const address = (more = '') => `postgresql://stamper:${PASSWORD}@/${database.name}?host=${folder}${more}`;

  async function stamp(wanted: StampWanted, url = address(), queryMs = 5000): Promise<StampOutcome> {
    const patience = { connectMs: 5000, queryMs };
    const outcome = await createStamps({ PROD_DB: url, HOME: '/nonexistent' }, { patience }).stamp(wanted);
    expect(JSON.stringify(outcome)).not.toContain(PASSWORD);
    return outcome;
  }

  const tracked = (...rows: readonly string[]) =>
    database.query(
      `CREATE TABLE alembic_version (version_num varchar(32)); GRANT ALL ON alembic_version TO stamper;
       ${rows.map((row) => `INSERT INTO alembic_version VALUES ('${row}');`).join('')} SELECT 1`,
    );

  async function rows(): Promise<readonly string[] | undefined> {
    const [found] = await database.query<{ readonly there: boolean }>(
      "SELECT to_regclass('public.alembic_version') IS NOT NULL AS there",
    );
    if (found?.there !== true) return undefined;
    const versions = await database.query<{ readonly version_num: string }>(
      'SELECT version_num FROM alembic_version ORDER BY 1',
    );
    return versions.map((row) => row.version_num);
  }

  test('gets table and row together [row 4.10]', async () => {
    expect(await stamp(wantedWith(null))).toEqual({ kind: 'stamped' });
    expect(await rows()).toEqual(['a1']);
  });

  test('gets the row alone where the table is empty', async () => {
    await tracked();
    expect(await stamp(wantedWith([]))).toEqual({ kind: 'stamped' });
    expect(await rows()).toEqual(['a1']);
  });

  test.each<[what: string, there: readonly string[] | undefined, seen: readonly string[] | null]>([
    ['was made meanwhile', ['a1'], null],
    ['was filled meanwhile', ['b2'], []],
    ['went meanwhile', undefined, []],
    ['has more rows than were seen', ['a1', 'b2'], ['a1']],
  ])('is left as it is where the table %s [row 4.08]', async (_, there, seen) => {
    if (there !== undefined) await tracked(...there);
    expect(await stamp(wantedWith(seen))).toEqual({ kind: 'changed' });
    expect(await rows()).toEqual(there);
  });

  test('is left as it is where more than the one row would stand there', async () => {
    await tracked('b2');
    expect(await stamp(wantedWith(['b2']))).toEqual({ kind: 'changed' });
    expect(await rows()).toEqual(['b2']);
  });

  test('has one row after eight at once, round after round [row 4.08]', async () => {
    const rounds = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 100 : 12;
    for (let round = 0; round < rounds; round += 1) {
      await database.query('DROP TABLE IF EXISTS alembic_version');
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => stamp(wantedWith(null))));
      expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual([
        ...Array.from({ length: 7 }, () => 'changed'),
        'stamped',
      ]);
      expect(await rows()).toEqual(['a1']);
    }
  });

  test('waits for whoever migrates it, and gives up with a word [row 4.08]', async () => {
    await tracked();
    const alembic = await database.connect();
    try {
      await alembic.query("BEGIN; INSERT INTO alembic_version VALUES ('b2')");
      expect(await stamp(wantedWith([]), address(), 300)).toEqual({
        kind: 'held',
        by: 'somebody else is stamping or migrating it',
      });
      const waiting = stamp(wantedWith([]));
      await alembic.query('COMMIT');
      expect(await waiting).toEqual({ kind: 'changed' });
    } finally {
      await alembic.end();
    }
    expect(await rows()).toEqual(['b2']);
  });

  test.each<[who: string, given: readonly [before: string, more: string], reason: RegExp]>([
    [
      'whose schema is not theirs',
      ['REVOKE CREATE ON SCHEMA public FROM stamper', ''],
      /^stamper may not make or write /,
    ],
    [
      'that only reads',
      ['SELECT 1', '&options=-c%20default_transaction_read_only%3Don'],
      /takes no changes: it only reads/,
    ],
  ])('is not changed by somebody %s', async (_, [before, more], reason) => {
    await database.query(before);
    expect(await stamp(wantedWith(null), address(more))).toEqual({
      kind: 'failed',
      reason: expect.stringMatching(reason) as unknown,
    });
    expect(await rows()).toBeUndefined();
  });

  test('is not changed where a view has the name', async () => {
    await database.query("CREATE VIEW alembic_version AS SELECT 'a1'::text AS version_num");
    await database.query('GRANT ALL ON alembic_version TO stamper');
    const outcome = await stamp(wantedWith([]));
    expect(outcome.kind).not.toBe('stamped');
    expect(await rows()).toEqual(['a1']);
  });

  test('is not reached through a variable that leads nowhere', async () => {
    expect(await stamp(wantedWith(null), ' ')).toEqual({ kind: 'failed', reason: 'PROD_DB is not set' });
    expect((await stamp(wantedWith(null), 'mysql://planted@db/shop')).kind).toBe('failed');
    const door = await slammingDoor();
    const slammed = `postgresql://stamper:${PASSWORD}@127.0.0.1:${door.port}/shop?sslmode=disable`;
    expect((await stamp(wantedWith(null), slammed)).kind).toBe('failed');
    door.close();
  });

  test('is stamped, or is not, and never said to be otherwise, when the connection breaks on the way', async () => {
    const outcomes: string[] = [];
    for (const afterMs of [5, 20, 40, 80, 160]) {
      await database.query('DROP TABLE IF EXISTS alembic_version');
      const door = await doorTo(folder);
      const url = `postgresql://stamper:${PASSWORD}@127.0.0.1:${door.port}/${database.name}?sslmode=disable`;
      const running = stamp(wantedWith(null), url);
      setTimeout(() => door.close(), afterMs);
      const { kind } = await running;
      outcomes.push(kind);
      // Whoever was cut off may still be ended by the server.
      await new Promise((next) => {
        setTimeout(next, 300);
      });
      if (kind === 'stamped') expect(await rows()).toEqual(['a1']);
      if (kind === 'failed') expect(await rows()).toBeUndefined();
      if (kind === 'unknown') expect([undefined, ['a1']]).toContainEqual(await rows());
      door.close();
    }
    expect(outcomes).toHaveLength(5);
  });

  test('is not said to be as it was where COMMIT is still on its way when the connection breaks', async () => {
    const door = await lateDoor(folder, 'COMMIT\0');
    const url = `postgresql://stamper:${PASSWORD}@127.0.0.1:${door.port}/${database.name}?sslmode=disable`;
    const outcome = await stamp(wantedWith(null), url);
    expect(await rows()).toBeUndefined();
    door.letThrough();
    await expect.poll(rows).toEqual(['a1']);
    door.close();
    expect(outcome).toEqual({ kind: 'unknown', reason: 'its version table does not say so yet' });
  });

  test('leaves no lock behind', async () => {
    await stamp(wantedWith(null));
    await stamp(wantedWith(null));
    const [held] = await database.query<{ readonly count: number }>(
      "SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory'",
    );
    expect(held).toEqual({ count: 0 });
  });
});
