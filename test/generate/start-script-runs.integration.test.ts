import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { migrationsFlag } from '@lockkeeper/policy-core/deployment';
import { generateScripts } from '@lockkeeper/policy-core/generate';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { findOnPath } from '../../tools/setup/on-path.mjs';
import { quietEnvironment } from '../cli/lockkeeper-process.ts';
import { filesOf, policyFrom } from './generated-files.ts';

afterAll(removeTemporaryFolders);

/** Every shell here that may be /bin/sh somewhere. */
const SHELLS = ['dash', 'bash', 'busybox', 'zsh'].flatMap((name) => findOnPath([name]) ?? []);

interface Given {
  readonly environments?: readonly string[];
  /** What Alembic ends with in a folder of this name; 0 elsewhere. */
  readonly fails?: Readonly<Record<string, number>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly shell?: string;
  readonly alembic?: string;
}

/** Runs the script in a shell, with an Alembic that only writes down where and how it was called. */
function started({ environments = [''], fails = {}, env = {}, shell = 'sh', alembic = 'alembic' }: Given) {
  const root = temporaryFolder();
  for (const folder of ['scripts', 'bin', ...environments])
    mkdirSync(path.join(root, folder), { recursive: true });
  const generation = generateScripts(policyFrom('version: 1\n'), {
    program: 'lockkeeper',
    alembic,
    environments: environments.map((folder) => ({ folder })),
    leftOut: [],
  });
  const script = path.join(root, 'scripts/start_migrations.sh');
  writeFileSync(script, filesOf(generation)['scripts/start_migrations.sh'] ?? '');
  const log = path.join(root, 'log');
  const codes = Object.entries(fails).map(([name, code]) => `*/${name}) exit ${code} ;;`);
  writeFileSync(log, '');
  writeFileSync(
    path.join(root, 'bin/alembic'),
    `#!/bin/sh\necho "$(pwd -P): $*" >>'${log}'\ncase "$(pwd -P)" in\n${codes.join('\n')}\n*) exit 0 ;;\nesac\n`,
    { mode: 0o755 },
  );
  const words = path.basename(shell) === 'busybox' ? ['sh', script] : [script];
  const around = quietEnvironment();
  const { status, stderr } = spawnSync(shell, words, {
    cwd: temporaryFolder(),
    env: { ...around, PATH: `${path.join(root, 'bin')}:${around['PATH'] ?? ''}`, CDPATH: '/', ...env },
    encoding: 'utf8',
  });
  const calls = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return {
    status,
    stderr,
    calls: calls.map((call) => call.slice(call.lastIndexOf(path.basename(root)))),
    root,
  };
}

describe.skipIf(process.platform === 'win32')('the generated script of the start, as a shell runs it', () => {
  test('upgrades beside each configuration, one after the other', () => {
    const { status, stderr, calls, root } = started({ environments: ['api', "it's $(here)/db"] });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const name = path.basename(root);
    expect(calls).toEqual([`${name}/api: upgrade head`, `${name}/it's $(here)/db: upgrade head`]);
  });

  test('stops at the first that fails, with the exit code of Alembic', () => {
    const { status, stderr, calls } = started({ environments: ['api', 'jobs'], fails: { api: 255 } });
    expect(status).toBe(255);
    expect(calls).toHaveLength(1);
    expect(stderr).toMatch(/^Database migrations failed, so the server was not started\./);
  });

  test('ends with the code of the shell where Alembic is not installed', () => {
    const { status, stderr } = started({ alembic: 'no-such-alembic' });
    expect(status).toBe(127);
    expect(stderr).toContain('Database migrations failed');
  });

  test.each(SHELLS)('means the same by the flag as the checklist does: %s', (shell) => {
    const codes = { on: 0, off: 0, unclear: 2 };
    for (const value of [
      '',
      'true',
      'TRUE',
      'True',
      'yes',
      'On',
      '1',
      'false',
      'NO',
      'off',
      '0',
      'ture',
      ' true',
      '2',
    ]) {
      const { status, calls } = started({ shell, env: { DISABLE_AUTO_MIGRATIONS: value } });
      const flag = migrationsFlag(value);
      expect({ value, status, calls: calls.length }).toEqual({
        value,
        status: codes[flag],
        calls: flag === 'off' ? 1 : 0,
      });
    }
  });
});
