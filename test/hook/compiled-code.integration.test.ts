import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { PROGRAM, type Ended } from '../cli/lockkeeper-process.ts';
import { guardedRepository } from './guarded-repository.ts';
import { atStart, atStop, beforeTool, callHook } from './hook-process.ts';

afterAll(removeTemporaryFolders);

const DIST = path.dirname(PROGRAM);

describe('what the hook compiled is kept beside the program', () => {
  test('by the first write, and taken by the next, which says the same', async () => {
    const { program, judge } = installed();
    const first = await judge('backend/app/core/auth.py');
    expect(first.exitCode).toBe(2);
    const [kept = ''] = readdirSync(path.join(program, 'compiled'));
    const before = statSync(path.join(program, 'compiled', kept)).mtimeMs;
    expect(await judge('backend/app/core/auth.py')).toEqual(first);
    expect(await judge('backend/app/routers/users.py')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(readdirSync(path.join(program, 'compiled'))).toEqual([kept]);
    expect(statSync(path.join(program, 'compiled', kept)).mtimeMs).toBe(before);
  });

  test('for migrations as well, whose parsers are set up for themselves', async () => {
    const { program, judge } = installed();
    const first = await judge('db/migrations/002_drop.sql', 'drop table users;\n');
    expect(first.stderr).toContain('migrations/drop-table');
    const kept = () =>
      readdirSync(path.join(program, 'compiled')).map(
        (name) => statSync(path.join(program, 'compiled', name)).mtimeMs,
      );
    const before = kept();
    expect(await judge('db/migrations/002_drop.sql', 'drop table users;\n')).toEqual(first);
    expect(kept()).toEqual(before);
  });

  test('and changes nothing where it is damaged', async () => {
    const { program, judge } = installed();
    const first = await judge('backend/app/core/auth.py');
    for (const name of readdirSync(path.join(program, 'compiled'))) {
      const file = path.join(program, 'compiled', name);
      writeFileSync(file, readFileSync(file).fill(0x55, 500_000, 501_000));
    }
    expect(await judge('backend/app/core/auth.py')).toEqual(first);
  });

  test('but not by a tool that does not write, nor with options of Node', async () => {
    const { program, call, root } = installed();
    await call(beforeTool(root, 'Read', { file_path: path.join(root, 'a') }));
    const file_path = path.join(root, 'backend/app/core/auth.py');
    const told = await call(beforeTool(root, 'Write', { file_path, content: '' }), {
      NODE_OPTIONS: '--max-old-space-size=1000',
    });
    expect(told.exitCode).toBe(2);
    expect(existsSync(path.join(program, 'compiled'))).toBe(false);
  });

  test('at the end of a turn too', async () => {
    const { program, call, root } = installed();
    await call(atStart(root));
    expect(await call(atStop(root, false))).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(readdirSync(path.join(program, 'compiled'))).toHaveLength(1);
  });

  test('and what stands in its way is no failure', async () => {
    const { program, judge } = installed();
    mkdirSync(path.join(program, 'compiled', `${process.versions.v8}-${process.arch}`), { recursive: true });
    expect(await judge('backend/app/routers/users.py')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });
});

test('no part asks for another one in the form that kept code cannot load', () => {
  for (const name of readdirSync(path.join(DIST, 'chunks'))) {
    const text = readFileSync(path.join(DIST, 'chunks', name), 'utf8');
    expect(text, name).not.toMatch(/\bimport\s*\(\s*["'`]/);
  }
});

interface Installed {
  /** A copy of the program that nobody else starts. */
  readonly program: string;
  readonly root: string;
  readonly call: (event: object, env?: Readonly<Record<string, string>>) => Promise<Ended>;
  readonly judge: (file: string, content?: string) => Promise<Ended>;
}

function installed(): Installed {
  const program = temporaryFolder();
  for (const name of ['lockkeeper.cjs', 'chunks', 'wasm']) {
    cpSync(path.join(DIST, name), path.join(program, name), { recursive: true });
  }
  const { root } = guardedRepository();
  const call: Installed['call'] = (event, env = {}) =>
    callHook(['claude-code'], {
      cwd: root,
      input: JSON.stringify(event),
      env,
      program: path.join(program, 'lockkeeper.cjs'),
    });
  const judge: Installed['judge'] = (file, content = 'x = 1\n') =>
    call(beforeTool(root, 'Write', { file_path: path.join(root, file), content }));
  return { program, root, call, judge };
}
