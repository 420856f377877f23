import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runMain, type MainRun } from '../../packages/cli/src/testing/run-main.ts';
import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { ADVISORY_CLASS, advisoryKey } from '../../packages/policy-core/src/deployment/lock/advisory-key.ts';
import { PROGRAM, quietEnvironment } from '../cli/lockkeeper-process.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { guardedRole } from './guarded-role.ts';
import { folderOf } from './looked-at.ts';

const ROUNDS = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 100 : 2;
const PASSWORD = 'p@ss:w/ö%rd';
const UNTIL_GO = 'while [ ! -e go ]; do sleep 0.05; done';

describe.skipIf(postgresql.kind === 'unavailable')('the lock of a real PostgreSQL', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
    await guardedRole(database, 'keeper', PASSWORD);
  });
  afterAll(async () => {
    await database.drop();
    removeTemporaryFolders();
  });

  const asKeeper = (password = PASSWORD, more = '') =>
    `postgresql://keeper:${encodeURIComponent(password)}@/${database.name}?host=${folderOf(database)}${more}`;

  function place(address = asKeeper()) {
    const cwd = temporaryFolder();
    const env = { PATH: process.env['PATH'], DATABASE_URL_PROD: address };
    const run = async (name: string, ...args: readonly string[]): Promise<MainRun> => {
      const ran = await runMain(args, { cwd, env: { ...env, USER: name } });
      expect(`${ran.stdout}${ran.stderr}`).not.toContain(PASSWORD);
      expect(`${ran.stdout}${ran.stderr}`).not.toContain(encodeURIComponent(PASSWORD));
      return ran;
    };
    const asked = ['--reason', 'release 1.4', '--database', 'DATABASE_URL_PROD'];
    return {
      cwd,
      env,
      run,
      lock: (name: string, script: string, ...options: readonly string[]) =>
        run(name, 'lock', 'production', ...asked, ...options, '--', 'sh', '-c', script),
      locks: () => run('carol', 'locks', '--database', 'DATABASE_URL_PROD'),
      has: (file: string) => existsSync(path.join(cwd, file)),
      read: (file: string) => readFileSync(path.join(cwd, file), 'utf8'),
      go: () => writeFileSync(path.join(cwd, 'go'), ''),
      untilThere: async (file: string) => {
        while (!existsSync(path.join(cwd, file))) await pause(20);
      },
    };
  }

  const holders = async () =>
    await database.query<{ readonly pid: number }>(
      'SELECT pid FROM pg_locks WHERE locktype = $1 AND granted AND classid = $2',
      ['advisory', ADVISORY_CLASS],
    );

  test('is had by one while its command runs, and others see by whom and why', async () => {
    const { lock, locks, run, read, go, untilThere } = place();
    const running = lock('alice', `echo $LOCKKEEPER_LOCK_TOKEN > token; ${UNTIL_GO}; exit 6`);
    await untilThere('token');
    const token = read('token').trim();
    const who = `production is held by alice since 20\\S+Z, with number ${token}: release 1\\.4\n {2}session \\d+ of keeper at ${folderOf(database)}\n`;
    const refused = await lock('bob', 'touch never');
    expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
    expect(refused.stderr).toMatch(new RegExp(`^${who}Nothing was run\\.\n$`));
    expect((await locks()).stdout).toMatch(new RegExp(`^${who}$`));
    const other = ['--service', 'api', '--reason', 'x', '--database', 'DATABASE_URL_PROD', '--', 'true'];
    expect((await run('bob', 'lock', 'production', ...other)).exitCode).toBe(0);
    const listed = await run('carol', 'locks', '--database', 'DATABASE_URL_PROD', '--format', 'json');
    expect(JSON.parse(listed.stdout)).toMatchObject({
      schema_version: 1,
      locks: [
        { environment: 'production', service: null, state: 'held', holder: 'alice', token: Number(token) },
      ],
    });
    go();
    expect(await running).toEqual({
      exitCode: 6,
      stdout: '',
      stderr: `production is yours while sh runs, with number ${token}.\nproduction is free again; sh ended with 6.\n`,
    });
    expect((await locks()).stdout).toBe('Nobody holds a lock.\n');
  });

  test('is told of to another role without the reason, and by the key that the page about deploys tells', async () => {
    const { lock, go, untilThere } = place(database.url);
    const running = lock('alice', `touch up; ${UNTIL_GO}`);
    await untilThere('up');
    const seen = await place().locks();
    expect(seen.stdout).toMatch(
      /^production is held by alice\n {2}session \d+ of lockkeeper at \S+\n {2}Only its own role and members of pg_read_all_stats can see the reason\.\n$/,
    );
    const [row] = await database.query<{ readonly key: number; readonly free: boolean }>(
      `SELECT key, pg_try_advisory_lock(1818977654, key) AS free
       FROM (SELECT ('x' || left(encode(sha256('production/_'), 'hex'), 8))::bit(32)::int AS key) k`,
    );
    expect(row).toEqual({ key: advisoryKey({ environment: 'production', service: undefined }), free: false });
    go();
    expect((await running).exitCode).toBe(0);
  });

  test(`is won by one of eight, ${ROUNDS} times, with a number that only grows`, async () => {
    const { lock, cwd, read, go } = place();
    let last = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const file of ['go', 'winners']) rmSync(path.join(cwd, file), { force: true });
      let refused = 0;
      const racers = Array.from({ length: 8 }, async (_, racer) => {
        const script = `echo $LOCKKEEPER_LOCK_TOKEN >> winners; ${UNTIL_GO}`;
        const { exitCode } = await lock(`racer${racer}`, script);
        if (exitCode === 4) refused += 1;
        return exitCode;
      });
      const all = Promise.all(racers);
      await Promise.race([all, untilTrue(() => refused === 7)]);
      go();
      expect((await all).toSorted((one, other) => one - other)).toEqual([0, 4, 4, 4, 4, 4, 4, 4]);
      const [token, ...more] = read('winners').trim().split('\n').map(Number);
      expect(more).toEqual([]);
      expect(token).toBeGreaterThan(last);
      last = token ?? 0;
    }
  });

  test('is lost with its session, and the command is told', async () => {
    const { lock, has, untilThere } = place();
    const running = lock('alice', "trap 'touch told; exit 0' TERM; touch up; while :; do sleep 0.05; done");
    await untilThere('up');
    const [holder] = await holders();
    await database.query('SELECT pg_terminate_backend($1)', [holder?.pid]);
    const { exitCode, stderr } = await running;
    expect(stderr).toMatch(
      /^production is yours .*\nproduction is lost: the server at \S+ has ended the session\. sh is told to stop\.\nsh ended with 0\. production was lost meanwhile: /,
    );
    expect(exitCode).toBe(3);
    expect(has('told')).toBe(true);
    expect(await holders()).toEqual([]);
  });

  test('is free as soon as its holder is killed', async () => {
    const { cwd, env, lock, read, untilThere } = place();
    const options = ['--reason', 'release', '--database', 'DATABASE_URL_PROD'];
    const script = 'echo $LOCKKEEPER_LOCK_TOKEN > token; echo $$ > pid; exec sleep 600';
    const holder = spawn(
      process.execPath,
      [PROGRAM, 'lock', 'production', ...options, '--', 'sh', '-c', script],
      {
        cwd,
        env: { ...quietEnvironment(), ...env },
        stdio: 'ignore',
      },
    );
    const gone = once(holder, 'exit');
    await untilThere('pid');
    expect(await holders()).toHaveLength(1);
    // Neither the command line nor the name of a session tells what leads in.
    expect(readFileSync(`/proc/${holder.pid}/cmdline`, 'utf8')).not.toContain('keeper:');
    holder.kill('SIGKILL');
    await gone;
    const next = await lock('bob', 'echo $LOCKKEEPER_LOCK_TOKEN > next', '--wait', '30s');
    expect(next.exitCode).toBe(0);
    expect(Number(read('next'))).toBeGreaterThan(Number(read('token')));
    process.kill(Number(read('pid')), 'SIGKILL');
  });

  test('is none where the password is wrong, the server is a replica, or a pool stands before it', async () => {
    const wrong = await place(asKeeper('planted-secret')).lock('alice', 'touch never');
    expect(wrong).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: `The lock cannot be reached, because the server at ${folderOf(database)} refuses the password of keeper (28P01). Nothing was run.\n`,
    });
    // A server that says of itself what replicas and pools say.
    await database.query(`CREATE SCHEMA replica; CREATE SCHEMA pool; GRANT USAGE ON SCHEMA replica, pool TO keeper;
      CREATE FUNCTION replica.pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true';
      CREATE FUNCTION pool.pg_backend_pid() RETURNS int LANGUAGE sql AS 'SELECT 1'`);
    const at = (schema: string) => asKeeper(PASSWORD, `&options=-c%20search_path%3D${schema},pg_catalog`);
    const replica = await place(at('replica')).lock('alice', 'touch never');
    expect(replica.exitCode).toBe(3);
    expect(replica.stderr).toContain(
      'is a replica, whose locks keep nobody out of the server that it follows.',
    );
    const pool = place(at('pool'));
    const pooled = await pool.lock('alice', 'touch never');
    expect(pooled.exitCode).toBe(3);
    expect(pooled.stderr).toContain(
      'there is a pool of connections, which may give the session and its lock',
    );
    expect(pool.has('never')).toBe(false);
  });

  test('is had also where a session may write nothing, and writes nothing', async () => {
    const { lock } = place(asKeeper(PASSWORD, '&options=-c%20default_transaction_read_only%3Don'));
    expect((await lock('alice', 'true')).exitCode).toBe(0);
    expect(
      await database.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"),
    ).toEqual([]);
  });
});

async function untilTrue(is: () => boolean): Promise<void> {
  while (!is()) await pause(10);
}
