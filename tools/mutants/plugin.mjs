import path from 'node:path';

import { ROOT } from './sources.mjs';
import { withSchemata } from './schemata.mjs';

/**
 * Gives tests the sources with all mutants in them, asleep.
 *
 * @param {readonly import('./schemata.mjs').PlacedMutant[]} mutants
 * @returns {import('vitest/config').Plugin}
 */
export function mutantPlugin(mutants) {
  return {
    name: 'mutants',
    enforce: 'pre',
    transform(code, id) {
      const file = path.relative(ROOT, id.replace(/\?.*$/, '')).replaceAll('\\', '/');
      const own = mutants.filter((mutant) => mutant.file === file);
      // Lines stay as they are as far as it goes; nobody looks at columns.
      return own.length === 0 ? null : { code: withSchemata(code, own), map: null };
    },
  };
}
