import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import JSZip from 'jszip';
import { afterAll, expect, test } from 'vitest';

import { packFixtureExtension } from './pack-fixture-extension.ts';
import { unpackVsix } from './unpack-vsix.mjs';

const EXTENSION = path.join(import.meta.dirname, 'fixtures/tiny-extension');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'lk-'));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('a packed extension is unpacked byte for byte', async () => {
  const vsix = path.join(scratch, 'tiny.vsix');
  await packFixtureExtension(EXTENSION, vsix);
  const folder = await unpackVsix(vsix, path.join(scratch, 'unpacked'));
  for (const file of ['package.json', 'extension.cjs', 'gate.svg']) {
    expect(readFileSync(path.join(folder, file))).toEqual(readFileSync(path.join(EXTENSION, file)));
  }
});

test('an archive without an extension is refused', async () => {
  const file = path.join(scratch, 'other.vsix');
  const archive = new JSZip().file('readme.txt', 'Nothing here.');
  writeFileSync(file, await archive.generateAsync({ type: 'nodebuffer' }));
  await expect(unpackVsix(file, path.join(scratch, 'other'))).rejects.toThrow(
    'holds no extension/package.json. Package the extension with vsce first.',
  );
});
