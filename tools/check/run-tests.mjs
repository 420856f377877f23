import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { quarterOf } from './quarter.mjs';
import { ROOT, runTool } from './run-tool.mjs';
import { judgeTests } from './judge-tests.mjs';
import { sharesOf } from './shares.mjs';

/** @typedef {import('./steps.mjs').StepResult} StepResult */

const ALLOWED_SKIPS = path.join(ROOT, 'test/allowed-skips.json');

export const runUnit = () => runTests('unit');
export const runIntegration = () => runTests('integration');
export const runSlow = () => runTests('slow');

/** Starts every surface for real, and every command that reads or writes a repository. */
export function runSmoke() {
  return runTests('integration', { files: Object.values(tiers().smoke).flat() });
}

/** The part of the integration tier whose turn it is, of what the step `smoke` has not run. */
export async function runQuarter() {
  const smoke = Object.values(tiers().smoke).flat();
  const files = (await filesOf('integration')).filter((file) => !smoke.includes(file));
  const durations = readJson(path.join(ROOT, 'test/durations.json'));
  const quarter = sharesOf(files, { durations, count: 4 })[quarterOf(ROOT) - 1] ?? [];
  return await runTests('integration', { files: quarter });
}

/**
 * As in a clone with nothing beside it. Only tests in these folders depend on the case sets, as
 * test/cases/own-cases.test.ts shows, and of the unit tier only those of the first: all others are the same as
 * they were in the step before. Counted as one, as its tests were counted then.
 *
 * @returns {Promise<StepResult>}
 */
export async function runWithoutCases() {
  const hidden = await runTests('unit', { files: ['test/cases/'], env: { LOCKKEEPER_CASES: 'none' } });
  const isRight = hidden.failed === 0 && hidden.skipped > 0;
  return { ...hidden, passed: isRight ? 1 : 0, failed: isRight ? 0 : 1, skipped: 0 };
}

/**
 * @param {'unit' | 'integration' | 'slow'} tier
 * @param {{ files?: readonly string[], env?: Readonly<Record<string, string>> }} [which] default: all of the tier
 * @returns {Promise<StepResult>}
 */
async function runTests(tier, { files = [], env = {} } = {}) {
  const resultFile = path.join(ROOT, `.cache/check/vitest-${tier}.json`);
  mkdirSync(path.dirname(resultFile), { recursive: true });
  // A result of an earlier run must never be counted again.
  rmSync(resultFile, { force: true });
  const { exitCode, output } = await runTool(
    'vitest',
    [
      'run',
      ...files,
      `--project=${tier}`,
      '--allowOnly=false',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${resultFile}`,
    ],
    { env },
  );
  const verdict = judgeTests({
    result: readJson(resultFile),
    exitCode,
    allowedSkips: readJson(ALLOWED_SKIPS),
    platform: process.platform,
  });
  return { ...verdict.counts, output: [output, ...verdict.problems].join('\n') };
}

/**
 * @param {'integration'} tier
 * @returns {Promise<readonly string[]>} from the folder of the repository
 */
async function filesOf(tier) {
  const list = path.join(ROOT, `.cache/check/files-${tier}.json`);
  rmSync(list, { force: true });
  await runTool('vitest', ['list', `--project=${tier}`, '--filesOnly', `--json=${list}`]);
  const found = /** @type {readonly { file: string }[]} */ (readJson(list));
  return found.map(({ file }) => path.relative(ROOT, file).replaceAll('\\', '/'));
}

/** @returns {{ smoke: Readonly<Record<string, readonly string[]>> }} */
function tiers() {
  return readJson(path.join(ROOT, 'test/tiers.json'));
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${path.relative(ROOT, file)} could not be read, so no test is known to have passed.`, {
      cause: error,
    });
  }
}
