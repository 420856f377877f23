import { expect, test } from 'vitest';

import { BEGUN, planDigest, type LoggedRun, type RunPlan } from '@lockkeeper/policy-core/deployment/run';
import { proofIn } from './proof-of.ts';

const [A, B] = ['a', 'b'].map((digit) => digit.repeat(40)) as [string, string];
const AT = '2026-11-21T08:00:00.000Z';

const downgrade = (from: readonly string[], leaves: readonly string[]) =>
  ({
    kind: 'downgrade',
    tree: B,
    config: 'alembic.ini',
    section: null,
    from,
    to: leaves[0] ?? 'base',
    leaves,
  }) as const;

const PLAN: RunPlan = {
  kind: 'rollback',
  environment: 'production',
  service: 'shop',
  commit: A,
  tree: A,
  previous: B,
  policy: `sha256:${'0'.repeat(64)}`,
  equality: null,
  tried: null,
  approvals: 0,
  accepted: [],
  reason: 'orders are lost',
  steps: [downgrade(['c1'], ['b1']), downgrade(['b1'], []), { kind: 'deploy', commit: A }],
  back: null,
};

/** As far as so many of its steps. */
function runAfter(steps: number): LoggedRun {
  const done = PLAN.steps
    .slice(0, steps)
    .map((step, at) => ({ step, way: 'there' as const, at, id: null, url: null, health: [] }));
  return {
    id: 'rollback-1',
    plan: PLAN,
    digest: planDigest(PLAN),
    begunAt: AT,
    startedAt: AT,
    actor: 'mia',
    state: BEGUN,
    events: [],
    open: undefined,
    approvals: [],
    done,
    at: AT,
    last: 1,
  };
}

test('a proof tells of the database what was taken back, and nothing that was only planned', () => {
  const both = [
    { before: ['c1'], after: ['b1'] },
    { before: ['b1'], after: [] },
  ];
  for (const done of [0, 1, 2, 3]) expect(proofIn(runAfter(done), []).database).toEqual(both.slice(0, done));
});
