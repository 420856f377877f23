import process from 'node:process';
import { pathToFileURL } from 'node:url';

import { onCorpus, realRevisions } from './corpus.mjs';
import { medianOf, outputOf } from './measure.mjs';
import { ROOT } from './programs.mjs';

const RUNS = 7;
const DIST = pathToFileURL(`${ROOT}packages/policy-core/dist/`).href;

/** Without it, the same build works out each fact at the first question for it, and notes nothing. */
const WITHOUT_RECORDING = `
const { QueryEngine } = await import(${JSON.stringify(`${DIST}engine/queries/query-engine.js`)});
const given = new WeakMap();
QueryEngine.prototype.set = function (input, key, { value }) {
  if (!given.has(this)) given.set(this, new Map());
  given.get(this).set(input, value);
};
QueryEngine.prototype.ask = function (question) {
  const inputs = given.get(this);
  const known = new Map();
  const get = (query, key = '') => {
    if (query.kind === 'input') return inputs.has(query) ? inputs.get(query) : query.unanswered(key);
    let table = known.get(query);
    if (table === undefined) known.set(query, (table = new Map()));
    let answer = table.get(key);
    if (answer === undefined) {
      try {
        const value = query.compute(get, key);
        answer = () => value;
      } catch (error) {
        answer = () => { throw error; };
      }
      table.set(key, answer);
    }
    return answer();
  };
  return question(get);
};
`;

/** What it takes to note which fact rests on which: a cold check of real revisions, reading included; processor time. */
export function costOfTracking() {
  return onCorpus(() => {
    const rounds = Array.from({ length: RUNS }, () => [timeOf(''), timeOf(WITHOUT_RECORDING)]);
    const recorded = medianOf(rounds.map(([time = Number.NaN]) => time));
    const plain = medianOf(rounds.map(([, time = Number.NaN]) => time));
    return [
      {
        name: 'cold check of real revisions, with what each fact rests on',
        unit: /** @type {const} */ ('ms'),
        ours: recorded,
        peers: [{ name: 'the same build, nothing noted', value: plain }],
        must: 1.05 * plain,
        goal: 1.03 * plain,
      },
    ];
  });
}

/** @param {string} prepared */
function timeOf(prepared) {
  const { environments, files } = realRevisions();
  const alembic = environments.map((environment) => `${environment}/versions`);
  const script = `
    ${prepared}
    const { createChecker, loadPolicy } = await import(${JSON.stringify(`${DIST}index.js`)});
    const { readFileSync } = await import('node:fs');
    const { policy, files } = JSON.parse(readFileSync(0, 'utf8'));
    const checker = await createChecker(loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify(policy) }));
    const started = process.cpuUsage();
    const { findings } = checker.checkFiles(files);
    const { user, system } = process.cpuUsage(started);
    if (findings.length < 100) throw new Error('Too little was judged.');
    console.log((user + system) / 1000);`;
  const input = JSON.stringify({ policy: { version: 1, migrations: { alembic } }, files });
  const args = ['--input-type=module', '--eval', script];
  return Number(outputOf({ program: process.execPath, args, input }).stdout);
}
