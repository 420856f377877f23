import { largeRepository } from './large-repository.mjs';
import { timeInTurns } from './measure.mjs';
import { BARE_NODE, CLI } from './programs.mjs';

const RUNS = 11;
const LIMITS = { must: 500, goal: 250 };

/** The whole command, from its start to its exit, on a change of 10 files in a repository of 100,000. */
export function checkOfAChange() {
  const cwd = largeRepository();
  const check = (/** @type {readonly string[]} */ ...args) => ({
    program: process.execPath,
    args: [CLI, 'check', '--base', 'main', ...args],
    cwd,
    exitCodes: [1],
  });
  const git = (/** @type {readonly string[]} */ ...args) => ({ program: 'git', args, cwd });
  const [commits = 0, worktree = 0, gitCommits = 0, gitWorktree = 0, gitStatus = 0, node = 0] = timeInTurns(
    [
      check('--head', 'HEAD'),
      check(),
      git('diff', '--raw', '-z', '--no-renames', 'main...HEAD'),
      git('diff', '--raw', '-z', '--no-renames', 'main'),
      git('status', '--porcelain', '-z'),
      BARE_NODE,
    ],
    RUNS,
  );
  const floor = { name: 'node -e 0', value: node };
  return [
    {
      name: 'check --base main --head HEAD, 10 of 100,000 files',
      unit: /** @type {const} */ ('ms'),
      ours: commits,
      peers: [{ name: 'git diff main...HEAD', value: gitCommits }, floor],
      ...LIMITS,
    },
    {
      name: 'check --base main with the worktree, same change',
      unit: /** @type {const} */ ('ms'),
      ours: worktree,
      peers: [{ name: 'git diff main', value: gitWorktree }, { name: 'git status', value: gitStatus }, floor],
      ...LIMITS,
    },
  ];
}
