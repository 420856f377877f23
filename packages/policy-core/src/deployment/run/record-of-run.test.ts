import { expect, test } from 'vitest';

import { NEW, OLD, runPlan } from '../../testing/any-run.ts';
import { recordOfRun } from './record-of-run.ts';
import type { LoggedStep } from './runs-in-log.ts';

const BRIDGE = 'd'.repeat(40);

/** A deploy that was made and proved well. */
function proved(commit: string, at: number): readonly LoggedStep[] {
  const place = { way: 'there', at } as const;
  const health = [{ probe: 'smoke', status: 200, identity: commit, attempts: 1 }];
  return [
    { ...place, step: { kind: 'deploy', commit }, id: `deploy of ${commit}`, url: null, health: [] },
    { ...place, step: { kind: 'verify', commit }, id: null, url: null, health },
  ];
}

test('what ran while migrations were taken back is no proof of what runs afterwards', () => {
  const run = {
    id: 'rollback-1',
    plan: runPlan({ kind: 'rollback', commit: OLD, previous: NEW }),
    actor: 'mia',
    done: [...proved(BRIDGE, 0), ...proved(OLD, 3)],
  };
  expect(recordOfRun(run, { way: 'there' }, { driver: 'command', approvals: [] })).toMatchObject({
    provider: { deployment_id: `deploy of ${OLD}` },
    health: [{ identity: OLD }],
  });
});
