import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { runNode } from '../check/run-tool.mjs';
import { withSchemata } from './schemata.mjs';
import { ORDERS, ROOT } from './sources.mjs';

/**
 * In a built program a file says which mutant is awake and where to note the others it asks for. It lies in the
 * folder for temporary files, for few tests hand anything else of their surroundings to the programs they start.
 * Types are not looked at: a mutant may well be one that a compiler would refuse.
 */
const HEADER = `// @ts-nocheck
globalThis.__mutant ??= ((fs, folder, asked) => {
  let orders = {};
  try {
    orders = JSON.parse(fs.readFileSync(folder + '/${ORDERS}', 'utf8'));
  } catch {
    // No orders are given: every mutant sleeps.
  }
  return (id) => {
    if (orders.heard !== undefined && !asked.has(id)) {
      asked.add(id);
      try {
        fs.appendFileSync(orders.heard, id + '\\n');
      } catch {
        // Nobody can be told, and the program goes on as it would.
      }
    }
    return orders.active === id;
  };
})(globalThis.process?.getBuiltinModule?.('node:fs'), globalThis.process?.env?.TMPDIR, new Set());
`;

/**
 * Builds the programs with all mutants in them, asleep. The sources are as before when it is done.
 *
 * @param {readonly import('./schemata.mjs').PlacedMutant[]} mutants
 */
export async function buildPrograms(mutants) {
  const files = [...new Set(mutants.map(({ file }) => file))].map((file) => path.join(ROOT, file));
  const before = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  try {
    for (const { file, text } of before) {
      const own = mutants.filter((mutant) => path.join(ROOT, mutant.file) === file);
      writeFileSync(file, HEADER + withSchemata(text, own));
    }
    const { exitCode, output } = await runNode(['tools/build.mjs']);
    if (exitCode !== 0) throw new Error(`The programs cannot be built with mutants in them:\n${output}`);
  } finally {
    for (const { file, text } of before) writeFileSync(file, text);
  }
}
