import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { describe, expect, onTestFinished, test } from 'vitest';

import { ROOT } from '../architecture/source-files.ts';

test('the lockfile names no registry, so that it works behind any of them', () => {
  expect(readFileSync(path.join(ROOT, 'pnpm-lock.yaml'), 'utf8')).not.toMatch(/https?:\/\//);
});

describe('tools/pnpm.mjs', () => {
  test('passes on the exit code of what it ran', () => {
    expect(run(ROOT, 'exec', 'node', '-e', 'process.exit(5)').status).toBe(5);
  });

  test('refuses a pin that is not exact, with what to write', () => {
    const { status, stderr } = run(repositoryWith({ packageManager: 'pnpm@^12' }), '--version');
    expect(stderr).toBe(
      'package.json has no exact "packageManager" pin. Write it as "pnpm@<major>.<minor>.<patch>".\n',
    );
    expect(status).toBe(3);
  });

  test('says what to check when the registry cannot be reached', () => {
    const folder = repositoryWith({ packageManager: 'pnpm@12.21.0' });
    const { status, stderr } = run(folder, '--version');
    expect(stderr).toContain('npm could not install pnpm 12.21.0');
    expect(stderr.trimEnd()).toMatch(/check the network and `npm ping`, then try again\.$/);
    expect(status).toBe(3);
  });
});

function repositoryWith(manifest: object): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-pnpm-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(path.join(ROOT, 'tools/pnpm.mjs'), path.join(folder, 'tools/pnpm.mjs'));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

/** With a registry nobody listens at and an empty cache, so that nothing is fetched. */
function run(folder: string, ...args: readonly string[]) {
  const unreachable = {
    npm_config_registry: 'http://127.0.0.1:9',
    npm_config_fetch_retries: '0',
    npm_config_cache: path.join(folder, '.cache/npm'),
  };
  const env = folder === ROOT ? process.env : { ...process.env, ...unreachable };
  return spawnSync(process.execPath, [path.join(folder, 'tools/pnpm.mjs'), ...args], {
    env,
    encoding: 'utf8',
  });
}
