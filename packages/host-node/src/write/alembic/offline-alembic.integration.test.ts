import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { observed, unobserved } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { createOfflineAlembic } from './offline-alembic.ts';

afterAll(removeTemporaryFolders);

const NOBODY_STOPS = new AbortController().signal;
const isWindows = process.platform === 'win32';

/** A program in place of Alembic, and a repository with its configuration below. */
function alembicThat(
  script: string,
  { timeoutMs, signal = NOBODY_STOPS }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
) {
  const root = temporaryFolder();
  mkdirSync(path.join(root, 'backend'));
  writeFileSync(path.join(root, 'backend/alembic.ini'), '[alembic]\n');
  const program = path.join(root, 'stand-in');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return createOfflineAlembic({
    root,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: 'postgresql+asyncpg://ana:planted@db/shop',
      OTHER: 'kept',
      BILLING: 'postgres://ana:planted@prod/billing',
      PGHOST: 'prod',
      PGSERVICE: 'prod',
    },
    command: [program, 'run'],
    variables: ['DATABASE_URL', 'DATABASE_URL_PROD'],
    signal,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

const asked = { config: 'backend/alembic.ini', section: undefined, words: ['stamp', 'a1', '--sql'] };

describe.skipIf(isWindows)('Alembic, asked for SQL,', () => {
  test('is started beside its configuration, and what it prints is the answer', async () => {
    const alembic = alembicThat('echo "$(basename "$PWD") $*"; echo noise >&2');
    expect(await alembic.sql(asked)).toEqual(observed('backend run -c alembic.ini stamp a1 --sql\n'));
    expect(await alembic.sql({ ...asked, section: 'billing' })).toEqual(
      observed('backend run -c alembic.ini -n billing stamp a1 --sql\n'),
    );
  });

  test('is started at the root where it fails beside its configuration', async () => {
    const alembic = alembicThat('[ "$(basename "$PWD")" != backend ] || exit 1; echo "$*"');
    expect(await alembic.sql(asked)).toEqual(observed('run -c backend/alembic.ini stamp a1 --sql\n'));
  });

  test('cannot reach a database by its variable, and has all others', async () => {
    const alembic = alembicThat('echo "$DATABASE_URL $DATABASE_URL_PROD $OTHER"');
    expect(await alembic.sql(asked)).toEqual(
      observed(
        'postgresql+asyncpg://nobody@127.0.0.1:1/nowhere postgresql://nobody@127.0.0.1:1/nowhere kept\n',
      ),
    );
  });

  test('cannot reach one by any other variable either', async () => {
    const alembic = alembicThat('echo "$BILLING $PGHOST:$PGPORT <$PGSERVICE>"');
    expect(await alembic.sql(asked)).toEqual(
      observed('postgres://nobody@127.0.0.1:1/nowhere 127.0.0.1:1 <>\n'),
    );
  });

  test('that fails is told without what it said', async () => {
    const told = await alembicThat('echo planted >&2; echo planted; exit 3').sql(asked);
    expect(told.known ? told.value : told.reason).toMatch(/^\S*stand-in ended with exit code 3$/);
  });

  test('that hangs is stopped', async () => {
    const told = await alembicThat('sleep 60', { timeoutMs: 200 }).sql(asked);
    expect(told.known ? '' : told.reason).toMatch(/was stopped: it did not answer within 0\.2 s$/);
  });

  test('ends at once where somebody stops it, and is not tried elsewhere', async () => {
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 300);
    const told = await alembicThat('sleep 60', { signal: stopping.signal }).sql(asked);
    expect(told.known ? '' : told.reason).toMatch(/was stopped: it was interrupted$/);
  });

  test.each([
    ['more than anybody reads', 'head -c 3000000 /dev/zero', 'it printed more than 2 MB of SQL'],
    ['no text', "printf '\\377'", 'what it printed is no UTF-8'],
  ])('that prints %s is not believed in part', async (_, script, reason) => {
    expect(await alembicThat(script).sql(asked)).toEqual(unobserved(reason));
  });

  test('that is not there is said so', async () => {
    const alembic = createOfflineAlembic({
      root: temporaryFolder(),
      env: { PATH: temporaryFolder() },
      command: ['alembic'],
      variables: [],
      signal: NOBODY_STOPS,
    });
    expect(await alembic.sql({ ...asked, config: 'alembic.ini' })).toEqual(
      unobserved('alembic is not installed or not on the PATH'),
    );
  });
});
