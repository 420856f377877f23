import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeperInCi, pullRequestEvent, sampleOnGitHub, worldOf, type Sample } from './github-sample.ts';

afterAll(removeTemporaryFolders);

/** What lockkeeper says of a pull request that nobody approved. */
function judged(sample: Sample) {
  const event = pullRequestEvent(sample, []);
  return lockkeeperInCi(sample, { world: worldOf(sample, { events: [] }), args: ['check'], event });
}

/**
 * Main has an approved fix, and an earlier part of the branch. The branch has the fix as well, so that they
 * part at two commits, of which git names the younger one first. `deed` is done while main is merged into
 * the branch.
 */
function crossed(year: string, deed: (repository: TemporaryRepository, page: string) => void): Sample {
  const { repository } = sampleOnGitHub();
  repository.git('checkout', '--quiet', '-B', 'topic', 'main');
  repository.commit({ 'web/page.ts': 'new' });
  repository.git('commit', '--quiet', '--amend', '--no-edit', `--date=${year}-01-01T00:00:00Z`);
  repository.git('rebase', '--quiet', '--force-rebase', '--committer-date-is-author-date', 'main');
  const page = repository.git('rev-parse', 'HEAD');
  repository.git('checkout', '--quiet', 'main');
  const fix = repository.commit({ 'core/pay.py': 'AMOUNT = 3\n' });
  repository.git('merge', '--quiet', '--no-ff', '--message=Merge #11', page);
  const base = repository.git('rev-parse', 'HEAD');
  repository.git('checkout', '--quiet', 'topic');
  repository.git('merge', '--quiet', '--no-ff', '--no-commit', fix);
  deed(repository, page);
  return { repository, base, head: repository.commit() };
}

describe.each(['2001', '2040'])(
  'a branch that was merged into main and main into it, with commits of %s',
  (year) => {
    test('may go on with its own work', async () => {
      const sample = crossed(year, (repository) => repository.write('web/more.ts', 'more'));
      expect(await judged(sample)).toMatchObject({ exitCode: 0 });
    });

    test('cannot take an approved fix back', async () => {
      const sample = crossed(year, (repository, page) => {
        repository.git('checkout', page, '--', 'core/pay.py');
      });
      const { exitCode, stdout } = await judged(sample);
      expect(stdout).toContain('Changes to core/pay.py (section core)');
      expect(exitCode).toBe(1);
    });
  },
);

describe('a pull request whose base went on after the event', () => {
  /** As a clone in CI has it. */
  function onOrigin({ repository }: Sample, deed: () => void): void {
    repository.git('checkout', '--quiet', 'main');
    deed();
    repository.git('update-ref', 'refs/remotes/origin/main', 'main');
    repository.git('checkout', '--quiet', '-B', 'topic');
  }

  test('is judged by the policy that was merged meanwhile', async () => {
    const { repository, base } = sampleOnGitHub();
    repository.git('checkout', '--quiet', '-B', 'topic', 'main');
    const sample = { repository, base, head: repository.commit({ 'web/page.ts': 'new' }) };
    expect(await judged(sample)).toMatchObject({ exitCode: 0 });
    onOrigin(sample, () => {
      const policy = repository.git('show', 'main:lockkeeper.yaml');
      repository.commit({ 'lockkeeper.yaml': `${policy}\n`.replace('core/**', '"**/*.ts"') });
    });
    repository.git('checkout', '--quiet', '--detach', sample.head);
    const { exitCode, stdout } = await judged(sample);
    expect(stdout).toContain('Changes to web/page.ts (section core)');
    expect(exitCode).toBe(1);
  });

  test('does not answer for what main got, once it was merged into the branch', async () => {
    const { repository, base } = sampleOnGitHub();
    onOrigin({ repository, base, head: base }, () => {
      repository.commit({ 'core/pay.py': 'AMOUNT = 3\n' });
    });
    repository.git('checkout', '--quiet', '-B', 'topic', base);
    repository.commit({ 'web/page.ts': 'new' });
    repository.git('merge', '--quiet', '--no-ff', '--no-edit', 'main');
    const sample = { repository, base, head: repository.git('rev-parse', 'HEAD') };
    expect(await judged(sample)).toMatchObject({ exitCode: 0 });
  });
});
