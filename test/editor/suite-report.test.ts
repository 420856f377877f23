import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { readSuiteReport } from './suite-report.mjs';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'lk-'));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const START = { event: 'start', version: '1.139.1', app: 'code-server' };
const PASS = { event: 'pass', title: 'the gate is shut', ms: 3 };

test('a report tells the version, the results in order and the end', () => {
  const fail = {
    event: 'fail',
    title: 'the gate is pinned',
    message: 'It is not.',
    stack: 'Error: It is not.',
  };
  const pending = { event: 'pending', title: 'the water is high' };
  const file = write('whole', [
    START,
    PASS,
    fail,
    pending,
    { event: 'note', text: 'drip' },
    { event: 'end', tests: 3 },
  ]);
  expect(readSuiteReport(file)).toEqual({
    version: '1.139.1',
    app: 'code-server',
    results: [
      { title: 'the gate is shut', state: 'passed', ms: 3 },
      { title: 'the gate is pinned', state: 'failed', message: 'It is not.', stack: 'Error: It is not.' },
      { title: 'the water is high', state: 'pending' },
    ],
    notes: ['drip'],
    ended: true,
  });
});

test('an end without a test is no end', () => {
  expect(readSuiteReport(write('empty', [START, { event: 'end', tests: 0 }])).ended).toBe(false);
});

test('a report that breaks off in the middle of a line keeps what was complete', () => {
  const file = path.join(scratch, 'broken');
  writeFileSync(file, `${JSON.stringify(START)}\n${JSON.stringify(PASS)}\n{"event":"en`);
  expect(readSuiteReport(file)).toMatchObject({ results: [{ title: 'the gate is shut' }], ended: false });
});

test('an absent report says that the suite was never reached', () => {
  const report = readSuiteReport(path.join(scratch, 'absent'));
  expect(report).toEqual({ results: [], notes: [], ended: false });
});

function write(name: string, entries: readonly object[]): string {
  const file = path.join(scratch, name);
  writeFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  return file;
}
