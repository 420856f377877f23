import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { ELSEWHERE, ERROR_MARK, NO_ALEMBIC } from './alembic-program.ts';
import { runAlembic, type AlembicPlace } from './run-alembic.ts';

afterAll(removeTemporaryFolders);

const RUN = {
  config: 'backend/alembic.ini',
  section: undefined,
  direction: 'upgrade',
  revision: 'b2',
} as const;

/** Something in place of Python, which runs this with the arguments that Python would get. */
function placeWith(script: string, more: Partial<AlembicPlace> = {}): AlembicPlace {
  const root = temporaryFolder();
  mkdirSync(path.join(root, 'backend'));
  const python = path.join(root, 'stand-in');
  writeFileSync(python, `#!/bin/sh\n${script}\n`);
  chmodSync(python, 0o755);
  const env = { PATH: process.env['PATH'], LOCKKEEPER_DATABASE_URL: 'postgresql://ana:planted@/scratch' };
  return { root, env, python, signal: new AbortController().signal, ...more };
}

describe.skipIf(process.platform === 'win32')('Alembic on a scratch database', () => {
  test('runs beside its configuration, and writes no bytecode into the repository', async () => {
    const script = `
[ "$(basename "$PWD")" = backend ] && [ "$1" = -c ] && [ "$(basename "$3")" = alembic.ini ] || exit 1
[ "$4 $5 $6 $PYTHONDONTWRITEBYTECODE" = "alembic upgrade b2 1" ]`;
    expect(await runAlembic(RUN, placeWith(script))).toEqual({ kind: 'done' });
  });

  test('is never given an address as an argument, where everybody on the machine sees it', async () => {
    const script = 'case "$*" in *planted*) exit 1;; esac; [ "$LOCKKEEPER_DATABASE_URL" != "" ]';
    expect(await runAlembic(RUN, placeWith(script))).toEqual({ kind: 'done' });
  });

  test('takes the section that is named', async () => {
    expect(await runAlembic({ ...RUN, section: 'billing' }, placeWith('[ "$4" = billing ]'))).toEqual({
      kind: 'done',
    });
  });

  test.each([
    [`echo "planted"; echo "${ERROR_MARK}UndefinedTable"; exit 1`, 'UndefinedTable'],
    [`echo "${ERROR_MARK}postgresql://ana:planted@db"; exit 1`, undefined],
    ['echo planted >&2; exit 3', undefined],
  ])('that fails with %s tells the class of its error and nothing else', async (script, error) => {
    expect(await runAlembic(RUN, placeWith(script))).toEqual({ kind: 'failed', error });
  });

  test.each([
    [NO_ALEMBIC, /stand-in has no Alembic$/],
    [ELSEWHERE, /^env\.py connects to another database than the one it is given$/],
  ])('that ends with %i has not run', async (code, reason) => {
    const outcome = await runAlembic(RUN, placeWith(`exit ${code}`));
    expect(outcome).toEqual({ kind: 'not-run', reason: expect.stringMatching(reason) });
  });

  test('that hangs is stopped, and so is one that nobody waits for any more', async () => {
    expect(await runAlembic(RUN, placeWith('sleep 60', { timeoutMs: 200 }))).toEqual({
      kind: 'not-run',
      reason: 'Alembic was stopped: it did not answer within 0.2 s',
    });
    const signal = AbortSignal.abort();
    expect(await runAlembic(RUN, placeWith('sleep 60', { signal }))).toEqual({
      kind: 'not-run',
      reason: 'Alembic was stopped: it was interrupted',
    });
  });

  test('needs a Python', async () => {
    const env = { PATH: temporaryFolder() };
    expect(await runAlembic(RUN, placeWith('', { env, python: undefined }))).toEqual({
      kind: 'not-run',
      reason: 'python3 is not installed or not on the PATH',
    });
  });
});
