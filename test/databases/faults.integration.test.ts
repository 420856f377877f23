import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { doorTo, sayingDoor, silentDoor, slammingDoor, type Door } from './doors.ts';
import { guardedRole } from './guarded-role.ts';
import { folderOf, lookedAt, seenAt } from './looked-at.ts';

const patience = { connectMs: 400, queryMs: 800 };
const PASSWORD = 'p@ss:w/ö%rd?#&';

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL and what goes wrong', () => {
  let database: ScratchDatabase;
  let folder: string;
  const doors: Door[] = [];
  beforeAll(async () => {
    database = await scratchDatabase();
    folder = folderOf(database);
    await guardedRole(database, 'auditor', PASSWORD);
  });
  afterAll(async () => {
    for (const { close } of doors) close();
    await database.drop();
  });

  async function at(opening: Promise<Door>): Promise<string> {
    const door = await opening;
    doors.push(door);
    return `127.0.0.1:${door.port}`;
  }

  const guarded = (password: string, name = database.name) =>
    `postgresql://auditor:${encodeURIComponent(password)}@/${name}?host=${folder}`;

  test('a server that is down is unreachable', async () => {
    const port = await closedPort();
    expect(await lookedAt(`postgresql://app:planted@127.0.0.1:${port}/shop`, { patience })).toEqual({
      kind: 'unseen',
      why: { kind: 'unreachable', reason: `no server listens at 127.0.0.1:${port} (ECONNREFUSED)` },
    });
    expect(await lookedAt('postgresql://app:planted@/shop?host=/nowhere', { patience })).toEqual({
      kind: 'unseen',
      why: { kind: 'unreachable', reason: 'no server listens at /nowhere (ENOENT)' },
    });
  });

  test('a name that nobody knows is unreachable', async () => {
    const sight = await lookedAt('postgresql://app:planted@no-such-host.invalid/shop', { patience });
    expect(sight).toMatchObject({ kind: 'unseen', why: { kind: 'unreachable' } });
  });

  test('a server that takes the call and never answers is slow', async () => {
    const host = await at(silentDoor());
    expect(await lookedAt(`postgresql://app:planted@${host}/shop?sslmode=disable`, { patience })).toEqual({
      kind: 'unseen',
      why: { kind: 'slow', reason: `the server at ${host} did not answer within 1 s` },
    });
    expect((await lookedAt(`postgresql://app:planted@${host}/shop`, { patience })).kind).toBe('unseen');
  });

  test('what is no PostgreSQL is said so', async () => {
    const host = await at(sayingDoor('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await lookedAt(`postgresql://app:planted@${host}/shop?sslmode=require`, { patience })).toEqual({
      kind: 'unseen',
      why: { kind: 'failed', reason: `what listens at ${host} answers as no PostgreSQL does` },
    });
    const plain = await lookedAt(`postgresql://app:planted@${host}/shop?sslmode=disable`, { patience });
    expect(plain.kind).toBe('unseen');
  });

  test('a server that hangs up is lost', async () => {
    const host = await at(slammingDoor());
    const sight = await lookedAt(`postgresql://app:planted@${host}/shop?sslmode=disable`, { patience });
    expect(sight).toMatchObject({ kind: 'unseen', why: { kind: 'lost' } });
  });

  test('a password with every special character leads in', async () => {
    expect(await seenAt(guarded(PASSWORD))).toMatchObject({ user: 'auditor', name: database.name });
  });

  test('a wrong password is refused, and sent once', async () => {
    expect(await lookedAt(guarded('planted-secret'), { patience })).toEqual({
      kind: 'unseen',
      why: { kind: 'refused', reason: `the server at ${folder} refuses the password of auditor (28P01)` },
    });
    const host = await at(doorTo(folder));
    const sight = await lookedAt(`postgresql://auditor:planted-secret@${host}/${database.name}`, {
      patience,
    });
    expect(sight).toMatchObject({ kind: 'unseen', why: { kind: 'refused' } });
  });

  test('no password where one is wanted is refused', async () => {
    expect(
      await lookedAt(`postgresql://auditor@/${database.name}?host=${folder}`, { patience }),
    ).toMatchObject({
      kind: 'unseen',
      why: { kind: 'refused' },
    });
  });

  test('a database and a user that are not there are refused', async () => {
    expect(await lookedAt(guarded(PASSWORD, 'no_such_shop'), { patience })).toEqual({
      kind: 'unseen',
      why: {
        kind: 'refused',
        reason: `the server at ${folder} has no database no_such_shop (3D000)`,
      },
    });
    const stranger = `postgresql://stranger:planted@/${database.name}?host=${folder}`;
    expect(await lookedAt(stranger, { patience })).toMatchObject({ why: { kind: 'refused' } });
  });
});

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL and its alembic_version', () => {
  let database: ScratchDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await scratchDatabase();
    folder = folderOf(database);
    await database.query('CREATE TABLE orders (id int)');
  });
  afterAll(() => database.drop());

  const versions = async (url = database.url) => (await seenAt(url, { patience })).versionTables;

  async function withTable<Result>(sql: string, look: () => Promise<Result>): Promise<Result> {
    await database.query(sql);
    try {
      return await look();
    } finally {
      await database
        .query('DROP SCHEMA IF EXISTS ops CASCADE; DROP VIEW IF EXISTS alembic_version')
        .catch(() => undefined);
      await database.query('DROP TABLE IF EXISTS alembic_version CASCADE');
    }
  }

  const TABLE = 'CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);';

  test('may be missing, empty, in another schema, and have two rows [row 4.16] [row 4.57]', async () => {
    expect(await versions()).toEqual([]);
    expect(await withTable(TABLE, versions)).toEqual([
      { schema: 'public', versions: { known: true, value: [] } },
    ]);
    const two = `${TABLE} INSERT INTO alembic_version VALUES ('a1'), ('b2')`;
    expect(await withTable(two, versions)).toEqual([
      { schema: 'public', versions: { known: true, value: ['a1', 'b2'] } },
    ]);
    const elsewhere = `CREATE SCHEMA ops; ${TABLE.replace('alembic', 'ops.alembic')} INSERT INTO ops.alembic_version VALUES ('a1')`;
    expect(await withTable(elsewhere, versions)).toEqual([
      { schema: 'ops', versions: { known: true, value: ['a1'] } },
    ]);
  });

  test('that may not be read is not known, and all else is', async () => {
    await database.query('DROP ROLE IF EXISTS blind; CREATE ROLE blind LOGIN');
    const blind = `postgresql://blind@/${database.name}?host=${folder}`;
    const refused = {
      schema: 'public',
      versions: { known: false, reason: 'blind may not read alembic_version in public' },
    };
    await withTable(TABLE, async () => {
      const seen = await seenAt(blind, { patience });
      expect(seen.versionTables).toEqual([refused]);
      expect(seen.parts.some(({ name }) => name === 'orders')).toBe(true);
    });
    await withTable(
      `${TABLE} GRANT SELECT ON alembic_version TO blind; REVOKE USAGE ON SCHEMA public FROM public`,
      async () => {
        expect((await seenAt(blind, { patience, schemas: ['public'] })).versionTables).toEqual([refused]);
      },
    );
    await database.query('GRANT USAGE ON SCHEMA public TO public; DROP OWNED BY blind; DROP ROLE blind');
  });

  test('that shows a role only some of its rows is not known', async () => {
    await database.query('DROP ROLE IF EXISTS half; CREATE ROLE half LOGIN');
    const rows = `${TABLE} INSERT INTO alembic_version VALUES ('a1'); GRANT SELECT ON alembic_version TO half;
      ALTER TABLE alembic_version ENABLE ROW LEVEL SECURITY; CREATE POLICY none ON alembic_version USING (false)`;
    expect(
      await withTable(rows, () => versions(`postgresql://half@/${database.name}?host=${folder}`)),
    ).toEqual([
      {
        schema: 'public',
        versions: { known: false, reason: 'alembic_version in public cannot be read (42501)' },
      },
    ]);
    await database.query('DROP OWNED BY half; DROP ROLE half');
  });

  test('that is no table of Alembic is not known', async () => {
    expect(await withTable('CREATE TABLE alembic_version (number int)', versions)).toEqual([
      {
        schema: 'public',
        versions: { known: false, reason: 'alembic_version in public cannot be read (42703)' },
      },
    ]);
  });

  test('that holds NULL is not known', async () => {
    const none = `CREATE TABLE alembic_version (version_num varchar(32)); INSERT INTO alembic_version VALUES (NULL), ('a1')`;
    expect(await withTable(none, versions)).toEqual([
      {
        schema: 'public',
        versions: { known: false, reason: 'alembic_version in public has a row without a revision' },
      },
    ]);
  });

  test('that takes too long is not known', async () => {
    const sleeping = "CREATE VIEW alembic_version AS SELECT 'a1' || pg_sleep(60)::text AS version_num";
    expect(await withTable(sleeping, versions)).toEqual([
      {
        schema: 'public',
        versions: { known: false, reason: 'alembic_version in public cannot be read (57014)' },
      },
    ]);
  });

  test('that somebody has locked is not known', async () => {
    await withTable(TABLE, async () => {
      const other = await database.connect();
      await other.query('BEGIN; LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE');
      try {
        expect(await versions()).toEqual([
          {
            schema: 'public',
            versions: { known: false, reason: 'alembic_version in public cannot be read (55P03)' },
          },
        ]);
      } finally {
        await other.end();
      }
    });
  });

  test('may be where the connection is dropped in the middle: then nothing is seen', async () => {
    const dropping =
      'CREATE VIEW alembic_version AS SELECT pg_terminate_backend(pg_backend_pid())::text AS version_num';
    await withTable(dropping, async () => {
      expect(await lookedAt(database.url, { patience })).toEqual({
        kind: 'unseen',
        why: { kind: 'lost', reason: `the connection to ${folder} was lost on the way (57P01)` },
      });
    });
  });

  test('is read in a transaction that can change nothing', async () => {
    const writing = `CREATE FUNCTION write() RETURNS text LANGUAGE sql AS
      $$ INSERT INTO public.orders VALUES (1) RETURNING 'a1'::text $$;
      CREATE VIEW alembic_version AS SELECT write() AS version_num`;
    expect(await withTable(writing, versions)).toEqual([
      {
        schema: 'public',
        versions: { known: false, reason: 'alembic_version in public cannot be read (25006)' },
      },
    ]);
    expect(await database.query('SELECT id FROM orders')).toEqual([]);
  });
});

/** One that was open a moment ago. */
async function closedPort(): Promise<number> {
  const door = await silentDoor();
  door.close();
  return door.port;
}
