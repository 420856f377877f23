import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { rowsTaggedIn, rowsTaggedInPart } from './row-tags.mjs';

/**
 * @typedef {object} Tag
 * @property {string} row
 * @property {boolean} isPart whether only a part of it is shown
 * @property {string} file relative to the repository, with `/`
 */

/**
 * Every row tag in every test of the repository, those of the suites inside VS Code included.
 *
 * @param {string} root
 * @returns {readonly Tag[]} sorted by file
 */
export function readTags(root) {
  return testFiles(root).flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return [
      ...rowsTaggedIn(text).map((row) => ({ row, file, isPart: false })),
      ...rowsTaggedInPart(text).map((row) => ({ row, file, isPart: true })),
    ];
  });
}

/** @param {string} root */
function testFiles(root) {
  return ['packages', 'test']
    .flatMap((folder) => filesBelow(path.join(root, folder)))
    .filter((file) => /\.test\.m?ts$/.test(file))
    .map((file) => path.relative(root, file).replaceAll('\\', '/'))
    .sort();
}

/**
 * @param {string} folder
 * @returns {readonly string[]}
 */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isFile()) return [file];
    return entry.isDirectory() && !['node_modules', 'dist'].includes(entry.name) ? filesBelow(file) : [];
  });
}
