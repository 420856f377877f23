import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { mustBeOneDisk } from './one-disk.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lk-disk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('data with a disk of its own within it is told, and data that is one is not', async () => {
  expect(await mustBeOneDisk('/', [])).toMatchObject({
    kind: 'failed',
    why: expect.stringMatching(/^\/\w+/),
  });
  expect(await mustBeOneDisk('/proc', ['sys'])).toEqual({ kind: 'done' });
  expect(await mustBeOneDisk(folder, [])).toEqual({ kind: 'done' });
  const link = path.join(folder, 'link');
  symlinkSync('/', link);
  expect(await mustBeOneDisk(link, [])).toMatchObject({ kind: 'failed' });
});
