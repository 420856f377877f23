import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { sharesOf } from '../../tools/check/shares.mjs';
import { ROOT } from '../architecture/source-files.ts';

const durations: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(path.join(ROOT, 'test/durations.json'), 'utf8'),
);
const files = Object.keys(durations);

test('each file is in one share', () => {
  const shares = sharesOf([...files, 'test/new.integration.test.ts'], { durations, count: 4 });
  expect(shares).toHaveLength(4);
  expect(shares.flat().toSorted()).toEqual([...files, 'test/new.integration.test.ts'].toSorted());
});

test('shares differ by no more than the longest file', () => {
  const sums = sharesOf(files, { durations, count: 4 }).map((share) =>
    share.reduce((sum, file) => sum + (durations[file] ?? 0), 0),
  );
  expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(Math.max(...Object.values(durations)));
});

test('a file that nobody has measured moves no other', () => {
  const before = sharesOf(files, { durations, count: 4 });
  const after = sharesOf(['test/a.integration.test.ts', ...files], { durations, count: 4 });
  expect(after.map((share) => share.filter((file) => file in durations))).toEqual(before);
});

test('the order in which files are found changes nothing', () => {
  const given = { durations: { a: 3, b: 2, c: 2 }, count: 2 };
  expect(sharesOf(['a', 'b', 'c', 'd'], given)).toEqual(sharesOf(['d', 'c', 'b', 'a'], given));
});
