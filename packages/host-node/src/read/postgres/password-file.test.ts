import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { passwordFrom } from './password-file.ts';

afterAll(removeTemporaryFolders);

const PLACE = { host: 'db', port: 5432, database: 'shop', user: 'ana' };

function passwordIn(text: string, more: Partial<typeof PLACE> = {}): Promise<string | undefined> {
  const file = path.join(temporaryFolder(), '.pgpass');
  writeFileSync(file, text, { mode: 0o600 });
  return passwordFrom(file, { ...PLACE, ...more });
}

describe('a password file', () => {
  test.each([
    ['db:5432:shop:ana:pw', 'pw'],
    ['*:*:*:*:pw', 'pw'],
    ['# a comment\n\ndb:5433:shop:ana:other\ndb:*:shop:ana:pw\n*:*:*:*:last', 'pw'],
    ['db:5432:shop:ana:p\\:w\\\\x', 'p:w\\x'],
    ['db:5432:shop:ana:p:w', 'p:w'],
    ['db:5432:shop:ana:pw\r\n', 'pw'],
    ['db:5432:shop:ana:', ''],
    ['db:5432:shop:ana', undefined],
    ['db:5432:other:ana:pw', undefined],
    ['db:5432:shop:ben:pw', undefined],
    ['', undefined],
  ])('that says %j', async (text, password) => {
    expect(await passwordIn(text)).toBe(password);
  });

  test('calls the usual socket localhost', async () => {
    expect(await passwordIn('localhost:*:*:*:pw', { host: '/var/run/postgresql' })).toBe('pw');
    expect(await passwordIn('/srv/db:*:*:*:pw', { host: '/srv/db' })).toBe('pw');
  });

  test('that is not there says nothing', async () => {
    expect(await passwordFrom(path.join(temporaryFolder(), 'missing'), PLACE)).toBeUndefined();
  });

  test.runIf(process.platform !== 'win32')('that others may read is not believed, as by libpq', async () => {
    const file = path.join(temporaryFolder(), '.pgpass');
    writeFileSync(file, '*:*:*:*:pw');
    chmodSync(file, 0o640);
    expect(await passwordFrom(file, PLACE)).toBeUndefined();
    chmodSync(file, 0o600);
    expect(await passwordFrom(file, PLACE)).toBe('pw');
  });
});
