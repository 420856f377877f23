import process from 'node:process';

import fc from 'fast-check';

/**
 * `pnpm test` tries the same values every time, so that a change which is red is red because of itself.
 * `pnpm test:exhaustive` tries new ones and prints the seed of what it finds.
 */
if (process.env['LOCKKEEPER_EXHAUSTIVE'] === undefined)
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_121 });
