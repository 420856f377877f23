import process from 'node:process';

import fc from 'fast-check';

/**
 * A few values for each property, the same every time, so that a change which is red is red because of itself.
 * `pnpm test:exhaustive` tries many and new ones, and prints the seed of what it finds.
 */
const isExhaustive = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1';
fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  ...(isExhaustive ? { numRuns: 200 } : { numRuns: 20, seed: 20_261_121 }),
});
