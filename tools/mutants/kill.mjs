import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { highest } from './reach.mjs';
import { Lane } from './lanes.mjs';
import { KEPT } from './sources.mjs';

/**
 * @typedef {import('./schemata.mjs').PlacedMutant} PlacedMutant
 * @typedef {import('./runner.mjs').ReachedFile} ReachedFile
 * @typedef {{ file: string, title: string }} Killer
 *
 * @typedef {object} Fate
 * @property {number} id
 * @property {Killer | null} killer the first test that failed; `null` for a mutant that none finds
 * @property {boolean} hangs
 * @property {number} tried test files that were run
 * @property {number} left test files that reach it and were not run, for they cost too much
 * @property {number} asked rounds of tests that were asked for it
 *
 * @typedef {object} Candidate
 * @property {string} file
 * @property {readonly string[] | undefined} only `undefined` for the whole file
 * @property {number} cost in seconds, as far as it is known
 * @property {number} times the mutant is asked for, by the test that does so most
 * @property {number} far
 *
 * @typedef {object} Task
 * @property {PlacedMutant} mutant
 * @property {readonly (readonly Candidate[])[]} stages what to run together, in this order
 * @property {number} left
 *
 * @typedef {object} Hunt
 * @property {number} lanes
 * @property {readonly PlacedMutant[]} mutants all that the sources hold
 * @property {readonly string[]} without files and titles of tests that fail without a mutant
 * @property {number} asked
 * @property {(fate: Fate) => void} told
 */

/** Seconds that the tests of one mutant may cost in a round. */
const BUDGET = 60;

/** A file that costs less runs whole: tests in it may live on what an earlier one remembered. */
const RUNS_WHOLE = 3;

/**
 * Wakes mutant after mutant and runs the tests that reach it, the nearest first, until one fails.
 *
 * @param {readonly Task[]} tasks
 * @param {Hunt} hunt
 */
export async function kill(tasks, { lanes, mutants, without, asked, told }) {
  const queue = [...tasks];
  const run = async (/** @type {number} */ index) => {
    const lane = new Lane({ mutants, workers: 1, bail: 1 });
    const running = path.join(KEPT, `running-${index}.json`);
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      const orders = { active: task.mutant.id, count: highest(mutants), without, running };
      told({ id: task.mutant.id, left: task.left, asked, ...(await fateOf(task, { lane, orders })) });
    }
    lane.end();
  };
  await Promise.all(Array.from({ length: lanes }, (_, index) => run(index)));
}

/**
 * @param {Task} task
 * @param {{ lane: Lane, orders: Pick<import('./runner.mjs').RunnerOrders, 'active' | 'count' | 'without' | 'running'> }} how
 * @returns {Promise<Pick<Fate, 'killer' | 'hangs' | 'tried'>>}
 */
async function fateOf({ stages }, { lane, orders }) {
  let tried = 0;
  for (const stage of stages.filter(({ length }) => length > 0)) {
    rmSync(orders.running, { force: true });
    tried += stage.length;
    const only = Object.fromEntries(
      stage.flatMap((one) => (one.only === undefined ? [] : [[one.file, one.only]])),
    );
    const limit = 100_000 + 100 * Math.max(...stage.map(({ times }) => times));
    const cost = stage.reduce((sum, one) => sum + one.cost, 0);
    const request = { files: stage.map(({ file }) => file), orders: { ...orders, limit, only } };
    const patience = 120_000 + 30_000 * cost;
    // A machine that is busy may stand still for longer than that, and then does not do so twice.
    const first = await lane.run(request, patience);
    const answer = first === 'hangs' ? await lane.run(request, 2 * patience) : first;
    if (answer === 'hangs') return { killer: hanging(orders.running), hangs: true, tried };
    const [killer] = answer.failed;
    if (killer !== undefined) return { killer, hangs: false, tried };
  }
  return { killer: null, hangs: false, tried };
}

/** @param {string} running @returns {Killer} */
function hanging(running) {
  return existsSync(running) ? JSON.parse(readFileSync(running, 'utf8')) : { file: '', title: 'hangs' };
}

/**
 * The three nearest files, some more, and all others that the budget allows.
 *
 * @param {PlacedMutant} mutant
 * @param {readonly ReachedFile[]} reached
 * @returns {Task}
 */
export function taskFor(mutant, reached) {
  const candidates = reached
    .flatMap((file) => candidateOf(mutant, file))
    .toSorted((one, other) => one.far - other.far || one.cost - other.cost);
  let cost = 0;
  const affordable = candidates.filter((one, index) => {
    cost += one.cost;
    return index < 3 || cost <= BUDGET;
  });
  return {
    mutant,
    stages: [affordable.slice(0, 3), affordable.slice(3, 15), affordable.slice(15)],
    left: candidates.length - affordable.length,
  };
}

/** @param {PlacedMutant} mutant @param {ReachedFile} reached @returns {Candidate[]} */
function candidateOf({ id, file }, reached) {
  const tests = reached.tests.filter(({ hits, failed }) => hits[id] !== undefined && !failed);
  const outside = reached.outside[id] ?? 0;
  const started = reached.programs.includes(id);
  if (tests.length === 0 && outside === 0 && !started) return [];
  const whole = started || outside > 0 || reached.cpuSeconds < RUNS_WHOLE;
  const cost = started ? reached.seconds : reached.cpuSeconds;
  return [
    {
      file: reached.file,
      only: whole ? undefined : tests.map(({ title }) => title),
      cost: whole ? cost : tests.reduce((sum, { cpuMs }) => sum + cpuMs / 1000, 0),
      times: Math.max(outside, ...tests.map(({ hits }) => hits[id] ?? 0)),
      far: distance(file, reached.file),
    },
  ];
}

/** How unlikely it is that a test is the one that looks at a source. @param {string} source @param {string} test */
function distance(source, test) {
  if (test === source.replace(/\.ts$/, '.test.ts')) return 0;
  const heavy = /law|fuzz|hostile|attack|worst|exhaustive|truth|differential/.test(test) ? 3 : 0;
  if (path.posix.dirname(test) === path.posix.dirname(source)) return heavy + 1;
  const room = source.split('/').slice(0, 4).join('/');
  return heavy + (test.startsWith(`${room}/`) ? 2 : 2.5);
}
