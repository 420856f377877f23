import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

import { describe, expect, test } from 'vitest';

import { askedFrom } from './asked.mjs';

const KNOWN = ['change', 'start', 'size'];

describe('what the benchmark is asked for', () => {
  test.each([
    ['everything', [], { names: KNOWN }],
    ['one part', ['--only', 'start'], { names: ['start'] }],
    ['one part, with an equals sign', ['--only=size'], { names: ['size'] }],
    ['figures for a program', ['--json', 'figures.json'], { names: KNOWN, json: 'figures.json' }],
    ['both', ['--json=a.json', '--only', 'change'], { names: ['change'], json: 'a.json' }],
  ])('is %s', (_, given, asked) => {
    expect(askedFrom(given, KNOWN)).toEqual({ json: undefined, ...asked });
  });

  test('is not there: the parts that are known are named', () => {
    expect(askedFrom(['--only', 'nosuch'], KNOWN)).toBe(
      'There is no part of the benchmark called nosuch. Name one of these: change, start, size.',
    );
    expect(askedFrom(['--only', ''], KNOWN)).toMatch(/^There is no part of the benchmark called \. Name/);
  });

  test.each([
    [['--onyl', 'change'], "Unknown option '--onyl'"],
    [['--only'], "Option '--only <value>' argument missing"],
    [['change'], "Unexpected argument 'change'"],
  ])('is not understood: %j', (given, why) => {
    const told = askedFrom(given, KNOWN);
    expect(told).toMatch(/ Give --only WORD, --json FILE, both or neither\.$/);
    expect(told).toContain(why);
  });
});

test('a part that there is none of ends the program with 2 and one line', () => {
  const main = path.join(import.meta.dirname, 'main.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, '--only', 'nosuch'], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(
    /^There is no part of the benchmark called nosuch\. Name one of these: change, .*\.\n$/,
  );
});
