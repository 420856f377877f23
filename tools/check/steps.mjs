import { releaseDryRun } from './release-dry-run.mjs';
import { runNode, runTool } from './run-tool.mjs';
import { runIntegration, runQuarter, runSlow, runSmoke, runUnit, runWithoutCases } from './run-tests.mjs';

/**
 * @typedef {object} StepResult
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} output shown when something failed
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<StepResult>} run
 * @property {string} [needs] the name of the step without which this one says nothing
 * @property {'ci' | 'asked'} [only] not of `npm test`: `.ci/run` adds those of `ci`, `asked` must be named
 */

/**
 * In order, the quick ones first. Each counts as one, the tests count each for themselves.
 *
 * @type {readonly Step[]}
 */
export const STEPS = [
  { name: 'format', run: tool('oxfmt', '--check', '.') },
  { name: 'build', run: node('tools/build.mjs') },
  { name: 'types of tests', run: tool('typescript/tsc', '-p', 'test'), needs: 'build' },
  { name: 'types of tools', run: tool('typescript/tsc', '-p', 'tools'), needs: 'build' },
  { name: 'types of editor tests', run: tool('typescript/tsc', '-p', 'test/editor'), needs: 'build' },
  { name: 'lint', run: tool('oxlint', '--type-aware', '--deny-warnings'), needs: 'build' },
  { name: 'no unused code', run: tool('knip') },
  { name: 'one version of each dependency', run: tool('sherif') },
  { name: 'generated pages are fresh', run: node('tools/write-docs/main.mjs', '--check'), needs: 'build' },
  { name: 'unit', run: runUnit },
  { name: 'smoke', run: runSmoke, needs: 'build' },
  { name: 'release dry run', run: releaseDryRun, needs: 'build' },
  { name: 'unit without case sets', run: runWithoutCases, only: 'ci' },
  { name: 'quarter of integration', run: runQuarter, needs: 'build', only: 'ci' },
  { name: 'integration', run: runIntegration, needs: 'build', only: 'asked' },
  { name: 'slow', run: runSlow, needs: 'build', only: 'asked' },
];

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function tool(program, ...args) {
  return async () => asOne(await runTool(program, args));
}

/** @param {readonly string[]} args */
function node(...args) {
  return async () => asOne(await runNode(args));
}

/**
 * A step that is right or wrong as a whole.
 *
 * @param {import('./run-tool.mjs').ToolOutcome} outcome
 * @returns {StepResult}
 */
function asOne({ exitCode, output }) {
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0, output };
}
