import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import {
  removeTemporaryFolders,
  repositoryAt,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

/** Two people with a clone each of one server. */
function team() {
  const server = temporaryRepository('--bare');
  const person = (name: string) => {
    const clone = temporaryRepository();
    clone.git('remote', 'add', 'origin', server.root);
    return (...args: readonly string[]) => runMain(args, { cwd: clone.root, env: { USER: name } });
  };
  return { server, alice: person('alice'), bob: person('bob') };
}

const takeFor = (reason: string) => ['lock', 'production', '--reason', reason] as const;

/** What other programs rely on, written a second time so that a slip in the types shows. */
const lockContract = z.strictObject({
  schema_version: z.literal(1),
  environment: z.string(),
  service: z.string().nullable(),
  state: z.enum(['taken', 'held', 'released', 'free']),
  token: z.int().positive().optional(),
  nonce: z.string().optional(),
  holder: z.string().optional(),
  reason: z.string().optional(),
  run_url: z.string().nullable().optional(),
  taken_at: z.iso.datetime().optional(),
  expires_at: z.iso.datetime().optional(),
});

describe('an environment', () => {
  test('is taken by one, and the others are told by whom, why and until when', async () => {
    const { alice, bob } = team();
    const taken = await alice(...takeFor('release 1.4'));
    expect(taken).toMatchObject({ exitCode: 0, stderr: '' });
    expect(taken.stdout).toMatch(/^production is yours until 20[^ ]+Z, with number 1\.\n$/);
    const refused = await bob(...takeFor('hotfix'));
    expect(refused.exitCode).toBe(4);
    expect(refused.stdout).toMatch(
      /^production is held by alice since 20[^ ]+Z until 20[^ ]+Z, with number 1: release 1\.4\nWait for it with --wait, or ask alice\.\n$/,
    );
    expect((await bob('locks')).stdout).toMatch(/^production is held by alice .*: release 1\.4\n$/);
  });

  test('is given back by who took it, and then has a greater number', async () => {
    const { alice, bob } = team();
    await alice(...takeFor('release 1.4'));
    expect(await alice('unlock', 'production')).toEqual({
      exitCode: 0,
      stdout: 'production is free again; alice held it.\n',
      stderr: '',
    });
    expect((await alice('locks')).stdout).toBe('Nobody holds a lock.\n');
    expect((await alice('unlock', 'production')).stdout).toBe('Nobody holds production.\n');
    expect((await bob(...takeFor('hotfix'))).stdout).toContain('with number 2.');
  });

  test('is given back by somebody else only by force', async () => {
    const { alice, bob } = team();
    await alice(...takeFor('release 1.4'));
    const refused = await bob('unlock', 'production');
    expect(refused.exitCode).toBe(4);
    expect(refused.stdout).toContain(
      'Give it back in their place with --force, once nothing of theirs runs any more.',
    );
    expect(await bob('unlock', 'production', '--force')).toMatchObject({
      exitCode: 0,
      stdout: 'production is free again; alice held it.\n',
    });
  });

  test('is another one for each service', async () => {
    const { alice, bob } = team();
    await alice(...takeFor('release 1.4'), '--service', 'api');
    expect((await bob(...takeFor('hotfix'), '--service', 'web')).exitCode).toBe(0);
    expect((await bob(...takeFor('hotfix'), '--service', 'api')).exitCode).toBe(4);
    expect((await bob('locks')).stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'production/api',
      'production/web',
      '',
    ]);
  });

  test('is waited for, as long as one likes', async () => {
    const { alice, bob } = team();
    await alice(...takeFor('release 1.4'));
    expect((await bob(...takeFor('hotfix'), '--wait', '1s')).exitCode).toBe(4);
    const waiting = bob(...takeFor('hotfix'), '--wait', '1m');
    await alice('unlock', 'production');
    expect((await waiting).exitCode).toBe(0);
  });

  test('is told to programs', async () => {
    const { alice, bob } = team();
    const json = async (run: Promise<{ readonly stdout: string }>) =>
      lockContract.parse(JSON.parse((await run).stdout));
    expect(await json(alice(...takeFor('release'), '--format', 'json'))).toMatchObject({
      state: 'taken',
      token: 1,
    });
    expect(await json(bob(...takeFor('hotfix'), '--format', 'json'))).toMatchObject({
      state: 'held',
      holder: 'alice',
    });
    expect(JSON.parse((await bob('locks', '--format', 'json')).stdout)).toMatchObject({
      schema_version: 1,
      locks: [{ environment: 'production', service: null, state: 'held', holder: 'alice' }],
    });
    expect(await json(alice('unlock', 'production', '--format', 'json'))).toMatchObject({
      state: 'released',
    });
    expect(await json(alice('unlock', 'production', '--format', 'json'))).toEqual({
      schema_version: 1,
      environment: 'production',
      service: null,
      state: 'free',
    });
  });

  test('names the run of a workflow', async () => {
    const { root } = temporaryRepository();
    const file = temporaryFolder();
    const env = {
      GITHUB_ACTOR: 'github-actions[bot]',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_RUN_ID: '7',
    };
    await runMain([...takeFor('release'), '--file', file], { cwd: root, env });
    expect((await runMain(['locks', '--file', file], { cwd: root })).stdout).toMatch(
      /^production is held by github-actions\[bot\] .*\n {2}https:\/\/github\.com\/acme\/shop\/actions\/runs\/7\n$/,
    );
  });
});

describe('a lock that cannot be had', () => {
  test('because its place cannot be reached is no free one', async () => {
    const repository = temporaryRepository();
    repository.git('remote', 'add', 'origin', path.join(temporaryFolder(), 'gone'));
    const { exitCode, stderr } = await runMain([...takeFor('release')], { cwd: repository.root });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /^The lock cannot be reached\. refs\/lockkeeper\/locks\/production\/_ could not be reached: /,
    );
  });

  test('because somebody wrote it by hand keeps everybody out', async () => {
    const { server, alice } = team();
    await alice(...takeFor('release'));
    const shared = repositoryAt(server.root);
    // Its standard input is empty, and so is the tree.
    const commit = shared.git('commit-tree', shared.git('mktree'), '-m', 'mine');
    shared.git('update-ref', 'refs/lockkeeper/locks/production/_', commit);
    const { exitCode, stderr } = await alice(...takeFor('release'));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The lock cannot be read: it was written by hand, or by a later version.');
    expect((await alice('unlock', 'production', '--force')).exitCode).toBe(2);
    expect((await alice('locks')).stdout).toBe(
      'production has a lock that cannot be read: nobody gets it.\n',
    );
  });

  test.each([
    [['lock', 'production'], "Required option '--reason <text>' not specified"],
    [['lock', 'pro duction', '--reason', 'x'], 'Use letters, digits, dots, hyphens and underscores.'],
    [['lock', '../production', '--reason', 'x'], 'Use letters, digits, dots, hyphens and underscores.'],
    [['lock', 'production.lock', '--reason', 'x'], 'Use letters, digits, dots, hyphens and underscores.'],
    [['lock', 'production', '--reason', ' '], '--reason is empty. Say what the lock is for.'],
    [
      ['lock', 'production', '--reason', 'x', '--for', 'long'],
      'Give a number and s, m, h or d, such as 30m.',
    ],
    [
      ['lock', 'production', '--reason', 'x', '--file', 'nowhere'],
      'is no folder. Make it where everybody who deploys shares it.',
    ],
  ])('because it was asked for wrongly: %j', async (args, message) => {
    const { alice } = team();
    const { exitCode, stderr } = await alice(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  test('because there is no git names the other way', async () => {
    const { exitCode, stderr } = await runMain([...takeFor('release')], { cwd: temporaryFolder() });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'There is no git remote to hold the lock, because this is not a git repository. Name a folder with --file.\n',
    );
  });
});

describe('locks in a folder', () => {
  test('are as good as those of a git remote', async () => {
    const cwd = temporaryFolder();
    const file = path.join(cwd, 'shared');
    mkdirSync(file);
    const as =
      (name: string) =>
      (...args: readonly string[]) =>
        runMain([...args, '--file', 'shared'], { cwd, env: { USER: name } });
    const [alice, bob] = [as('alice'), as('bob')];
    expect((await alice('locks')).stdout).toBe('Nobody holds a lock.\n');
    expect((await alice(...takeFor('release'))).exitCode).toBe(0);
    expect((await bob(...takeFor('hotfix'))).exitCode).toBe(4);
    expect((await bob('locks')).stdout).toMatch(/^production is held by alice/);
    expect((await alice('unlock', 'production')).exitCode).toBe(0);
    expect((await bob(...takeFor('hotfix'))).stdout).toContain('with number 2.');
    expect(readdirSync(file)).toEqual(['production']);
    writeFileSync(path.join(file, 'readme.txt'), '');
    expect((await bob('locks')).stdout).toMatch(/^production is held by bob/);
  });
});
