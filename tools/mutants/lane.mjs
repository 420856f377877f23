// One vitest that runs tests for mutant after mutant, in a process of its own, which may be ended when a mutant hangs.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { createVitest } from 'vitest/node';

import { KEPT, ROOT } from './sources.mjs';

/**
 * @typedef {object} LaneSetup
 * @property {readonly import('./schemata.mjs').PlacedMutant[]} mutants
 * @property {number} workers
 * @property {number} bail tests that may fail before the run ends; 0 for any number
 *
 * @typedef {object} LaneRequest
 * @property {import('./runner.mjs').RunnerOrders} orders
 * @property {readonly string[]} files test files
 *
 * @typedef {object} LaneAnswer
 * @property {{ file: string, title: string }[]} failed with an empty title where no single test carries the failure
 */

/** @type {LaneSetup} */
const { workers, bail } = JSON.parse(process.env['LOCKKEEPER_MUTANTS_LANE'] ?? '');

// The workers inherit it.
const ordersFile = path.join(KEPT, `orders-${process.pid}.json`);
process.env['LOCKKEEPER_MUTANTS_ORDERS'] = ordersFile;

const vitest = await createVitest('test', {
  root: ROOT,
  config: fileURLToPath(new URL('vitest.config.mjs', import.meta.url)),
  watch: false,
  reporters: [{}],
  maxWorkers: workers,
  bail,
});

process.on('message', (/** @type {LaneRequest} */ request) => {
  void run(request).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

/** @param {LaneRequest} request @returns {Promise<LaneAnswer>} */
async function run({ orders, files }) {
  writeFileSync(ordersFile, JSON.stringify(orders));
  forgetEarlierRuns();
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
  return {
    failed:
      failed.length === 0 && unhandledErrors.length > 0
        ? [{ file: '', title: String(unhandledErrors[0]) }]
        : failed,
  };
}

/** Vitest goes on counting what failed, and would end the next run before it began. */
function forgetEarlierRuns() {
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  vitest.state.clearErrors();
}
