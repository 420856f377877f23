import { appendFileSync } from 'node:fs';
import path from 'node:path';

import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

function shop() {
  const repository = temporaryRepository();
  repository.commit({ 'lockkeeper.yaml': 'version: 1\nmigrations: { once: [c3d4e5f6a7b8] }\n' });
  const run = (...args: readonly string[]) => runMain(args, { cwd: repository.root, env: { USER: 'alice' } });
  return { root: repository.root, run };
}

describe('record once [row 1.36]', () => {
  test('writes into the audit log that a migration ran, by whom and where', async () => {
    const { run } = shop();
    expect(await run('record', 'once', 'c3d4e5f6a7b8', '--environment', 'production')).toEqual({
      exitCode: 0,
      stdout: `Wrote into ${AUDIT_LOG_PATH} that c3d4e5f6a7b8 has run in production. Commit the log.\n`,
      stderr: '',
    });
    const { stdout } = await run('audit', 'show');
    expect(stdout).toContain('migration.once  production  by alice\n    revision=c3d4e5f6a7b8');
    expect((await run('audit', 'verify')).exitCode).toBe(0);
  });

  test('writes nothing of what the policy does not name', async () => {
    const { run } = shop();
    const { exitCode, stderr } = await run('record', 'once', 'other', '--environment', 'production');
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'The policy does not say that other may run only once. Name it in migrations.once first.\n',
    );
    expect((await run('audit', 'show')).stdout).toBe('');
  });

  test('writes nothing of an environment that a policy with services does not know', async () => {
    const { root, run } = shop();
    const services = 'deployment: { record: infrastructure/last-good-deploy.json, services: [api] }\n';
    appendFileSync(path.join(root, 'lockkeeper.yaml'), services);
    for (const command of [
      ['once', 'c3d4e5f6a7b8'],
      ['backup', 'shop.dump'],
    ]) {
      const { exitCode, stderr } = await run('record', ...command, '--environment', 'prodution');
      expect(exitCode).toBe(2);
      expect(stderr).toContain('The policy knows no environment prodution, only: production.');
    }
    expect((await run('audit', 'show')).stdout).toBe('');
    expect((await run('record', 'once', 'c3d4e5f6a7b8', '--environment', 'Production')).exitCode).toBe(0);
  });

  test('writes nothing into a log that somebody else has changed', async () => {
    const { root, run } = shop();
    await run('record', 'once', 'c3d4e5f6a7b8', '--environment', 'production');
    appendFileSync(path.join(root, AUDIT_LOG_PATH), '{}\n');
    const { exitCode, stderr } = await run('record', 'once', 'c3d4e5f6a7b8', '--environment', 'staging');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('was changed by somebody else');
  });
});
