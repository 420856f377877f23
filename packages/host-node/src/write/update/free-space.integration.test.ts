import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { hasSpace } from './free-space.ts';

let folder = '';
const at = (name: string) => path.join(folder, name);
const mount = (disk: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk]).status === 0;
const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && mount('/mnt');
if (mayMount) spawnSync('umount', ['/mnt']);

beforeEach(() => {
  folder = temporaryFolder();
  for (const name of ['code/.git', 'code/data', 'disk']) mkdirSync(at(name), { recursive: true });
  writeFileSync(at('code/.git/objects'), Buffer.alloc(30 * 1024 * 1024));
  writeFileSync(at('code/data/rows'), Buffer.alloc(1024 * 1024));
});

afterEach(() => spawnSync('umount', [at('disk')]));
afterAll(removeTemporaryFolders);

test('there is room on a disk of this machine', async () => {
  expect(await hasSpace([at('code'), at('code/data')], folder)).toEqual({ kind: 'done' });
  expect(await hasSpace([at('nothing')], folder)).toMatchObject({
    kind: 'done',
  });
});

test.skipIf(!mayMount)(
  '[row 3.16] a full disk is told of before anything is packed, and nothing counts twice',
  async () => {
    mount(at('disk'));
    expect(await hasSpace([at('code'), at('code/data')], at('disk'))).toEqual({ kind: 'done' });
    writeFileSync(at('disk/filler'), Buffer.alloc(5 * 1024 * 1024));
    expect(await hasSpace([at('code'), at('code/data')], at('disk'))).toEqual({
      kind: 'failed',
      why: `the disk of ${at('disk')} has 15 MB left, and the update needs 19 MB`,
    });
  },
);
