import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createDatabases } from '../../packages/host-node/src/read/postgres/create-databases.ts';
import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { createScratchDatabases } from '../../packages/host-node/src/write/scratch/scratch-databases.ts';
import { doorTo } from './doors.ts';
import { folderOf } from './looked-at.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';

const RUN = { config: 'alembic.ini', section: undefined, direction: 'upgrade', revision: 'heads' } as const;

describe.skipIf(postgresql.kind === 'unavailable')('a scratch database on real PostgreSQL', () => {
  let development: ScratchDatabase;
  beforeAll(async () => {
    development = await scratchDatabase();
  });
  afterAll(async () => {
    removeTemporaryFolders();
    await development.drop();
  });

  /** What a program that takes the place of Alembic finds in its environment. */
  async function environmentOfAlembic(more: NodeJS.ProcessEnv) {
    const root = temporaryFolder();
    const [python, told] = [path.join(root, 'stand-in'), path.join(root, 'told')];
    writeFileSync(python, `#!/bin/sh\nenv > '${told}'\n`);
    chmodSync(python, 0o755);
    const scratch = createScratchDatabases({
      root,
      env: { PATH: process.env['PATH'], DATABASE_URL: development.sqlalchemyUrl, ...more },
      python,
      signal: new AbortController().signal,
      development: 'DATABASE_URL',
      production: 'DATABASE_URL_PROD',
    });
    const name = scratch.newName();
    const used = await scratch.use({ name, from: 'nothing' }, (database) => database.alembic(RUN));
    expect(used).toEqual({ known: true, value: { value: { kind: 'done' }, isDropped: true } });
    const lines = readFileSync(told, 'utf8').split('\n');
    return { name, valueOf: (key: string) => lines.find((line) => line.startsWith(`${key}=`)) };
  }

  test('is all that Alembic finds an address of, in whichever variable', async () => {
    const { name, valueOf } = await environmentOfAlembic({
      DATABASE_URL_PROD: 'postgresql://ana:planted@prod/shop',
      BILLING: 'postgresql+asyncpg://ana:planted@prod/billing',
      PGSERVICE: 'prod',
      PGDATABASE: 'prod',
    });
    const moved = development.sqlalchemyUrl.replace(`/${development.name}?`, `/${name}?`);
    expect(valueOf('DATABASE_URL')).toBe(`DATABASE_URL=${moved}`);
    expect(valueOf('DATABASE_URL_PROD')).toBe(`DATABASE_URL_PROD=${moved.replace('+psycopg2', '')}`);
    expect(valueOf('BILLING')).toBe(`BILLING=${moved.replace('+psycopg2', '+asyncpg')}`);
    expect(valueOf('PGDATABASE')).toBe(`PGDATABASE=${name}`);
    expect(valueOf('PGSERVICE')).toBeUndefined();
  });

  test('leaves no variable of production for a file to fill', async () => {
    const { name, valueOf } = await environmentOfAlembic({});
    expect(valueOf('DATABASE_URL_PROD')).toContain(`/${name}?`);
  });

  test('that a killed process left is dropped, unless somebody is at work on it or it is no scratch database', async () => {
    const scratch = createScratchDatabases({
      root: temporaryFolder(),
      env: { DATABASE_URL: development.sqlalchemyUrl },
      python: undefined,
      signal: new AbortController().signal,
      development: 'DATABASE_URL',
      production: 'DATABASE_URL_PROD',
    });
    const [left, other] = [scratch.newName(), `${development.name}_other`];
    await development.query(`CREATE DATABASE ${left}`);
    await development.query(`CREATE DATABASE ${other}`);
    expect([await scratch.dropLeft(left), await scratch.dropLeft(left)]).toEqual([true, false]);
    expect(await scratch.dropLeft(other)).toBe(false);
    await development.query(`DROP DATABASE ${other}`);
    const name = scratch.newName();
    const used = await scratch.use({ name, from: 'nothing' }, async () => await scratch.dropLeft(name));
    expect(used).toEqual({ known: true, value: { value: false, isDropped: true } });
  });

  test('that may still come about where the connection broke is told of by its name', async () => {
    const door = await doorTo(folderOf(development));
    const user = /\/\/([^@]*)@/.exec(development.url)?.[1] ?? '';
    const scratch = createScratchDatabases({
      root: temporaryFolder(),
      env: {
        DATABASE_URL: `postgresql://${user}@127.0.0.1:${door.port}/${development.name}?sslmode=disable`,
      },
      python: undefined,
      signal: new AbortController().signal,
      development: 'DATABASE_URL',
      production: 'DATABASE_URL_PROD',
    });
    const name = scratch.newName();
    const blocker = await development.connect();
    await blocker.query('BEGIN; LOCK TABLE pg_database IN SHARE ROW EXCLUSIVE MODE');
    const using = scratch.use({ name, from: 'nothing' }, () => Promise.resolve('used'));
    await until(() =>
      development.query(
        "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ '^CREATE DATABASE'",
      ),
    );
    door.close();
    expect(await using).toEqual({
      known: false,
      reason: expect.stringMatching(
        new RegExp(`^whether it was made is not known as .*, and may be there: drop ${name} by hand$`),
      ),
    });
    await blocker.query('ROLLBACK');
    await blocker.end();
    // So it was: nobody else was told of it.
    await until(() => development.query('SELECT FROM pg_database WHERE datname = $1', [name]));
    await until(() =>
      development.query('SELECT FROM pg_stat_activity HAVING NOT bool_or(query ~ $1)', ['^CREATE DATABASE']),
    );
    await development.query(`DROP DATABASE ${name} WITH (FORCE)`);
  });
});

async function until(ask: () => Promise<readonly unknown[]>): Promise<void> {
  await expect.poll(ask).not.toHaveLength(0);
}

test.skipIf(postgresql.kind === 'unavailable')(
  'one database is one, whatever a session calls its time',
  async () => {
    const database = await scratchDatabase();
    const identityWith = async (options: string) => {
      const URL = `${database.url}&options=${encodeURIComponent(options)}`;
      const sight = await createDatabases({ URL }).look({ variable: 'URL', schemas: undefined });
      return sight.kind === 'seen' ? sight.database.identity : sight.why.reason;
    };
    const [one, other] = [
      await identityWith('-c timezone=UTC'),
      await identityWith('-c timezone=Asia/Tokyo -c datestyle=German'),
    ];
    await database.drop();
    expect(one).toMatch(/^\d+ \d+$/);
    expect(other).toBe(one);
  },
);
