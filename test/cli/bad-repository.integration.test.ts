import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  repositoryAt,
  runGit,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper } from './lockkeeper-process.ts';
import { SAMPLE_FILES } from './sample-policy.ts';

afterAll(removeTemporaryFolders);

describe('a place without git', () => {
  test('plain files are judged, and what needs git is named', async () => {
    const folder = temporaryFolder();
    fill(folder, SAMPLE_FILES);
    const { exitCode, stdout } = await lockkeeper(['check'], { cwd: folder });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'note: Changes of protected paths were not judged, because this is not a git repository.',
    );
  });

  test('--no-git judges the files of a repository alone', async () => {
    const { root } = sample();
    const { exitCode, stdout } = await lockkeeper(['check', '--no-git'], { cwd: root });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('because git is not asked.');
  });

  test('a change cannot be judged without a repository', async () => {
    const folder = temporaryFolder();
    fill(folder, SAMPLE_FILES);
    const { exitCode, stdout, stderr } = await lockkeeper(['check', '--base', 'main', '--format', 'json'], {
      cwd: folder,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'A change needs a git repository to be judged. Run inside one, or leave --base out.\n',
    );
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'undetermined', error: { kind: 'not-judged' } });
  });

  test('git missing from the PATH is named at home and stops the run in CI', async () => {
    const { root } = sample();
    const empty = temporaryFolder();
    const atHome = await lockkeeper(['check'], { cwd: root, env: { PATH: empty } });
    expect(atHome.exitCode).toBe(0);
    expect(atHome.stdout).toContain('because git is not installed or not on the PATH.');
    const inCi = await lockkeeper(['check'], { cwd: root, env: { PATH: empty, CI: 'true' } });
    expect(inCi.exitCode).toBe(2);
    expect(inCi.stderr).toBe(
      'Nothing can be proved at stage ci, because git is not installed or not on the PATH. Install git, or judge the files alone with --no-git.\n',
    );
    const guard = await lockkeeper(['guard'], { cwd: root, env: { PATH: empty } });
    expect(guard.exitCode).toBe(2);
    expect(guard.stderr).toMatch(/^Nothing can be proved at stage deploy/);
  });

  test('a folder that is not there is named', async () => {
    const { exitCode, stderr } = await lockkeeper(['check', '--root', 'nowhere'], { cwd: temporaryFolder() });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'The folder nowhere cannot be opened: there is no such file or folder. Name another with --root.\n',
    );
  });

  test('a file is no root', async () => {
    const folder = temporaryFolder();
    fill(folder, { 'a.txt': '' });
    const { exitCode, stderr } = await lockkeeper(['check', '--root', 'a.txt'], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stderr).toBe('a.txt is not a folder. Name the folder of the repository with --root.\n');
  });
});

describe('an unusual repository', () => {
  test('before the first commit the files on disk are judged', async () => {
    const repository = temporaryRepository();
    fill(repository.root, SAMPLE_FILES);
    for (const env of [{}, { CI: '1' }]) {
      const { exitCode, stdout } = await lockkeeper(['check'], { cwd: repository.root, env });
      expect(exitCode).toBe(0);
      expect(stdout).toContain('Changes of protected paths were not judged');
    }
  });

  test('before the first commit there is nothing to guard', async () => {
    const repository = temporaryRepository();
    const { exitCode, stderr } = await lockkeeper(['guard'], { cwd: repository.root });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^The commit HEAD cannot be found because .+\.\n$/);
  });

  test('a bare repository is judged at its head', async () => {
    const source = sample();
    const bare = path.join(temporaryFolder(), 'bare.git');
    source.git('clone', '--quiet', '--bare', source.root, bare);
    const { exitCode, stdout, stderr } = await lockkeeper(['check'], { cwd: bare });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('3 files');
    const change = await lockkeeper(['check', '--base', 'HEAD~1'], { cwd: bare });
    expect(change.exitCode).toBe(0);
    const fix = await lockkeeper(['check', '--fix'], { cwd: bare });
    expect(fix.exitCode).toBe(2);
    expect(fix.stderr).toMatch(/^--fix changes the files on disk, but what is judged is HEAD\./);
  });

  test('a detached head is judged like any other', async () => {
    const repository = sample();
    repository.git('checkout', '--quiet', '--detach', 'HEAD');
    const { exitCode } = await lockkeeper(['check', '--base', 'main~1'], { cwd: repository.root });
    expect(exitCode).toBe(0);
  });

  test('a shallow clone without the merge base says how to get it', async () => {
    const source = sample();
    source.git('branch', 'release', 'HEAD~1');
    source.commit({ 'backend/core/pay.py': 'AMOUNT = 2\n' });
    const clone = path.join(temporaryFolder(), 'clone');
    source.git('clone', '--quiet', '--depth=1', '--no-single-branch', `file://${source.root}`, clone);
    const { exitCode, stderr } = await lockkeeper(['check', '--base', 'origin/release'], { cwd: clone });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'origin/release and HEAD have no common commit to compare with because this is a shallow clone whose history does not reach back to the common commit. Fetch the whole history (git fetch --unshallow; in GitHub Actions: fetch-depth: 0).\n',
    );
  });

  test('histories without a common commit cannot be compared', async () => {
    const repository = sample();
    repository.git('checkout', '--quiet', '--orphan', 'other');
    repository.commit({ 'a.txt': 'a' });
    const named = await lockkeeper(['check', '--base', 'main'], { cwd: repository.root });
    expect(named.exitCode).toBe(2);
    expect(named.stderr).toBe(
      'main and HEAD have no common commit to compare with because the two histories have no commit in common. Name another base with --base.\n',
    );
    const unnamed = await lockkeeper(['check'], { cwd: repository.root });
    expect(unnamed.exitCode).toBe(0);
    expect(unnamed.stdout).toContain(
      'Changes of protected paths were not judged, because the two histories have no commit in common.',
    );
  });

  test.each(['nowhere', '--upload-pack=touch hacked', 'HEAD:lockkeeper.yaml', ''])(
    'the base %j is not found',
    async (base) => {
      const { root } = sample();
      const { exitCode, stderr } = await lockkeeper(['check', `--base=${base}`], { cwd: root });
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(
        /^The base .*cannot be found because .+\. Fetch it, or name another with --base\.\n$/s,
      );
    },
  );

  test('a head that is not there is named', async () => {
    const { root } = sample();
    const { exitCode, stderr } = await lockkeeper(['check', '--base', 'main', '--head', 'gone'], {
      cwd: root,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^The head gone cannot be found because .+\.\n$/);
  });

  test('a path name that is not UTF-8 is judged and shown', async () => {
    const repository = sample();
    const folder = path.join(repository.root, 'backend/core');
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/na`), Buffer.from([0xef]), Buffer.from('ve.py')]),
      'x = 1\n',
    );
    const { exitCode, stdout } = await lockkeeper(['check', '--base', 'main', '--format', 'json'], {
      cwd: repository.root,
      env: { CI: '1' },
    });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'pass' });
    const local = await lockkeeper(['check', '--base', 'main'], { cwd: repository.root });
    expect(local.stdout).toContain('Changes to backend/core/na\\xefve.py (section core)');
    repository.commit();
    const committed = await lockkeeper(['check', '--base', 'main~1'], {
      cwd: repository.root,
      env: { CI: '1' },
    });
    expect(committed.exitCode).toBe(1);
    expect(committed.stdout).toContain(
      'Suspicious name backend/core/na\\xefve.py: it is not UTF-8: it holds the byte 0xEF.',
    );
  });

  test('a repository of somebody else is not read', async () => {
    const repository = sample();
    const foreign = await lockkeeper(['check'], {
      cwd: repository.root,
      env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' },
    });
    expect(foreign.exitCode).toBe(2);
    expect(foreign.stderr).toMatch(/^Git does not read .+ safe\.directory/);
  });

  test('a policy behind a symbolic link is not followed out of the repository', async () => {
    const repository = temporaryRepository();
    const outside = path.join(temporaryFolder(), 'policy.yaml');
    writeFileSync(outside, 'version: 1\n');
    symlinkSync(outside, path.join(repository.root, 'lockkeeper.yaml'));
    const { exitCode, stderr } = await lockkeeper(['check'], { cwd: repository.root });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^lockkeeper\.yaml cannot be read: .*link/);
  });

  test('a folder nobody may look into is no clean folder', async () => {
    const repository = sample();
    chmodSync(path.join(repository.root, 'backend'), 0o000);
    const { exitCode, stdout, stderr } = await lockkeeper(['check'], {
      cwd: repository.root,
      unprivileged: true,
    });
    chmodSync(path.join(repository.root, 'backend'), 0o755);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe('The change cannot be read because the folder "backend/" could not be opened.\n');
  });

  test('a file nobody may read leaves its subject undetermined, which fails where it must be proved', async () => {
    const repository = sample();
    chmodSync(path.join(repository.root, 'backend/requirements.lock'), 0o000);
    const surroundings = { cwd: repository.root, unprivileged: true };
    const atHome = await lockkeeper(['check', '--no-git'], surroundings);
    expect(atHome.exitCode).toBe(0);
    expect(atHome.stdout).toContain('undetermined');
    expect(atHome.stdout).toMatch(/permission/i);
    const proved = await lockkeeper(['check', '--no-git', '--stage', 'ci'], surroundings);
    expect(proved.exitCode).toBe(2);
  });
});

function sample(): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit({ 'README.md': 'sample\n', 'lockkeeper.yaml': SAMPLE_FILES['lockkeeper.yaml'] ?? '' });
  repository.commit(SAMPLE_FILES);
  return repository;
}

function fill(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) repositoryAt(folder).write(file, text);
  expect(runGit(folder, ['--version'])).toContain('git version');
}
