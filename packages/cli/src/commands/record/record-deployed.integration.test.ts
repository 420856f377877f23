import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { entryAfter, entryLine } from '@lockkeeper/policy-core/deployment/audit-log';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { DEFAULT_RECORD_PATH } from '../../../../policy-core/src/policy/policy.ts';
import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { canonicalJson } from '../../../../policy-core/src/model/canonical-json.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const POLICY = 'version: 1\n';
const SIGNERS = '.lockkeeper/allowed_signers';
const SIGNED = `version: 1\ndeployment: { records: { mode: file, signers: ${SIGNERS} } }\n`;

/** A new SSH key: the file of its private half, and its line among the signers. */
function keyOf(name: string) {
  const file = path.join(temporaryFolder(), name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
  const [type = '', key = ''] = readFileSync(`${file}.pub`, 'utf8').split(' ');
  return { file, line: `${name}@example.com namespaces="lockkeeper" ${type} ${key}\n` };
}

function shop(files: Readonly<Record<string, string>> = { 'lockkeeper.yaml': POLICY }) {
  const repository = temporaryRepository();
  const { root } = repository;
  repository.commit({ 'app.py': 'print(1)\n', ...files });
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runMain([...args], { cwd: root, env });
  const deployed = (env: Readonly<Record<string, string>> = {}, ...more: readonly string[]) =>
    run(['record', 'deployed', '--commit', 'HEAD', '--environment', 'production', ...more], env);
  const verdict = async () => {
    const { stdout } = await run(['record', 'verify', '--format', 'json']);
    return z.object({ verdict: z.string() }).parse(JSON.parse(stdout)).verdict;
  };
  return { repository, root, run, deployed, verdict };
}

describe('`lockkeeper record deployed`', () => {
  test('writes the entry and the record that names it', async () => {
    const { repository, run, deployed, verdict } = shop();
    const sha = repository.git('rev-parse', 'HEAD');
    const { exitCode, stdout } = await deployed({}, '--format', 'json');
    expect({ exitCode, answer: JSON.parse(stdout) as unknown }).toEqual({
      exitCode: 0,
      answer: {
        schema_version: 1,
        state: 'recorded',
        commit: sha,
        environment: 'production',
        service: null,
        path: DEFAULT_RECORD_PATH,
        branch: null,
        seq: 1,
        why: null,
      },
    });
    expect(await verdict()).toBe('unproved');
    repository.commit();
    expect((await deployed()).exitCode).toBe(0);
    repository.commit();
    expect((await run(['audit', 'show'])).stdout).toContain('deploy.healthy');
    expect((await run(['guard'])).stdout).toContain('✅ GUARD PASSED');
  });

  test('writes nothing a second time for the deploy that is recorded', async () => {
    const { repository, run } = shop();
    const sha = repository.git('rev-parse', 'HEAD');
    const again = ['record', 'deployed', '--commit', sha, '--environment', 'production', '--format', 'json'];
    await run(again);
    repository.commit();
    expect(JSON.parse((await run(again)).stdout)).toMatchObject({ state: 'already' });
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('builds on no record that somebody wrote by hand', async () => {
    const { repository, root, deployed } = shop();
    await deployed();
    repository.commit();
    const sha = repository.git('rev-parse', 'HEAD');
    const forged = `{"last_good_sha":"${sha}","deployed_at":"2026-11-21T08:00:00Z"}\n`;
    writeFileSync(path.join(root, DEFAULT_RECORD_PATH), forged);
    expect((await deployed()).exitCode).toBe(1);
  });

  test('knows no commit that was not merged, and no other environment than the policy', async () => {
    const { repository, run } = shop();
    const name = (commit: string, environment: string) =>
      run(['record', 'deployed', '--commit', commit, '--environment', environment]);
    expect((await name('f'.repeat(40), 'production')).exitCode).toBe(2);
    repository.git('checkout', '-q', '-b', 'side');
    const side = repository.commit({ 'side.py': '' });
    repository.git('checkout', '-q', '-');
    expect((await name(side, 'production')).exitCode).toBe(2);
    expect((await name('HEAD', 'staging')).exitCode).toBe(2);
  });

  test('asks the service which commit runs, where the policy has a probe', async () => {
    let running: object = {};
    const server = createServer((_, answer) => answer.end(JSON.stringify({ build: running })));
    await new Promise<void>((started) => void server.listen(0, '127.0.0.1', () => started()));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const probe =
        "deployment:\n  probes:\n    - { environment: production, url: '${SHOP_URL}/health', identity: $.build.sha }\n";
      const { repository, deployed } = shop({ 'lockkeeper.yaml': `${POLICY}${probe}` });
      expect((await deployed()).exitCode).toBe(2);
      expect((await deployed({ SHOP_URL: url })).exitCode).toBe(2);
      running = { sha: 'f'.repeat(40) };
      expect((await deployed({ SHOP_URL: url })).exitCode).toBe(1);
      running = { sha: repository.git('rev-parse', 'HEAD').slice(0, 12) };
      expect((await deployed({ SHOP_URL: url })).exitCode).toBe(1);
      running = { sha: repository.git('rev-parse', 'HEAD') };
      expect((await deployed({ SHOP_URL: url })).exitCode).toBe(0);
    } finally {
      server.close();
    }
  });
});

describe('a log with signers', () => {
  const signed = () => {
    const key = keyOf('release');
    const env = { LOCKKEEPER_SIGNING_KEY: key.file };
    return { ...shop({ 'lockkeeper.yaml': SIGNED, [SIGNERS]: key.line }), key, env };
  };

  test('is proved by the signature of its last entry', async () => {
    const { repository, deployed, verdict, run, env } = signed();
    expect((await deployed(env)).exitCode).toBe(0);
    expect(await verdict()).toBe('pass');
    repository.commit();
    repository.commit({ 'app.py': 'print(2)\n' });
    expect((await deployed(env)).exitCode).toBe(0);
    expect(await verdict()).toBe('pass');
    expect((await run(['audit', 'verify'])).stdout).toContain('the log is whole and signed: 3 entries.');
  });

  test('is not written by somebody without a key, or with one of nobody who signs', async () => {
    const { deployed, root } = signed();
    expect((await deployed()).exitCode).toBe(3);
    expect((await deployed({ LOCKKEEPER_SIGNING_KEY: keyOf('mallory').file })).exitCode).toBe(3);
    expect(() => readFileSync(path.join(root, AUDIT_LOG_PATH))).toThrow('ENOENT');
  });

  test('does not hold once the policy names nobody, or others, without a word of a signer', async () => {
    const { repository, deployed, verdict, env } = signed();
    await deployed(env);
    repository.commit();
    repository.write('lockkeeper.yaml', POLICY);
    expect(await verdict()).toBe('fail');
    repository.write('lockkeeper.yaml', SIGNED);
    repository.write(SIGNERS, keyOf('mallory').line);
    expect(await verdict()).toBe('fail');
  });

  test.each([
    ['without a signature', ''],
    ['with one of nobody', `"sig":"${'A'.repeat(80)}",`],
  ])('is not signed behind an entry %s that lacks only its line end', async (_how, sig) => {
    const { repository, root, deployed, env } = signed();
    await deployed(env);
    repository.commit();
    const file = path.join(root, AUDIT_LOG_PATH);
    const whole = readFileSync(file, 'utf8');
    const last = z
      .looseObject({ seq: z.number(), hash: z.string() })
      .parse(JSON.parse(whole.trimEnd().split('\n').at(-1) ?? ''));
    const line = entryLine(
      entryAfter(last, {
        ts: '2026-11-21T08:00:00Z',
        actor: 'mallory',
        env: 'production',
        event: 'deploy.healthy',
        data: { sha: repository.git('rev-parse', 'HEAD') },
      }),
    );
    writeFileSync(file, whole + line.trimEnd().replace('"ts":', `${sig}"ts":`));
    repository.commit();
    repository.commit({ 'app.py': 'print(2)\n' });
    expect((await deployed(env)).exitCode).toBe(1);
  });

  test('vouches for all that the record says, and no deploy is written behind another one', async () => {
    const { repository, root, deployed, verdict, env } = signed();
    await deployed(env);
    repository.commit();
    const file = path.join(root, DEFAULT_RECORD_PATH);
    const { record_hash: _hash, ...said } = z.looseObject({}).parse(JSON.parse(readFileSync(file, 'utf8')));
    const forged = { ...said, seq: 99, checks: [{ name: 'ci', conclusion: 'success' }] };
    const hash = `sha256:${createHash('sha256').update(canonicalJson(forged)).digest('hex')}`;
    writeFileSync(file, `${JSON.stringify({ ...forged, record_hash: hash }, undefined, 2)}\n`);
    expect(await verdict()).toBe('fail');
    repository.commit({ 'app.py': 'print(2)\n' });
    expect((await deployed(env)).exitCode).toBe(1);
  });

  test('takes other signers where one of those before says so', async () => {
    const { repository, deployed, verdict, run, env, key } = signed();
    await deployed(env);
    repository.commit();
    const next = keyOf('next');
    repository.commit({ [SIGNERS]: next.line });
    const repair = ['record', 'repair', '--reason', 'the key was renewed'];
    expect((await run(repair, { LOCKKEEPER_SIGNING_KEY: next.file })).exitCode).toBe(3);
    expect((await run(repair, { LOCKKEEPER_SIGNING_KEY: key.file })).exitCode).toBe(0);
    expect(await verdict()).toBe('pass');
    repository.commit({ 'app.py': 'print(3)\n' });
    expect((await deployed(env)).exitCode).toBe(3);
    expect((await deployed({ LOCKKEEPER_SIGNING_KEY: next.file })).exitCode).toBe(0);
    expect(await verdict()).toBe('pass');
  });

  test('is not begun behind entries that nobody signed, but by who answers for them', async () => {
    const { repository, deployed, verdict, run, env, key } = { ...signed(), ...shop() };
    await deployed();
    repository.commit();
    repository.commit({ 'lockkeeper.yaml': SIGNED, [SIGNERS]: key.line });
    expect(await verdict()).toBe('fail');
    expect((await deployed(env)).exitCode).toBe(1);
    expect((await run(['record', 'repair', '--reason', 'signed from here on'], env)).exitCode).toBe(0);
    expect(await verdict()).toBe('pass');
  });
});

describe('`lockkeeper record repair`', () => {
  test('is the way back after a rewrite that was meant', async () => {
    const { repository, deployed, verdict, run, root } = shop();
    await deployed();
    repository.commit();
    repository.git('rm', '-q', '-r', 'infrastructure');
    repository.git('commit', '-q', '-m', 'Take out what must not be public');
    expect((await deployed()).exitCode).toBe(1);
    expect((await run(['record', 'repair', '--reason', ' '])).exitCode).toBe(2);
    const { exitCode, stdout } = await run(['record', 'repair', '--reason', 'INC-12', '--format', 'json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ given_up: [expect.any(String), expect.any(String)] });
    expect((await deployed()).exitCode).toBe(0);
    expect(await verdict()).toBe('unproved');
    expect(readFileSync(path.join(root, AUDIT_LOG_PATH), 'utf8')).toContain('"reason":"INC-12"');
  });
});

describe('an answer for what was there before, of somebody who has no key of a signer', () => {
  /** Two deploys that are signed, and nothing left of them in the tree. */
  async function taken() {
    const key = keyOf('release');
    const env = { LOCKKEEPER_SIGNING_KEY: key.file };
    const made = shop({ 'lockkeeper.yaml': SIGNED, [SIGNERS]: key.line });
    await made.deployed(env);
    const whole = made.repository.commit();
    made.repository.git('rm', '-q', '-r', 'infrastructure');
    return { ...made, env, whole };
  }
  const REPAIR = ['record', 'repair', '--reason', 'the history was rewritten'];

  test.each(['other signers', 'no signers'])('does not count where the policy names %s', async (who) => {
    const { repository, run, deployed, verdict, env, whole } = await taken();
    const own = keyOf('mallory');
    const theirs = { LOCKKEEPER_SIGNING_KEY: own.file };
    repository.commit(who === 'no signers' ? { 'lockkeeper.yaml': POLICY } : { [SIGNERS]: own.line });
    await run(REPAIR, theirs);
    await deployed(theirs);
    const forged = repository.commit();
    expect(await verdict()).not.toMatch(/pass|unproved/);
    repository.git('checkout', '-q', whole, '--', '.');
    expect(await verdict()).toBe('fail');
    expect((await run(REPAIR, env)).exitCode).toBe(0);
    expect(await verdict()).toBe('pass');
    repository.commit();
    repository.git('checkout', '-q', forged, '--', '.');
    repository.commit();
    expect(await verdict()).not.toMatch(/pass|unproved/);
  });

  test('does not count in a history that was merged beside ours', async () => {
    const { repository, run, verdict } = await taken();
    const own = keyOf('mallory');
    repository.git('reset', '-q', '--hard');
    repository.git('checkout', '-q', '--orphan', 'other');
    repository.git('rm', '-q', '-r', '-f', '.');
    repository.commit({ 'lockkeeper.yaml': SIGNED, [SIGNERS]: own.line, 'app.py': 'print(1)\n' });
    const theirs = { LOCKKEEPER_SIGNING_KEY: own.file };
    await run(['record', 'deployed', '--commit', 'HEAD', '--environment', 'production'], theirs);
    repository.commit();
    expect(await verdict()).toBe('pass');
    repository.git('merge', '-q', '-s', 'ours', '--allow-unrelated-histories', '-m', 'Merge', 'main');
    await run(REPAIR, theirs);
    repository.commit();
    expect(await verdict()).toBe('fail');
  });
});
