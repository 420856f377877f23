// How many of 300 chosen mutants the tests kill:
//   node tools/mutants/main.mjs choose --seed 20261123
//   node tools/mutants/main.mjs run --as before
//   node tools/mutants/main.mjs compare --as after --project unit
// To try one by hand, `node tools/mutants/main.mjs apply 17` writes it into its source file.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { runNode } from '../check/run-tool.mjs';
import { chooseMutants } from './choose.mjs';
import { measure } from './measure.mjs';
import { head, movedSince } from './moved.mjs';
import { placeMutants } from './place.mjs';
import { buildPrograms } from './programs.mjs';
import { readChoice, readResult, resultOf, writeChoice, writeResult } from './record.mjs';
import { withMutant } from './schemata.mjs';
import { ROOT, read } from './sources.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    as: { type: 'string', default: 'before' },
    before: { type: 'string', default: 'before' },
    count: { type: 'string', default: '300' },
    lanes: { type: 'string', default: '2' },
    project: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '20261123' },
  },
});

/** @type {Readonly<Record<string, () => void | Promise<void>>>} */
const COMMANDS = { choose, run: () => run(false), compare: () => run(true), apply };

const command = COMMANDS[positionals[0] ?? ''];
if (command === undefined) {
  console.error(`Say what to do: ${Object.keys(COMMANDS).join(', ')}.`);
  process.exitCode = 2;
} else await command();

function choose() {
  const seed = Number(values.seed);
  writeChoice({ base: head(), seed, mutants: chooseMutants(Number(values.count), seed) });
}

function apply() {
  const { base, mutants } = readChoice();
  const wanted = mutants.filter(({ id }) => id === Number(positionals[1]));
  const { placed } = placeMutants(wanted, base);
  for (const mutant of placed)
    writeFileSync(path.join(ROOT, mutant.file), withMutant(read(mutant.file), mutant));
  console.log(placed.map(({ file }) => file).join('') || 'There is no such mutant.');
}

/** @param {boolean} compares asks first who killed a mutant before, and says which are not killed any more */
async function run(compares) {
  const choice = readChoice();
  const { placed, lost } = placeMutants(choice.mutants, choice.base);
  const before = compares ? readResult(values.before) : undefined;
  await buildPrograms(placed);
  const fates = await measure({
    name: values.as,
    placed,
    projects: values.project,
    lanes: Number(values.lanes),
    likely: before === undefined ? new Map() : killersNow(before),
  });
  await runNode(['tools/build.mjs']);
  const result = resultOf(choice, { commit: head(), fates, lost });
  writeResult(values.as, result);
  console.table(result.packages);
  if (before !== undefined) tellDifference(before, result);
}

/** @typedef {import('./record.mjs').Result} Result */

/** @param {Result} before @returns {ReadonlyMap<number, string>} */
function killersNow({ base, killers }) {
  const moved = movedSince(base);
  return new Map(
    Object.entries(killers).map(([id, killer]) => {
      const file = killer.slice(0, killer.indexOf(' > '));
      return [Number(id), moved.get(file) ?? file];
    }),
  );
}

/** @param {Result} before @param {Result} after */
function tellDifference(before, after) {
  for (const { id, at, change } of after.survivors)
    if (before.killers[id] !== undefined)
      console.log(`${id} lives now: ${at} ${change}\n  was killed by ${before.killers[id]}`);
  console.log(
    `Killed before: ${Object.keys(before.killers).length}; after: ${Object.keys(after.killers).length}; lost: ${after.lost.length}.`,
  );
}
