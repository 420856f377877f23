import { readFileSync } from 'node:fs';
import path from 'node:path';

import { lineAt } from './choose.mjs';
import { sitesOf } from './sites.mjs';
import { ROOT, read } from './sources.mjs';

/** @typedef {import('./choose.mjs').Mutant} Mutant */

const MUTANTS = path.join(ROOT, 'docs/evidence/mutants.jsonl');

/** @returns {readonly Mutant[]} */
export function readMutants() {
  return readFileSync(MUTANTS, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
}

/**
 * Finds the mutants in the files as they are now.
 *
 * @param {readonly Mutant[]} mutants
 * @returns {import('./schemata.mjs').PlacedMutant[]}
 */
export function placeMutants(mutants) {
  return mutants.flatMap((mutant) => {
    const source = read(mutant.path);
    const site = sitesOf(mutant.path, source).find((one) => {
      const { line, column } = lineAt(source, one.at);
      return one.kind === mutant.kind && line === mutant.line && column === mutant.column;
    });
    return site === undefined ? [] : [{ id: mutant.id, file: mutant.path, site }];
  });
}
