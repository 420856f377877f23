import { tmpdir } from 'node:os';

import { expect, test } from 'vitest';

import { runMain } from './testing/run-main.ts';

test.each([
  ['80 columns where nobody looks at a terminal', undefined, 80],
  ['a narrow terminal', 60, 60],
  ['a wide one', 120, 120],
])('help fits %s', async (_, terminal, columns) => {
  const looking = terminal === undefined ? {} : { terminal };
  const { stdout } = await runMain(['generate', '--help'], { cwd: tmpdir(), ...looking });
  const [, , first = '', second = ''] = stdout.split('\n');
  expect(first.length).toBeLessThanOrEqual(columns);
  // The first word of the next line did not fit.
  expect(`${first} ${second.split(' ')[0]}`.length).toBeGreaterThan(columns);
});

test('the help of the program lists its commands in groups, as people look for them', async () => {
  const { stdout } = await runMain(['--help'], { cwd: tmpdir() });
  const headings = stdout.match(/^[A-Z].*:$/gm);
  expect(headings).toEqual([
    'Options:',
    'Start:',
    'Policy:',
    'Dependencies, migrations and databases:',
    'Deploys:',
    'Records and locks:',
    'Services that update themselves:',
    'Shells and programs:',
    'Examples:',
    'Exit codes:',
  ]);
  expect(stdout).toMatch(/\n {2}deploy {2,}deploy a commit/);
});
