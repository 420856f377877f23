import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { PACKAGES, ROOT, read } from './sources.mjs';

/** What the end of a test file's name says; most say nothing, and are of the first. */
export const TIERS = ['unit', 'integration', 'slow'];

/** Which integration tests `npm test` runs too. */
const SMOKE = 'test/tiers.json';

/** No mutant wakes in a browser or in VS Code: what tests see there is none of ours. */
export const ELSEWHERE = 'test/editor/';

/**
 * Test files, the cheap ones first: those beside the sources of policy-core, those beside all others, and those
 * elsewhere.
 *
 * @param {readonly string[]} tiers of `TIERS`, or `smoke`
 * @returns {readonly (readonly string[])[]}
 */
export function testFiles(tiers) {
  const [largest = '', ...others] = PACKAGES;
  const rounds = [
    testsBelow(`packages/${largest}/src`),
    others.flatMap((name) => testsBelow(`packages/${name}/src`)),
    testsBelow('test').filter((file) => !file.startsWith(ELSEWHERE)),
  ];
  const smoke = tiers.includes('smoke') ? smokeTests() : [];
  return rounds.map((files) => files.filter((file) => tiers.includes(tierOf(file)) || smoke.includes(file)));
}

/** @returns {readonly string[]} */
function smokeTests() {
  return existsSync(path.join(ROOT, SMOKE)) ? Object.values(JSON.parse(read(SMOKE)).smoke).flat() : [];
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
