import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { doorTo, silentDoor, type Door } from './doors.ts';
import { guardedRole } from './guarded-role.ts';
import { folderOf, lookedAt, seenAt } from './looked-at.ts';

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL at every form of address', () => {
  let database: ScratchDatabase;
  let folder: string;
  let door: Door;
  beforeAll(async () => {
    database = await scratchDatabase();
    folder = folderOf(database);
    door = await doorTo(folder);
    await guardedRole(database, 'keeper', 'päß:wö"rd');
  });
  afterAll(async () => {
    door.close();
    removeTemporaryFolders();
    await database.drop();
  });

  test.each(['postgres', 'postgresql', 'postgresql+psycopg2', 'postgresql+psycopg', 'postgresql+asyncpg'])(
    '%s:// leads there',
    async (scheme) => {
      const seen = await seenAt(`${scheme}://lockkeeper@127.0.0.1:${door.port}/${database.name}`);
      expect(seen).toMatchObject({ name: database.name, user: 'lockkeeper', host: `127.0.0.1:${door.port}` });
    },
  );

  test('IPv6 leads there', async () => {
    const six = await doorTo(folder, { host: '::1' }).catch(() => undefined);
    // Not every machine has it.
    const host = six === undefined ? `127.0.0.1:${door.port}` : `[::1]:${six.port}`;
    expect(await seenAt(`postgresql://lockkeeper@${host}/${database.name}`)).toMatchObject({ host });
    six?.close();
  });

  test('a folder of a socket leads there, in the query and as the host', async () => {
    for (const url of [
      `postgresql://lockkeeper@/${database.name}?host=${folder}`,
      `postgresql://lockkeeper@${encodeURIComponent(folder)}/${database.name}`,
    ])
      expect(await seenAt(url)).toMatchObject({ host: folder });
  });

  test('the second of two hosts leads there where the first does not answer', async () => {
    const silent = await silentDoor();
    const hosts = `127.0.0.1:${silent.port},127.0.0.1:${door.port}`;
    const url = `postgresql://lockkeeper@${hosts}/${database.name}?sslmode=disable`;
    expect(await seenAt(url, { patience: { connectMs: 300 } })).toMatchObject({
      host: `127.0.0.1:${door.port}`,
    });
    silent.close();
  });

  test('the variables of libpq say what the address does not', async () => {
    const env = { PGHOST: folder, PGUSER: 'keeper', PGPASSWORD: 'päß:wö"rd', PGDATABASE: database.name };
    expect(await seenAt('postgresql://', { env })).toMatchObject({ user: 'keeper', name: database.name });
  });

  test('~/.pgpass holds the password', async () => {
    const home = temporaryFolder();
    writeFileSync(path.join(home, '.pgpass'), `*:*:${database.name}:keeper:päß\\:wö"rd\n`, { mode: 0o600 });
    const url = `postgresql://keeper@/${database.name}?host=${folder}`;
    expect(await seenAt(url, { env: { HOME: home } })).toMatchObject({ user: 'keeper' });
    expect((await lookedAt(url, { env: { HOME: temporaryFolder() } })).kind).toBe('unseen');
  });

  test('options count, and so does the search path they set', async () => {
    await database.query('CREATE SCHEMA IF NOT EXISTS app; CREATE TABLE app.inside (id int)');
    const seen = await seenAt(`${database.url}&options=-c%20search_path%3Dapp`);
    expect(seen).toMatchObject({ searchPath: 'app', visibleSchemas: ['app'], schemas: ['app'] });
    expect(seen.parts.find(({ kind }) => kind === 'table')?.name).toBe('app.inside');
  });

  test('a variable that is not set, or is empty, leads nowhere', async () => {
    for (const address of ['', '  '])
      expect(await lookedAt(address)).toEqual({
        kind: 'unseen',
        why: { kind: 'unset', reason: 'DATABASE_URL is not set' },
      });
    expect(await lookedAt('sqlite:///shop.db')).toMatchObject({ why: { kind: 'unusable-address' } });
  });
});

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL in another encoding', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  async function seenIn(encoding: string, statement: Buffer): Promise<Awaited<ReturnType<typeof seenAt>>> {
    const name = `${database.name}_${encoding.toLowerCase()}`;
    await database.query(`CREATE DATABASE ${name} ENCODING '${encoding}' LOCALE 'C' TEMPLATE template0`);
    const url = database.url.replace(`/${database.name}?`, `/${name}?`);
    try {
      await rawStatement(url, statement);
      return await seenAt(url);
    } finally {
      await database.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  }

  /** A statement of bytes that need not be UTF-8, which psql hands over as they are. */
  async function rawStatement(url: string, statement: Buffer): Promise<void> {
    const { spawnSync } = await import('node:child_process');
    const psql = path.join(postgresql.kind === 'ready' ? postgresql.bin : '', 'psql');
    const { status, stderr } = spawnSync(psql, ['-X', '-v', 'ON_ERROR_STOP=1', url], { input: statement });
    if (status !== 0) throw new Error(stderr.toString());
  }

  test('LATIN1 tells its names whole', async () => {
    const seen = await seenIn(
      'LATIN1',
      Buffer.from("SET client_encoding = 'LATIN1'; CREATE TABLE gr\xf6\xdfe (id int)", 'latin1'),
    );
    expect(seen.encoding).toBe('LATIN1');
    expect(seen.parts.filter(({ kind }) => kind === 'table').map(({ name }) => name)).toEqual(['größe']);
  });

  test('SQL_ASCII tells names that are no UTF-8 apart', async () => {
    const seen = await seenIn(
      'SQL_ASCII',
      Buffer.from('CREATE TABLE "n\xe4" (id int); CREATE TABLE "n\xf6" ("\xff" int)', 'latin1'),
    );
    expect(seen.encoding).toBe('SQL_ASCII');
    expect(
      seen.parts
        .filter(({ kind }) => kind === 'table')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['n\udce4', 'n\udcf6']);
    expect(seen.parts.some(({ kind, name }) => kind === 'column' && name === '\udcff')).toBe(true);
  });
});
