import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { PROGRAM, runToEnd, withoutDuration, type Ended } from './lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

const POLICY = 'version: 1\nmigrations:\n  sql: [db/*.sql]\n';
const CHECK = ['check', '--no-cache', '--format', 'json'];

test('what a command compiled is kept beside the program, and taken by the next that is called', async () => {
  const { kept, run } = installed();
  const first = await run(CHECK);
  expect(first.stdout).toContain('migrations/drop-table');
  const file = kept('check');
  const before = statSync(file, { bigint: true });
  expect(await run(CHECK)).toEqual(first);
  const after = statSync(file, { bigint: true });
  expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
});

test('and changes nothing where it is damaged', async () => {
  const { kept, run } = installed();
  const first = await run(CHECK);
  const whole = readFileSync(kept('check'));
  writeFileSync(kept('check'), Buffer.from(whole).fill(0x55, whole.length >> 1));
  expect(await run(CHECK)).toEqual(first);
  expect(readFileSync(kept('check')).subarray(whole.length >> 1)).not.toEqual(
    Buffer.alloc(whole.length - (whole.length >> 1), 0x55),
  );
});

test('each command has a file of its own, and one that loads little has none', async () => {
  const { folder, kept, run } = installed();
  expect((await run(['--version'])).exitCode).toBe(0);
  expect((await run(['no-such-command'])).exitCode).toBe(2);
  expect((await run(CHECK, { NODE_OPTIONS: '--max-old-space-size=1000' })).exitCode).toBe(1);
  expect(existsSync(folder)).toBe(false);
  await run(['policy', 'print']);
  await run(CHECK);
  expect(readdirSync(folder).toSorted()).toEqual([
    path.basename(kept('check')),
    path.basename(kept('policy')),
  ]);
});

interface Installed {
  /** Where it is kept. */
  readonly folder: string;
  readonly kept: (command: string) => string;
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>;
}

/** A copy of the program that nobody else starts, in a repository that drops a table. */
function installed(): Installed {
  const program = temporaryFolder();
  const dist = path.dirname(PROGRAM);
  for (const name of ['lockkeeper.cjs', 'chunks', 'wasm', 'rules.json']) {
    cpSync(path.join(dist, name), path.join(program, name), { recursive: true });
  }
  const cwd = temporaryFolder();
  mkdirSync(path.join(cwd, 'db'));
  writeFileSync(path.join(cwd, 'lockkeeper.yaml'), POLICY);
  writeFileSync(path.join(cwd, 'db/1.sql'), 'DROP TABLE orders;\n');
  const folder = path.join(program, 'compiled');
  return {
    folder,
    kept: (command) => path.join(folder, `${process.versions.v8}-${process.arch}-${command}`),
    run: async (args, env = {}) => {
      const told = await runToEnd(process.execPath, [path.join(program, 'lockkeeper.cjs'), ...args], {
        cwd,
        env,
      });
      return { ...told, stdout: withoutDuration(told.stdout) };
    },
  };
}
