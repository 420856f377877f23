import type { ProbeAnswer } from '@lockkeeper/operations/ports';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createProbe } from '../../packages/host-node/src/read/probes/create-probe.ts';
import { filesIn } from '../../packages/host-node/src/testing/files-in.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { sayingDoor, silentDoor, slammingDoor, type Door } from './doors.ts';
import { guardedRole } from './guarded-role.ts';
import { folderOf } from './looked-at.ts';

describe.skipIf(postgresql.kind === 'unavailable')('a probe that asks a database', () => {
  let database: ScratchDatabase;
  const doors: Door[] = [];
  beforeAll(async () => {
    database = await scratchDatabase();
    await database.query('CREATE TABLE orders (id int PRIMARY KEY)');
    await guardedRole(database, 'prober', 'pl4nted');
  });
  afterAll(async () => {
    for (const { close } of doors) close();
    await database.drop();
  });

  async function asked(query: string, url: string | undefined = database.url): Promise<ProbeAnswer> {
    const schedule = { deadlineMs: 60_000, intervalMs: 1000, successes: 1, bakeMs: 0 };
    const policy = { id: 'db', kind: 'sql', variable: 'SHOP_DATABASE', query, ...schedule } as const;
    const { signal } = new AbortController();
    const env = { HOME: '/nonexistent', SHOP_DATABASE: url };
    return await createProbe(policy, { folder: filesIn('/'), env, signal, timeoutMs: 800 }).ask();
  }

  async function askedAt(opening: Promise<Door>): Promise<ProbeAnswer> {
    const door = await opening;
    doors.push(door);
    return await asked('SELECT 1', `postgresql://ana:pl4nted@127.0.0.1:${door.port}/shop?sslmode=disable`);
  }

  test.each([
    'SELECT 1',
    'SELECT true',
    "SELECT 'f'",
    'SELECT count(*) FROM orders',
    'SELECT 0',
    'TABLE pg_am;',
  ])('is well by %s [row 0.34]', async (query) => {
    expect(await asked(query)).toMatchObject({ kind: 'well', commit: undefined, status: 0 });
  });

  test.each([
    ['SELECT false', 'the query gave false'],
    ['SELECT max(id) FROM orders', 'the query gave NULL'],
    ['SELECT id FROM orders', 'the query gave no row'],
    ['COMMIT', 'the query gave no row'],
    ['SELECT 1 FROM nowhere', 'the database of SHOP_DATABASE refuses the query (42P01)'],
    ['SELEC 1', 'the database of SHOP_DATABASE refuses the query (42601)'],
    ['SELECT pg_sleep(3)', 'the database of SHOP_DATABASE did not answer in time'],
  ])('is ill by %s', async (query, why) => {
    expect(await asked(query)).toEqual({ kind: 'ill', why });
  });

  test.each([
    'INSERT INTO orders VALUES (1) RETURNING true',
    'WITH made AS (INSERT INTO orders VALUES (1) RETURNING id) SELECT * FROM made',
    'SELECT 1; COMMIT; INSERT INTO orders VALUES (1)',
    'COMMIT; INSERT INTO orders VALUES (1)',
    'DROP TABLE orders',
  ])('changes nothing: %s', async (query) => {
    expect(await asked(query)).toMatchObject({ kind: 'ill' });
    expect(await database.query('SELECT count(*)::int AS rows FROM orders')).toEqual([{ rows: 0 }]);
  });

  test('is ill where the server is down, silent, gone, or none [row 1.59]', async () => {
    const down = await asked('SELECT 1', 'postgresql://ana:pl4nted@127.0.0.1:1/shop');
    const why = (said: string) => ({ kind: 'ill', why: `the database of SHOP_DATABASE ${said}` });
    expect(down).toEqual(why('cannot be reached'));
    expect(await askedAt(silentDoor())).toEqual(why('did not answer in time'));
    expect(await askedAt(slammingDoor())).toEqual(why('went away meanwhile'));
    expect((await askedAt(sayingDoor('HTTP/1.1 400 Bad Request\r\n\r\n'))).kind).toBe('ill');
  });

  test('is ill where it is not let in, and names neither host nor user', async () => {
    const at = (password: string) =>
      `postgresql://prober:${password}@/${database.name}?host=${folderOf(database)}`;
    expect(await asked('SELECT 1', at('pl4nted'))).toMatchObject({ kind: 'well' });
    expect(await asked('SELECT 1', at('wrong'))).toEqual({
      kind: 'ill',
      why: 'the database of SHOP_DATABASE does not let us in',
    });
  });

  test('is not asked where no variable leads there', async () => {
    expect(await asked('SELECT 1', '')).toEqual({ kind: 'not-asked', why: 'SHOP_DATABASE is not set' });
    expect(await asked('SELECT 1', 'mysql://ana:pl4nted@db/shop')).toEqual({
      kind: 'not-asked',
      why: 'SHOP_DATABASE holds no address of PostgreSQL',
    });
  });
});
