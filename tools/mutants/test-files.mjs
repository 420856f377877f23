import { readdirSync } from 'node:fs';
import path from 'node:path';

import { PACKAGES, ROOT } from './sources.mjs';

/**
 * Test files, the cheap ones first: those beside the sources of policy-core, those beside all others, and those
 * elsewhere. Tests that a real VS Code runs are none of ours.
 *
 * @returns {readonly (readonly string[])[]}
 */
export function testFiles() {
  const [largest = '', ...others] = PACKAGES;
  return [
    testsBelow(`packages/${largest}/src`),
    others.flatMap((name) => testsBelow(`packages/${name}/src`)),
    testsBelow('test').filter((file) => !file.startsWith('test/editor/suite/')),
  ];
}

/** @param {string} folder */
function testsBelow(folder) {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !file.includes('/node_modules/'))
    .toSorted();
}
