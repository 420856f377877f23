import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { parsePipRequirementsFile } from 'pip-requirements-js';

// No part of the package's interface: what the rules read comes from here.
import { parseRequirements } from '../../packages/policy-core/dist/dependencies/requirements/parse-requirements.js';
import { sourceRanges } from '../../packages/policy-core/dist/dependencies/requirements/source-ranges.js';
import { timeCalls } from './measure.mjs';

const RUNS = 15;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MICROSECONDS = 1000;
/** In microseconds: 450,000 lines in a second, and 1,100,000. */
const MUST = 1 / 0.45;
const GOAL = 1 / 1.1;

/**
 * Files as they stand in repositories, a place for every part included, for the time of one physical line.
 * The peer knows no continuations and throws on many files: it is measured on those that both read without a
 * complaint, and only those count for the comparison.
 */
export function readingOfRequirements() {
  const texts = realTexts() ?? [generatedPins()];
  const shared = texts.filter((text) => isReadByPeer(text) && isReadByUs(text));
  const hashed = [...texts.filter((text) => text.includes('--hash=')), generatedLock()];
  const ours = timeOfALine(shared, parseRequirements);
  const oursHashed = timeOfALine(hashed, parseRequirements);
  const oursInPieces = timeOfALine(hashed, (text) => sourceRanges(parseRequirements(text)));
  const theirs = timeOfALine(shared, parsePipRequirementsFile);
  process.stderr.write(
    `  ${shared.length} of ${texts.length} files, ${linesIn(shared)} lines: ${inASecond(ours)} in a second; ` +
      `pip-requirements-js: ${inASecond(theirs)}; ${(theirs / ours).toFixed(1)} times as many\n` +
      `  ${hashed.length} files with hashes, ${linesIn(hashed)} lines: ${inASecond(oursHashed)} in a second; ` +
      `cut into pieces as well: ${inASecond(oursInPieces)}\n`,
  );
  const unit = /** @type {const} */ ('µs');
  const peers = [{ name: 'pip-requirements-js', value: theirs }];
  const must = theirs / 10;
  return [
    { name: 'a line of requirements that both read', unit, ours, peers, must, goal: Math.min(GOAL, must) },
    { name: 'a line of locks with hashes', unit, ours: oursHashed, peers: [], must: MUST, goal: GOAL },
    { name: 'a line of locks with hashes, in pieces', unit, ours: oursInPieces, peers: [] },
  ];
}

/** @param {string} text */
function isReadByPeer(text) {
  try {
    parsePipRequirementsFile(text);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** @param {string} text */
function isReadByUs(text) {
  return parseRequirements(text).lines.every(({ entry }) => entry.kind !== 'invalid');
}

/**
 * In microseconds.
 *
 * @param {readonly string[]} texts
 * @param {(text: string) => unknown} read
 */
function timeOfALine(texts, read) {
  const time = timeCalls(() => {
    for (const text of texts) read(text);
  }, RUNS);
  return (time * MICROSECONDS) / linesIn(texts);
}

/** @param {readonly string[]} texts */
function linesIn(texts) {
  return texts.reduce((sum, text) => sum + text.split('\n').length, 0);
}

/** @param {number} time */
function inASecond(time) {
  return Math.round(1_000_000 / time).toLocaleString('en');
}

/** Every file of the pairs once; `undefined` where the case sets are not installed. @returns {readonly string[] | undefined} */
function realTexts() {
  const folder = process.env['LOCKKEEPER_CASES'] ?? join(ROOT, '../shared/cases');
  const file = join(folder, 'requirement-pairs.jsonl.gz');
  if (!existsSync(file)) return undefined;
  const rows = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  return [...new Set(rows.filter((row) => row !== '').flatMap(textsOfPair))];
}

/** @param {string} row @returns {readonly string[]} */
function textsOfPair(row) {
  return Object.entries(JSON.parse(row).files).flatMap(([path, text]) =>
    path.startsWith('tree/') ? [String(text)] : [],
  );
}

function generatedPins() {
  return Array.from({ length: 2000 }, (_, number) => `package-${number}==1.${number}.0\n`).join('');
}

function generatedLock() {
  const digest = 'ab'.repeat(32);
  return Array.from(
    { length: 1000 },
    (_, number) =>
      `package-${number}==1.${number}.0 \\\n    --hash=sha256:${digest} \\\n    --hash=sha256:${digest}\n    # via app\n`,
  ).join('');
}
