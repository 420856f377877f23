import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../packages/host-node/src/testing/temporary-repository.ts';
import type { GitHubWorld, WorldPullRequest } from '../github/world.ts';
import { lockkeeperInCi, sampleOnGitHub, worldOf } from './github-sample.ts';

afterAll(removeTemporaryFolders);

/** #12 merged into main of a clone, tagged, reviewed by Mia and tested. */
function released() {
  const sample = sampleOnGitHub();
  const { repository, head } = sample;
  repository.git('checkout', '--quiet', 'main');
  repository.git('merge', '--quiet', '--no-ff', '--no-edit', 'topic');
  const merge = repository.git('rev-parse', 'HEAD');
  repository.git('tag', 'v1.0.0');
  repository.git('update-ref', 'refs/remotes/origin/main', merge);
  const world = (change: Partial<WorldPullRequest> = {}, more: Partial<GitHubWorld> = {}) =>
    worldOf(
      sample,
      {
        state: 'closed',
        mergedAt: '2026-11-21T10:00:00Z',
        mergeCommit: merge,
        commits: [head],
        reviews: [{ by: 'mia', state: 'APPROVED', commit: head, at: '2026-11-21T09:30:00Z' }],
        ...change,
      },
      {
        checkRuns: {
          [head]: [{ name: 'test', status: 'completed', conclusion: 'success' }],
          [merge]: [{ name: 'deploy', status: 'in_progress' }],
        },
        ...more,
      },
    );
  return { ...sample, merge, world };
}

type Released = ReturnType<typeof released>;

function guard({ repository }: Released, world: GitHubWorld, ...args: readonly string[]) {
  return lockkeeperInCi({ repository }, { world, args: ['guard', ...args] }).then(({ exitCode, stdout }) => ({
    exitCode,
    says: stdout.replace(/\s+/g, ' '),
  }));
}

interface Refused {
  readonly change?: Partial<WorldPullRequest>;
  readonly more?: Partial<GitHubWorld>;
  readonly reason: string;
}

const PRODUCTION = ['--environment', 'production'] as const;

describe('the guard of an environment', () => {
  test('lets a commit of main go to production that was approved, tested and tagged [row 0.28]', async () => {
    const release = released();
    const { exitCode, says } = await guard(release, release.world(), ...PRODUCTION);
    expect(says).toContain('✅ GUARD PASSED');
    expect(says).toContain('Asked for: production.');
    expect(exitCode).toBe(0);
  });

  test('refuses a commit that is only on another branch [row 0.25]', async () => {
    const release = released();
    const { repository } = release;
    repository.git('checkout', '--quiet', '-b', 'feature/x');
    const commit = repository.commit({ 'docs/a.md': 'a\n' });
    repository.git('update-ref', 'refs/remotes/origin/feature/x', commit);
    for (const environment of ['staging', 'production']) {
      const { exitCode, says } = await guard(release, release.world(), '--environment', environment);
      expect(says).toMatch(/deploys only from [^.]+\. branches\/deploy-source /);
      expect(says).toContain('contains this commit. Merge it first');
      expect(exitCode).toBe(1);
    }
    repository.git('update-ref', 'refs/remotes/origin/auto/x', commit);
    const { exitCode } = await guard(release, release.world(), '--environment', 'staging');
    expect(exitCode).toBe(0);
  });

  test('does not take a branch of this clone for one of the remote', async () => {
    const release = released();
    release.repository.commit({ 'docs/a.md': 'a\n' });
    expect((await guard(release, release.world(), ...PRODUCTION)).says).toMatch(
      /deploys only from [^.]+\. branches\/deploy-source /,
    );
  });

  test.each<readonly [string, Refused]>([
    ['a commit nobody reviewed', { change: { reviews: [] }, reason: 'nobody reviewed #12' }],
    ['a review of the author', { change: { author: 'mia' }, reason: 'mia approved their own pull request' }],
    ['a commit without any check', { more: { checkRuns: {} }, reason: 'no check passed on it' }],
  ])('refuses %s', async (_, { change = {}, more = {}, reason }) => {
    const release = released();
    const { exitCode, says } = await guard(release, release.world(change, more), ...PRODUCTION);
    expect(says).toContain(reason);
    expect(exitCode).toBe(1);
  });

  test('refuses a commit with a status that failed beside check runs that passed', async () => {
    const release = released();
    const statuses = { [release.head]: [{ context: 'ci/legacy', state: 'failure' as const }] };
    const { exitCode, says } = await guard(release, release.world({}, { statuses }), ...PRODUCTION);
    expect(says).toContain('ci/legacy failed');
    expect(exitCode).toBe(1);
  });

  test('refuses a commit without a tag', async () => {
    const release = released();
    release.repository.git('tag', '--delete', 'v1.0.0');
    const { exitCode, says } = await guard(release, release.world(), ...PRODUCTION);
    expect(says).toContain('no tag points at it');
    expect(exitCode).toBe(1);
  });

  test('does not pass what GitHub does not tell of, and says why', async () => {
    const release = released();
    const silent = release.world({}, { faults: [{ kind: 'answer', status: 401 }] });
    const { exitCode, says } = await guard(release, silent, ...PRODUCTION);
    expect(says).toContain('GitHub refused the token (401); check GITHUB_TOKEN');
    expect(exitCode).toBe(2);
  });

  test('asks nobody anything where no environment is named', async () => {
    const release = released();
    const { exitCode, requests } = await lockkeeperInCi(release, {
      world: release.world(),
      args: ['guard', '--first-deploy'],
    });
    expect([exitCode, requests]).toEqual([0, []]);
  });

  test('refuses an empty name, as a workflow hands over for what is not set', async () => {
    const release = released();
    const { exitCode, stderr } = await lockkeeperInCi(release, {
      world: release.world(),
      args: ['guard', '--environment', ''],
    });
    expect(stderr).toContain('--environment is empty. Name where the commit is about to be deployed.');
    expect(exitCode).toBe(2);
  });
});

describe('the guard of a release', () => {
  /** The sample, of which the base is deployed and #12 is merged. */
  function recorded() {
    const release = released();
    const record = JSON.stringify({ last_good_sha: release.base, deployed_at: '2026-11-20T08:00:00Z' });
    release.repository.commit({ 'infrastructure/last-good-deploy.json': record });
    return release;
  }

  test('passes a protected change whose pull request was approved', async () => {
    const release = recorded();
    const { exitCode, says } = await guard(release, release.world());
    expect(says).toContain('✅ GUARD PASSED');
    expect(exitCode).toBe(0);
  });

  test.each<readonly [string, Refused]>([
    ['that was not', { change: { events: [] }, reason: 'need the label approved-core-change' }],
    ['that its author approved', { change: { author: 'mia' }, reason: 'mia, the author of the change' }],
    [
      'that came past every pull request',
      { change: { head: 'd'.repeat(40), commits: [] }, reason: 'core/pay.py' },
    ],
  ])('refuses one %s', async (_, { change = {}, reason }) => {
    const release = recorded();
    const { exitCode, says } = await guard(release, release.world(change));
    expect(says).toContain(reason);
    expect(exitCode).toBe(1);
  });

  test('refuses one that only an open pull request lays claim to', async () => {
    const release = recorded();
    const world = release.world();
    const pullRequests = world.pullRequests?.map(({ mergedAt: _at, mergeCommit: _by, ...claim }) => ({
      ...claim,
      state: 'open' as const,
    }));
    const { exitCode, says } = await guard(release, { ...world, pullRequests: pullRequests ?? [] });
    expect(says).toContain('need the label approved-core-change');
    expect(exitCode).toBe(1);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['a looser policy', { 'lockkeeper.yaml': 'version: 1\n' }, 'Changes to lockkeeper.yaml need the label'],
    [
      'a workflow',
      { '.github/workflows/guard.yml': 'name: no\n' },
      'Changes to .github/workflows/guard.yml need',
    ],
  ])('refuses %s that was pushed past every pull request', async (_, files, reason) => {
    const release = recorded();
    const commit = release.repository.commit(files);
    const { exitCode, says } = await guard(release, release.world({}, { statuses: { [commit]: [] } }));
    expect(says).toContain(reason);
    expect(exitCode).toBe(1);
  });

  test('refuses a link that was pushed past every pull request', async () => {
    const release = recorded();
    const { repository } = release;
    mkdirSync(path.join(repository.root, 'docs'));
    symlinkSync('../core', path.join(repository.root, 'docs/l'));
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message', 'Link');
    const { exitCode, says } = await guard(release, release.world());
    expect(says).toContain('The symbolic link docs/l leads to core');
    expect(exitCode).toBe(1);
  });

  test('does not pass one that GitHub does not tell of', async () => {
    const release = recorded();
    const silent = release.world({}, { faults: [{ kind: 'answer', status: 403 }] });
    const { exitCode, says } = await guard(release, silent);
    expect(says).toContain('GitHub says that the token may not read the pull requests of commit');
    expect(exitCode).toBe(2);
  });
});
