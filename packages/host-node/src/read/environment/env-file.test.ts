import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { readEnvFile } from './env-file.ts';

afterAll(removeTemporaryFolders);

function fileOf(content: string | Uint8Array): string {
  const file = path.join(temporaryFolder(), '.env.production');
  writeFileSync(file, content);
  return file;
}

async function valuesIn(content: string) {
  const read = await readEnvFile(fileOf(content));
  return read.known ? Object.fromEntries(read.value) : read.reason;
}

describe('a file of variables', () => {
  test('is read as programs read it', async () => {
    expect(
      await valuesIn(
        [
          '\uFEFF# the backend',
          'DATABASE_URL=postgresql://app:pw@db/shop?sslmode=require',
          'export JWT_SECRET="with # inside" # and a comment',
          "SINGLE='as $IT is'",
          'PRIVATE_KEY="-----BEGIN\\nline\\n-----END"',
          'MULTI="one',
          'two"',
          'EMPTY=',
          'EQUALS=a=b=c',
          '',
        ].join('\r\n'),
      ),
    ).toEqual({
      DATABASE_URL: 'postgresql://app:pw@db/shop?sslmode=require',
      JWT_SECRET: 'with # inside',
      SINGLE: 'as $IT is',
      PRIVATE_KEY: '-----BEGIN\nline\n-----END',
      MULTI: 'one\ntwo',
      EMPTY: '',
      EQUALS: 'a=b=c',
    });
  });

  test('sets nothing of this process', async () => {
    await valuesIn('LOCKKEEPER_TEST_OF_ENV_FILES=1');
    expect(process.env['LOCKKEEPER_TEST_OF_ENV_FILES']).toBeUndefined();
  });

  test('is not seen where it cannot be read, and nothing of it is told', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'folder'));
    const reasonOf = async (file: string) => {
      const read = await readEnvFile(file);
      return read.known ? 'read' : read.reason;
    };
    expect(await reasonOf(path.join(folder, 'none'))).toBe('there is no such file');
    expect(await reasonOf(path.join(folder, 'folder'))).toBe('it is a folder');
    expect(await reasonOf(fileOf(new Uint8Array([65, 61, 0xff, 0xfe])))).toBe('the file is not UTF-8');
    expect(await reasonOf(fileOf('A=b\n'.repeat(600_000)))).toBe('the file has more than 2 MB');
    const locked = fileOf('A=b');
    chmodSync(locked, 0o000);
    expect(['read', 'permission is denied']).toContain(await reasonOf(locked));
  });
});
