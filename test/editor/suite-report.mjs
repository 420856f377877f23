import { existsSync, readFileSync } from 'node:fs';

/**
 * What one test of a suite came to.
 *
 * @typedef {{
 *   readonly title: string;
 *   readonly state: 'passed' | 'failed' | 'pending';
 *   readonly ms?: number;
 *   readonly message?: string;
 *   readonly stack?: string;
 * }} TestResult
 *
 * @typedef {{
 *   readonly version?: string;
 *   readonly app?: string;
 *   readonly results: readonly TestResult[];
 *   readonly notes: readonly string[];
 *   readonly ended: boolean;
 * }} SuiteReport `ended` is true only when Mocha came to its end with at least one test. `version` is absent when the
 *   extension host never reached the suite.
 */

/** @typedef {{ readonly event: string } & Readonly<Record<string, any>>} Entry */

/**
 * @param {string} file JSON lines written by suite-entry.cjs; absent when the suite was never reached.
 * @returns {SuiteReport}
 */
export function readSuiteReport(file) {
  const entries = existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(parse) : [];
  const start = entries.find(({ event }) => event === 'start');
  return {
    ...(start && { version: start['version'], app: start['app'] }),
    results: entries.flatMap(toResult),
    notes: entries.flatMap((entry) => (entry.event === 'note' ? [entry['text']] : [])),
    ended: entries.some((entry) => entry.event === 'end' && entry['tests'] > 0),
  };
}

/**
 * @param {string} line
 * @returns {Entry[]}
 */
function parse(line) {
  if (line === '') return [];
  try {
    return [JSON.parse(line)];
  } catch {
    return []; // The last line of a host that was killed while it wrote; without an `end` the run fails anyway.
  }
}

/**
 * @param {Entry} entry
 * @returns {TestResult[]}
 */
function toResult({ event, title, ms, message, stack }) {
  switch (event) {
    case 'pass':
      return [{ title, state: 'passed', ms }];
    case 'pending':
      return [{ title, state: 'pending' }];
    case 'fail':
      return [{ title, state: 'failed', message, stack }];
    default:
      return [];
  }
}
