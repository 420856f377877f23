import { readdirSync } from 'node:fs';
import path from 'node:path';

import { PACKAGES, ROOT, read } from './sources.mjs';

/** Imports by which a test runs product sources in its own process. */
const IN_PROCESS = /from '(?:(?:\.\.\/)+packages\/[a-z-]+\/src\/|@lockkeeper\/)/;

/**
 * Test files that may run a mutant in their own process, the cheap ones first: those beside the sources
 * of policy-core, those beside all others, and those elsewhere that import sources.
 *
 * @returns {readonly (readonly string[])[]}
 */
export function testFiles() {
  const [largest = '', ...others] = PACKAGES;
  return [
    testsBelow(`packages/${largest}/src`),
    others.flatMap((name) => testsBelow(`packages/${name}/src`)),
    testsBelow('test').filter((file) => IN_PROCESS.test(read(file))),
  ];
}

/** @param {string} folder */
function testsBelow(folder) {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('test/editor/suite/'))
    .toSorted();
}
