import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { createRecordsStore } from '@lockkeeper/host-node/write';
import { recordDeploy } from '@lockkeeper/operations';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';
import { afterAll, describe, expect, test } from 'vitest';

import { DEFAULT_RECORD_PATH } from '../../../../policy-core/src/policy/policy.ts';
import {
  removeTemporaryFolders,
  repositoryAt,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const DEPLOYS_PAGE = path.join(import.meta.dirname, '../../../../../docs/deploys.md');
const RECORDS = 'origin/lockkeeper/records';
const COPY = 'refs/heads/lockkeeper/records-copy';
const END = 'infrastructure/deploys/audit.end.json';
const POLICY = 'version: 1\ndeployment: { records: { mode: branch } }\n';
const COPIED = `Copied from ${RECORDS} to origin/lockkeeper/records-copy:\n`;
const OPEN = 'Open the pull request from lockkeeper/records-copy into main.\n';

/** A server with a main, and a clone of it whose policy keeps the records on a branch. */
function shop({ policy = POLICY } = {}) {
  const server = temporaryRepository('--bare');
  const clone = temporaryRepository();
  clone.git('remote', 'add', 'origin', server.root);
  const sha = clone.commit({ 'lockkeeper.yaml': policy, 'app.py': '' });
  clone.git('push', '--quiet', 'origin', 'main');
  const mirror = (...args: readonly string[]) =>
    runMain(['record', 'mirror', ...args], { cwd: clone.root, env: {} });
  return { server: repositoryAt(server.root), clone, sha, mirror };
}

async function deployed(root: string, sha: string, time = '08:00:00'): Promise<void> {
  const at = `2026-11-21T${time}Z`;
  const trail = {
    path: AUDIT_LOG_PATH,
    logs: createRecordsStore({ root, remote: 'origin', branch: 'lockkeeper/records' }),
    clock: { now: () => at },
    actor: 'ci',
  };
  const deploy = { last_good_sha: sha, deployed_at: at, environment: 'production', service: 'api' };
  expect((await recordDeploy(trail, { record: DEFAULT_RECORD_PATH, deploy })).kind).toBe('recorded');
}

type Shop = ReturnType<typeof shop>;

/** Merges what the branch has, as a squash does. */
function merge({ clone }: Shop): void {
  clone.git('fetch', '--quiet', 'origin', COPY);
  clone.git('checkout', '--quiet', 'FETCH_HEAD', '--', 'infrastructure');
  clone.commit();
  clone.git('push', '--quiet', 'origin', 'main');
}

describe('lockkeeper record mirror', () => {
  test('pushes what the branch has as one commit on top of main, and nothing here changes', async () => {
    const { server, clone, sha, mirror } = shop();
    await deployed(clone.root, sha);
    clone.write('app.py', 'not committed\n');
    clone.write('infrastructure/notes.txt', 'mine\n');
    const before = [clone.git('status', '--porcelain'), clone.git('for-each-ref', 'refs/heads')];
    expect(await mirror()).toEqual({
      exitCode: 0,
      stdout: `${COPIED}  ${END}\n  ${AUDIT_LOG_PATH}\n  ${DEFAULT_RECORD_PATH}\n${OPEN}`,
      stderr: '',
    });
    expect([clone.git('status', '--porcelain'), clone.git('for-each-ref', 'refs/heads')]).toEqual(before);
    expect(server.git('rev-parse', `${COPY}^`)).toBe(sha);
    expect(server.git('diff', '--name-only', sha, COPY).split('\n')).toEqual([
      END,
      AUDIT_LOG_PATH,
      DEFAULT_RECORD_PATH,
    ]);
    expect(server.git('diff', COPY, 'refs/heads/lockkeeper/records', '--', 'infrastructure')).toBe('');
  });

  test('pushes nothing where the branch has the copy, and nothing where main has it', async () => {
    const all = shop();
    const { server, clone, sha, mirror } = all;
    await deployed(clone.root, sha);
    await mirror();
    const pushed = server.git('rev-parse', COPY);
    // Main goes on beside it.
    clone.commit({ 'app.py': 'print()\n' });
    clone.git('push', '--quiet', 'origin', 'main');
    expect(await mirror()).toEqual({
      exitCode: 0,
      stdout: `origin/lockkeeper/records-copy has the copy already, and nothing was pushed.\nWhere there is no pull request yet, open one from lockkeeper/records-copy into main.\n`,
      stderr: '',
    });
    merge(all);
    expect(await mirror()).toMatchObject({
      exitCode: 0,
      stdout: `origin/main has what ${RECORDS} has. Nothing was pushed.\n`,
    });
    expect(server.git('rev-parse', COPY)).toBe(pushed);
    const verified = await runMain(['record', 'verify'], { cwd: clone.root });
    expect(verified.stdout).toContain('✔ mirror     The copy in the tree is the same.');
  });

  test('replaces a copy that is older, merged or not', async () => {
    const all = shop();
    const { server, clone, sha, mirror } = all;
    await deployed(clone.root, sha);
    await mirror();
    const [first, main] = [server.git('rev-parse', COPY), server.git('rev-parse', 'main')];
    await deployed(clone.root, sha, '09:00:00');
    expect((await mirror()).stdout).toContain(COPIED);
    expect(server.git('rev-list', '--count', `main..${COPY}`)).toBe('1');
    expect(server.git('rev-parse', COPY)).not.toBe(first);
    expect(server.git('rev-parse', `${COPY}^`)).toBe(main);
    merge(all);
    await deployed(clone.root, sha, '10:00:00');
    expect((await mirror()).stdout).toContain(COPIED);
    expect(server.git('rev-parse', `${COPY}^`)).toBe(server.git('rev-parse', 'main'));
  });

  test('leaves one copy where several push it at once', async () => {
    const { server, clone, sha, mirror } = shop();
    await deployed(clone.root, sha);
    const runs = await Promise.all([mirror(), mirror(), mirror()]);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(runs.map(({ stdout }) => stdout).join('')).toContain(COPIED);
    expect(server.git('rev-list', '--count', `main..${COPY}`)).toBe('1');
  });

  test.each([
    ['a commit of other files', (message: string) => ({ files: { 'app.py': 'x\n' }, message })],
    [
      'an edit of the record in the words of a copy',
      (message: string) => ({ files: { [DEFAULT_RECORD_PATH]: '{}\n' }, message }),
    ],
    [
      'a copy beside which something else was changed',
      () => ({ files: { 'app.py': 'x\n' }, message: undefined }),
    ],
  ])('leaves %s as it is', async (_, workOf) => {
    const { server, clone, sha, mirror } = shop();
    await deployed(clone.root, sha);
    await mirror();
    clone.git('fetch', '--quiet', 'origin', COPY);
    clone.git('checkout', '--quiet', '-b', 'work', 'FETCH_HEAD');
    const { files, message } = workOf(clone.git('log', '-1', '--format=%B', 'FETCH_HEAD'));
    clone.commit(files);
    clone.git('commit', '--quiet', '--amend', `--message=${message ?? 'work'}`);
    clone.git('push', '--quiet', 'origin', `HEAD:${COPY}`);
    const theirs = clone.git('rev-parse', 'HEAD');
    await deployed(clone.root, sha, '09:00:00');
    expect(await mirror()).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `Nothing was pushed, because origin/lockkeeper/records-copy holds ${theirs}, which is no copy of the records. Name another branch with --branch, or delete that one.\n`,
    });
    expect(server.git('rev-parse', COPY)).toBe(theirs);
    expect((await mirror('--branch', 'bot/records')).exitCode).toBe(0);
  });

  test('copies nothing that does not hold, and says what', async () => {
    const { server, clone, sha, mirror } = shop();
    await deployed(clone.root, sha);
    clone.git('fetch', '--quiet', 'origin', 'refs/heads/lockkeeper/records');
    clone.git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
    const record = clone.git('show', `HEAD:${DEFAULT_RECORD_PATH}`);
    clone.commit({ [DEFAULT_RECORD_PATH]: `${record.replace('"api"', '"web"')}\n` });
    clone.git('push', '--quiet', 'origin', 'HEAD:refs/heads/lockkeeper/records');
    clone.git('checkout', '--quiet', 'main');
    const { exitCode, stdout, stderr } = await mirror();
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(`Nothing was copied, because ${RECORDS} does not hold:\n`);
    expect(stderr).toContain(
      `  ${DEFAULT_RECORD_PATH}: It was edited by hand: record_hash does not match.\n`,
    );
    expect(server.git('for-each-ref', COPY)).toBe('');
  });

  test('goes where the policy deploys production from, and where it is told', async () => {
    const policy = `${POLICY}branches:\n  released: { match: [released] }\n  deploy_from: { production: [released] }\n`;
    const { server, clone, sha, mirror } = shop({ policy });
    expect((await mirror()).stderr).toBe('There is no origin/released. Name the branch with --base.\n');
    clone.git('push', '--quiet', 'origin', 'main:released');
    expect(await mirror()).toMatchObject({
      exitCode: 0,
      stdout: `Nothing was written to ${RECORDS} yet, and nothing was copied.\n`,
    });
    await deployed(clone.root, sha);
    expect((await mirror()).stdout).toContain('from lockkeeper/records-copy into released.');
    expect((await mirror('--base', 'main', '--branch', 'bot/copy')).stdout).toContain(
      'from bot/copy into main.',
    );
    expect(server.git('rev-parse', 'bot/copy^')).toBe(sha);
  });

  test('says where a browser opens the pull request', async () => {
    const { server, clone, sha, mirror } = shop();
    await deployed(clone.root, sha);
    clone.write('.git/ssh', `#!/bin/sh\nfor last; do :; done\nexec "${'$'}{last%% *}" '${server.root}'\n`);
    chmodSync(path.join(clone.root, '.git/ssh'), 0o755);
    clone.git('config', 'core.sshCommand', path.join(clone.root, '.git/ssh'));
    clone.git('config', 'ssh.variant', 'simple');
    clone.git('remote', 'set-url', 'origin', 'git@github.com:acme/shop.git');
    const page = 'https://github.com/acme/shop/compare/main...lockkeeper/records-copy?expand=1';
    const { stdout } = await mirror();
    expect(stdout).toContain(`Open the pull request here: ${page}\n`);
    expect(readFileSync(DEPLOYS_PAGE, 'utf8')).toContain(`\n$ lockkeeper record mirror\n${stdout}\`\`\`\n`);
    expect((await mirror()).stdout).toContain(`Where there is no pull request yet, open one here: ${page}\n`);
  });

  test('says where the remote cannot be reached, and no password of its address', async () => {
    const { clone, mirror } = shop();
    clone.git('remote', 'set-url', 'origin', 'http://ci:planted-secret@127.0.0.1:1/acme/shop.git');
    const { exitCode, stdout, stderr } = await mirror();
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toMatch(/^Nothing was copied: origin could not be reached: .+\.\n$/);
    expect(stderr).not.toContain('planted-secret');
  });

  test.each([
    [['--branch', 'main'], 'The copy cannot be pushed to main itself. Name another with --branch.\n'],
    [['--branch', 'lockkeeper/records'], 'The copy cannot be pushed to lockkeeper/records itself.'],
    [['--branch', '--force'], '"--force" is not the name of a branch such as lockkeeper/records-copy.'],
    [['--base', ''], '"" is not the name of a branch such as lockkeeper/records-copy.'],
  ])('%j is refused', async (args, told) => {
    const { exitCode, stderr } = await shop().mirror(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(told);
  });

  test('is nothing for a policy that keeps the records in the tree', async () => {
    const { exitCode, stderr } = await shop({ policy: 'version: 1\n' }).mirror();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The policy keeps the deploy records in the tree.');
  });
});
