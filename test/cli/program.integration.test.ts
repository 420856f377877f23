import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper, PROGRAM, quietEnvironment } from './lockkeeper-process.ts';
import { SAMPLE_FILES } from './sample-policy.ts';

afterAll(removeTemporaryFolders);

const DIST = path.dirname(PROGRAM);

describe('the program', () => {
  test('starts without the engine: it is loaded when a command runs', () => {
    const entry = readFileSync(PROGRAM, 'utf8');
    const atOnce = [...entry.matchAll(/(?<!=>)\brequire\(["'](\.\/chunks\/[^"']+)["']\)/g)].map(
      ([, file]) => file ?? '',
    );
    const size = atOnce.reduce((sum, file) => sum + readFileSync(path.join(DIST, file)).length, entry.length);
    expect(size).toBeLessThan(80_000);
    expect(entry).not.toContain('toJSONSchema');
  });

  test('is started by its name on systems that read the first line', () => {
    expect(readFileSync(PROGRAM, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test('is written in ASCII, of which V8 keeps each character in one byte', () => {
    const parts = readdirSync(path.join(DIST, 'chunks')).map((file) => path.join(DIST, 'chunks', file));
    const longer = [PROGRAM, ...parts].filter((file) => /[^\0-\x7f]/.test(readFileSync(file, 'utf8')));
    expect(longer).toEqual([]);
  });

  test('does not carry the copy of the parsers that strangers import', () => {
    const files = [
      PROGRAM,
      ...readdirSync(path.join(DIST, 'chunks')).map((file) => path.join(DIST, 'chunks', file)),
    ];
    for (const file of files) expect(readFileSync(file, 'utf8')).not.toContain('embeddedParserBytes');
    expect(readdirSync(path.join(DIST, 'wasm')).sort()).toEqual([
      'libpg-query.wasm',
      'tree-sitter-python.wasm',
      'web-tree-sitter.wasm',
    ]);
  });

  test('judges SQL with the parsers beside it', async () => {
    const repository = temporaryRepository();
    repository.commit({ ...SAMPLE_FILES, 'db/migrations/002_drop.sql': 'drop table users;\n' });
    const { exitCode, stdout } = await lockkeeper(['check'], { cwd: repository.root });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('migrations/drop-table');
  });

  test('says so when a parser beside it is missing', async () => {
    const repository = temporaryRepository();
    repository.commit(SAMPLE_FILES);
    const copy = temporaryFolder();
    spawnSync('cp', ['-r', `${DIST}/.`, copy]);
    spawnSync('rm', [path.join(copy, 'wasm/libpg-query.wasm')]);
    const ran = spawnSync(process.execPath, [path.join(copy, 'lockkeeper.cjs'), 'check'], {
      cwd: repository.root,
      env: quietEnvironment(),
      encoding: 'utf8',
    });
    expect(ran.status).toBe(3);
    expect(ran.stderr).toContain('The parser libpg-query.wasm cannot be read in');
    expect(ran.stderr).toContain('Install Lockkeeper again.');
  });

  test('is quiet when the reader of its output goes away', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'policy', 'schema'], {
      cwd: temporaryFolder(),
      env: quietEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    await once(child, 'close');
    expect(stderr).toBe('');
  });

  test('finds its repository from a folder inside it', async () => {
    const repository = temporaryRepository();
    repository.commit(SAMPLE_FILES);
    const { exitCode, stdout } = await lockkeeper(['check'], {
      cwd: path.join(repository.root, 'backend/core'),
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('policy lockkeeper.yaml');
  });

  test('judges the repository it was started in although a hook set GIT_DIR', async () => {
    const repository = temporaryRepository();
    repository.commit(SAMPLE_FILES);
    const other = temporaryRepository();
    other.commit();
    const { exitCode, stdout } = await lockkeeper(['check', '--base', 'HEAD', '--head', 'HEAD'], {
      cwd: repository.root,
      env: { GIT_DIR: path.join(other.root, '.git') },
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('lockkeeper.yaml');
  });
});
