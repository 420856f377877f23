import { createHash } from 'node:crypto';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const FILES = {
  'lockkeeper.yaml': `version: 1
dependencies:
  - { id: app, source: requirements.txt, lock: requirements.lock }
`,
  'requirements.txt': 'fastapi==0.110.0\n',
  'requirements.lock': 'fastapi==0.110.0\n',
};

describe('guard', () => {
  test('[row 4.19] passes a clean release, with the headline first, and the table of rules for whom asks', async () => {
    const { repository } = released();
    const { exitCode, stdout } = await guard(repository);
    expect(stdout).toMatch(/^✅ GUARD PASSED: /);
    expect(stdout).not.toContain('✓');
    expect(exitCode).toBe(0);
    const table = (await guard(repository, '--verbose')).stdout;
    expect(table).toMatch(/^✅ GUARD PASSED: /);
    expect(table).toContain('✓ policy/missing');
  });

  test('[row 4.20] refuses what a check finds since the last release', async () => {
    const { repository } = released();
    repository.commit({ 'requirements.txt': 'fastapi\n' });
    const { exitCode, stdout } = await guard(repository);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('❌ GUARD FAILED');
    expect(stdout).toMatch(/error +.+ dependencies\/requirements-pinned\n/);
  });

  test.each([
    { what: 'what was deployed', lock: 'fastapi==0.110.0\n', exitCode: 0 },
    { what: 'tampered with', lock: 'fastapi==0.109.0\n', exitCode: 1 },
  ])('judges a lock at the recorded commit that is $what [row 2.06]', async ({ lock, exitCode }) => {
    const { repository, sha } = released();
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    const record = {
      last_good_sha: sha,
      deployed_at: '2026-11-20T08:00:00Z',
      dependencies: {
        requirements_txt_sha256: digest('fastapi==0.110.0\n'),
        requirements_lock_sha256: digest(lock),
      },
    };
    repository.commit({ 'infrastructure/last-good-deploy.json': JSON.stringify(record) });
    const ran = await guard(repository, '--verbose');
    expect(ran.exitCode, ran.stdout).toBe(exitCode);
    expect(ran.stdout).toContain(exitCode === 0 ? '✓ deployment/record-lock-mismatch' : '❌ GUARD FAILED');
    if (exitCode === 1) {
      expect(ran.stdout).toContain(`requirements.lock at last_good_sha ${sha} does not match`);
    }
  });

  test('without a record judges the tree and says so', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    const { exitCode, stdout } = await guard(repository);
    expect(stdout).toContain('There is no deploy record: only the tree was judged, not what changed.');
    expect(exitCode).toBe(0);
  });

  test('gives a program the decision with its report', async () => {
    const { repository, sha } = released();
    const { exitCode, stdout } = await guard(repository, '--format', 'json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema_version: 1,
      passed: true,
      headline: '✅ GUARD PASSED',
      range: { from: sha },
      record: 'present',
      report: { stage: 'deploy', verdict: 'pass' },
    });
  });

  test('judges the commit that is named, not the files on disk', async () => {
    const { repository } = released();
    repository.write('requirements.txt', 'fastapi\n');
    expect((await guard(repository)).exitCode).toBe(0);
    repository.commit();
    expect((await guard(repository)).exitCode).toBe(1);
    expect((await guard(repository, '--head', 'HEAD~1')).exitCode).toBe(0);
  });

  test('outside of a repository there is nothing to guard', async () => {
    const { exitCode, stdout, stderr } = await runMain(['guard', '--format', 'json'], {
      cwd: temporaryFolder(),
    });
    expect(exitCode).toBe(2);
    expect(stderr).toBe('The guard judges commits. Run it inside a git repository.\n');
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'undetermined', error: { kind: 'not-judged' } });
  });

  test('a commit without a policy is not guarded', async () => {
    const repository = temporaryRepository();
    const sha = repository.commit({ 'a.txt': 'a' });
    const { exitCode, stderr } = await guard(repository);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      `No policy was found in the commit ${sha}. Run \`lockkeeper init\` to write a first lockkeeper.yaml.\n`,
    );
  });
});

/** A release that was recorded, and the commit of the record after it. */
function released(): { readonly repository: TemporaryRepository; readonly sha: string } {
  const repository = temporaryRepository();
  const sha = repository.commit(FILES);
  const record = {
    last_good_sha: sha,
    deployed_at: '2026-01-02T03:04:05Z',
    services: ['api'],
    notes: 'first',
  };
  repository.commit({ 'infrastructure/last-good-deploy.json': `${JSON.stringify(record, undefined, 2)}\n` });
  return { repository, sha };
}

function guard({ root }: TemporaryRepository, ...args: readonly string[]) {
  return runMain(['guard', ...args], { cwd: root });
}
