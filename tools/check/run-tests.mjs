import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { ROOT, runTool } from './run-tool.mjs';
import { judgeTests } from './judge-tests.mjs';

const RESULT = path.join(ROOT, '.cache/check/vitest.json');
const ALLOWED_SKIPS = path.join(ROOT, 'test/allowed-skips.json');

/**
 * Runs every vitest suite; the suites inside a real VS Code are started by vitest too and counted there.
 *
 * @returns {Promise<import('./steps.mjs').StepResult>}
 */
export async function runTests() {
  mkdirSync(path.dirname(RESULT), { recursive: true });
  // A result of an earlier run must never be counted again.
  rmSync(RESULT, { force: true });
  const { exitCode, output } = await runTool('vitest', [
    'run',
    '--allowOnly=false',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${RESULT}`,
  ]);
  const verdict = judgeTests({
    result: readJson(RESULT),
    exitCode,
    allowedSkips: readJson(ALLOWED_SKIPS),
    platform: process.platform,
  });
  return { ...verdict.counts, output: [output, ...verdict.problems].join('\n') };
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
