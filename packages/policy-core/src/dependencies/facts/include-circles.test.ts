import { describe, expect, test } from 'vitest';

import { treeObservations } from '../../checker/observations-from-input.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { askIn } from '../../testing/ask-in.ts';
import { reachedFrom } from './include-circles.ts';

function circlesIn(files: Readonly<Record<string, string>>) {
  const policy = policyOf({ dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock' }] });
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const ask = askIn(policy, treeObservations(policy, texts, {}));
  return (from: string, to: string) => ask(reachedFrom, to).has(from);
}

describe('a line leads back to its file', () => {
  const files = {
    'r.txt': '-r a.txt\n',
    'a.txt': '-r b.txt\n-c c.txt\n',
    'b.txt': '-c a.txt\n',
    'c.txt': 'c==1\n',
  };

  test.each([
    ['r.txt', 'a.txt', false],
    ['a.txt', 'b.txt', true],
    ['b.txt', 'a.txt', true],
    ['a.txt', 'c.txt', false],
    ['c.txt', 'c.txt', true],
    ['a.txt', 'none.txt', false],
  ])('from %s by way of %s: %s', (from, to, leadsBack) => {
    expect(circlesIn(files)(from, to)).toBe(leadsBack);
  });

  test('in a chain as long as files are followed, in few steps', () => {
    const paths = Array.from({ length: 100 }, (_, index) => `${index}.txt`);
    const all = paths.map((path) => `-r ${path}\n`).join('');
    const circle = circlesIn({ 'r.txt': all, ...Object.fromEntries(paths.map((path) => [path, all])) });
    const start = stepsTaken();
    expect(paths.every((from) => paths.every((to) => circle(from, to)))).toBe(true);
    expect(stepsTaken() - start).toBeLessThan(3_000_000);
  });
});
