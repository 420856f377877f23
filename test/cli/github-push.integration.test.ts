import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../packages/host-node/src/testing/temporary-repository.ts';
import type { GitHubWorld, WorldPullRequest } from '../github/world.ts';
import { labelled, lockkeeperInCi, sampleOnGitHub, worldOf, type Sample } from './github-sample.ts';

afterAll(removeTemporaryFolders);

/** The sample after #12 was merged into main by a merge commit. */
function merged(): Sample & { readonly merge: string } {
  const sample = sampleOnGitHub();
  const { repository } = sample;
  repository.git('checkout', '--quiet', 'main');
  repository.git('merge', '--quiet', '--no-ff', '--no-edit', 'topic');
  return { ...sample, merge: repository.git('rev-parse', 'HEAD') };
}

function worldAfter(
  { head, merge }: Pick<ReturnType<typeof merged>, 'head' | 'merge'>,
  change: Partial<WorldPullRequest> = {},
): GitHubWorld {
  const mergedAt = '2026-11-21T10:00:00Z';
  return worldOf({ head }, { state: 'closed', mergedAt, mergeCommit: merge, commits: [head], ...change });
}

/** GitHub knows a commit that something is said of. */
function knowing(commit: string): Pick<GitHubWorld, 'statuses'> {
  return { statuses: { [commit]: [] } };
}

function push(before: string, after: string, change: object = {}): object {
  return {
    before,
    after,
    ref: 'refs/heads/main',
    forced: false,
    sender: { login: 'mia', id: 2, type: 'User' },
    repository: { default_branch: 'main' },
    ...change,
  };
}

describe('a push to main', () => {
  test('passes with what was approved in the pull request it brings', async () => {
    const sample = merged();
    const event = push(sample.base, sample.merge);
    const { exitCode, stdout } = await lockkeeperInCi(sample, {
      world: worldAfter(sample),
      args: ['check'],
      event,
    });
    expect(stdout).not.toContain('core/pay.py is protected');
    expect(exitCode).toBe(0);
  });

  test('is refused where the pull request it brings was not approved', async () => {
    const sample = merged();
    const event = push(sample.base, sample.merge);
    const world = worldAfter(sample, { events: [labelled({ actor: 'ada' })] });
    const { exitCode, stdout } = await lockkeeperInCi(sample, { world, args: ['check'], event });
    expect(stdout).toContain('paths/label-untrusted');
    expect(exitCode).toBe(1);
  });

  test('is refused past every pull request', async () => {
    const sample = sampleOnGitHub();
    const event = push(sample.base, sample.head);
    const { exitCode, stdout } = await lockkeeperInCi(sample, {
      world: worldOf(sample, { head: 'd'.repeat(40) }, knowing(sample.head)),
      args: ['check'],
      event,
    });
    expect(stdout).toContain('branches/no-direct-push');
    expect(stdout).toContain('paths/protected');
    expect(exitCode).toBe(1);
  });

  test('is refused where a commit was slipped in under the approved merge', async () => {
    const { repository, base, head } = sampleOnGitHub();
    repository.git('checkout', '--quiet', 'main');
    const evil = repository.commit({ 'core/backdoor.py': 'OPEN = True\n' });
    repository.git('merge', '--quiet', '--no-ff', '--no-edit', 'topic');
    const merge = repository.git('rev-parse', 'HEAD');
    const { exitCode, stdout } = await lockkeeperInCi(
      { repository },
      {
        world: { ...worldAfter({ head, merge }), ...knowing(evil) },
        args: ['check'],
        event: push(base, merge),
      },
    );
    expect(stdout).toContain('Changes to core/backdoor.py (section core)');
    expect(exitCode).toBe(1);
  });

  test('is judged by what it took away [row 0.23]', async () => {
    const sample = merged();
    sample.repository.git('reset', '--quiet', '--hard', sample.base);
    const event = push(sample.merge, sample.base);
    const { exitCode, stdout } = await lockkeeperInCi(sample, {
      world: worldAfter(sample),
      args: ['check'],
      event,
    });
    expect(stdout).toContain('branches/force-push');
    expect(stdout).toContain('Changes to core/pay.py (section core)');
    expect(exitCode).toBe(1);
  });

  test('is not proved where nobody can see what it took away', async () => {
    const sample = sampleOnGitHub();
    const gone = 'e'.repeat(40);
    const { exitCode, stderr } = await lockkeeperInCi(sample, {
      world: worldOf(sample),
      args: ['check'],
      event: push(gone, sample.head, { forced: true }),
    });
    expect(stderr).toContain(`The base ${gone} cannot be found because`);
    expect(exitCode).toBe(2);
  });

  test('is not proved where GitHub does not say how it came', async () => {
    const sample = merged();
    const { exitCode, stdout } = await lockkeeperInCi(sample, {
      world: { ...worldAfter(sample), faults: [{ kind: 'answer', status: 403 }] },
      args: ['check'],
      event: push(sample.base, sample.merge),
    });
    expect(stdout.replace(/\s+/g, ' ')).toContain('GitHub says that the token may not read');
    expect(exitCode).toBe(2);
  });
});

describe('a merge queue', () => {
  const group = ({ base, merge }: Pick<ReturnType<typeof merged>, 'base' | 'merge'>, number = 12) => ({
    action: 'checks_requested',
    merge_group: {
      base_sha: base,
      base_ref: 'refs/heads/main',
      head_sha: merge,
      head_ref: `refs/heads/gh-readonly-queue/main/pr-${number}-${base}`,
    },
  });

  test('passes what was approved in its pull request', async () => {
    const sample = merged();
    const asked = { world: worldOf(sample), args: ['check'], event: group(sample) };
    expect(await lockkeeperInCi(sample, asked)).toMatchObject({ exitCode: 0 });
  });

  test('refuses what was not', async () => {
    const sample = merged();
    const world = worldOf(sample, { events: [] });
    const { exitCode, stdout } = await lockkeeperInCi(sample, {
      world,
      args: ['check'],
      event: group(sample),
    });
    expect(stdout).toContain('paths/protected');
    expect(exitCode).toBe(1);
  });

  test('does not take the approval of one pull request for another that comes with it', async () => {
    const { repository, base, head } = sampleOnGitHub();
    repository.git('checkout', '--quiet', 'main');
    const other = repository.commit({ 'core/other.py': 'OPEN = True\n' });
    repository.git('merge', '--quiet', '--no-ff', '--no-edit', 'topic');
    const merge = repository.git('rev-parse', 'HEAD');
    const world = worldOf({ head });
    const eleven = { number: 11, author: 'ada', branch: 'other', head: other };
    const { exitCode, stdout } = await lockkeeperInCi(
      { repository },
      {
        world: { ...world, pullRequests: [...(world.pullRequests ?? []), eleven] },
        args: ['check'],
        event: group({ base, merge }),
      },
    );
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `the merge group of #12 brings commit ${other.slice(0, 10)} too, which comes from #11`,
    );
    expect(exitCode).toBe(2);
  });

  test('cannot prove anything about a pull request nobody knows', async () => {
    const sample = merged();
    const asked = { world: worldOf(sample), args: ['check'], event: group(sample, 99) };
    expect(await lockkeeperInCi(sample, asked)).toMatchObject({ exitCode: 2 });
  });
});
