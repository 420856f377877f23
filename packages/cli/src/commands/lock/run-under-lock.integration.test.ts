import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

/** People who share a folder of locks, and what their commands wrote into theirs. */
function team() {
  const file = temporaryFolder();
  const cwd = temporaryFolder();
  const env = { PATH: process.env['PATH'] };
  const as =
    (name: string) =>
    (...args: readonly string[]) =>
      runMain(args, { cwd, env: { ...env, USER: name } });
  const locking =
    (name: string) =>
    (script: string, ...options: readonly string[]) =>
      as(name)(
        'lock',
        'production',
        '--reason',
        'release',
        '--file',
        file,
        ...options,
        '--',
        'sh',
        '-c',
        script,
      );
  const held = async () =>
    JSON.parse((await as('carol')('locks', '--file', file, '--format', 'json')).stdout) as {
      readonly locks: readonly { readonly expires_at: string }[];
    };
  return {
    alice: locking('alice'),
    bob: locking('bob'),
    unlock: () => as('bob')('unlock', 'production', '--file', file, '--force'),
    run: (...words: readonly string[]) =>
      as('alice')('lock', 'production', '--reason', 'release', '--file', file, '--', ...words),
    held,
    write: (name: string) => writeFileSync(path.join(cwd, name), ''),
    read: (name: string) => readFileSync(path.join(cwd, name), 'utf8'),
    untilThere: async (name: string) => {
      while (!existsSync(path.join(cwd, name))) await pause(10);
    },
  };
}

const UNTIL_GO = 'while [ ! -e go ]; do sleep 0.02; done';

describe('a command that is run under a lock', () => {
  test('has it while it runs, is told its number, and says itself how it ended', async () => {
    const { alice, bob, held, write, read, untilThere } = team();
    const running = alice(
      `echo "$LOCKKEEPER_LOCK_TOKEN $LOCKKEEPER_LOCK_ENVIRONMENT" > told; ${UNTIL_GO}; exit 7`,
    );
    await untilThere('told');
    const refused = await bob('touch never');
    expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
    expect(refused.stderr).toMatch(
      /^production is held by alice .*: release\nWait for it with --wait, or ask alice\.\nNothing was run\.\n$/,
    );
    write('go');
    expect(await running).toEqual({
      exitCode: 7,
      stdout: '',
      stderr:
        'production is yours while sh runs, with number 1.\nproduction is free again; sh ended with 7.\n',
    });
    expect(read('told')).toBe('1 production\n');
    expect(() => read('never')).toThrow('ENOENT');
    expect((await held()).locks).toEqual([]);
    expect((await bob(':')).stderr).toContain('with number 2.');
  });

  test('keeps it for longer than it was taken for', async () => {
    const { alice, held, write, untilThere } = team();
    const running = alice(`touch up; ${UNTIL_GO}`, '--for', '6s');
    await untilThere('up');
    const [first] = (await held()).locks;
    const end = async () => Date.parse((await held()).locks[0]?.expires_at ?? '');
    await expect.poll(end).toBeGreaterThan(Date.parse(first?.expires_at ?? ''));
    write('go');
    expect((await running).exitCode).toBe(0);
  });

  test('is told to stop where the lock is lost', async () => {
    const { alice, unlock, read, untilThere } = team();
    const running = alice(
      "trap 'touch told; exit 0' TERM; touch up; while :; do sleep 0.02; done",
      '--for',
      '6s',
    );
    await untilThere('up');
    await unlock();
    expect(await running).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: [
        'production is yours while sh runs, with number 1.',
        'production is lost: somebody gave it back. sh is told to stop.',
        'sh ended with 0. production was lost meanwhile: somebody gave it back. Look what of it was done, and whether somebody else was at it.',
        '',
      ].join('\n'),
    });
    expect(read('told')).toBe('');
  });

  test('is told what we are told', async () => {
    const { alice, untilThere } = team();
    const running = alice("trap 'exit 5' TERM; touch up; while :; do sleep 0.02; done");
    await untilThere('up');
    process.emit('SIGTERM', 'SIGTERM');
    expect((await running).exitCode).toBe(5);
  });

  test('gives codes as a shell does where it did not end by itself', async () => {
    const { alice, run, held } = team();
    expect(await alice('kill -KILL $$')).toMatchObject({
      exitCode: 137,
      stderr: expect.stringMatching(/production is free again; sh was ended by SIGKILL\.\n$/) as unknown,
    });
    expect(await run('no-such-program')).toMatchObject({
      exitCode: 127,
      stderr: expect.stringMatching(
        /free again; no-such-program was not run: it is not on the PATH\.\n$/,
      ) as unknown,
    });
    expect((await run('./')).exitCode).toBe(126);
    expect((await held()).locks).toEqual([]);
  });

  test('is told of to programs on the last line of standard error', async () => {
    const { alice, bob, write, untilThere } = team();
    const running = alice(`touch up; ${UNTIL_GO}; exit 2`, '--format', 'json');
    await untilThere('up');
    const refused = await bob(':', '--format', 'json');
    expect(refused.stdout).toBe('');
    expect(JSON.parse(refused.stderr)).toMatchObject({ state: 'held', holder: 'alice' });
    write('go');
    const { exitCode, stderr } = await running;
    expect(exitCode).toBe(2);
    expect(JSON.parse(stderr)).toEqual({
      schema_version: 1,
      environment: 'production',
      service: null,
      state: 'released',
      token: 1,
      why: null,
      command: { exit_code: 2, signal: null, problem: null },
    });
  });

  test('is not run where the lock cannot be asked for', async () => {
    const cwd = temporaryFolder();
    const asked = ['lock', 'production', '--reason', 'release', '--file', 'nowhere', '--', 'touch', 'never'];
    const { exitCode, stderr } = await runMain(asked, { cwd, env: { PATH: process.env['PATH'] } });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/is no folder\..* Nothing was run\.\n$/);
    expect(existsSync(path.join(cwd, 'never'))).toBe(false);
  });
});

describe('a command under the lock of a database', () => {
  const asked = (...args: readonly string[]) =>
    runMain(['lock', 'production', '--reason', 'release', ...args], { cwd: temporaryFolder() });

  test('is needed, and no address is repeated', async () => {
    const bare = await asked('--database', 'DATABASE_URL_PROD');
    expect(bare).toMatchObject({ exitCode: 2, stdout: '' });
    expect(bare.stderr).toMatch(/^--database needs a command\./);
    const spelled = await asked('--database', 'postgresql://app:hunter2@db/shop', '--', 'true');
    expect(spelled.exitCode).toBe(2);
    expect(spelled.stderr).not.toContain('hunter2');
    const listed = await runMain(['locks', '--database', 'postgresql://app:hunter2@db/shop'], { cwd: '/' });
    expect(listed).toMatchObject({ exitCode: 2, stdout: '' });
    expect(listed.stderr).not.toContain('hunter2');
  });

  test('is not run where the variable is not set, nor with another place besides', async () => {
    expect(await asked('--database', 'DATABASE_URL_PROD', '--', 'true')).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'The lock cannot be reached, because DATABASE_URL_PROD is not set. Nothing was run.\n',
    });
    for (const other of [
      ['--file', '.'],
      ['--remote', 'origin'],
      ['--for', '1h'],
    ])
      expect((await asked('--database', 'DATABASE_URL_PROD', ...other, '--', 'true')).exitCode).toBe(2);
  });
});
