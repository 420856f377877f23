// How many of 300 chosen mutants the tests kill:
//   node tools/mutants/main.mjs choose --seed 20261123
//   node tools/mutants/main.mjs run --as before
//   node tools/mutants/main.mjs compare --as after --tier unit --tier smoke
// It writes mutants into sources for as long as it builds: in a checkout where nobody works.
// To try one by hand, `node tools/mutants/main.mjs apply 17` writes it into its source file.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { runNode } from '../check/run-tool.mjs';
import { chooseMutants } from './choose.mjs';
import { measure } from './measure.mjs';
import { contentName, head, movedSince } from './moved.mjs';
import { placeMutants } from './place.mjs';
import { buildPrograms } from './programs.mjs';
import { readChoice, readResult, resultOf, writeChoice, writeResult } from './record.mjs';
import { withMutant } from './schemata.mjs';
import { ROOT, read } from './sources.mjs';
import { ELSEWHERE, TIERS, testFiles } from './test-files.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    as: { type: 'string', default: 'before' },
    before: { type: 'string', default: 'before' },
    count: { type: 'string', default: '300' },
    lanes: { type: 'string', default: '2' },
    seed: { type: 'string', default: '20261123' },
    tier: { type: 'string', multiple: true, default: TIERS },
  },
});

/** @type {Readonly<Record<string, () => void | Promise<void>>>} */
const COMMANDS = { choose, run, compare, apply };

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

async function run() {
  const choice = readChoice();
  const result = await resultNow(choice, new Map());
  console.table(result.packages);
}

/** Says which of those that were killed before live now. Those that lived before are not asked again. */
async function compare() {
  const { mutants, ...choice } = readChoice();
  const before = readResult(values.before);
  const killed = mutants.filter(({ id }) => before.killers[id] !== undefined);
  const asked = killed.filter(({ id }) => before.killers[id]?.startsWith(ELSEWHERE) === false);
  const after = await resultNow({ ...choice, mutants: asked }, killersNow(before));
  for (const { id, at, change } of after.survivors)
    console.log(`${id} lives now: ${at} ${change}\n  was killed by ${before.killers[id]}`);
  const share = (/** @type {number} */ count) =>
    `${count} (${((100 * count) / mutants.length).toFixed(1)} %)`;
  console.log(
    `Of ${mutants.length} mutants, killed before: ${share(killed.length)}, of them ${killed.length - asked.length} in a browser, which are not asked again.`,
  );
  console.log(
    `Of ${asked.length} that were asked, killed after: ${share(Object.keys(after.killers).length)}; lost: ${after.lost.length}.`,
  );
}

/**
 * @param {import('./record.mjs').Choice} choice
 * @param {ReadonlyMap<number, string>} likely
 */
async function resultNow(choice, likely) {
  const { placed, lost } = placeMutants(choice.mutants, choice.base);
  await buildPrograms(placed);
  const fates = await measure({
    name: `${values.as}-${contentName()}`,
    placed,
    rounds: testFiles(values.tier),
    lanes: Number(values.lanes),
    likely,
  });
  await runNode(['tools/build.mjs']);
  const result = resultOf(choice, { commit: head(), fates, lost });
  writeResult(values.as, result);
  return result;
}

/** @param {import('./record.mjs').Result} before @returns {ReadonlyMap<number, string>} */
function killersNow({ base, killers }) {
  const moved = movedSince(base);
  return new Map(
    Object.entries(killers).map(([id, killer]) => {
      const file = killer.slice(0, killer.indexOf(' > '));
      return [Number(id), moved.get(file) ?? file];
    }),
  );
}
