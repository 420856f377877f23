import process from 'node:process';
import { pathToFileURL } from 'node:url';

import { medianOf, outputOf } from './measure.mjs';
import { eslintLinter } from './peers.mjs';
import { ROOT } from './programs.mjs';

const RUNS = 9;
const LIBRARY = pathToFileURL(`${ROOT}packages/policy-core/dist/npm/index.js`).href;
const POLICY = "version: 1\nmigrations: { sql: ['db/**/*.sql'], alembic: [versions] }\n";

/** What a program in Node pays for our library before it judges anything: processor time in a process of its own. */
export function loadingOfTheLibrary() {
  const linter = eslintLinter();
  if (linter === undefined) process.stderr.write('  LEFT OUT: eslint is not to be had.\n');
  const imports = [LIBRARY, ...(linter === undefined ? [] : [pathToFileURL(linter).href])];
  const [ours = Number.NaN, theirs] = inTurns(
    imports.map((file) => [`await import(${JSON.stringify(file)})`, '']),
  );
  const [second = Number.NaN] = inTurns([[`${CHECKER} await create();`, 'await create();']]);
  return [
    {
      name: 'import of the library',
      unit: /** @type {const} */ ('ms'),
      ours,
      peers: theirs === undefined ? [] : [{ name: "ESLint's Linter", value: theirs }],
      ...(theirs !== undefined && { must: 2 * theirs, goal: theirs }),
    },
    {
      name: 'second `createChecker` of a process',
      unit: /** @type {const} */ ('ms'),
      ours: second,
      peers: [],
      must: 5,
      goal: 1,
    },
  ];
}

const CHECKER = `
const { createChecker, loadPolicy } = await import(${JSON.stringify(LIBRARY)});
const policy = loadPolicy({ path: 'lockkeeper.yaml', text: ${JSON.stringify(POLICY)} });
const create = () => createChecker(policy);
`;

/**
 * Medians of what the last part of each pair takes, or the first where there is no other; one after the other.
 *
 * @param {readonly (readonly [string, string])[]} scripts
 */
function inTurns(scripts) {
  const rounds = Array.from({ length: RUNS }, () => scripts.map(timeInAProcess));
  return scripts.map((_, index) => medianOf(rounds.map((round) => round[index] ?? Number.NaN)));
}

/** @param {readonly [string, string]} parts */
function timeInAProcess([first, last]) {
  const [before, timed] = last === '' ? ['', first] : [first, last];
  const script = `${before}
    const started = process.cpuUsage();
    ${timed}
    const { user, system } = process.cpuUsage(started);
    console.log((user + system) / 1000);`;
  return Number(
    outputOf({ program: process.execPath, args: ['--input-type=module', '--eval', script] }).stdout,
  );
}
