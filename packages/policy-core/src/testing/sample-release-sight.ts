import { observed } from '../model/known.ts';
import { startOf } from '../model/source-span.ts';
import type { ReleaseSight } from '../deployment/promotion/promotion-sight.ts';
import type { ServiceEnvironment } from '../policy/service-policy.ts';
import { passing } from './sample-report.ts';

export const [OLD, NEW, TREE] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];
export const NOW = '2026-11-20T12:00:00Z';
const READY = { commit: NEW, tree: TREE, at: '2026-11-20T11:00:00Z', revoked: undefined };

export const ENVIRONMENT: ServiceEnvironment = {
  name: 'production',
  from: undefined,
  promoteFrom: 'staging',
  driver: undefined,
  probes: [],
  soakMs: 0,
  approval: undefined,
  requires: { tag: undefined, tests: new Map(), backupMs: undefined, checks: [] },
  automaticRollback: [],
  freeze: [],
  at: startOf('lockkeeper.yaml'),
};

/** A promotion that nothing stands against. */
export function releaseSight(more: Partial<ReleaseSight> = {}): ReleaseSight {
  return {
    place: { environment: 'production', service: 'api' },
    policy: { ...ENVIRONMENT, equality: 'sha', digest: `sha256:${'0'.repeat(64)}` },
    commit: {
      sha: NEW,
      tree: TREE,
      branch: observed({ remote: 'origin', name: 'main', tip: OLD, is: 'ahead' }),
    },
    previous: observed(OLD),
    relation: observed('earlier'),
    state: {
      runs: [],
      active: undefined,
      hold: undefined,
      heldCommits: new Map(),
      failed: new Map(),
      ready: [],
    },
    blocked: new Map(),
    tried: { environment: 'staging', ready: READY, newer: undefined, soakMs: 0, stillWell: undefined },
    guard: observed({ report: passing, others: [] }),
    checks: observed([]),
    tests: [],
    tags: observed([]),
    lock: observed({ kind: 'free', token: 1 }),
    deploysByItself: observed([]),
    wayBack: { kind: 'not-asked' },
    gate: undefined,
    makers: undefined,
    now: NOW,
    ...more,
  };
}
