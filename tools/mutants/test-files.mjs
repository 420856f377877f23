import { readdirSync } from 'node:fs';
import path from 'node:path';

import { PACKAGES, ROOT, read } from './sources.mjs';

/** Imports by which a test runs product sources in its own process. */
const IN_PROCESS = /from '(?:(?:\.\.\/)+packages\/[a-z-]+\/src\/|@lockkeeper\/)/;

/** Test files that may run a mutant in their own process: all beside the sources, and those elsewhere that import sources. */
export function testFiles() {
  return {
    beside: PACKAGES.flatMap((name) => testsBelow(`packages/${name}/src`)),
    elsewhere: testsBelow('test').filter((file) => IN_PROCESS.test(read(file))),
  };
}

/** @param {string} folder */
function testsBelow(folder) {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('test/editor/suite/'))
    .toSorted();
}
