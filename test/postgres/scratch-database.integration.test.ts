import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';
import { startPostgres } from './start-postgres.mjs';

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL for one worker', () => {
  let database: ScratchDatabase;

  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  test('is the one that was found, and a supported one', async () => {
    const [row] = await database.query<{ readonly version: string }>(
      "SELECT current_setting('server_version') AS version",
    );
    expect(postgresql).toMatchObject({ kind: 'ready' });
    if (postgresql.kind === 'unavailable') return;
    console.info(`PostgreSQL ${postgresql.version} of ${postgresql.source}`);
    expect(row?.version.split(' ')[0]).toBe(postgresql.version);
    expect(Number.parseInt(postgresql.version, 10)).toBeGreaterThanOrEqual(13);
  });

  test('gives each test a database in which nothing is', async () => {
    await database.query('CREATE TABLE orders (id int)');
    const another = await scratchDatabase();
    expect(await another.dump()).toEqual({
      schemas: ['public'],
      tables: {},
      views: {},
      sequences: {},
      enums: {},
      domains: {},
      functions: {},
    });
    await another.drop();
  });

  test('takes a database away though somebody is connected', async () => {
    const another = await scratchDatabase();
    const client = await another.connect();
    const ended = new Promise((gone) => client.on('error', gone));
    await another.drop();
    expect(await ended).toMatchObject({ message: expect.stringMatching(/terminat/) });
    const names = await database.query('SELECT datname FROM pg_database WHERE datname = $1', [another.name]);
    expect(names).toEqual([]);
  });

  test('lets two connections wait for each other, as locks do', async () => {
    await database.query('CREATE TABLE held (id int)');
    const first = await database.connect();
    const second = await database.connect();
    await first.query('BEGIN; LOCK TABLE held');
    await expect(second.query("SET lock_timeout = '20ms'; SELECT * FROM held")).rejects.toThrow(
      'canceling statement due to lock timeout',
    );
    await first.end();
    await second.end();
  });

  test('is gone with its data when it is stopped', async () => {
    if (postgresql.kind === 'unavailable') return;
    const cluster = await startPostgres(postgresql.bin);
    expect(existsSync(path.join(cluster.host, 'data'))).toBe(true);
    await cluster.stop();
    expect(existsSync(cluster.host)).toBe(false);
  });

  test('is gone with its data when the process that started it is killed', async () => {
    if (postgresql.kind === 'unavailable') return;
    const starter = spawn(process.execPath, ['--input-type=module', '--eval', STARTER, postgresql.bin], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const host = await new Promise<string>((said) => starter.stdout.once('data', (text) => said(`${text}`)));
    expect(existsSync(path.join(host, 'data'))).toBe(true);
    starter.kill('SIGKILL');
    for (let turn = 0; existsSync(host) && turn < 100; turn += 1) await delay(50);
    expect(existsSync(host)).toBe(false);
  });

  test('says why it did not start', async () => {
    await expect(startPostgres('/usr/share/no-such-postgres')).rejects.toThrow(
      /^PostgreSQL did not start \(\d+\): [^]*no-such-postgres\/initdb/,
    );
  });
});

/** Prints where its server is, and would wait for ever. */
const STARTER = `
  const { startPostgres } = await import('./start-postgres.mjs');
  const { host } = await startPostgres(process.argv[1]);
  process.stdout.write(host);
  setInterval(() => {}, 1000);
`;
