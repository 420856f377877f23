import { existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';

import { createRecordsStore } from '@lockkeeper/host-node/write';
import { recordDeploy } from '@lockkeeper/operations';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';
import { afterAll, describe, expect, test } from 'vitest';

import { DEFAULT_RECORD_PATH } from '../../../../policy-core/src/policy/policy.ts';
import {
  removeTemporaryFolders,
  repositoryAt,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { writeEvents } from '../../testing/recorded-deploys.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const NAME = 'origin/lockkeeper/records';
const REF = 'refs/heads/lockkeeper/records';
const POLICY = `version: 1
migrations: { once: [c3d4e5f6a7b8] }
deployment: { records: { mode: branch } }
`;

/** People with a clone each of one server, whose policy keeps the records on a branch. */
function team() {
  const server = temporaryRepository('--bare');
  const person = (name: string) => {
    const clone = temporaryRepository();
    clone.git('remote', 'add', 'origin', server.root);
    const sha = clone.commit({ 'lockkeeper.yaml': POLICY });
    const run = (...args: readonly string[]) => runMain(args, { cwd: clone.root, env: { USER: name } });
    return { clone, run, sha };
  };
  return { server: repositoryAt(server.root), person };
}

async function deployed(root: string, sha: string): Promise<void> {
  const trail = {
    path: AUDIT_LOG_PATH,
    logs: createRecordsStore({ root, remote: 'origin', branch: 'lockkeeper/records' }),
    clock: { now: () => '2026-11-21T08:00:00Z' },
    actor: 'ci',
  };
  const deploy = {
    last_good_sha: sha,
    deployed_at: '2026-11-21T08:00:00Z',
    environment: 'production',
    service: 'api',
  };
  const recorded = await recordDeploy(trail, { record: DEFAULT_RECORD_PATH, deploy });
  expect(recorded.kind).toBe('recorded');
}

const once = ['record', 'once', 'c3d4e5f6a7b8', '--environment', 'production'] as const;

describe('records on a branch [D-5]', () => {
  test('are written there and read there by everybody, and no file of the tree changes', async () => {
    const { person } = team();
    const [alice, bob] = [person('alice'), person('bob')];
    expect(await alice.run(...once)).toEqual({
      exitCode: 0,
      stdout: `Wrote into ${NAME}:${AUDIT_LOG_PATH} that c3d4e5f6a7b8 has run in production.\n`,
      stderr: '',
    });
    await deployed(alice.clone.root, bob.sha);
    expect(existsSync(path.join(alice.clone.root, AUDIT_LOG_PATH))).toBe(false);
    expect((await bob.run('audit', 'show')).stdout).toContain('migration.once  production  by alice');
    expect(await bob.run('audit', 'verify')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(
        `${NAME}:${AUDIT_LOG_PATH}: nothing contradicts the log: 2 entries.`,
      ) as unknown,
    });
    const verified = await bob.run('record', 'verify');
    expect(verified.stdout).toContain(
      '✔ audit-log  The audit log is whole and holds the entry of this deploy.',
    );
    expect(verified.stdout).toContain('- mirror     The tree has no copy of it yet.');
    expect(verified.exitCode).toBe(0);
    expect((await bob.run('record', 'show')).stdout).toContain(`"last_good_sha": "${bob.sha}"`);
    bob.clone.commit({ 'app.py': '' });
    const guarded = await bob.run('guard', '--verbose');
    expect(guarded.stdout).toContain(`(${NAME}:${DEFAULT_RECORD_PATH})`);
    expect(guarded).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('✅ GUARD PASSED') as unknown,
    });
  });

  test.each([
    ['has the history that it lacks fetched where the remote is asked in any case', POLICY, 'false'],
    ['is not proved where the records are in the tree, and told what to set', 'version: 1\n', 'true'],
  ])('and a shallow clone %s', async (_, policy, isShallow) => {
    const { server, person } = team();
    const { clone, sha } = person('alice');
    if (policy === POLICY) await deployed(clone.root, sha);
    clone.commit({ 'lockkeeper.yaml': policy });
    clone.git('push', '--quiet', 'origin', 'main');
    const root = path.join(temporaryFolder(), 'shallow');
    clone.git('clone', '--quiet', '--depth=1', `file://${server.root}`, root);
    const shallow = repositoryAt(root);
    if (policy !== POLICY)
      await writeEvents(root, [{ event: 'deploy.healthy', env: 'production', data: { sha } }]);
    const { exitCode, stdout, stderr } = await runMain(['audit', 'verify'], {
      cwd: root,
      env: { USER: 'bob' },
    });
    expect(shallow.git('rev-parse', '--is-shallow-repository')).toBe(isShallow);
    expect(stdout + stderr).toContain(policy === POLICY ? 'nothing contradicts the log' : 'fetch-depth: 0');
    expect(exitCode).toBe(policy === POLICY ? 0 : 2);
  });

  test('are not proved where the remote cannot be asked, and are shown as they were last seen', async () => {
    const { server, person } = team();
    const { run, clone, sha } = person('alice');
    await deployed(clone.root, sha);
    renameSync(server.root, `${server.root}-away`);
    for (const command of ['audit', 'record']) {
      const { exitCode, stdout, stderr } = await run(command, 'verify');
      expect(exitCode).toBe(2);
      expect(stdout + stderr).toContain('could not be reached');
    }
    expect(await run('audit', 'show')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('deploy.healthy') as unknown,
      stderr: expect.stringMatching(/^As it was last seen here: /) as unknown,
    });
    const guarded = await run('guard', '--format', 'json');
    expect(guarded.exitCode).toBe(2);
    expect(JSON.parse(guarded.stdout)).toMatchObject({
      passed: false,
      table: expect.arrayContaining([
        expect.objectContaining({ id: 'audit-log', state: 'undetermined' }),
        expect.objectContaining({ id: 'deploy-record', state: 'undetermined' }),
      ]) as unknown,
    });
    const { exitCode, stderr } = await run(...once);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`It was not written into ${NAME}:${AUDIT_LOG_PATH}: `);
    renameSync(`${server.root}-away`, server.root);
  });

  test('fail where the branch was rewritten, or lacks what the tree has a copy of', async () => {
    const { server, person } = team();
    const [alice, bob] = [person('alice'), person('bob')];
    await alice.run(...once);
    const first = server.git('rev-parse', REF);
    await deployed(alice.clone.root, alice.sha);
    for (const file of [AUDIT_LOG_PATH, DEFAULT_RECORD_PATH])
      bob.clone.write(file, `${server.git('show', `${REF}:${file}`)}\n`);
    expect((await bob.run('audit', 'verify')).exitCode).toBe(0);
    server.git('update-ref', REF, first);
    const rewritten = await alice.run('audit', 'verify');
    expect(rewritten.exitCode).toBe(1);
    expect(rewritten.stdout).toContain(`${NAME} was rewritten or deleted`);
    // Another clone, which has seen nothing of the branch yet, has the copy.
    const carol = person('carol');
    carol.clone.write(AUDIT_LOG_PATH, readFileSync(path.join(bob.clone.root, AUDIT_LOG_PATH)));
    const cut = await carol.run('audit', 'verify');
    expect(cut.exitCode).toBe(1);
    expect(cut.stdout).toContain(`The log on ${NAME} has 1 lines and its copy in the tree 2`);
  });
});

test('a branch that was moved back together with its witness lacks what main at the remote ever had', async () => {
  const { server, person } = team();
  const { clone, run, sha } = person('alice');
  await run(...once);
  const first = server.git('rev-parse', REF);
  await deployed(clone.root, sha);
  clone.commit({ [AUDIT_LOG_PATH]: `${server.git('show', `${REF}:${AUDIT_LOG_PATH}`)}\n` });
  clone.git('push', '-q', 'origin', 'HEAD:refs/heads/main');
  for (const ref of [REF, 'refs/lockkeeper/records/lockkeeper/records']) server.git('update-ref', ref, first);
  // A new clone, with an earlier commit checked out.
  const dave = person('dave');
  expect((await dave.run('audit', 'verify')).exitCode).toBe(0);
  dave.clone.git('update-ref', '-d', 'refs/lockkeeper/seen/origin/lockkeeper/records');
  dave.clone.git('fetch', '-q', 'origin', 'main:refs/remotes/origin/main');
  const { exitCode, stdout } = await dave.run('audit', 'verify');
  expect(stdout).toContain('does not begin with 1 version of it that the history holds');
  expect(exitCode).toBe(1);
});

describe('record begin', () => {
  test('makes the branch of what the tree has, once', async () => {
    const { server, person } = team();
    const { clone, run } = person('alice');
    await writeEvents(clone.root, [{ event: 'migration.once', env: 'production', data: { revision: 'b2' } }]);
    expect((await run(...once)).stderr).toContain('run `lockkeeper record begin`');
    expect((await run('audit', 'verify')).exitCode).toBe(1);
    expect(await run('record', 'begin')).toMatchObject({
      exitCode: 0,
      stdout: `${NAME} begins with what the tree has:\n  ${AUDIT_LOG_PATH}\n  infrastructure/deploys/audit.end.json\n`,
    });
    expect(server.git('rev-list', '--count', REF)).toBe('1');
    expect((await run('record', 'begin')).stdout).toBe(`There is ${NAME}, and it stays as it is.\n`);
    expect((await run(...once)).exitCode).toBe(0);
    expect((await run('audit', 'verify')).exitCode).toBe(0);
  });

  test('is nothing for a policy that keeps the records in the tree', async () => {
    const { person } = team();
    const { clone, run } = person('alice');
    clone.write('lockkeeper.yaml', 'version: 1\n');
    const { exitCode, stderr } = await run('record', 'begin');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The policy keeps the deploy records in the tree.');
  });
});

describe('a policy that keeps the records elsewhere than the one before', () => {
  test.each([
    ['in the tree', 'version: 1\n'],
    ['on another branch', 'version: 1\ndeployment: { records: { mode: branch, branch: records } }\n'],
  ])('%s does not leave behind what was written there', async (_where, policy) => {
    const { server, person } = team();
    const { clone, run, sha } = person('alice');
    await deployed(clone.root, sha);
    expect((await run('record', 'mirror', '--base', 'main')).exitCode).not.toBe(1);
    const first = server.git('rev-parse', REF);
    await run(...once);
    clone.git('fetch', '-q', 'origin', first);
    clone.git('checkout', '-q', first, '--', '.');
    clone.commit({ 'lockkeeper.yaml': policy });
    server.git('update-ref', 'refs/heads/records', first);
    server.git('update-ref', 'refs/lockkeeper/records/records', first);
    expect((await run('audit', 'verify')).exitCode).toBe(1);
    expect((await run('record', 'verify')).exitCode).toBe(1);
    server.git('update-ref', '-d', REF);
    server.git('update-ref', '-d', 'refs/lockkeeper/records/lockkeeper/records');
    expect((await run('audit', 'verify')).exitCode).toBe(1);
    clone.git('update-ref', '-d', 'refs/lockkeeper/seen/origin/lockkeeper/records');
    expect((await run('audit', 'verify')).exitCode).toBe(2);
  });

  test('may go on where the tree has all of it', async () => {
    const { server, person } = team();
    const { clone, run, sha } = person('alice');
    await deployed(clone.root, sha);
    clone.git('fetch', '-q', 'origin', server.git('rev-parse', REF));
    clone.git('checkout', '-q', server.git('rev-parse', REF), '--', '.');
    clone.commit({ 'lockkeeper.yaml': 'version: 1\n' });
    expect((await run('record', 'verify')).exitCode).toBe(0);
    expect((await run('audit', 'verify')).exitCode).toBe(0);
  });
});

test('a branch without its witness is not believed, nor written behind, until somebody answers for it', async () => {
  const { server, person } = team();
  const { clone, run, sha } = person('alice');
  await deployed(clone.root, sha);
  server.git('update-ref', '-d', 'refs/lockkeeper/records/lockkeeper/records');
  const { run: another } = person('bob');
  expect((await another('audit', 'verify')).exitCode).toBe(1);
  expect((await another(...once)).exitCode).toBe(3);
  expect((await run('record', 'repair', '--reason', 'the ref was deleted')).exitCode).toBe(0);
  expect((await another('audit', 'verify')).exitCode).toBe(0);
});
