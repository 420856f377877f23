import { mkdirSync } from 'node:fs';

import { Kept } from './kept.mjs';
import { kill, taskFor } from './kill.mjs';
import { Lane } from './lanes.mjs';
import { highest, reach } from './reach.mjs';
import { KEPT } from './sources.mjs';

/**
 * @typedef {import('./kill.mjs').Fate} Fate
 * @typedef {import('./runner.mjs').ReachedFile} ReachedFile
 * @typedef {import('./schemata.mjs').PlacedMutant} PlacedMutant
 *
 * @typedef {object} Measurement
 * @property {string} name under which it keeps what it learns
 * @property {readonly PlacedMutant[]} placed
 * @property {readonly (readonly string[])[]} rounds test files, the cheap ones first
 * @property {number} lanes
 * @property {ReadonlyMap<number, string>} likely test file by mutant, which is asked before any other
 */

/** A likely file runs whole; nothing is known of its cost. */
const UNKNOWN = { only: undefined, cost: 10, times: 1_000_000, far: 0 };

/**
 * Finds a killer for each mutant that has one.
 *
 * @param {Measurement} measurement
 * @returns {Promise<readonly Fate[]>} one for each placed mutant
 */
export async function measure({ name, placed, rounds, lanes, likely }) {
  mkdirSync(KEPT, { recursive: true });
  const fates = new Kept(`${name}-fates`, (/** @type {Fate} */ { id }) => id);
  const hunt = { lanes, mutants: placed, without: [], asked: 0 };

  await kill(
    openAfter(0, { placed, fates }).flatMap((mutant) => {
      const file = likely.get(mutant.id) ?? '';
      return !rounds.flat().includes(file) ? [] : [{ mutant, stages: [[{ ...UNKNOWN, file }]], left: 0 }];
    }),
    { ...hunt, told: (fate) => fate.killer !== null && tell(fates, fate) },
  );
  for (const [index, files] of rounds.entries())
    await ask(files, { name, hunt: { ...hunt, asked: index + 1 }, fates });
  return fates.read();
}

/**
 * One round: for the mutants that live, all tests of these files that reach them.
 *
 * @param {readonly string[]} files
 * @param {{ name: string, hunt: Omit<import('./kill.mjs').Hunt, 'told'>, fates: Kept<Fate> }} how
 */
async function ask(files, { name, hunt, fates }) {
  const { mutants: placed, lanes, asked } = hunt;
  const open = () => openAfter(asked, { placed, fates });
  if (open().length === 0) return;

  const kept = new Kept(`${name}-reached`, (/** @type {ReachedFile} */ { file }) => file);
  const seen = new Set(kept.read().map(({ file }) => file));
  const unseen = files.filter((file) => !seen.has(file));
  if (unseen.length > 0) {
    console.log(`Runs ${unseen.length} test files without a mutant.`);
    await reach(placed, { files: unseen, workers: lanes, reached: kept.file });
  }
  const reached = kept.read().filter(({ file }) => files.includes(file));

  const without = reached.flatMap(({ file, tests }) =>
    tests.filter(({ failed }) => failed).map(({ title }) => fullTitle({ file, title })),
  );
  while (open().length > 0) {
    await kill(
      open().map((mutant) => taskFor(mutant, reached)),
      { ...hunt, without, told: (fate) => tell(fates, fate) },
    );
    for (const { id, killer } of await failingAnyway(fates.read(), { placed, lanes })) {
      fates.drop(id);
      if (killer !== null) without.push(fullTitle(killer));
    }
  }
}

/**
 * The mutants that still live and were not yet asked for in so many rounds.
 *
 * @param {number} asked
 * @param {{ placed: readonly PlacedMutant[], fates: Kept<Fate> }} what
 */
function openAfter(asked, { placed, fates }) {
  const byId = new Map(fates.read().map((fate) => [fate.id, fate]));
  return placed.filter(({ id }) => {
    const fate = byId.get(id);
    return fate === undefined || (fate.killer === null && fate.asked < asked);
  });
}

/**
 * Runs the killers once more without a mutant: who fails then has shown nothing.
 *
 * @param {readonly Fate[]} fates
 * @param {Pick<Measurement, 'placed' | 'lanes'>} how
 */
async function failingAnyway(fates, { placed, lanes }) {
  const killers = fates.flatMap(({ killer }) => (killer === null ? [] : [killer]));
  const files = [...new Set(killers.map(({ file }) => file))];
  const only = files.map((file) => {
    const titles = killers.filter((killer) => killer.file === file).map(({ title }) => title);
    return [file, titles.includes('') ? undefined : titles];
  });
  const lane = new Lane({ mutants: placed, workers: lanes, bail: 0 });
  const answer = await lane.run(
    {
      files,
      orders: {
        active: 0,
        limit: 0,
        count: highest(placed),
        only: Object.fromEntries(only.filter(([, titles]) => titles !== undefined)),
        without: [],
        running: '',
      },
    },
    3_600_000,
  );
  lane.end();
  const failed = answer === 'hangs' ? [] : answer.failed.map(fullTitle);
  return fates.filter(({ killer }) => killer !== null && failed.includes(fullTitle(killer)));
}

/** @param {import('./kill.mjs').Killer} test */
function fullTitle({ file, title }) {
  return `${file} > ${title}`;
}

/** @param {Kept<Fate>} fates @param {Fate} fate */
function tell(fates, fate) {
  const before = fates.read().find(({ id }) => id === fate.id);
  const { tried = 0, left = 0 } = before ?? {};
  fates.add({ ...fate, tried: fate.tried + tried, left: fate.left + left });
  console.log(`${fate.id}: ${fate.killer === null ? 'lives' : fullTitle(fate.killer)}`);
}
