import { readdirSync } from 'node:fs';
import path from 'node:path';

import { PACKAGES, ROOT } from './sources.mjs';

/** What the end of a test file's name says; most say nothing, and are of the first. */
export const TIERS = ['unit', 'integration', 'slow'];

/**
 * Test files, the cheap ones first: those beside the sources of policy-core, those beside all others, and those
 * elsewhere. Tests that a real VS Code runs are none of ours.
 *
 * @param {readonly string[]} tiers
 * @returns {readonly (readonly string[])[]}
 */
export function testFiles(tiers) {
  const [largest = '', ...others] = PACKAGES;
  const rounds = [
    testsBelow(`packages/${largest}/src`),
    others.flatMap((name) => testsBelow(`packages/${name}/src`)),
    testsBelow('test').filter((file) => !file.startsWith('test/editor/suite/')),
  ];
  return rounds.map((files) => files.filter((file) => tiers.includes(tierOf(file))));
}

/** @param {string} file */
function tierOf(file) {
  return TIERS.find((tier) => file.endsWith(`.${tier}.test.ts`)) ?? 'unit';
}

/** @param {string} folder */
function testsBelow(folder) {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !file.includes('/node_modules/'))
    .toSorted();
}
