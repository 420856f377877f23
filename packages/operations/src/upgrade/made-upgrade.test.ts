import { loadPolicy, observed } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import type { Observers } from '../ports/index.ts';
import { fakeObservers, type Files } from '../testing/fake-repository.ts';
import { ENDED_WELL, fakeUpgrade } from '../testing/fake-upgrade.ts';
import { planMadeUpgrade, type MadeUpgrade } from './upgrade-start.ts';
import { upgradeDependencies } from './upgrade-dependencies.ts';

const BRANCH = 'auto/dependency-upgrade-20261121-001';
const POLICY = `version: 1
dependencies:
  - { id: app, source: r.in, lock: r.txt, sync: { mode: compiled, python: '3.11', platform: linux }, upgrade: { test: [pytest] } }
`;
const [BASE, NEWER, MADE] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];
const BEFORE = { 'lockkeeper.yaml': POLICY, 'r.in': 'httpx>=0.27\n', 'r.txt': 'httpx==0.27.0\n' };
const AFTER = { ...BEFORE, 'r.txt': 'httpx==0.28.1\n' };

interface Given {
  readonly made?: Files;
  readonly worktree?: Files;
  readonly branch?: string;
}

/** The main branch has gone on since the upgrade began. */
function observersOf({ made = AFTER, worktree = made, branch = BRANCH }: Given = {}): Observers {
  return fakeObservers({
    commits: {
      [BASE]: { files: BEFORE },
      [NEWER]: { files: { ...BEFORE, other: '' }, parents: [BASE] },
      [MADE]: { files: made, parents: [BASE] },
    },
    names: { HEAD: MADE },
    worktree,
    branch,
  });
}

function policyOf(text: string): MadeUpgrade['policy'] {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join(' '));
  return policy;
}

const worktrees = {
  standing: async () => observed({ underWay: undefined, staged: [] }),
  branchNames: async () => observed([BRANCH]),
};

async function planned(given: Given = {}) {
  const main = { branch: 'main', commit: NEWER };
  const request = {
    policy: policyOf(POLICY),
    pair: undefined,
    test: 'from-policy',
    branch: BRANCH,
    main,
  } as const;
  return await planMadeUpgrade(request, { observers: observersOf(given), worktrees });
}

async function lookedAt(made: Files, pytest: typeof ENDED_WELL = ENDED_WELL) {
  const start = await planned({ made });
  if (start.kind === 'refused') throw new Error(start.problem);
  const { tools, deeds, findings } = fakeUpgrade({ committed: made, programs: { pytest: () => pytest } });
  const state = await upgradeDependencies(start.plan, { ...tools, observers: observersOf({ made }) });
  return { state, deeds, said: findings.map(({ message }) => message) };
}

describe('an upgrade that its branch holds already', () => {
  test('[row 2.05] is planned from where it left the main branch', async () => {
    expect(await planned()).toMatchObject({
      kind: 'plan',
      plan: { branch: BRANCH, from: { branch: 'main', commit: BASE }, made: MADE, lock: undefined },
    });
  });

  test('[row 2.05] is tested and judged, and nothing is made', async () => {
    const { state, deeds } = await lookedAt(AFTER);
    expect(deeds).toEqual(['run pytest']);
    expect(state).toMatchObject({
      end: { kind: 'committed', commit: MADE },
      changes: [{ name: 'httpx', old: '0.27.0', fresh: '0.28.1' }],
    });
  });

  test('[row 2.05] goes no further where its tests fail or the policy finds an error', async () => {
    const failed = await lookedAt(AFTER, { kind: 'exited', code: 1, lastLines: [] });
    expect(failed.state.end).toMatchObject({ kind: 'stopped', because: 'tests', restored: true });
    expect(failed.deeds).toEqual(['run pytest', 'restore r.in r.txt']);
    const { state, said } = await lookedAt({ ...AFTER, 'r.txt': 'httpx==0.28.1\nanyio>=4\n' });
    expect(state.end).toMatchObject({ kind: 'stopped', because: 'findings' });
    expect(said[0]).toMatch(/^The upgrade goes no further, because the policy finds /);
  });

  test.each<[string, Given, string]>([
    ['another branch is checked out', { branch: 'main' }, `git switch ${BRANCH}`],
    ['it holds none', { made: { ...BEFORE, other: 'x' } }, 'holds no upgrade of app'],
    ['something is changed on disk', { worktree: { ...AFTER, other: 'x' } }, 'not clean'],
  ])('is not gone on with where %s', async (_, given, said) => {
    expect(await planned(given)).toEqual({ kind: 'refused', problem: expect.stringContaining(said) });
  });
});
