import { readFileSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import { ROOT } from '../architecture/source-files.ts';
import { packing, publishableFolders, type PackedPackage } from './pack.ts';

const pack = packing();

const FOLDERS = publishableFolders();

test('four packages are meant for npm', () => {
  expect(FOLDERS).toEqual(['cli', 'lsp', 'operations', 'policy-core']);
});

describe.each(FOLDERS)('the packed package of packages/%s', (folder) => {
  let packed: PackedPackage;
  beforeAll(async () => {
    packed = await pack(folder);
  });

  test('carries licence, page and every file it promises', () => {
    const promised = [...targetsOf(packed.manifest.exports), ...Object.values(packed.manifest.bin ?? {})];
    const wanted = ['LICENSE', 'README.md', ...promised.map((target) => path.posix.normalize(target))];
    expect(
      wanted.filter((file) => !packed.files.includes(file)),
      'these are missing from the tarball',
    ).toEqual([]);
  });

  test('leaves tests and build remains at home', () => {
    const remains = packed.files.filter((file) =>
      /\.test\.|(^|\/)testing\/|\.tsbuildinfo$|(^|\/)node_modules\//.test(file),
    );
    expect(remains).toEqual([]);
  });

  test('depends only on what npm can give to a stranger', () => {
    const published = new Set([
      'lockkeeper',
      '@lockkeeper/lsp',
      '@lockkeeper/operations',
      '@lockkeeper/policy-core',
    ]);
    const unreachable = Object.entries(packed.manifest.dependencies ?? {}).filter(
      ([name, range]) => !/^\d/.test(range) || (name.includes('lockkeeper') && !published.has(name)),
    );
    expect(unreachable, 'pin an exact version; bundle what is private').toEqual([]);
  });

  test('does not say where it was built', () => {
    const saying = packed.files.filter((file) => readFileSync(path.join(packed.folder, file)).includes(ROOT));
    expect(saying).toEqual([]);
  });
});

test('policy-core is sent as a few bundles, and each of its entries in both forms', async () => {
  const { files, manifest } = await pack('policy-core');
  expect(files.length).toBeLessThanOrEqual(90);
  const entries = Object.entries(manifest.exports ?? {}).filter(([subpath]) => !subpath.endsWith('.json'));
  expect(entries.filter(([, conditions]) => targetsOf(conditions).length !== 4)).toEqual([]);
});

/** Every file an `exports` map leads to, under whatever conditions. */
function targetsOf(exports: unknown): readonly string[] {
  if (typeof exports === 'string') return [exports];
  return typeof exports === 'object' && exports !== null ? Object.values(exports).flatMap(targetsOf) : [];
}
