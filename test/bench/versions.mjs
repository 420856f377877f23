import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import {
  compareVersions,
  parseSpecifierSet,
  parseVersion,
  specifiersAdmit,
} from '@lockkeeper/policy-core/dependencies';
import * as pep440 from '@renovatebot/pep440';

import { medianOf } from './measure.mjs';

const RUNS = 25;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MICROSECONDS = 1000;
/** In microseconds: 500,000 in a second. */
const GOAL = 2;
const ADMISSION = { prereleases: true };

/**
 * Versions and specifiers as they stand in files: both sides start from text every time, nothing is kept from
 * one call to the next. Pre-releases count for both. Texts that the peer cannot read are left out.
 */
export function judgementOfVersions() {
  const { pairs, questions } = givenTexts();
  return [
    figureOf('two versions compared, as texts', pairs, {
      ours: compareTexts,
      theirs: (pair) => pep440.compare(...pair),
    }),
    figureOf('a version held against a specifier, as texts', questions, {
      ours: isAdmitted,
      theirs: ([specifier, version]) => pep440.satisfies(version, specifier, ADMISSION),
    }),
  ];
}

/** @typedef {readonly [string, string]} Texts */

/** @param {Texts} texts */
function compareTexts([a, b]) {
  const left = parseVersion(a);
  const right = parseVersion(b);
  return left === undefined || right === undefined ? undefined : compareVersions(left, right);
}

/** @param {Texts} texts */
function isAdmitted([specifier, version]) {
  const specifiers = parseSpecifierSet(specifier);
  return specifiers !== undefined && specifiersAdmit(specifiers, version, ADMISSION);
}

/**
 * @param {string} name
 * @param {readonly Texts[]} inputs
 * @param {Readonly<Record<'ours' | 'theirs', (texts: Texts) => unknown>>} work
 */
function figureOf(name, inputs, work) {
  const [ours, theirs] = timesOfEach(inputs, work);
  const [oursInASecond, theirsInASecond] = [ours, theirs].map((time) =>
    Math.round(1_000_000 / time).toLocaleString('en'),
  );
  process.stderr.write(
    `  ${name}: ${oursInASecond} in a second; pep440: ${theirsInASecond}; ${(theirs / ours).toFixed(1)} times as many\n`,
  );
  return {
    name,
    unit: /** @type {const} */ ('µs'),
    ours,
    peers: [{ name: 'pep440', value: theirs }],
    must: theirs / 5,
    goal: Math.min(GOAL, theirs / 5),
  };
}

/**
 * Ours and theirs take turns, so that what else the machine does hits both; the first rounds only let the
 * compiler see what there is to do.
 *
 * @param {readonly Texts[]} inputs
 * @param {Readonly<Record<'ours' | 'theirs', (texts: Texts) => unknown>>} work
 * @returns {readonly [number, number]} medians, in microseconds
 */
function timesOfEach(inputs, { ours, theirs }) {
  /** @type {[number[], number[]]} */
  const [ourTimes, theirTimes] = [[], []];
  for (let round = 0; round < 2 * RUNS; round += 1) {
    ourTimes.push(timeOfOne(inputs, ours));
    theirTimes.push(timeOfOne(inputs, theirs));
  }
  return [medianOf(ourTimes.slice(RUNS)), medianOf(theirTimes.slice(RUNS))];
}

/**
 * @param {readonly Texts[]} inputs
 * @param {(texts: Texts) => unknown} work
 */
function timeOfOne(inputs, work) {
  const started = performance.now();
  for (const texts of inputs) work(texts);
  return ((performance.now() - started) * MICROSECONDS) / inputs.length;
}

/** From the case set where it is installed, else versions of many forms. @returns {{ pairs: readonly Texts[], questions: readonly Texts[] }} */
function givenTexts() {
  const file = join(
    process.env['LOCKKEEPER_CASES'] ?? join(ROOT, '../shared/cases'),
    'pep440-cases.jsonl.gz',
  );
  const { pairs, questions } = existsSync(file) ? textsOfCases(file) : generatedTexts();
  return {
    pairs: pairs.filter((pair) => pair.every((text) => pep440.valid(text) !== null)),
    questions: questions.filter(
      ([specifier, version]) => pep440.validRange(specifier) && pep440.valid(version) !== null,
    ),
  };
}

/**
 * @param {string} file
 * @returns {{ pairs: readonly Texts[], questions: readonly Texts[] }}
 */
function textsOfCases(file) {
  const rows = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const cases = rows.map((row) => JSON.parse(row));
  return {
    pairs: cases.filter(({ kind }) => kind === 'cmp').map(({ a, b }) => [a, b]),
    questions: cases
      .filter(({ kind }) => kind === 'contains' || kind === 'setcontains')
      .map(({ spec, version }) => [spec, version]),
  };
}

/** @returns {{ pairs: readonly Texts[], questions: readonly Texts[] }} */
function generatedTexts() {
  const suffixes = ['', '', '', '.0', 'a1', 'rc2', '.post1', '.dev3', 'b1.dev2', '+cu121'];
  const versions = Array.from(
    { length: 3000 },
    (_, number) => `${number % 7}.${number % 31}.${number % 13}${suffixes[number % suffixes.length]}`,
  );
  const operators = ['==', '>=', '<', '~=', '!=', '>=1.0,<'];
  const at = (/** @type {number} */ index) => versions[index % versions.length] ?? '1.0';
  return {
    pairs: versions.map((version, index) => [version, at(index * 7 + 1)]),
    questions: versions.map((version, index) => [
      `${operators[index % operators.length]}${at(index * 11 + 3).replace(/\+.*/, '')}`,
      version,
    ]),
  };
}
