import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { afterEach, describe, expect, test, vi } from 'vitest';

import { ensureAlembic, findAlembic } from '../../tools/setup/alembic.mjs';
import { aptInstall } from '../../tools/setup/apt-get.mjs';
import { oneAtATime } from '../../tools/setup/one-at-a-time.mjs';
import { ensurePostgresql, findPostgresql } from '../../tools/setup/postgresql.mjs';
import { runQuietly } from '../../tools/setup/run-quietly.mjs';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('what is asked for by name', () => {
  const nothing = path.join(import.meta.dirname, 'no-such-folder');

  test('a LOCKKEEPER_POSTGRESQL that names nothing is an error, not a reason to take another', async () => {
    vi.stubEnv('LOCKKEEPER_POSTGRESQL', nothing);
    const message = `LOCKKEEPER_POSTGRESQL names ${nothing}, which has no postgres and initdb that run. Correct or unset it.`;
    expect(() => findPostgresql()).toThrow(message);
    await expect(ensurePostgresql()).rejects.toThrow(message);
  });

  test('a LOCKKEEPER_ALEMBIC_PYTHON without Alembic is an error, not a reason to take another', async () => {
    vi.stubEnv('LOCKKEEPER_ALEMBIC_PYTHON', nothing);
    const message = `LOCKKEEPER_ALEMBIC_PYTHON names ${nothing}, which cannot import alembic and psycopg2. Correct or unset it.`;
    expect(() => findAlembic()).toThrow(message);
    await expect(ensureAlembic()).rejects.toThrow(message);
  });

  test('what was found is found again by its name', () => {
    const [postgresql, alembic] = [findPostgresql(), findAlembic()];
    vi.stubEnv('LOCKKEEPER_POSTGRESQL', postgresql?.bin);
    vi.stubEnv('LOCKKEEPER_ALEMBIC_PYTHON', alembic?.python);
    expect(findPostgresql()?.version).toBe(postgresql?.version);
    expect(findAlembic()?.alembic).toBe(alembic?.alembic);
  });
});

describe('an installation', () => {
  test('runs alone, whoever asks at the same time', async () => {
    const seen: string[] = [];
    const step = (name: string) =>
      oneAtATime('test-order', async () => {
        seen.push(`${name} begins`);
        await new Promise((later) => setTimeout(later, 20));
        seen.push(`${name} ends`);
        return name;
      });
    expect((await Promise.all([step('one'), step('two'), step('three')])).toSorted()).toEqual([
      'one',
      'three',
      'two',
    ]);
    const pairs = [0, 2, 4].map((index) => seen.slice(index, index + 2).map((line) => line.split(' ')[0]));
    expect(pairs.every(([begun, ended]) => begun === ended)).toBe(true);
  });

  test('lets the next one in when it fails', async () => {
    await expect(
      oneAtATime('test-failure', async () => {
        throw new Error('The disk is full.');
      }),
    ).rejects.toThrow('The disk is full.');
    expect(await oneAtATime('test-failure', async () => 'in')).toBe('in');
  });

  test('does not wait for one that died', async () => {
    const file = path.resolve(import.meta.dirname, '../../.cache/locks/test-death.pid');
    await oneAtATime('test-death', async () => {
      expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
    });
    // No system gives a process this number.
    writeFileSync(file, '2147483646');
    expect(await oneAtATime('test-death', async () => 'in')).toBe('in');
  });

  // On a fresh machine it may have to wait for one that is under way.
  test('is left out when another process has just done it', async () => {
    const asked = vi.fn<() => boolean>(() => true);
    await aptInstall(['no-such-package'], { isThere: asked });
    expect(asked).toHaveBeenCalledOnce();
  });

  test('tells what the program said last when it fails', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lk-run-'));
    const program = path.join(folder, 'program.cjs');
    writeFileSync(program, 'console.error(process.env.WORD); process.exitCode = 3;');
    await expect(runQuietly(process.execPath, [program], { WORD: 'Disk full.' })).rejects.toThrow(
      `${process.execPath} ${program} failed: Disk full.`,
    );
    await expect(runQuietly(path.join(folder, 'nothing'), [])).rejects.toThrow('ENOENT');
    rmSync(folder, { recursive: true });
  });
});
