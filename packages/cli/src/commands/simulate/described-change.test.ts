import { observed } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import type { SimulateOptions } from './options.ts';
import { describedChange } from './described-change.ts';

const OPTIONS: SimulateOptions = {
  git: true,
  path: ['a.py'],
  status: 'modified',
  author: 'somebody',
  branch: 'work',
  stage: 'ci',
  format: 'pretty',
};
const NOW = '2026-11-21T08:00:00Z';
const described = (change: Partial<SimulateOptions>) => describedChange({ ...OPTIONS, ...change }, NOW);

describe('a described change', () => {
  test.each([
    ['added', '000000', '100644'],
    ['modified', '100644', '100644'],
    ['deleted', '100644', '000000'],
  ] as const)('of files that were %s has their modes', (status, oldMode, newMode) => {
    expect(described({ status, path: ['a.py', './b/c.py', 'a.py'] }).entries).toEqual([
      { path: 'a.py', status, oldMode, newMode },
      { path: 'b/c.py', status, oldMode, newMode },
    ]);
  });

  test('is harmless in what is not said of it', () => {
    const { branch, commits, circumstances } = described({});
    expect(branch).toBe('work');
    expect(commits).toMatchObject([{ message: 'Simulated change\n\n', paths: ['a.py'] }]);
    expect(circumstances).toMatchObject({
      labels: observed([]),
      author: observed({ login: 'somebody', id: null, isBot: false }),
      agentSigns: [],
      push: null,
    });
  });

  test('has labels that are newer than its last push', () => {
    const { labels, pullRequest } = described({ label: ['ok'] }).circumstances;
    expect(labels).toMatchObject({ value: [{ kind: 'applied', name: 'ok', at: NOW }] });
    expect(pullRequest).toMatchObject({
      value: { branch: 'work', pushedAt: observed('2026-11-21T07:00:00Z') },
    });
  });

  test('carries the trailers of its commit, and what tells of an agent', () => {
    const { commits, circumstances } = described({ trailer: ['Assisted-by: x', 'A: b'], ai: true });
    expect(commits[0]?.message).toBe('Simulated change\n\nAssisted-by: x\nA: b\n');
    expect(circumstances.agentSigns).toEqual(['--ai says so']);
  });

  test.each(['', '/etc/passwd', '../x', 'a/../b', 'a//b', 'a/', '.', './'])(
    'cannot touch %j, which is no file of the repository',
    (path) => {
      expect(() => described({ path: [path] })).toThrow(
        `${JSON.stringify(path)} is not the path of a file in the repository.`,
      );
    },
  );

  test('touches something', () => {
    expect(() => described({ path: [] })).toThrow(
      'No path is named. Say what the change touches with --path.',
    );
  });

  test('has no trailer without a key', () => {
    expect(() => described({ trailer: ['made by x'] })).toThrow(
      '"made by x" is not a trailer. Write it as "Key: value".',
    );
  });
});
