import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { readPair } from '../../testing/read-pair.ts';
import { keptModes } from './kept-modes.ts';

const LINES = 20_000;

const many = (line: (number: number) => string, count = LINES) =>
  Array.from({ length: count }, (_, number) => `${line(number)}\n`).join('');
const markerOf = (number: number, count: number) =>
  Array.from({ length: count }, (_, at) => `python_version != "3.${number + at}"`).join(' and ');

describe('two files made to keep somebody busy are judged in bounded time', () => {
  test.each<readonly [string, string, string]>([
    ['nothing in common', many((number) => `a${number}==1`), many((number) => `b${number}==1`)],
    [
      'one project, another version on every line',
      many((number) => `a==${number}`),
      many((number) => `a==${number + LINES}`),
    ],
    [
      'one project, one range and one pin a line',
      many((number) => `a!=${number}`),
      many((number) => `a==${number}.1`, 90),
    ],
    ['one checkout on every line', many(() => '-e .'), many(() => '-e .')],
    [
      'an address on every line',
      many((number) => `https://a.example/${number}.zip`),
      many((number) => `https://a.example/${number}.zip#egg=a`),
    ],
    [
      'markers of every Python',
      many((number) => `a${number}; ${markerOf(number % 100, 20)}`, 2000),
      many((number) => `a${number}==1; ${markerOf(number % 90, 20)}`, 2000),
    ],
    [
      'markers on all pins of one project',
      many((number) => `a>${number}`, 2000),
      many((number) => `a==0; python_version == "3.${number}"`, 90),
    ],
    [
      'options',
      many((number) => `--index-url https://a.example/${number}`),
      many((number) => `--index-url https://b.example/${number}`),
    ],
    [
      'files that do not exist',
      many((number) => `-r ${number}.txt`, 5000),
      many((number) => `-r x${number}.txt`, 5000),
    ],
    ['one long line', `a==1 ${' '.repeat(500_000)}`, `a==1${' \\\n'.repeat(100_000)}`],
  ])('%s', (_what, source, lock) => {
    const started = stepsTaken();
    keptModes(readPair({ 'r.txt': source, 'r.lock': lock }));
    expect(stepsTaken() - started).toBeLessThan(300_000_000);
  });
});
