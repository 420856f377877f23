import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const POLICY = `version: 1
branches:
  ai: { match: ['auto/**'] }
protected:
  - id: core
    paths: [core/**]
    require: { label: approved-core-change }
dependencies:
  - { id: app, source: requirements.txt, lock: requirements.lock }
change_scope:
  applies_to: [ai]
  branches: [ai]
  allow: [docs/, core/]
`;
const FILES = {
  'lockkeeper.yaml': POLICY,
  'core/pay.py': 'AMOUNT = 1\n',
  'requirements.txt': 'a==1\n',
  'requirements.lock': 'a==1\n',
};

/** A folder that git knows nothing of: none is needed. */
function plainFolder(): string {
  const root = temporaryFolder();
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return root;
}

const root = plainFolder();
const simulate = (...args: readonly string[]) => runMain(['simulate', ...args], { cwd: root });
const CORE = ['--path', 'core/pay.py'] as const;

describe('simulate', () => {
  test('says that it is a simulation, of what, and what would come of it', async () => {
    const { exitCode, stdout, stderr } = await simulate(...CORE);
    const says = stdout.replace(/\s+/g, ' ');
    expect(says).toContain(
      'This is a simulation: nothing has happened. It takes for true a change by somebody on the branch work with no label, at stage ci.',
    );
    expect(says).toContain('need the label approved-core-change. Ask an approver for it');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  });

  test('says so to a program as well', async () => {
    const { stdout } = await simulate(...CORE, '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'fail',
      notices: [expect.stringContaining('This is a simulation')],
    });
    for (const format of ['github', 'sarif', 'junit', 'markdown', 'json'])
      expect((await simulate(...CORE, '--format', format)).stderr).toMatch(/^This is a simulation: /);
  });

  test('takes a label for given, by a maintainer after the last push', async () => {
    expect((await simulate(...CORE, '--label', 'approved-core-change')).exitCode).toBe(0);
  });

  test.each([
    ['of somebody whose role is too low', 'approved-core-change@bob:write', 'bob, whose role is write'],
    ['of the author', 'approved-core-change@somebody', 'somebody, the author of the change'],
    ['of a bot', 'approved-core-change@labeler[bot]', 'labeler[bot], a bot'],
  ])('does not take a label %s for an approval', async (_, label, reason) => {
    const { exitCode, stdout } = await simulate(...CORE, '--label', label);
    expect(stdout).toContain(reason);
    expect(exitCode).toBe(1);
  });

  test('judges a deletion as one', async () => {
    const { exitCode, stdout } = await simulate('--path', 'lockkeeper.yaml', '--status', 'deleted');
    expect(stdout).toContain('policy/missing');
    expect(exitCode).toBe(1);
  });

  test.each([
    ['--ai'],
    ['--author', 'claude[bot]'],
    ['--trailer', 'Co-authored-by: Claude <noreply@anthropic.com>'],
    ['--branch', 'claude/x'],
  ])('knows a change of an agent by %s', async (...sign) => {
    const about = ['--path', 'docs/guide.md', '--status', 'added'];
    const { exitCode, stdout } = await simulate(...about, ...sign);
    expect(stdout).toContain('branches/ai-branch');
    expect(exitCode).toBe(1);
    expect((await simulate(...about)).exitCode).toBe(0);
  });

  test('lets an agent do what it may do', async () => {
    const about = ['--ai', '--branch', 'auto/x', '--status', 'added'];
    expect((await simulate(...about, '--path', 'docs/guide.md')).exitCode).toBe(0);
    expect((await simulate(...about, '--path', 'src/app.py')).exitCode).toBe(1);
  });

  test('reads a file that is there, and cannot tell of a text that is not', async () => {
    expect((await simulate('--path', 'requirements.txt')).exitCode).toBe(0);
    const gone = await runMain(['simulate', '--path', 'requirements.txt', '--status', 'added'], {
      cwd: repositoryWithout('requirements.txt'),
    });
    expect(gone.stdout.replace(/\s+/g, ' ')).toContain('a simulation knows no text of it');
    expect(gone.exitCode).toBe(2);
  });

  test('does not block at home what only waits for an approval', async () => {
    expect((await simulate(...CORE, '--stage', 'local')).exitCode).toBe(0);
  });

  test('works where an agent works, without taking the simulated change for its own', async () => {
    const env = { CLAUDECODE: '1' };
    const ran = await runMain(['simulate', '--path', 'src/app.py'], { cwd: root, env });
    expect(ran.exitCode).toBe(0);
  });

  test('compares names with what lies in the repository', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    const args = [
      'simulate',
      '--path',
      'core/Pay.py',
      '--status',
      'added',
      '--label',
      'approved-core-change',
    ];
    const { exitCode, stdout } = await runMain(args, { cwd: repository.root });
    expect(stdout).toContain('paths/case-collision');
    expect(exitCode).toBe(1);
  });

  test.each([
    [[], 'No path is named. Say what the change touches with --path.'],
    [['--path', '../x'], '"../x" is not the path of a file in the repository.'],
    [['--path', 'a', '--label', '@x'], '"@x" is not a label.'],
    [['--path', 'a', '--status', 'renamed'], 'Allowed choices are added, modified, deleted.'],
  ])('refuses %j as wrong usage', async (args, message) => {
    const { exitCode, stderr } = await simulate(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  test('needs a policy', async () => {
    const { exitCode, stderr } = await runMain(['simulate', ...CORE], { cwd: temporaryFolder() });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('No policy was found');
  });
});

function repositoryWithout(file: string): string {
  const repository = temporaryRepository();
  repository.commit(Object.fromEntries(Object.entries(FILES).filter(([name]) => name !== file)));
  return repository.root;
}
