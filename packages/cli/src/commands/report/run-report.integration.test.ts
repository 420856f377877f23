import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { qualityReportAnswer } from '../../../../policy-core/src/answers/quality-report-answer.ts';
import { writeEvents, writeRecord } from '../../testing/recorded-deploys.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

async function report(cwd: string, ...args: readonly string[]) {
  const { exitCode, stdout, stderr } = await runMain(['report', '--format', 'json', ...args], { cwd });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const told = qualityReportAnswer.parse(JSON.parse(stdout));
  const evidence = new Map<string, { readonly state: string; readonly seen: readonly string[] }>(
    told.qualities.flatMap((quality) => quality.evidence.map((one) => [one.id, one])),
  );
  return { ...told, of: (id: string) => evidence.get(id) };
}

async function deployed() {
  const repository = temporaryRepository();
  const sha = repository.commit({ 'lockkeeper.yaml': 'version: 1\n', 'app.py': '' });
  const deploy = { env: 'production', data: { sha } };
  const auditHead = await writeEvents(repository.root, [{ ...deploy, event: 'deploy.healthy' }]);
  writeRecord(repository.root, { sha, auditHead });
  return { repository, sha };
}

describe('`lockkeeper report`', () => {
  test('tells what there is to show for a deploy, and what is not [row 1.01] [row 0.45]', async () => {
    const { repository, sha } = await deployed();
    const head = repository.commit();
    const { commit, qualities, of } = await report(repository.root);
    expect(commit).toBe(head);
    expect(qualities.map(({ name }) => name)).toEqual([
      'safe',
      'tested',
      'predictable',
      'reversible',
      'compliant',
    ]);
    expect(of('way-back')).toMatchObject({ state: 'unknown', seen: [expect.stringContaining(sha)] });
    expect(of('log-whole')).toMatchObject({
      state: 'unknown',
      seen: [
        'The log is not provable without signers.',
        '1 entry, each with the hash of the one before: 1 deploy, 0 corrections.',
        `Read from ${AUDIT_LOG_PATH} on disk, and held against the deploy records of ${head.slice(0, 12)}.`,
      ],
    });
    expect(of('approved')).toMatchObject({ seen: ['The record names nobody who approved it.'] });
    expect(of('one-at-a-time')).toMatchObject({
      state: 'unknown',
      seen: [expect.stringContaining('The locks were not seen')],
    });
    expect(qualities.find(({ name }) => name === 'tested')?.state).toBe('unknown');
  });

  test('reads the record of the commit, as the guard does, and not one that lies on disk', async () => {
    const { repository, sha } = await deployed();
    repository.commit();
    repository.write('infrastructure/last-good-deploy.json', '{}\n');
    expect((await report(repository.root)).of('way-back')).toMatchObject({
      state: 'unknown',
      seen: [expect.stringContaining(sha)],
    });
  });

  test('holds the log against the record of the commit, and not against one that lies on disk', async () => {
    const { repository, sha } = await deployed();
    repository.commit();
    writeRecord(repository.root, { sha, auditHead: `sha256:${'0'.repeat(64)}` });
    expect((await report(repository.root)).of('log-whole')?.state).toBe('unknown');
    repository.commit();
    expect((await report(repository.root)).of('log-whole')).toMatchObject({
      state: 'against',
      seen: [expect.stringContaining('the entry that the deploy record names'), expect.any(String)],
    });
  });

  test('finds out a log that was changed by hand', async () => {
    const { repository } = await deployed();
    writeFileSync(path.join(repository.root, AUDIT_LOG_PATH), '{}\n');
    repository.commit();
    const { of, qualities } = await report(repository.root);
    expect(of('log-whole')?.state).toBe('against');
    expect(qualities.find(({ name }) => name === 'compliant')?.state).toBe('against');
  });

  test('sees who holds a lock of the remote', async () => {
    const { repository } = await deployed();
    repository.commit();
    const remote = temporaryRepository();
    repository.git('remote', 'add', 'origin', remote.root);
    const taken = await runMain(['lock', 'production', '--reason', 'release 1.4', '--holder', 'bob'], {
      cwd: repository.root,
    });
    expect(taken.exitCode).toBe(0);
    expect((await report(repository.root)).of('one-at-a-time')).toMatchObject({
      state: 'against',
      seen: [expect.stringMatching(/^production is held by bob until .*: release 1\.4\.$/)],
    });
  });

  test('looks at the variables of the environment, where somebody gives them', async () => {
    const { repository } = await deployed();
    const policy = 'version: 1\nvariables: [{ id: api, names: { API_URL: { matches: "https://*" } } }]\n';
    repository.commit({ 'lockkeeper.yaml': policy });
    const environment = async (...args: readonly string[]) =>
      (await report(repository.root, '--environment', 'production', ...args)).of('environment');
    expect((await environment())?.state).not.toBe('shown');
    repository.write('.env', 'API_URL=https://shop.example\n');
    expect(await environment('--variables', 'production=.env')).toMatchObject({ state: 'shown' });
  });

  test('is made without a repository, and shows nothing', async () => {
    const { commit, of } = await report(temporaryFolder());
    expect(commit).toBeNull();
    expect(of('changes-approved')).toMatchObject({
      state: 'unknown',
      seen: ['The guard could not judge. The guard judges commits. Run it inside a git repository.'],
    });
    expect(of('way-back')?.state).toBe('unknown');
  });

  test('is a table for each word in Markdown, and says what is wrong with its options', async () => {
    const cwd = temporaryFolder();
    const { stdout } = await runMain(['report', '--format', 'markdown'], { cwd });
    expect(stdout.match(/^### \w+: /gm)).toHaveLength(5);
    expect((await runMain(['report'], { cwd })).stdout).toContain('\ncompliant: not proved\n');
    expect(await runMain(['report', '--environment', ' '], { cwd })).toMatchObject({
      exitCode: 2,
      stderr: '--environment is empty. Name where the commit is about to be deployed.\n',
    });
  });
});
