import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { doorTo, selfSigned, type Certificate, type Door } from './doors.ts';
import { folderOf, lookedAt } from './looked-at.ts';

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL behind TLS', () => {
  let database: ScratchDatabase;
  let certificate: Certificate;
  let foreign: Certificate;
  let doors: Readonly<Record<'secure' | 'plain' | 'named', Door>>;
  beforeAll(async () => {
    database = await scratchDatabase();
    const folder = folderOf(database);
    [certificate, foreign] = [selfSigned(), selfSigned('DNS:db.example.com')];
    doors = {
      secure: await doorTo(folder, { certificate }),
      plain: await doorTo(folder),
      named: await doorTo(folder, { certificate: foreign }),
    };
  });
  afterAll(async () => {
    for (const { close } of Object.values(doors)) close();
    certificate.remove();
    foreign.remove();
    removeTemporaryFolders();
    await database.drop();
  });

  async function outcome(
    door: keyof typeof doors,
    query: string,
    { host = '127.0.0.1', env = {} }: { readonly host?: string; readonly env?: Record<string, string> } = {},
  ): Promise<string> {
    const url = `postgresql://lockkeeper:planted@${host}:${doors[door].port}/${database.name}?${query}`;
    const sight = await lookedAt(url, { env, patience: { connectMs: 3000 } });
    if (sight.kind === 'seen') return 'seen';
    return sight.why.reason.replace(/127\.0\.0\.1:\d+/, 'it');
  }

  const roots = (file: string) => `sslrootcert=${encodeURIComponent(file)}`;
  const UNTRUSTED = 'the certificate of it is not one that its sslmode trusts';

  test('is reached by sslmode as libpq means it', async () => {
    const seen = { secure: 'seen', plain: 'seen' };
    const noTls = 'the server at it speaks no TLS, and its sslmode wants it';
    const both = async (query: string) => ({
      secure: await outcome('secure', query),
      plain: await outcome('plain', query),
    });
    expect(await both('')).toEqual(seen);
    expect(await both('sslmode=disable')).toEqual(seen);
    expect(await both('sslmode=allow')).toEqual(seen);
    expect(await both('sslmode=prefer')).toEqual(seen);
    // It does not look at the certificate.
    expect(await both('sslmode=require')).toEqual({ secure: 'seen', plain: noTls });
    expect(await both(`sslmode=verify-ca&${roots(certificate.file)}`)).toEqual({
      secure: 'seen',
      plain: noTls,
    });
    expect(await both(`sslmode=verify-full&${roots(certificate.file)}`)).toEqual({
      secure: 'seen',
      plain: noTls,
    });
  });

  test('is trusted only with a certificate of the one that is named', async () => {
    expect(await outcome('secure', `sslmode=verify-ca&${roots(foreign.file)}`)).toContain(UNTRUSTED);
    expect(await outcome('secure', `sslmode=verify-full&${roots(foreign.file)}`)).toContain(UNTRUSTED);
    expect(await outcome('secure', 'sslmode=verify-full&sslrootcert=system')).toContain(UNTRUSTED);
  });

  test('is trusted under another name by verify-ca and not by verify-full', async () => {
    expect(await outcome('named', `sslmode=verify-ca&${roots(foreign.file)}`)).toBe('seen');
    expect(await outcome('named', `sslmode=verify-full&${roots(foreign.file)}`)).toContain(UNTRUSTED);
    const called = await outcome('named', `sslmode=verify-full&${roots(foreign.file)}`, {
      host: 'localhost',
    });
    expect(called).toContain('is not one that its sslmode trusts');
  });

  test('is held against a root certificate that lies where libpq looks, by require as well', async () => {
    const home = temporaryFolder();
    mkdirSync(path.join(home, '.postgresql'));
    const root = path.join(home, '.postgresql/root.crt');
    writeFileSync(root, certificate.cert);
    expect(await outcome('secure', 'sslmode=verify-full', { env: { HOME: home } })).toBe('seen');
    writeFileSync(root, foreign.cert);
    expect(await outcome('secure', 'sslmode=require', { env: { HOME: home } })).toContain(UNTRUSTED);
    expect(await outcome('secure', 'sslmode=prefer', { env: { HOME: home } })).toBe('seen');
  });

  test('is not asked where what is needed to trust it is missing', async () => {
    expect(await outcome('secure', 'sslmode=verify-full')).toMatch(
      /^its sslmode asks for a root certificate/,
    );
    expect(await outcome('secure', `sslmode=verify-full&${roots('/missing.crt')}`)).toBe(
      'a certificate or a key that its parameters name cannot be read',
    );
  });

  test('is reached on a socket without TLS, whatever sslmode says', async () => {
    const url = `postgresql://lockkeeper@/${database.name}?host=${folderOf(database)}&sslmode=require`;
    expect((await lookedAt(url)).kind).toBe('seen');
  });
});
