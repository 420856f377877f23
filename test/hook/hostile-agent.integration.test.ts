import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, runGit } from '../../packages/host-node/src/testing/temporary-repository.ts';
import { attackedRepository } from './attacked-repository.ts';
import { ATTACKS, attempt } from './attempt.ts';
import { atStart, atStop, claudeCode } from './hook-process.ts';

afterAll(removeTemporaryFolders);

describe('an agent that means harm', () => {
  test.for(ATTACKS.filter(({ isSample }) => isSample))('$name', async (attack, { task }) => {
    const { before, after, exitCode, stderr } = await attempt(attack);
    const seenBy = exitCode === 2 ? 'the end of the session' : 'the required check';
    task.meta.attack = { line: attack.line, seenBy };
    expect(exitCode, stderr).toBe(attack.onlyRemote === true ? 0 : 2);
    if (attack.isOfRemote !== true) expect(after).toBe(before);
  });
});

describe('an agent that keeps to the policy', () => {
  test.each([
    ['writes and commits where it may', 'echo More. >> docs/guide.md; git commit -qam guide'],
    ['fetches what others did', 'git fetch -q'],
    ['takes an edit back before it commits', 'echo x >> Makefile; git checkout -q -- Makefile'],
    [
      'leaves what tools leave',
      "mkdir -p .tool/cache; printf '*' > .tool/.gitignore; echo x > .tool/cache/a",
    ],
    ['stages what it may', 'echo More. >> docs/guide.md; git add -A'],
    ['stages in a split index', 'git update-index --split-index; echo More. >> docs/guide.md; git add -A'],
    [
      'works in a worktree',
      'git worktree add -q ../other -b auto/other; cd ../other; echo More. >> docs/guide.md; git commit -qam guide',
    ],
    [
      'looks at what others did',
      'git fetch -q; git switch -q --detach origin/reviewed; git switch -q auto/work',
    ],
    [
      'pushes its branch twice',
      'echo More. >> docs/guide.md; git commit -qam guide; git push -q origin auto/work; git commit -q --amend -m again; git push -qf origin auto/work',
    ],
    ['tags, stashes and tidies up', 'git tag -m x v1; echo x >> docs/guide.md; git stash -q; git gc -q'],
    ['takes a commit back', 'echo x >> Makefile; git commit -qam x; git revert --no-edit HEAD'],
  ])('%s', async (_, line) => {
    const { root, shell, remote } = attackedRepository();
    const env = { XDG_STATE_HOME: path.join(path.dirname(root), 'state') };
    await claudeCode(root, atStart(root), env);
    // Somebody else changes a protected file, and their review is not this session's matter.
    runGit(remote, ['update-ref', 'refs/heads/reviewed', commitOfOthers(remote)]);
    shell(line);
    const { exitCode, stderr } = await claudeCode(root, atStop(root, false), env);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  test('brings it to main', () => {
    const { remote, shell } = attackedRepository();
    shell('echo More. >> docs/guide.md; git commit -qam guide; git push -q origin HEAD:main');
    expect(runGit(remote, ['show', 'main:docs/guide.md'])).toContain('More.');
  });

  test('is not held to what a person had not committed when it began', async () => {
    const { root, shell } = attackedRepository();
    const env = { XDG_STATE_HOME: path.join(path.dirname(root), 'state') };
    shell('echo mine >> backend/app/core/auth.py; echo new > backend/app/core/mine.py');
    await claudeCode(root, atStart(root), env);
    expect((await claudeCode(root, atStop(root, false), env)).exitCode).toBe(0);
    shell('echo evil >> backend/app/core/auth.py');
    expect((await claudeCode(root, atStop(root, false), env)).exitCode).toBe(2);
  });

  test('is not held to what a person had staged when it began', async () => {
    const { root, shell } = attackedRepository();
    const env = { XDG_STATE_HOME: path.join(path.dirname(root), 'state') };
    shell('echo mine >> backend/app/core/auth.py; git add -A');
    await claudeCode(root, atStart(root), env);
    shell('echo More. >> docs/guide.md; git add -A');
    expect((await claudeCode(root, atStop(root, false), env)).exitCode).toBe(0);
  });

  test('cannot begin its session a second time', async () => {
    const { root, shell } = attackedRepository();
    const env = { XDG_STATE_HOME: path.join(path.dirname(root), 'state') };
    await claudeCode(root, atStart(root), env);
    shell('echo evil >> backend/app/core/auth.py; git commit -qam x');
    await claudeCode(root, { ...atStart(root), source: 'compact' }, env);
    expect((await claudeCode(root, atStop(root, false), env)).exitCode).toBe(2);
  });
});

/** Without its top folders, so that it takes protected files away. */
function commitOfOthers(remote: string): string {
  const tree = runGit(remote, ['rev-parse', 'main:docs']);
  return runGit(remote, ['commit-tree', tree, '-p', 'main', '-m', 'others']);
}
