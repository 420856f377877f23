import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

export const PACKAGES = ['policy-core', 'operations', 'host-node', 'cli', 'lsp', 'extension'];

/** Where what a run learns is kept. */
export const KEPT = path.join(ROOT, '.cache/mutants');

/** What a built program reads in the folder for temporary files. */
export const ORDERS = 'lockkeeper-mutant.json';

/**
 * The product's own sources: no tests, and nothing that only tests use.
 *
 * @param {string} name of the package
 * @returns {readonly string[]} paths from the repository's root, sorted
 */
export function productSources(name) {
  const folder = `packages/${name}/src`;
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|\.d\.ts$|\/testing\//.test(file))
    .toSorted();
}

/** @param {string} file path from the repository's root */
export function read(file) {
  return readFileSync(path.join(ROOT, file), 'utf8');
}
