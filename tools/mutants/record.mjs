import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { PACKAGES, ROOT } from './sources.mjs';

/**
 * @typedef {import('./choose.mjs').Mutant} Mutant
 * @typedef {import('./kill.mjs').Fate} Fate
 *
 * @typedef {object} Choice
 * @property {string} base commit whose sources the mutants were chosen from
 * @property {number} seed
 * @property {readonly Mutant[]} mutants
 *
 * @typedef {object} Survivor
 * @property {number} id
 * @property {string} at path and line
 * @property {string} change
 * @property {number} tests files with tests that reach it and let it live
 * @property {number} left files with such tests that were not asked
 *
 * @typedef {object} Result
 * @property {string} base
 * @property {string} commit whose tests were asked
 * @property {Record<string, { mutants: number, killed: number, unreached: number, lost: number }>} packages
 * @property {Record<string, string>} killers by the mutant's id
 * @property {readonly number[]} hangs ids of those among the killed that no test ended in time
 * @property {readonly Survivor[]} survivors
 * @property {readonly number[]} lost ids of mutants whose place is gone
 */

const CHOICE = path.join(ROOT, 'docs/evidence/mutants.jsonl');

/** @returns {Choice} */
export function readChoice() {
  const [first = '', ...rest] = readFileSync(CHOICE, 'utf8').trim().split('\n');
  return { ...JSON.parse(first), mutants: rest.map((line) => JSON.parse(line)) };
}

/** One mutant a line. @param {Choice} choice */
export function writeChoice({ mutants, ...first }) {
  writeFileSync(CHOICE, [first, ...mutants].map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/**
 * @param {Choice} choice
 * @param {{ commit: string, fates: readonly Fate[], lost: readonly Mutant[] }} outcome
 * @returns {Result}
 */
export function resultOf({ base, mutants }, { commit, fates, lost }) {
  const fateOf = new Map(fates.map((fate) => [fate.id, fate]));
  const killerOf = (/** @type {Mutant} */ { id }) => fateOf.get(id)?.killer ?? undefined;
  const isLost = (/** @type {Mutant} */ { id }) => lost.some((one) => one.id === id);
  const packages = PACKAGES.map((name) => {
    const own = mutants.filter((mutant) => mutant.package === name);
    return [
      name,
      {
        mutants: own.length,
        killed: own.filter((mutant) => killerOf(mutant) !== undefined).length,
        unreached: own.filter((mutant) => fateOf.get(mutant.id)?.tried === 0).length,
        lost: own.filter(isLost).length,
      },
    ];
  });
  return {
    base,
    commit,
    packages: Object.fromEntries(packages),
    killers: Object.fromEntries(
      mutants.flatMap((mutant) => {
        const killer = killerOf(mutant);
        return killer === undefined ? [] : [[mutant.id, `${killer.file} > ${killer.title}`]];
      }),
    ),
    hangs: fates.filter(({ hangs }) => hangs).map(({ id }) => id),
    survivors: mutants
      .filter((mutant) => killerOf(mutant) === undefined && !isLost(mutant))
      .map(({ id, path: file, line, kind, from, to }) => ({
        id,
        at: `${file}:${line}`,
        change: `${kind}: ${short(from)} -> ${short(to)}`,
        tests: fateOf.get(id)?.tried ?? 0,
        left: fateOf.get(id)?.left ?? 0,
      })),
    lost: lost.map(({ id }) => id),
  };
}

/** @param {string} name such as `before` @param {Result} result */
export function writeResult(name, result) {
  writeFileSync(fileOf(name), `${JSON.stringify(result, null, 2)}\n`);
}

/** @param {string} name @returns {Result} */
export function readResult(name) {
  return JSON.parse(readFileSync(fileOf(name), 'utf8'));
}

/** @param {string} name */
function fileOf(name) {
  return path.join(ROOT, `docs/evidence/mutants-${name}.json`);
}

/** @param {string} text */
function short(text) {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
