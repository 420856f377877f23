// One vitest that runs tests for mutant after mutant, in a process of its own, which may be ended when a mutant hangs.
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { createVitest } from 'vitest/node';

import { mutantPlugin } from './plugin.mjs';
import { ROOT } from './sources.mjs';

/**
 * @typedef {object} LaneSetup
 * @property {readonly import('./schemata.mjs').PlacedMutant[]} mutants
 * @property {number} workers
 * @property {number} bail tests that may fail before the run ends; 0 for any number
 * @property {readonly string[]} projects of vitest's configuration; empty for all
 *
 * @typedef {object} LaneRequest
 * @property {import('./runner.mjs').RunnerOrders} orders
 * @property {readonly string[]} files test files
 *
 * @typedef {object} LaneAnswer
 * @property {{ file: string, title: string }[]} failed with an empty title where no single test carries the failure
 */

/** @type {LaneSetup} */
const { mutants, workers, bail, projects } = JSON.parse(process.env['LOCKKEEPER_MUTANTS_LANE'] ?? '');

const vitest = await createVitest(
  'test',
  {
    root: ROOT,
    watch: false,
    runner: fileURLToPath(new URL('runner.mjs', import.meta.url)),
    reporters: [{}],
    maxWorkers: workers,
    bail,
    ...(projects.length > 0 ? { project: [...projects] } : {}),
  },
  { plugins: [mutantPlugin(mutants)] },
);

process.on('message', (/** @type {LaneRequest} */ request) => {
  void run(request).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

/** @param {LaneRequest} request @returns {Promise<LaneAnswer>} */
async function run({ orders, files }) {
  vitest.provide('mutants', orders);
  const all = await vitest.globTestSpecifications();
  const wanted = new Set(files.map((file) => `${ROOT}/${file}`));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    all.filter(({ moduleId }) => wanted.has(moduleId)),
  );
  const failed = testModules.flatMap((module) => {
    const file = module.relativeModuleId;
    const tests = [...module.children.allTests('failed')].map(({ fullName }) => ({ file, title: fullName }));
    return tests.length === 0 && !module.ok() ? [{ file, title: '' }] : tests;
  });
  return { failed: failed.length === 0 && unhandledErrors.length > 0 ? [{ file: '', title: String(unhandledErrors[0]) }] : failed };
}
