import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { createChecker, loadPolicy, observed } from '@lockkeeper/policy-core';
import { requirementsPair } from '@lockkeeper/policy-core/dependencies';
import { parsePipRequirementsFile } from 'pip-requirements-js';

// No part of the package's interface: it takes a file as it was read.
import { comparePair } from '../../packages/policy-core/dist/dependencies/facts/pair-comparison.js';
import { requirementsFile } from '../../packages/policy-core/dist/dependencies/facts/requirements-file.js';
import { medianOf, timeCalls } from './measure.mjs';

const RUNS = 15;
const COLD_RUNS = 7;
const LINES = 2000;
const HASHED = 150;
const HASHES = 18;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MILLISECONDS = /** @type {const} */ ('ms');

/**
 * @typedef {object} Pair
 * @property {string} source path
 * @property {string} lock path
 * @property {readonly { readonly path: string, readonly text: string }[]} files
 */

/** Both files read, held against each other, every line judged; in each way a lock belongs to its source. */
export async function checkOfARequirementsPair() {
  const plain = plainPair();
  const largest = largestPair() ?? hashedPair();
  const count = textAt(largest, largest.lock).split('\n').length - 1;
  const compiled = `pair with a lock of ${count} lines, mode compiled`;
  return [
    {
      name: `pair of ${LINES}-line requirement files, judged`,
      unit: MILLISECONDS,
      ours: await timeOfCheck(plain, 'textual'),
      peers: [
        {
          name: 'pip-requirements-js, reading both',
          value: timeCalls(() => plain.files.map((file) => parsePipRequirementsFile(file.text)), 5),
        },
      ],
    },
    {
      name: `the same, mode mirror`,
      unit: MILLISECONDS,
      ours: await timeOfCheck(plain, 'mirror'),
      peers: [],
    },
    {
      name: `${compiled}, first check of a process`,
      unit: MILLISECONDS,
      ours: timeOfFirstCheck(largest),
      peers: [],
      must: 25,
      goal: 8,
    },
    {
      name: `${compiled}, checked again`,
      unit: MILLISECONDS,
      ours: await timeOfCheck(largest, 'compiled'),
      peers: [],
      must: 25,
      goal: 8,
    },
    ...['textual', 'mirror', 'compiled'].map((mode) => ({
      name: `files of that pair compared, mode ${mode}`,
      unit: MILLISECONDS,
      ours: timeOfComparison(largest, mode),
      peers: [],
      must: 3,
    })),
  ];
}

/** @param {Pair} pair @param {string} mode */
async function timeOfCheck(pair, mode) {
  const checker = await createChecker(policyFor(pair, mode));
  return timeCalls(() => checker.checkFiles(pair.files), RUNS);
}

/** Nothing is compiled by then: what somebody waits for who opens the file. @param {Pair} pair */
function timeOfFirstCheck(pair) {
  const script = `
    import { createChecker, loadPolicy } from ${JSON.stringify(import.meta.resolve('@lockkeeper/policy-core'))};
    import { readFileSync } from 'node:fs';
    const { policy, files } = JSON.parse(readFileSync(0, 'utf8'));
    const checker = await createChecker(loadPolicy(policy));
    const started = performance.now();
    checker.checkFiles(files);
    console.log(performance.now() - started);
  `;
  const input = JSON.stringify({ policy: policyTextFor(pair, 'compiled'), files: pair.files });
  const times = Array.from({ length: COLD_RUNS }, () => {
    const args = ['--input-type=module', '--eval', script];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { input, encoding: 'utf8' });
    if (status !== 0) throw new Error(`The first check ended with ${status}: ${stderr}`);
    return Number(stdout);
  });
  return medianOf(times);
}

/** Once both are parsed. @param {Pair} pair @param {string} mode */
function timeOfComparison(pair, mode) {
  const policy = policyFor(pair, mode);
  const [named] = policy.kind === 'invalid' ? [] : policy.dependencies;
  if (named === undefined) throw new Error('The policy names the pair.');
  const parsed = new Map(
    pair.files.map(({ path, text }) => [path, requirementsFile(path, { kind: 'text', text })]),
  );
  const { source, lock, fileAt } = requirementsPair(named, (path) =>
    observed(parsed.get(path) ?? { kind: /** @type {const} */ ('absent'), path }),
  );
  if (!source.known || !lock.known) throw new Error('Both are there.');
  const files = { source: source.value, lock: lock.value, fileAt };
  return timeCalls(() => comparePair(files, named.sync), RUNS);
}

/** @param {Pair} pair @param {string} mode */
function policyFor(pair, mode) {
  return loadPolicy(policyTextFor(pair, mode));
}

/** @param {Pair} pair @param {string} mode */
function policyTextFor({ source, lock }, mode) {
  const dependencies = [{ id: 'pair', source, lock, sync: { mode } }];
  return { path: 'lockkeeper.json', text: JSON.stringify({ version: 1, dependencies }) };
}

/** @returns {Pair} */
function plainPair() {
  const text = Array.from({ length: LINES }, (_, number) => `package-${number}==1.${number}.0\n`).join('');
  const files = ['r.txt', 'r.lock'].map((path) => ({ path, text }));
  return { source: 'r.txt', lock: 'r.lock', files };
}

/** As long as the longest lock that was found. @returns {Pair} */
function hashedPair() {
  const names = Array.from({ length: HASHED }, (_, number) => `package-${number}`);
  const hashes = Array.from(
    { length: HASHES },
    (_, number) => ` \\\n    --hash=sha256:${String(number).padStart(64, 'a')}`,
  ).join('');
  const lock = names.map((name) => `${name}==1.2.3${hashes}\n    # via -r r.in\n`).join('');
  return {
    source: 'r.in',
    lock: 'r.txt',
    files: [
      { path: 'r.in', text: names.map((name) => `${name}>=1\n`).join('') },
      { path: 'r.txt', text: lock },
    ],
  };
}

/** The real pair with the longest lock; `undefined` where the case sets are not installed. @returns {Pair | undefined} */
function largestPair() {
  const folder = process.env['LOCKKEEPER_CASES'] ?? join(ROOT, '../shared/cases');
  const path = join(folder, 'requirement-pairs.jsonl.gz');
  if (!existsSync(path)) return undefined;
  const pairs = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n').map(pairIn);
  return pairs.toSorted((a, b) => textAt(b, b.lock).length - textAt(a, a.lock).length)[0];
}

/** @param {string} row @returns {Pair} */
function pairIn(row) {
  /** @type {{ source: string, lock: string, files: Record<string, string> }} */
  const { source, lock, files } = JSON.parse(row);
  const tree = Object.entries(files).filter(([path]) => path.startsWith('tree/'));
  return { source, lock, files: tree.map(([path, text]) => ({ path: path.slice('tree/'.length), text })) };
}

/** @param {Pair} pair @param {string} path */
function textAt({ files }, path) {
  return files.find((file) => file.path === path)?.text ?? '';
}
