import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../testing/temporary-repository.ts';
import { engineVersion } from './engine-version.ts';

function program(): { readonly folders: readonly string[]; readonly file: (name: string) => string } {
  const root = temporaryFolder();
  const folders = ['chunks', 'wasm'].map((name) => path.join(root, name));
  for (const folder of folders) {
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'one'), 'code');
    utimesSync(path.join(folder, 'one'), 1000, 1000);
  }
  return { folders, file: (name) => path.join(root, name) };
}

describe('The version of a program', () => {
  it('is the same as long as its files are', () => {
    const { folders, file } = program();
    const version = engineVersion(folders);
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect(engineVersion(folders)).toBe(version);
    mkdirSync(file('chunks/deeper'));
    expect(engineVersion(folders)).toBe(version);
  });

  it.each<[string, (file: (name: string) => string) => void]>([
    ['is longer', (file) => writeFileSync(file('wasm/one'), 'codes')],
    ['is newer', (file) => utimesSync(file('chunks/one'), 1000, 2000)],
    ['is added', (file) => writeFileSync(file('chunks/two'), '')],
    [
      'has another name',
      (file) => {
        rmSync(file('chunks/one'));
        writeFileSync(file('chunks/other'), 'code');
        utimesSync(file('chunks/other'), 1000, 1000);
      },
    ],
  ])('is another one when a file %s', (_, change) => {
    const { folders, file } = program();
    const version = engineVersion(folders);
    change(file);
    expect(engineVersion(folders)).not.toBe(version);
    expect(engineVersion(folders)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is not known where a folder is missing or empty', () => {
    const { folders, file } = program();
    expect(engineVersion([...folders, file('nowhere')])).toBeUndefined();
    mkdirSync(file('empty'));
    expect(engineVersion([...folders, file('empty')])).toBeUndefined();
  });
});
