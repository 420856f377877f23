import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { filesIn } from '../../testing/files-in.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { createProbe } from './create-probe.ts';
import type { ProbePlace } from './probe-place.ts';

afterAll(removeTemporaryFolders);

const COMMIT = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';

function asked(body: string, place: Partial<ProbePlace> = {}, run: readonly string[] = []) {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'smoke'), `#!${process.execPath}\n${body}\n`);
  chmodSync(path.join(folder, 'smoke'), 0o755);
  const schedule = { deadlineMs: 60_000, intervalMs: 1000, successes: 1, bakeMs: 0 };
  const policy = { id: 'smoke', kind: 'command', run: ['./smoke', ...run], ...schedule } as const;
  const { signal } = new AbortController();
  const env = { PATH: process.env['PATH'], SHOP_PASSWORD: 'pl4nted', API_KEY: 'k3y-of-shop' };
  return createProbe(policy, { folder: filesIn(folder), env, signal, timeoutMs: 20_000, ...place }).ask();
}

describe('a program that says whether a service is well', () => {
  test('says so by its exit code [row 0.34]', async () => {
    expect(await asked('')).toMatchObject({ kind: 'well', commit: undefined, status: 0 });
    expect(await asked('process.exitCode = 3')).toEqual({ kind: 'ill', why: 'it exited with 3' });
  });

  test('may say which commit runs', async () => {
    expect(await asked(`console.log(JSON.stringify({ commit: '${COMMIT}', build: 7 }))`)).toMatchObject({
      kind: 'well',
      commit: COMMIT,
    });
    for (const printed of ['all is fine', '{"commit": 7}', '{"commit": ""}', '[]', 'null', ''])
      expect(await asked(`process.stdout.write(${JSON.stringify(printed)})`)).toMatchObject({
        kind: 'well',
        commit: undefined,
      });
  });

  test('gets its words as they are, without a shell', async () => {
    const body = `console.log(JSON.stringify({ commit: process.argv.slice(2).join('|') }))`;
    expect(await asked(body, {}, ['$HOME', '; exit 1', '*'])).toMatchObject({ commit: '$HOME|; exit 1|*' });
  });

  test('has the last that it said told, without what is secret', async () => {
    const body = `console.error('first'); console.error('second');
      console.error('login with pl4nted at postgresql://ana:other@db failed');
      console.error('key k3y-of-shop'); process.exitCode = 1;`;
    expect(await asked(body)).toEqual({
      kind: 'ill',
      why: 'it exited with 1; the last it said: second / login with **** at postgresql://****@db failed / key ****',
    });
  });

  test('that hangs is ended with all that it started, and the service is ill', async () => {
    const late = path.join(temporaryFolder(), 'late');
    const child = `setTimeout(() => require('node:fs').writeFileSync(${JSON.stringify(late)}, ''), 1200)`;
    const body = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
      setInterval(() => {}, 1000);`;
    expect(await asked(body, { timeoutMs: 500 })).toEqual({
      kind: 'ill',
      why: 'it did not answer within 0.5 s',
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(existsSync(late)).toBe(false);
  });

  test('that is killed leaves the service ill', async () => {
    expect(await asked(`process.kill(process.pid, 'SIGKILL')`)).toEqual({
      kind: 'ill',
      why: 'it was ended by SIGKILL',
    });
  });

  test('that is not there asks nothing', async () => {
    const gone = await asked('', { folder: filesIn(temporaryFolder()) });
    expect(gone).toMatchObject({ kind: 'not-asked' });
  });
});
