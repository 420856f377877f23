import { MODE_NAMES, PLATFORM_NAMES } from './options.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { policyJsonSchema } from '@lockkeeper/policy-core';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { committedRepository } from '../../testing/committed-repository.ts';
import { PIP_COMPILE_FILES } from '../../testing/compiled-sample.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const repositoryWith = (files: Readonly<Record<string, string>>) =>
  committedRepository(files, 'deps', 'check');

const POLICY = `version: 1
dependencies:
  - { id: backend, source: backend/requirements.txt, lock: backend/requirements.lock }
  - { id: tools, source: tools/requirements.txt, lock: tools/requirements.lock, sync: { mode: mirror } }
`;
const PAIRS = {
  'lockkeeper.yaml': POLICY,
  'backend/requirements.txt': 'flask==3.0.3\n',
  'backend/requirements.lock': 'flask==3.0.3\n',
  'tools/requirements.txt': 'ruff==0.4.4\n',
  'tools/requirements.lock': 'ruff==0.4.4\n',
};

describe('deps check with a policy', () => {
  test('[row 1.13] [row 1.14] judges its pairs, and says what each holds and keeps', async () => {
    const { exitCode, stdout, stderr } = await repositoryWith(PAIRS).run();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('No findings in 4 files');
    expect(stdout.slice(stdout.indexOf('The pairs'))).toBe(
      [
        'The pairs',
        '  backend',
        '    backend/requirements.txt   1 requirement, 1 pinned',
        '    backend/requirements.lock  1 requirement, 1 pinned',
        '    mode textual; it keeps textual, mirror, compiled',
        '  tools',
        '    tools/requirements.txt   1 requirement, 1 pinned',
        '    tools/requirements.lock  1 requirement, 1 pinned',
        '    mode mirror; it keeps textual, mirror, compiled',
        '',
      ].join('\n'),
    );
  });

  test('[row 1.16] fails for a lock that is out of sync or not there, and says what to do', async () => {
    const { 'tools/requirements.lock': _, ...files } = PAIRS;
    const { exitCode, stdout } = await repositoryWith({
      ...files,
      'backend/requirements.txt': 'flask==3.0.2\n',
    }).run();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('backend/requirements.lock has flask==3.0.3 instead of flask==3.0.2.');
    expect(stdout).toContain('tools/requirements.lock does not exist.');
    expect(stdout).toContain('lockkeeper deps sync --dry-run  shows how the lock comes back to its source');
  });

  test('judges nothing but dependencies, and one pair where one is named', async () => {
    const broken = { ...PAIRS, 'backend/requirements.txt': 'flask\n', 'db/1.sql': 'drop table users;' };
    const { run } = repositoryWith({
      ...broken,
      'lockkeeper.yaml': `${POLICY}migrations: { sql: [db/*.sql] }\n`,
    });
    const all = JSON.parse((await run('--format', 'json')).stdout);
    expect(all.findings.every(({ rule }: { rule: string }) => rule.startsWith('dependencies/'))).toBe(true);
    expect(all.verdict).toBe('fail');
    const { exitCode, stdout } = await run('--pair', 'tools');
    expect({ exitCode, hasOther: stdout.includes('backend') }).toEqual({ exitCode: 0, hasOther: false });
    expect(await run('--pair', 'tool')).toMatchObject({
      exitCode: 2,
      stderr: 'There is no pair "tool". Did you mean tools?\n',
    });
    expect((await run('--pair', 'x')).stderr).toBe('There is no pair "x". There are: backend, tools.\n');
  });

  test('a policy that cannot be used judges nothing', async () => {
    const { run } = repositoryWith({ ...PAIRS, 'lockkeeper.yaml': 'version: [\n' });
    expect(await run()).toMatchObject({ exitCode: 2, stdout: '' });
    const other = repositoryWith(PAIRS);
    expect(await other.run('--mode', 'mirror')).toMatchObject({
      exitCode: 2,
      stderr:
        'lockkeeper.yaml says how its pairs are judged, so --mode has no meaning. Change the policy, or name two files with --source and --lock.\n',
    });
    expect((await other.run('--init')).stderr).toBe(
      'lockkeeper.yaml names its pairs already. Leave --init out.\n',
    );
  });

  test('--fix mends what is safe, and the pairs are shown as they are then', async () => {
    const { repository, run } = repositoryWith({
      ...PAIRS,
      'backend/requirements.txt': 'flask==3.0.3\nrich==13.7.1\n',
    });
    const { exitCode, stdout, stderr } = await run('--fix');
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      'Fixed backend/requirements.lock: Add rich==13.7.1 to backend/requirements.lock.',
    );
    expect(stdout).toContain('    backend/requirements.lock  2 requirements, 2 pinned\n');
    expect(repository.git('status', '--porcelain')).toBe(' M backend/requirements.lock');
  });

  test('in CI the commit is judged, and --fix has no meaning', async () => {
    const { repository } = repositoryWith(PAIRS);
    repository.write('backend/requirements.txt', 'flask==3.0.2\n');
    const inCi = (...args: readonly string[]) =>
      runMain(['deps', 'check', ...args], { cwd: repository.root, env: { CI: 'true' } });
    expect((await inCi()).exitCode).toBe(0);
    expect(await inCi('--fix')).toMatchObject({ exitCode: 2 });
    expect((await runMain(['deps', 'check'], { cwd: repository.root })).exitCode).toBe(1);
  });

  test('a program gets the report alone on the output; quiet says nothing of what is fine', async () => {
    const { run } = repositoryWith(PAIRS);
    const sarif = await run('--format', 'sarif');
    expect(JSON.parse(sarif.stdout).version).toBe('2.1.0');
    expect(sarif.stderr).toContain('The pairs\n');
    expect(await run('--quiet')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect((await run('--color')).stdout).toContain('\u001b[');
  });
});

describe('deps check without a policy', () => {
  test('[row 1.13] [row 1.14] passes on a healthy pip-compile project, and explains itself', async () => {
    const { exitCode, stdout, stderr } = await repositoryWith(PIP_COMPILE_FILES).run();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('No findings in 4 files');
    expect(stdout.slice(stdout.indexOf('The pairs'))).toBe(
      [
        'The pairs',
        '  base',
        '    requirements/base.in   4 requirements, 0 pinned',
        '    requirements/base.txt  7 requirements, 7 pinned, 14 hashes',
        '    mode compiled, because pip-compile wrote requirements/base.txt; it keeps it',
        '    uses --index-url: a policy has to allow it',
        '  dev',
        '    requirements/dev.in   5 requirements, 0 pinned',
        '    requirements/dev.txt  9 requirements, 9 pinned, 18 hashes',
        '    mode compiled, because pip-compile wrote requirements/dev.txt; it keeps it',
        '    uses --index-url: a policy has to allow it',
        '',
        'No policy names these pairs: they were found, and judged by defaults.',
        'lockkeeper init               writes a policy that names them',
        'lockkeeper deps check --init  prints only the part about dependencies, to put into one',
        '',
      ].join('\n'),
    );
  });

  test('[row 1.16] finds what is wrong with such a project, and points at no policy', async () => {
    const base = PIP_COMPILE_FILES['requirements/base.in'] ?? '';
    const { exitCode, stdout } = await repositoryWith({
      ...PIP_COMPILE_FILES,
      'requirements/base.in': `${base}rich\n`.replace('django>=4.2,<5', 'django>=5'),
    }).run();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('requirements/base.txt pins django==4.2.13, which django>=5 does not allow.');
    expect(stdout).toContain('requirements/base.txt does not pin rich.');
    expect(stdout).not.toContain('lockkeeper.yaml');
  });

  test('the policy that init writes for it passes, and so does the part that --init prints', async () => {
    const { repository, run } = repositoryWith(PIP_COMPILE_FILES);
    const part = await run('--init');
    expect(part).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await runMain(['init'], { cwd: repository.root })).stdout).toContain(
      '  requirements/base.in and its lock requirements/base.txt (compiled: pip-compile wrote requirements/base.txt; only the lock has to pin versions)\n',
    );
    expect(await run()).toMatchObject({ exitCode: 0, stderr: '' });
    const check = JSON.parse((await runMain(['check', '--format', 'json'], { cwd: repository.root })).stdout);
    expect(check.findings).toEqual([]);
    repository.write('lockkeeper.yaml', `version: 1\n${part.stdout}`);
    expect(await run()).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('judges two files that are named, also from a folder inside', async () => {
    const { repository, run } = repositoryWith(PAIRS);
    repository.write('tools/requirements.lock', 'Ruff == 0.4.4\n');
    const files = ['--source', 'tools/requirements.txt', '--lock', 'tools/requirements.lock'];
    expect((await run(...files)).stdout).toContain(
      '    mode mirror, because the two hold the same requirements; it keeps mirror, compiled\n',
    );
    const textual = await run(...files, '--mode', 'textual');
    expect(textual.exitCode).toBe(1);
    expect(textual.stdout).toContain('    mode textual, because you said so; it does not keep it,');
    expect(textual.stdout).toContain('lockkeeper deps sync --source tools/requirements.txt --lock');
    const inside = ['deps', 'check', '--source', 'requirements.txt', '--lock', 'requirements.lock'];
    expect((await runMain(inside, { cwd: `${repository.root}/tools` })).exitCode).toBe(0);
  });

  test('markers count for the Python and the platform that are named', async () => {
    const files = {
      'a.in': 'tomli; python_version < "3.11"\npywin32; sys_platform == "win32"\n',
      'a.txt': '',
    };
    const { run } = repositoryWith(files);
    const named = ['--source', 'a.in', '--lock', 'a.txt'];
    expect((await run(...named, '--python', '3.12')).exitCode).toBe(0);
    const old = await run(...named, '--python', '3.8', '--platform', 'windows', '--format', 'json');
    expect(JSON.parse(old.stdout).summary.errors).toBe(2);
    expect((await run(...named, '--python', 'three')).stderr).toContain(
      'These files cannot be judged as a pair.',
    );
  });

  test('says why nothing was judged', async () => {
    const { run, repository } = repositoryWith({
      'api/requirements.txt': 'flask\n',
      'requirements.txt': 'a\n',
    });
    expect(await run()).toMatchObject({ exitCode: 2, stdout: '' });
    expect((await run()).stderr).toBe(
      `No requirements with a lock were found in ${repository.root}, so nothing was judged. api/requirements.txt and 1 more have no lock beside them. Make one, for instance with \`uv pip compile api/requirements.txt -o api/requirements.lock\`, or name two files with --source and --lock.\n`,
    );
    expect((await run('--source', 'requirements.txt')).stderr).toBe(
      '--source names one of two files. Name the other with --lock.\n',
    );
    expect((await run('--lock', 'requirements.txt')).stderr).toBe(
      '--lock names one of two files. Name the other with --source.\n',
    );
    expect((await run('--source', '../a.txt', '--lock', 'requirements.txt')).stderr).toContain(
      '--source ../a.txt lies outside of ',
    );
    const missing = await run('--source', 'requirements.txt', '--lock', 'gone.txt');
    expect(missing.exitCode).toBe(1);
    expect(missing.stdout).toContain('gone.txt does not exist.');
  });

  test('works in a plain folder, and where a policy names no pairs', async () => {
    const folder = temporaryFolder();
    expect(await runMain(['deps', 'check'], { cwd: folder })).toMatchObject({
      exitCode: 2,
      stderr: `No requirements with a lock were found in ${folder}, so nothing was judged. A lock is called requirements.lock, requirements-lock.txt or pylock.toml, or is the .txt of a .in. Name two files with --source and --lock.\n`,
    });
    const { run } = repositoryWith({ ...PAIRS, 'lockkeeper.yaml': 'version: 1\n' });
    expect((await run()).stdout).toContain('  backend\n');
  });

  test('says nothing of style, which nobody has chosen', async () => {
    const { run } = repositoryWith({
      'requirements.txt': 'b==1\na==v1\n',
      'requirements.lock': 'b==1\nA==v1\n',
    });
    expect((await run()).stdout).toContain('No findings in 2 files');
  });

  test('a lock that was made from something else, and templates, are no pairs', async () => {
    const header =
      '# This file is autogenerated by pip-compile with Python 3.11\n# by the following command:\n#\n#    pip-compile pyproject.toml\n#\n';
    const { run } = repositoryWith({
      'requirements.in': 'flask\n',
      'requirements.txt': `${header}rich==1\n`,
      'config.in': '@NAME@\n',
      'config.txt': 'x\n',
    });
    expect(await run()).toMatchObject({ exitCode: 2 });
  });
});

test('modes and platforms are those of a policy', () => {
  const schema = JSON.stringify(policyJsonSchema());
  expect(schema).toContain(JSON.stringify(MODE_NAMES));
  expect(schema).toContain(JSON.stringify(PLATFORM_NAMES));
});
