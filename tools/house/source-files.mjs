import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} SourceFile
 * @property {string} file relative to the folder `packages`, with `/`: `policy-core/src/model/known.ts`
 * @property {string} text
 */

export const PACKAGES = ['policy-core', 'operations', 'host-node', 'cli', 'lsp', 'extension'];

/**
 * What is written to be shipped: neither tests, nor what tests are made with, nor what a tool generated.
 *
 * @param {string} root of the repository
 * @param {string} name of a package
 * @returns {readonly SourceFile[]}
 */
export function productFiles(root, name) {
  return sourceFiles(root, name).filter(({ file }) => !isOfTests(file));
}

/**
 * @param {string} root of the repository
 * @param {string} name of a package
 * @returns {readonly SourceFile[]}
 */
export function testFiles(root, name) {
  return sourceFiles(root, name).filter(({ file }) => isOfTests(file));
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {readonly SourceFile[]}
 */
function sourceFiles(root, name) {
  const folder = path.join(root, 'packages', name, 'src');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.generated.ts'))
    .sort()
    .map((file) => ({ file: `${name}/src/${file}`, text: readFileSync(path.join(folder, file), 'utf8') }));
}

/** @param {string} file */
function isOfTests(file) {
  return file.endsWith('.test.ts') || file.includes('/src/testing/');
}
