import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../../../host-node/src/testing/temporary-repository.ts';
import { committedRepository } from '../../testing/committed-repository.ts';
import { PIP_COMPILE_FILES } from '../../testing/compiled-sample.ts';

afterAll(removeTemporaryFolders);

function repositoryWith(files: Readonly<Record<string, string>>) {
  const { repository, run } = committedRepository(files, 'deps');
  return { repository, run, read: (file: string) => readFileSync(path.join(repository.root, file), 'utf8') };
}

const policy = (mode: string) => `version: 1
dependencies:
  - { id: backend, source: requirements.txt, lock: requirements.lock, hashes: optional, sync: { mode: ${mode} } }
`;
const HASH = `--hash=sha256:${'0'.repeat(64)}`;
const MIRRORED = {
  'lockkeeper.yaml': policy('mirror'),
  'requirements.txt': 'django==4.2.13\nhttpx==0.27.0\nrich==13.7.1\n',
  'requirements.lock': `# locked by hand\nDjango==4.2.11  # LTS\nhttpx==0.27.0 \\\n    ${HASH}\nold==1\n`,
};

describe('deps sync', () => {
  test('[row 1.14] [row 1.16] brings a mirrored lock to its source, and the check passes', async () => {
    const { read, run } = repositoryWith(MIRRORED);
    expect((await run('check')).exitCode).toBe(1);
    const { exitCode, stdout, stderr } = await run('sync');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'requirements.lock comes to requirements.txt (mode mirror):',
        '  - Django==4.2.11',
        '  + Django==4.2.13',
        '  - old==1',
        '  + rich==13.7.1',
        '',
        'note: 2 of these lines have no hashes, and the lock holds some: pip then installs none of it. Add them before you install.',
        'Wrote requirements.lock.',
        '',
      ].join('\n'),
    );
    expect(read('requirements.lock')).toBe(
      `# locked by hand\nDjango==4.2.13  # LTS\nhttpx==0.27.0 \\\n    ${HASH}\nrich==13.7.1\n`,
    );
    expect((await run('check')).exitCode).toBe(0);
    expect((await run('sync')).stdout).toBe(
      'requirements.lock is in sync with requirements.txt (mode mirror).\n',
    );
  });

  test('--dry-run shows the same, writes nothing, and fails', async () => {
    const { repository, run } = repositoryWith(MIRRORED);
    const { exitCode, stdout } = await run('sync', '--dry-run');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('  + rich==13.7.1\n');
    expect(stdout).toMatch(/\nNothing was written \(--dry-run\)\.\n$/);
    expect(repository.git('status', '--porcelain')).toBe('');
    await run('sync');
    expect((await run('sync', '--dry-run')).exitCode).toBe(0);
  });

  test('copies the source in the mode textual, and makes a lock that is not there', async () => {
    const files = { 'lockkeeper.yaml': policy('textual'), 'requirements.txt': '# x\r\na==1\r\n' };
    const { read, run } = repositoryWith(files);
    const { exitCode, stdout } = await run('sync');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\nMade requirements\.lock\.\n$/);
    expect(read('requirements.lock')).toBe('# x\r\na==1\r\n');
    expect((await run('check')).exitCode).toBe(0);
  });

  test('keeps the mode of the file', async () => {
    const { repository, run } = repositoryWith(MIRRORED);
    const lock = path.join(repository.root, 'requirements.lock');
    const before = statSync(lock).mode;
    await run('sync');
    expect(statSync(lock).mode).toBe(before);
  });

  test('[row 1.16] never guesses a version for a compiled lock, and names the command instead', async () => {
    const base = PIP_COMPILE_FILES['requirements/base.in'] ?? '';
    const { repository, run } = repositoryWith({
      ...PIP_COMPILE_FILES,
      'requirements/base.in': `${base}rich\n`,
    });
    const { exitCode, stdout } = await run('sync');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      [
        'requirements/base.txt is out of sync with requirements/base.in (mode compiled). No version is guessed here:',
        '  rich (requirements/base.in:8:1) has no pin',
        '',
        'Run the command that made it:',
        '  pip-compile --generate-hashes --output-file=requirements/base.txt requirements/base.in',
        '',
      ].join('\n'),
    );
    expect(repository.git('status', '--porcelain')).toBe('');
    const healthy = repositoryWith(PIP_COMPILE_FILES);
    expect(await healthy.run('sync')).toMatchObject({ exitCode: 0 });
  });

  test('writes only into files that somebody has named', async () => {
    const { 'lockkeeper.yaml': _, ...files } = MIRRORED;
    const { read, run } = repositoryWith(files);
    const found = await run('sync', '--mode', 'mirror');
    expect(found.exitCode).toBe(1);
    expect(found.stdout).toContain(
      'Nothing was written, because no policy says that these two belong together. Say so with --source requirements.txt --lock requirements.lock, or write a policy with lockkeeper init.\n',
    );
    expect(read('requirements.lock')).toBe(files['requirements.lock']);
    const named = ['--source', 'requirements.txt', '--lock', 'requirements.lock', '--mode', 'mirror'];
    expect((await run('sync', ...named)).exitCode).toBe(0);
    expect(read('requirements.lock')).toContain('rich==13.7.1\n');
  });

  test('a chain of pairs comes into sync in one run', async () => {
    const chain = `version: 1
dependencies:
  - { id: first, source: a.txt, lock: b.txt }
  - { id: second, source: b.txt, lock: c.txt, sync: { mode: mirror } }
`;
    const { read, run } = repositoryWith({
      'lockkeeper.yaml': chain,
      'a.txt': 'a==2\n',
      'b.txt': 'a==1\n',
      'c.txt': 'A==1\n',
    });
    expect((await run('sync')).exitCode).toBe(0);
    expect(read('c.txt')).toBe('A==2\n');
    expect((await run('check')).exitCode).toBe(0);
  });

  test('what cannot be done is said, and is no success', async () => {
    const { repository, run } = repositoryWith({ ...MIRRORED, 'requirements.txt': 'django==\n' });
    expect(await run('sync')).toMatchObject({ exitCode: 2 });
    expect((await run('sync')).stdout).toMatch(/^not brought into sync: pip refuses django== /);
    expect(repository.git('status', '--porcelain')).toBe('');
    const gone = repositoryWith({ 'lockkeeper.yaml': policy('mirror') });
    expect(await gone.run('sync')).toMatchObject({ exitCode: 2 });
    const unknown = repositoryWith({
      'lockkeeper.yaml': policy('compiled'),
      'requirements.txt': 'a; python_version < "3.9"\n',
      'requirements.lock': '',
    });
    expect(await unknown.run('sync')).toMatchObject({ exitCode: 2 });
  });

  test('a password in a header or a line is not shown', async () => {
    const secret = 'https://ana:hunter2@pypi.example/simple';
    const { run } = repositoryWith({
      'requirements.in': `--extra-index-url ${secret}\nrich\n`,
      'requirements.txt': `# This file is autogenerated by pip-compile with Python 3.11\n# by the following command:\n#\n#    pip-compile --extra-index-url=${secret} requirements.in\n#\n--extra-index-url ${secret}\n`,
    });
    for (const command of [['sync'], ['check'], ['check', '--format', 'json'], ['explain', 'rich']]) {
      const { stdout, stderr } = await run(...command);
      expect(`${stdout}${stderr}`).not.toContain('hunter2');
    }
  });
});
