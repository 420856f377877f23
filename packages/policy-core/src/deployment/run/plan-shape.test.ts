import { describe, expect, test } from 'vitest';

import { runPlan } from '../../testing/any-run.ts';
import { hasKnownShape } from './plan-shape.ts';
import type { RunPlan, RunStep } from './run-plan.ts';

const EVIL = 'e'.repeat(40);
const FORWARD = runPlan();
const ROLLBACK = runPlan({
  kind: 'rollback',
  commit: FORWARD.previous ?? '',
  previous: FORWARD.commit,
  steps: FORWARD.back ?? [],
  back: null,
});
const DOWNGRADE: RunStep = {
  kind: 'downgrade',
  tree: FORWARD.commit,
  config: 'alembic.ini',
  section: null,
  from: ['b1'],
  to: 'a1',
  leaves: ['a1'],
};

const BRIDGE = 'd'.repeat(40);
function meanwhile(proved = BRIDGE): readonly RunStep[] {
  return [
    { kind: 'deploy', commit: BRIDGE },
    { kind: 'verify', commit: proved },
  ];
}

describe('a plan', () => {
  test.each([
    ['goes forward, and back', FORWARD],
    ['goes back', ROLLBACK],
    ['goes back over a migration', { ...ROLLBACK, steps: [DOWNGRADE, ...ROLLBACK.steps] }],
    [
      'takes back what a later commit brought',
      { ...ROLLBACK, steps: [{ ...DOWNGRADE, tree: EVIL }, ...ROLLBACK.steps] },
    ],
    ['runs another deploy meanwhile', { ...ROLLBACK, steps: [...meanwhile(), DOWNGRADE, ...ROLLBACK.steps] }],
    ['comes back over a migration', { ...FORWARD, back: [DOWNGRADE, ...(FORWARD.back ?? [])] }],
    ['has no way back', { ...FORWARD, back: null }],
  ] as const)('is one of ours where it %s', (_, plan) => {
    expect(hasKnownShape(plan)).toBe(true);
  });

  test.each<readonly [string, RunPlan]>([
    ['another commit', { ...FORWARD, commit: EVIL }],
    ['another commit in its way back', { ...FORWARD, previous: EVIL }],
    ['another commit to go back to', { ...ROLLBACK, commit: EVIL }],
    [
      'migrations of another tree',
      { ...FORWARD, back: [{ ...DOWNGRADE, tree: EVIL }, ...(FORWARD.back ?? [])] },
    ],
    [
      'another deploy that it comes back over',
      { ...FORWARD, back: [...meanwhile(), DOWNGRADE, ...(FORWARD.back ?? [])] },
    ],
    ['another deploy, and nothing to take back', { ...ROLLBACK, steps: [...meanwhile(), ...ROLLBACK.steps] }],
    ['the proof of another one', { ...ROLLBACK, steps: [...meanwhile(EVIL), DOWNGRADE, ...ROLLBACK.steps] }],
    ['a downgrade on its way forward', { ...FORWARD, steps: [DOWNGRADE, ...FORWARD.steps] }],
    ['no proof', { ...FORWARD, steps: FORWARD.steps.filter(({ kind }) => kind !== 'verify') }],
    ['a way back from a rollback', { ...ROLLBACK, back: ROLLBACK.steps }],
  ])('is none of ours with %s', (_, plan) => {
    expect(hasKnownShape(plan)).toBe(false);
  });
});
