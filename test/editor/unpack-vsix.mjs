import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import JSZip from 'jszip';

/**
 * Unpacks a packed extension, so that tests run what ships.
 *
 * @param {string} vsix
 * @param {string} target Folder to write to; made when absent.
 * @returns {Promise<string>} The folder of the extension itself. Rejects when the file is not a packed extension.
 */
export async function unpackVsix(vsix, target) {
  const archive = await JSZip.loadAsync(readFileSync(vsix));
  if (!archive.file('extension/package.json')) {
    throw new Error(`${vsix} holds no extension/package.json. Package the extension with vsce first.`);
  }
  for (const entry of Object.values(archive.files)) {
    if (!entry.dir) await unpack(entry, target);
  }
  return path.join(target, 'extension');
}

/**
 * @param {JSZip.JSZipObject} entry
 * @param {string} target
 */
async function unpack(entry, target) {
  const file = path.join(target, entry.name); // JSZip has resolved `..` in names already.
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, await entry.async('nodebuffer'));
}
