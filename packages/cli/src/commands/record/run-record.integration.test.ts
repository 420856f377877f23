import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { DEFAULT_RECORD_PATH } from '../../../../policy-core/src/policy/policy.ts';
import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { writeEvents, writeRecord } from '../../testing/recorded-deploys.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

async function recordedRepository() {
  const repository = temporaryRepository();
  const sha = repository.commit({ 'app.py': 'print("hello")\n' });
  const auditHead = await writeEvents(repository.root, [{ event: 'deploy.healthy', data: { sha } }]);
  writeRecord(repository.root, { sha, auditHead });
  const file = path.join(repository.root, DEFAULT_RECORD_PATH);
  const record = (...args: readonly string[]) => runMain(['record', ...args], { cwd: repository.root });
  return { repository, root: repository.root, sha, file, record };
}

/** What other programs rely on, written a second time so that a slip in the types shows. */
const reportContract = z.strictObject({
  schema_version: z.literal(1),
  verdict: z.enum(['pass', 'unproved', 'fail', 'undetermined']),
  path: z.string(),
  branch: z.string().nullable(),
  last_good_sha: z.string().nullable(),
  deployed_at: z.string().nullable(),
  checks: z.array(
    z.strictObject({
      name: z.enum([
        'form',
        'place',
        'hash',
        'time',
        'commit',
        'audit-log',
        'entry',
        'history',
        'signature',
        'mirror',
      ]),
      outcome: z.enum(['passed', 'failed', 'undetermined', 'not-said']),
      message: z.string().endsWith('.'),
    }),
  ),
});

describe('lockkeeper record verify [row 1.68]', () => {
  test('passes a record that was written after a healthy deploy', async () => {
    const { record, sha } = await recordedRepository();
    expect(await record('verify')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: [
        `infrastructure/last-good-deploy.json: ${sha} of 2026-11-21T08:00:00Z`,
        '  ✔ form       It is a record of version 1.',
        '  ✔ hash       Its hash is the one of what it says.',
        '  ✔ time       deployed_at is past, and not before the previous deploy.',
        '  ✔ commit     last_good_sha is part of the history that is checked out.',
        '  ✔ audit-log  The audit log is whole and holds the entry of this deploy.',
        '  ✔ entry      The entry is of a deploy of this commit.',
        '  ✔ history    It is not behind any version of it that the history holds.',
        '  - signature  Not provable without signers: log and record could both be made anew. Name signers in deployment.records.signers.',
        'Nothing contradicts the record. It is not provable without signers.',
        '',
      ].join('\n'),
    });
  });

  test('fails one that was edited by hand', async () => {
    const { record, file } = await recordedRepository();
    writeFileSync(file, readFileSync(file, 'utf8').replace('"api"', '"web"'));
    const { exitCode, stdout } = await record('verify', '--format', 'json');
    expect(exitCode).toBe(1);
    expect(reportContract.parse(JSON.parse(stdout))).toMatchObject({
      verdict: 'fail',
      checks: [{}, { name: 'hash', outcome: 'failed' }, {}, {}, {}, {}, {}, {}],
    });
  });

  test('fails one that names a commit which is not here', async () => {
    const { root, record } = await recordedRepository();
    writeRecord(root, { sha: 'a'.repeat(40), auditHead: `sha256:${'0'.repeat(64)}` });
    const { exitCode, stdout } = await record('verify');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('✘ commit     last_good_sha is no commit of this repository.');
    expect(stdout).toContain('✘ audit-log  The log does not hold the entry that the deploy record names');
  });

  test('lies where the policy says', async () => {
    const { repository, record } = await recordedRepository();
    repository.write('lockkeeper.yaml', 'version: 1\ndeployment:\n  record: deploy/last.json\n');
    const { exitCode, stdout } = await record('verify');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      'deploy/last.json\n  ✘ latest     There is no deploy record, and the audit log knows',
    );
  });

  test('is not proved where there is no git to ask', async () => {
    const { record } = await recordedRepository();
    const { exitCode, stdout } = await record('verify', '--no-git');
    expect(exitCode).toBe(2);
    expect(stdout).toContain(
      '? commit     The commit cannot be looked up: there is no git repository to ask.',
    );
  });
});

describe('the records of several services', () => {
  const WORKER = 'infrastructure/deploys/staging/worker.json';

  async function twoServices() {
    const { repository, root, file, sha, record } = await recordedRepository();
    repository.commit({
      'lockkeeper.yaml': [
        'version: 1',
        `deployment: { record: ${DEFAULT_RECORD_PATH}, services: [api, worker] }`,
        'branches: { develop: { match: [develop], environment: staging } }',
        '',
      ].join('\n'),
    });
    const worker = { environment: 'staging', service: 'worker', path: WORKER };
    const auditHead = await writeEvents(root, [
      { event: 'deploy.healthy', env: 'staging', data: { sha, service: 'worker' } },
    ]);
    writeRecord(root, { sha, auditHead, ...worker });
    return { repository, root, file, sha, record, verify: (...args: string[]) => record('verify', ...args) };
  }

  test('are verified and shown each by itself, beside one log', async () => {
    const { root, file, record, verify } = await twoServices();
    expect((await verify()).stdout).toContain('✔ place      It is the record of api in production.');
    const ofWorker = ['--environment', 'Staging', '--service', 'worker'];
    const { exitCode, stdout } = await verify(...ofWorker);
    expect(stdout).toContain(WORKER);
    expect(stdout).toContain('✔ place      It is the record of worker in staging.');
    expect(exitCode).toBe(0);
    expect((await record('show')).stdout).toBe(readFileSync(file, 'utf8'));
    expect((await record('show', ...ofWorker)).stdout).toBe(readFileSync(path.join(root, WORKER), 'utf8'));
    expect((await verify('--service', 'worker')).stdout).toContain('production/worker.json');
  });

  test('are refused at the place of another, whole as they are', async () => {
    const { root, file, verify } = await twoServices();
    writeFileSync(file, readFileSync(path.join(root, WORKER)));
    const { exitCode, stdout } = await verify();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('✔ hash');
    expect(stdout).toContain(
      '✘ place      It is the record of worker in staging, at the place of that of api in production.',
    );
  });

  test('are known by the log, of which none may lose its entry', async () => {
    const { root, sha } = await twoServices();
    writeRecord(root, {
      sha,
      auditHead: `sha256:${'0'.repeat(64)}`,
      environment: 'staging',
      service: 'worker',
      path: WORKER,
    });
    const { exitCode, stdout } = await runMain(['audit', 'verify'], { cwd: root });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('the entry that the deploy record of worker in staging names');
  });

  test.each([
    [['--service', 'web'], 'There is no service web in deployment.services: api, worker.\n'],
    [['--environment', 'stging'], 'The policy knows no environment stging, only: production, staging.'],
    [['--environment', ''], '--environment is empty.'],
    [['--service', ''], '--service is empty.'],
  ])('%j is none', async (args, told) => {
    const { root } = await twoServices();
    for (const command of [['record', 'show'], ['record', 'verify'], ['guard'], ['report']]) {
      const { exitCode, stderr } = await runMain([...command, ...args], { cwd: root });
      expect(exitCode, command.join(' ')).toBe(2);
      expect(stderr, command.join(' ')).toContain(told);
    }
  });

  test('are none where the policy names no services', async () => {
    const { record } = await recordedRepository();
    expect((await record('show', '--environment', 'PRODUCTION')).exitCode).toBe(0);
    for (const args of [
      ['--environment', 'staging'],
      ['--service', 'api'],
    ]) {
      const { exitCode, stderr } = await record('verify', ...args);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('the policy names no services. Name them in deployment.services.');
    }
  });
});

describe('lockkeeper record show', () => {
  test('prints the record as it is', async () => {
    const { record, file } = await recordedRepository();
    expect(await record('show')).toEqual({ exitCode: 0, stdout: readFileSync(file, 'utf8'), stderr: '' });
  });

  test('says where there is none, or none that can be read', async () => {
    const cwd = temporaryFolder();
    expect(await runMain(['record', 'show'], { cwd })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'There is no infrastructure/last-good-deploy.json. The first deploy that is proved healthy writes it.\n',
    });
    const { repository, record } = await recordedRepository();
    repository.write(DEFAULT_RECORD_PATH, new Uint8Array([0, 1, 2]));
    expect((await record('show')).stderr).toMatch(/^infrastructure\/last-good-deploy\.json cannot be read: /);
  });
});
