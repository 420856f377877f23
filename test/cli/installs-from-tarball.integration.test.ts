import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { quietEnvironment, runToEnd } from './lockkeeper-process.ts';
import { SAMPLE_FILES } from './sample-policy.ts';

const PACKAGE = path.join(import.meta.dirname, '../../packages/cli');

/** Where a stranger installed the packed program. */
let installed = '';

beforeAll(() => {
  installed = temporaryFolder();
  execFileSync('npm', ['pack', '--silent', '--pack-destination', installed], { cwd: PACKAGE });
  writeFileSync(path.join(installed, 'package.json'), '{"private": true}\n');
  const args = ['install', '--offline', '--silent', '--no-audit', '--no-fund', './lockkeeper-0.0.0.tgz'];
  execFileSync('npm', args, { cwd: installed, env: quietEnvironment() });
});
afterAll(removeTemporaryFolders);

describe('the packed program', () => {
  test('installs without a registry, because it needs no other package', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'));
    expect(dependencies).toBeUndefined();
    const lock = JSON.parse(readFileSync(path.join(installed, 'package-lock.json'), 'utf8'));
    expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/lockkeeper']);
  });

  test('is found by its name and judges a repository with parsers and pages of its own', async () => {
    const repository = temporaryRepository();
    repository.commit({ ...SAMPLE_FILES, 'db/migrations/002_drop.sql': 'drop table users;\n' });
    const surroundings = { cwd: repository.root };
    const check = await runToEnd(nameOfProgram(), ['check'], surroundings);
    expect(check.exitCode).toBe(1);
    expect(check.stdout).toContain('migrations/drop-table');
    const page = await runToEnd(nameOfProgram(), ['explain', 'migrations/drop-table'], surroundings);
    expect(page.exitCode).toBe(0);
    expect(page.stdout).toContain('migrations/drop-table');
  });

  test('holds only what it needs to run', () => {
    const files = execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: PACKAGE, encoding: 'utf8' });
    const [packed] = JSON.parse(files);
    const paths: readonly string[] = packed.files.map((file: { readonly path: string }) => file.path);
    const strange = paths.filter(
      (file) =>
        !/^(package\.json|README\.md|LICENSE|dist\/(THIRD-PARTY-NOTICES\.txt|lockkeeper\.cjs|chunks\/.+\.cjs|wasm\/.+\.wasm|rules\.json))$/.test(
          file,
        ),
    );
    expect(strange).toEqual([]);
  });
});

function nameOfProgram(): string {
  return path.join(
    installed,
    'node_modules/.bin',
    process.platform === 'win32' ? 'lockkeeper.cmd' : 'lockkeeper',
  );
}
