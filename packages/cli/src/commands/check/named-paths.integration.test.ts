import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const FILES = {
  'lockkeeper.yaml':
    'version: 1\nmigrations: { sql: ["db/*.sql"] }\nprotected: [{ id: core, paths: [core/**], require: { label: ok } }]\n',
  'db/1.sql': 'DROP TABLE a;\n',
  'db/2.sql': 'DROP TABLE b;\n',
  'core/pay.py': '',
  'notes.txt': '',
};

function sample() {
  const repository = temporaryRepository();
  repository.commit(FILES);
  return repository;
}

describe('check with paths', () => {
  test('judges those alone, from wherever they are named', async () => {
    const { root } = sample();
    const link = path.join(temporaryFolder(), 'link');
    symlinkSync(root, link);
    for (const [cwd, ...args] of [
      [root, 'db/1.sql'],
      [root, path.join(root, 'db/1.sql')],
      [path.join(root, 'db'), './1.sql'],
      [link, 'db/1.sql'],
      [root, path.join(link, 'db/1.sql')],
    ] as const) {
      const { exitCode, stdout } = await runMain(['check', ...args], { cwd });
      expect([exitCode, stdout.includes('db/1.sql'), stdout.includes('db/2.sql')]).toEqual([1, true, false]);
      expect(stdout).toContain('note: Only db/1.sql was judged.');
    }
  });

  test('judges a migration that the policy accepts as older, and --all judges every one', async () => {
    const repository = sample();
    const since = repository.git('rev-parse', 'HEAD');
    repository.commit({ 'lockkeeper.yaml': `${FILES['lockkeeper.yaml']}since: ${since}\n` });
    const findings = async (...args: readonly string[]) => {
      const { stdout } = await runMain(['check', '--format', 'json', ...args], { cwd: repository.root });
      return JSON.parse(stdout).findings.map((finding: { readonly path: string }) => finding.path);
    };
    expect(await findings()).toEqual([]);
    expect(await findings('db/2.sql')).toEqual(['db/2.sql']);
    expect(await findings('--all')).toEqual(['db/1.sql', 'db/2.sql']);
  });

  test('says of what nobody looks at that nothing was judged', async () => {
    const { exitCode, stdout } = await runMain(['check', 'notes.txt'], { cwd: sample().root });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Nothing to judge/);
    expect(stdout).toContain('note: No rule looks at notes.txt.');
  });

  test('says of what only changed that no rule reads it', async () => {
    const repository = sample();
    repository.write('scripts/old.sql', 'DROP TABLE a;\n');
    const { exitCode, stdout } = await runMain(['check', 'scripts/old.sql', 'db/1.sql'], {
      cwd: repository.root,
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('note: No rule reads scripts/old.sql: only its path was judged.');
    expect(stdout).toContain('note: SQL is judged where the policy names it under migrations.sql.');
    const alone = await runMain(['check', 'scripts/old.sql'], { cwd: repository.root });
    expect(alone.stdout).toMatch(/^✅ Pass: No findings in the path of 1 changed file /);
  });

  test('judges what the change takes away', async () => {
    const repository = sample();
    rmSync(path.join(repository.root, 'core/pay.py'));
    const { stdout } = await runMain(['check', 'core/pay.py', '--format', 'json'], { cwd: repository.root });
    expect(JSON.parse(stdout).undetermined).toMatchObject([{ rule: 'paths/protected', path: 'core/pay.py' }]);
    rmSync(path.join(repository.root, 'db/1.sql'));
    const gone = await runMain(['check', 'db/1.sql'], { cwd: repository.root });
    expect(gone.stdout).toContain('note: No rule reads db/1.sql: only its path was judged.');
    expect(gone.stdout).not.toContain('migrations.sql');
  });

  test.each([
    [['nosuch.sql'], 'There is no file or folder nosuch.sql.'],
    [['..'], '.. lies outside of '],
    [
      ['--snapshot', 'a.json', 'db'],
      '--snapshot replays what was seen then, so a path has no meaning with it.',
    ],
  ])('%j is wrong usage', async (args, message) => {
    const { exitCode, stderr } = await runMain(['check', ...args], { cwd: sample().root });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  test('does not pass in CI where no change is named', async () => {
    const { exitCode } = await runMain(['check', 'core'], { cwd: sample().root, env: { CI: 'true' } });
    expect(exitCode).toBe(2);
  });
});

describe('check --staged', () => {
  test('judges what would be committed, and never what lies on disk', async () => {
    const repository = sample();
    repository.write('db/3.sql', 'DROP TABLE c;\n');
    repository.git('add', 'db/3.sql');
    repository.write('db/3.sql', 'SELECT 1;\n');
    repository.write('db/4.sql', 'DROP TABLE d;\n');
    const before = repository.git('status', '--porcelain');
    const { exitCode, stdout } = await runMain(['check', '--staged', '--format', 'json'], {
      cwd: repository.root,
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout).findings).toMatchObject([{ path: 'db/3.sql' }]);
    expect(repository.git('status', '--porcelain')).toBe(before);
  });

  test('before the first commit judges all that is staged', async () => {
    const repository = temporaryRepository();
    for (const [name, text] of Object.entries(FILES)) repository.write(name, text);
    repository.git('add', '.');
    const { stdout } = await runMain(['check', '--staged', '--format', 'json'], { cwd: repository.root });
    expect(JSON.parse(stdout).findings).toHaveLength(2);
  });

  test('needs git, and stands alone', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'db'));
    for (const args of [['--staged'], ['--staged', '--head', 'main'], ['--staged', '--fix']])
      expect((await runMain(['check', ...args], { cwd: folder })).exitCode).toBe(2);
  });
});
