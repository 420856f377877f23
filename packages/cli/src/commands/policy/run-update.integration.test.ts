import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';

import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';

import {
  removeTemporaryFolders,
  repositoryAt,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { policyUpdateAnswer } from '../../../../policy-core/src/answers/policy-update-answer.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);
afterEach(() => {
  vi.unstubAllEnvs();
});

const STRICT = `version: 1
protected: [{ id: core, paths: [core/**], require: { label: ok } }]
`;
const COPY = '.lockkeeper/extends/github/org/policy/strict.yaml';
const RECORDS = '.lockkeeper/extends/copies.json';

/** What git finds at the address of the repository org/policy of GitHub. */
function origin(files: Readonly<Record<string, string>> = { 'strict.yaml': STRICT }) {
  const work = temporaryRepository();
  const commit = work.commit(files);
  const folder = temporaryFolder();
  const settings = repositoryAt(folder);
  settings.write(
    'gitconfig',
    `[url ${JSON.stringify(`file://${work.root}`)}]\n\tinsteadOf = https://github.com/org/policy.git\n`,
  );
  vi.stubEnv('GIT_CONFIG_GLOBAL', path.join(folder, 'gitconfig'));
  return { work, commit };
}

function policyOf(...extended: readonly string[]): string {
  return `version: 1\nextends: ${JSON.stringify(extended)}\n`;
}

function consumer(policy: string): TemporaryRepository {
  const made = temporaryRepository();
  made.commit({ 'lockkeeper.yaml': policy, 'core/a.py': 'good\n' });
  return made;
}

const update = ({ root }: TemporaryRepository, ...args: readonly string[]) =>
  runMain(['policy', 'update', ...args], { cwd: root });
const check = ({ root }: TemporaryRepository, ...args: readonly string[]) =>
  runMain(['check', '--no-cache', '--stage', 'ci', '--format', 'json', ...args], { cwd: root });
const fileIn = ({ root }: TemporaryRepository, file: string) => readFileSync(path.join(root, file), 'utf8');

describe('a policy of another repository', () => {
  test('is fetched, shown, kept as a copy, and judges without that repository', async () => {
    const { work, commit } = origin();
    const source = `github:org/policy//strict.yaml@${commit}`;
    const repository = consumer(policyOf(source));
    const before = await check(repository);
    expect(before.exitCode).toBe(2);
    expect(before.stderr).toContain(
      `lockkeeper.yaml:2:11 There is no copy of ${source}. Run \`lockkeeper policy update\` and commit what it writes.`,
    );
    const wouldWrite = await update(repository, '--check');
    expect(wouldWrite.exitCode).toBe(1);
    expect(existsSync(path.join(repository.root, COPY))).toBe(false);
    const { exitCode, stdout } = await update(repository);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`${COPY} from ${source}
@@ -0,0 +1,2 @@
+version: 1
+protected: [{ id: core, paths: [core/**], require: { label: ok } }]
Wrote ${COPY}, ${RECORDS}. Review and commit them.
`);
    expect(fileIn(repository, COPY)).toBe(STRICT);
    expect(JSON.parse(fileIn(repository, RECORDS))).toEqual({
      version: 1,
      copies: [{ source, path: COPY, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    renameSync(work.root, `${work.root}-away`);
    repository.commit();
    repository.git('switch', '--quiet', '--create', 'topic');
    repository.commit({ 'core/a.py': 'evil\n' });
    const judged = await check(repository, '--base', 'main');
    expect(JSON.parse(judged.stdout)).toMatchObject({
      undetermined: [{ rule: 'paths/protected', path: 'core/a.py' }],
    });
    renameSync(`${work.root}-away`, work.root);
    expect(await update(repository, '--check')).toMatchObject({
      exitCode: 0,
      stdout: 'The copy is as the policy names it.\n',
    });
  });

  test('that a change edits, or swaps for another, is judged by the copy of the base and asks for an approval', async () => {
    const { commit } = origin();
    const repository = consumer(policyOf(`github:org/policy//strict.yaml@${commit}`));
    await update(repository);
    repository.commit();
    repository.git('switch', '--quiet', '--create', 'topic');
    repository.commit({ 'core/a.py': 'evil\n', [COPY]: 'version: 1\n' });
    const { exitCode, stdout } = await check(repository, '--base', 'main');
    expect(exitCode).toBe(1);
    const report: {
      findings: { rule: string; message: string }[];
      undetermined: { rule: string; path: string }[];
    } = JSON.parse(stdout);
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      expect.stringContaining(`policy/invalid ${COPY} was edited after it was copied.`),
    ]);
    expect(report.undetermined.map(({ rule, path: at }) => `${rule} ${at}`).toSorted()).toEqual([
      'paths/protected core/a.py',
      `policy/self-protect ${COPY}`,
    ]);
    // On its own the edited copy is no policy at all.
    expect((await check(repository)).exitCode).toBe(2);
    const restored = await update(repository, '--check');
    expect(restored).toMatchObject({ exitCode: 1 });
    expect(restored.stdout).toContain('+protected: [{ id: core,');
  });

  test('of a newer commit shows what it changes', async () => {
    const { work, commit } = origin();
    const repository = consumer(policyOf(`github:org/policy//strict.yaml@${commit}`));
    await update(repository);
    const newer = work.commit({ 'strict.yaml': `${STRICT}unsupported: error\n` });
    repository.commit({ 'lockkeeper.yaml': policyOf(`github:org/policy//strict.yaml@${newer}`) });
    expect((await check(repository)).stderr).toContain(
      `${COPY} is a copy of github:org/policy//strict.yaml@${commit}. Run \`lockkeeper policy update\` and commit what it writes.`,
    );
    const { stdout } = await update(repository);
    expect(stdout).toContain('\n+unsupported: error\n');
    expect(stdout).not.toContain('+protected');
    expect((await update(repository, '--check')).exitCode).toBe(0);
  });

  test('brings along the files beside it that it extends', async () => {
    const { commit } = origin({
      'org/strict.yaml': 'version: 1\nextends: [./base.yaml]\n',
      'org/base.yaml': STRICT,
    });
    const repository = consumer(policyOf(`github:org/policy//org/strict.yaml@${commit}`));
    expect((await update(repository)).exitCode).toBe(0);
    expect(fileIn(repository, '.lockkeeper/extends/github/org/policy/org/base.yaml')).toBe(STRICT);
    const printed = await runMain(['policy', 'print', '--format', 'json'], { cwd: repository.root });
    expect(JSON.parse(printed.stdout)).toMatchObject({
      from: { 'protected[0].id': '.lockkeeper/extends/github/org/policy/org/base.yaml:2' },
    });
  });

  test.each<readonly [string, (made: ReturnType<typeof origin>) => string, string]>([
    [
      'of a commit that no branch holds, as GitHub shows those of forks',
      ({ work }) => {
        work.git('switch', '--quiet', '--detach');
        const stray = work.commit({ 'strict.yaml': 'version: 1\n' });
        work.git('switch', '--quiet', 'main');
        return `strict.yaml@${stray}`;
      },
      'no branch or tag of org/policy holds the commit',
    ],
    ['that is not there', ({ commit }) => `other.yaml@${commit}`, 'that commit has no file other.yaml'],
    [
      'that is a link',
      ({ work }) => {
        symlinkSync('strict.yaml', path.join(work.root, 'link.yaml'));
        return `link.yaml@${work.commit()}`;
      },
      'link.yaml is not a plain file in that commit',
    ],
    [
      'of a repository that cannot be reached',
      ({ work, commit }) => {
        renameSync(work.root, `${work.root}-away`);
        return `strict.yaml@${commit}`;
      },
      'git says',
    ],
  ])('%s is not taken, with and without --check', async (_, made, reason) => {
    const named = made(origin());
    const repository = consumer(policyOf(`github:org/policy//${named}`));
    for (const args of [[], ['--check']]) {
      const { exitCode, stderr } = await update(repository, ...args);
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`github:org/policy//${named} cannot be fetched: ${reason}`);
      expect(existsSync(path.join(repository.root, '.lockkeeper'))).toBe(false);
    }
  });

  test('that is not valid is told at its line, and nothing is written', async () => {
    const { commit } = origin({ 'strict.yaml': 'version: 1\nprotectd: []\n' });
    const repository = consumer(policyOf(`github:org/policy//strict.yaml@${commit}`));
    const { exitCode, stderr } = await update(repository);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      `${COPY}:2:1 Unknown key "protectd". Did you mean "protected"?\n  extended at lockkeeper.yaml:2`,
    );
    expect(existsSync(path.join(repository.root, COPY))).toBe(false);
  });

  test('of two commits at once is refused', async () => {
    const { work, commit } = origin();
    const newer = work.commit({ 'strict.yaml': `${STRICT}unsupported: error\n` });
    const repository = consumer(
      policyOf(`github:org/policy//strict.yaml@${commit}`, `github:org/policy//strict.yaml@${newer}`),
    );
    const { exitCode, stderr } = await update(repository);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      `The policy extends two versions of ${COPY}. Pin one: there is one copy of each file.`,
    );
  });

  test('that nothing extends any more is deleted, unless somebody edited it', async () => {
    const { commit } = origin();
    const repository = consumer(policyOf(`github:org/policy//strict.yaml@${commit}`));
    await update(repository);
    repository.write('lockkeeper.yaml', policyOf('alembic'));
    expect((await update(repository, '--check')).stdout).toContain(
      `Nothing extends ${COPY} any more: \`lockkeeper policy update\` deletes it.\n`,
    );
    const records = fileIn(repository, RECORDS);
    expect((await update(repository)).stdout).toBe(
      `Wrote ${RECORDS}. Review and commit it.\nDeleted ${COPY}: nothing extends it any more.\n`,
    );
    expect(existsSync(path.join(repository.root, COPY))).toBe(false);
    expect(JSON.parse(fileIn(repository, RECORDS))).toEqual({ version: 1, copies: [] });

    repository.write(COPY, `${STRICT}# mine\n`);
    repository.write(RECORDS, records);
    expect((await update(repository)).stdout).toContain(
      `Nothing extends ${COPY} any more, and it was edited. Keep what you need, and delete it.\n`,
    );
    expect(fileIn(repository, COPY)).toContain('# mine');
  });

  test('is told to programs, before it is written and behind that', async () => {
    const { commit } = origin();
    const source = `github:org/policy//strict.yaml@${commit}`;
    const repository = consumer(policyOf(source));
    const told = async (...args: readonly string[]) => {
      const { exitCode, stdout } = await update(repository, '--format', 'json', ...args);
      return [exitCode, policyUpdateAnswer.parse(JSON.parse(stdout))];
    };
    const copy = { path: COPY, source };
    const answer = (verdict: string, copies: readonly object[], unused: readonly object[] = []) => ({
      schema_version: 1,
      verdict,
      copies,
      unused,
    });
    expect(await told('--check')).toEqual([1, answer('differs', [{ ...copy, state: 'differs' }])]);
    expect(await told()).toEqual([0, answer('written', [{ ...copy, state: 'written' }])]);
    expect(await told('--check')).toEqual([0, answer('same', [{ ...copy, state: 'same' }])]);
    repository.write('lockkeeper.yaml', policyOf('alembic'));
    expect(await told('--check')).toEqual([1, answer('differs', [], [{ path: COPY, state: 'unused' }])]);
    expect(await told()).toEqual([0, answer('written', [], [{ path: COPY, state: 'deleted' }])]);
  });

  test('and a record of another file make update delete nothing', async () => {
    const { commit } = origin();
    const repository = consumer(policyOf('alembic'));
    const sha256 = createHash('sha256').update('good\n').digest('hex');
    const copy = { source: `github:org/policy//strict.yaml@${commit}`, path: 'core/a.py', sha256 };
    repository.write(RECORDS, JSON.stringify({ version: 1, copies: [copy] }));
    expect((await update(repository)).exitCode).toBe(0);
    expect(fileIn(repository, 'core/a.py')).toBe('good\n');
  });
});

describe('a policy of a package', () => {
  const PACKAGE = 'npm:@org/policy@1.2.3';
  const PACKAGE_COPY = '.lockkeeper/extends/npm/@org/policy/lockkeeper.yaml';

  function installed(repository: TemporaryRepository, version: string): void {
    repository.write('.gitignore', 'node_modules/\n');
    repository.write(
      'node_modules/@org/policy/package.json',
      JSON.stringify({ name: '@org/policy', version }),
    );
    repository.write('node_modules/@org/policy/lockkeeper.yaml', STRICT);
  }

  test('is copied from what is installed, and judges without it', async () => {
    const repository = consumer(policyOf(PACKAGE));
    installed(repository, '1.2.3');
    expect((await check(repository)).exitCode).toBe(2);
    expect((await update(repository)).exitCode).toBe(0);
    renameSync(path.join(repository.root, 'node_modules'), path.join(temporaryFolder(), 'node_modules'));
    expect(fileIn(repository, PACKAGE_COPY)).toBe(STRICT);
    const printed = await runMain(['policy', 'print'], { cwd: repository.root });
    expect(printed.stdout).toContain(`  - id: core  # ${PACKAGE_COPY}:2\n`);
    expect((await update(repository, '--check')).exitCode).toBe(2);
  });

  test('of another version than the policy names is not taken', async () => {
    const repository = consumer(policyOf(PACKAGE));
    installed(repository, '1.2.4');
    const { exitCode, stderr } = await update(repository);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('node_modules has @org/policy 1.2.4, and the policy names 1.2.3');
  });

  test('that leads out of the package is not taken', async () => {
    const repository = consumer(policyOf(PACKAGE));
    mkdirSync(path.join(repository.root, 'node_modules/@org/policy'), { recursive: true });
    repository.write('node_modules/@org/policy/package.json', '{"version":"1.2.3"}');
    repository.write('secret.yaml', STRICT);
    symlinkSync(
      '../../../secret.yaml',
      path.join(repository.root, 'node_modules/@org/policy/lockkeeper.yaml'),
    );
    expect((await update(repository)).stderr).toContain('lockkeeper.yaml leads out of the package');
  });
});

test('a policy that extends nothing from outside has nothing to fetch', async () => {
  const repository = consumer(policyOf('alembic'));
  expect(await update(repository)).toMatchObject({
    exitCode: 0,
    stdout: 'The policy extends nothing from outside the repository.\n',
  });
});
