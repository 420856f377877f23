import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';

import { Minimatch } from 'minimatch';
import picomatch from 'picomatch';

// No part of the package's interface: rules ask it.
import { compilePattern } from '../../packages/policy-core/dist/policy/patterns/path-pattern.js';
import { pathSet } from '../../packages/policy-core/dist/policy/patterns/path-set.js';
import { medianOf, processorTimeOfCall } from './measure.mjs';
import { ROOT } from './programs.mjs';

const RUNS = 15;
/** Twenty each. */
const PATTERNS = {
  'as policies have them': `
    backend/app/core/** backend/app/services/payments** infrastructure/** .github/workflows/*.yml alembic/versions/*.py
    db/**/*.sql packages/*/core/** **/secrets*.json **/Dockerfile docs/legal/**
    services/auth/** services/billing/**/*.py deploy/*/prod/** scripts/release* terraform/**/*.tf
    **/.env config/production/*.yaml web/src/checkout/** mobile/**/keystore/* lockkeeper.yaml`,
  'of the shape `**/x`': `
    **/Dockerfile **/*.pem **/.env* **/secrets/** **/core/** **/migrations/** **/*.tf **/auth* **/package.json **/*.lock
    **/security/** **/crypto/** **/*.key **/payments* **/CODEOWNERS **/*.sql **/keystore/* **/conf*.yaml **/Makefile
    **/billing/**`,
};

/** Which of many paths 20 patterns cover, compiled beforehand; processor time. The dialects differ a little, the work does not. */
export function matchingOfPaths() {
  const paths = realPaths() ?? madeUpPaths();
  return Object.entries(PATTERNS).map(([kind, written]) => {
    const patterns = written.trim().split(/\s+/);
    const set = pathSet(patterns.map(compiled));
    const minimatchers = patterns.map((text) => new Minimatch(text, { dot: true }));
    const isPicomatch = picomatch(patterns, { dot: true });
    const matchers = [
      (/** @type {string} */ file) => set.firstMatch(file) !== undefined,
      (/** @type {string} */ file) => isPicomatch(file),
      (/** @type {string} */ file) => minimatchers.some((matcher) => matcher.match(file)),
    ];
    const rounds = Array.from({ length: RUNS }, () =>
      matchers.map((covers) => processorTimeOfCall(() => paths.filter(covers))),
    );
    const [ours = Number.NaN, theirs = Number.NaN, minimatch = Number.NaN] = matchers.map((_, index) =>
      medianOf(rounds.map((round) => round[index] ?? Number.NaN)),
    );
    return {
      name: `20 patterns ${kind} over ${paths.length.toLocaleString('en')} paths`,
      unit: /** @type {const} */ ('ms'),
      ours,
      peers: [
        { name: 'picomatch', value: theirs },
        { name: 'minimatch', value: minimatch },
      ],
      must: theirs / 2,
      goal: theirs / 4,
    };
  });
}

/** @param {string} text */
function compiled(text) {
  const result = compilePattern(text);
  if (result.kind === 'problem') throw new Error(result.problem);
  return result.pattern;
}

/** Of real commits; `undefined` where the shared case sets are not at hand. @returns {readonly string[] | undefined} */
function realPaths() {
  const folder = process.env['LOCKKEEPER_CASES'] ?? path.join(ROOT, '../shared/cases');
  const file = path.join(folder, 'diffs.jsonl.gz');
  if (!existsSync(file)) {
    process.stderr.write(
      `  There is no ${file}: the paths are made up. Set LOCKKEEPER_CASES to the folder that has it.\n`,
    );
    return undefined;
  }
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return [
    ...new Set(
      lines.flatMap((line) =>
        JSON.parse(line).changes.map((/** @type {{ path: string }} */ change) => change.path),
      ),
    ),
  ];
}

function madeUpPaths() {
  return Array.from(
    { length: 10_000 },
    (_, number) => `packages/part${number % 97}/src/area${number % 13}/file${number}.py`,
  );
}
