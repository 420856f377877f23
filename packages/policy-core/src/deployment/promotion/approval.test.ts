import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { runPlan } from '../../testing/any-run.ts';
import { NOW } from '../../testing/sample-release-sight.ts';
import { planDigest } from '../run/plan-digest.ts';
import { BEGUN } from '../run/run-machine.ts';
import type { LoggedRun, RunApproval } from '../run/runs-in-log.ts';
import {
  approvalRefusals,
  countedApprovals,
  type ApprovalSight,
  type ReleaseMakers,
  type SeenApproval,
} from './approval.ts';
import { standing } from './accepted-unknowns.ts';

const PLAN = runPlan();
const DIGEST = planDigest(PLAN);
const RUN: LoggedRun = {
  id: 'promote-1',
  plan: PLAN,
  digest: DIGEST,
  begunAt: NOW,
  startedAt: undefined,
  actor: 'agent',
  state: BEGUN,
  events: [],
  open: undefined,
  approvals: [],
  done: [],
  at: NOW,
  last: 1,
};

const MAKERS: ReleaseMakers = {
  authors: new Set(['agent@example.com', 'bob@example.com']),
  keys: new Set(['SHA256:of-ann@example.com']),
  nameless: [],
  lastPusher: observed('Zoe'),
  isAgent: (name) => name.endsWith('[bot]'),
};

/** Names of makers and agents among them: being named does not make up for that. */
const APPROVERS = [
  'mia@example.com',
  'ann@example.com',
  'tom@example.com',
  'bob@example.com',
  'zoe',
  'renovate[bot]',
];

function approval(more: Partial<RunApproval> = {}, signer = more.by ?? 'mia@example.com'): SeenApproval {
  return {
    approval: {
      commit: PLAN.commit,
      plan: DIGEST,
      policy: PLAN.policy,
      method: 'ssh-signature',
      by: 'mia@example.com',
      expires_at: '2026-11-21T12:00:00Z',
      evidence: null,
      seq: 3,
      at: NOW,
      ...more,
    },
    by: observed(signer),
    key: `SHA256:of-${signer}`,
  };
}

const SIGHT: Omit<ApprovalSight, 'approvals'> = {
  policy: { by: 'ssh-signature', approvers: APPROVERS, quorum: 1, expiresMs: 86_400_000 },
  run: RUN,
  makers: observed(MAKERS),
  digest: DIGEST,
  now: NOW,
};

function against(approvals: readonly SeenApproval[], more: Partial<ApprovalSight> = {}) {
  return approvalRefusals({ ...SIGHT, approvals, ...more });
}

describe('the approval of a plan [row 0.29] [row 0.36]', () => {
  test('is enough where somebody who did not make the commit signs it', () => {
    expect(against([approval()])).toEqual([]);
    expect(against([approval({ by: 'Mia@example.com' })])).toEqual([]);
  });

  test.each<readonly [string, SeenApproval, string]>([
    ['of who wrote it', approval({ by: 'Bob@example.com' }), 'bob@example.com made the commit'],
    ['of who signs the log and is no approver', approval({ by: 'eve@example.com' }), 'none of the approvers'],
    ['by a key that signed a commit', approval({ by: 'ann@example.com' }), 'signed a commit of it'],
    ['of who pushed it last', approval({ by: 'zoe' }), 'zoe pushed it last'],
    ['of a program', approval({ by: 'renovate[bot]' }), 'renovate[bot] is an agent'],
    ['of another plan', approval({ plan: `sha256:${'1'.repeat(64)}` }), 'is of another plan'],
    ['by another policy', approval({ policy: `sha256:${'1'.repeat(64)}` }), 'is of another plan'],
    ['of another commit', approval({ commit: 'd'.repeat(40) }), 'is of another commit'],
    ['that is over', approval({ expires_at: NOW }), 'was over at 2026-11-20T12:00:00.000Z'],
    [
      'that is older than the policy lets one be',
      approval({ at: '2026-11-19T12:00:00Z' }),
      'was over at 2026-11-20T12:00:00.000Z',
    ],
    ['that somebody else signed', approval({}, 'eve@example.com'), 'was made by eve@example.com'],
    [
      'that nobody signed',
      { ...approval(), by: unobserved('nobody signed it') },
      'nobody vouches for that of mia',
    ],
    [
      'by another way than the policy asks for',
      approval({ method: 'github-environment' }),
      'was not given by ssh-signature',
    ],
  ])('does not count: one %s', (_, one, why) => {
    const [refusal] = against([one]);
    expect([refusal?.code, refusal?.kind]).toEqual(['R09', 'refused']);
    expect(refusal?.why).toContain(why);
  });

  test('is told of only where it counts', () => {
    const good = approval();
    const bad = [approval({}, 'eve@example.com'), approval({ by: 'bob@example.com' })];
    const counted = countedApprovals({ ...SIGHT, approvals: [bad[0] ?? good, good, bad[1] ?? good] });
    expect(counted).toEqual([good.approval]);
  });

  test('counts each person once, up to the number that the policy asks for', () => {
    const policy = { by: 'ssh-signature', approvers: APPROVERS, quorum: 2, expiresMs: 1_000 } as const;
    expect(against([approval(), approval()], { policy })).toHaveLength(1);
    expect(against([approval(), approval({ by: 'tom@example.com' })], { policy })).toEqual([]);
  });

  test('counts for nothing where the plan would be another one by now', () => {
    expect(against([approval()], { digest: `sha256:${'1'.repeat(64)}` })).toHaveLength(1);
  });

  test('is unknown where nobody knows who made the commit', () => {
    expect(against([approval()], { makers: unobserved('git is away') })[0]?.kind).toBe('unknown');
  });

  test('is unknown where the forge does not say who pushed it, and no less missing for that', () => {
    const makers = observed({ ...MAKERS, lastPusher: unobserved('the token may not read that') });
    const kinds = (approvals: readonly SeenApproval[]) =>
      against(approvals, { makers }).map(({ kind }) => kind);
    expect(kinds([approval()])).toEqual(['unknown']);
    expect(kinds([])).toEqual(['refused', 'unknown']);
    expect(standing(against([], { makers }), ['R09:pusher']).map(({ kind }) => kind)).toEqual(['refused']);
  });

  test('on GitHub is unknown where it knows no account of who made the commit', () => {
    const policy = { by: 'github-environment', approvers: [], quorum: 1, expiresMs: 86_400_000 } as const;
    const makers = observed({ ...MAKERS, nameless: ['bob@example.com'] });
    const given = approval({ method: 'github-environment', by: 'mia' });
    expect(against([given], { policy, makers }).map(({ kind }) => kind)).toEqual(['unknown']);
    // Who signs goes by an address as well.
    expect(against([approval()], { makers })).toEqual([]);
  });
});
