import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { notAsked } from '../guard/guard-check.ts';
import { BEGUN } from '../run/run-machine.ts';
import { planDigest } from '../run/plan-digest.ts';
import type { LoggedRun } from '../run/runs-in-log.ts';
import { runPlan } from '../../testing/any-run.ts';
import { droppedTable, passing, unapproved } from '../../testing/sample-report.ts';
import type { Report } from '../../engine/report.ts';
import { ENVIRONMENT, NEW, NOW, OLD, releaseSight, TREE } from '../../testing/sample-release-sight.ts';
import type { PlacePolicy, ReleaseSight, TriedPlace } from './promotion-sight.ts';
import { askedIn, planRelease } from './release-plan.ts';
import { standing } from './accepted-unknowns.ts';
import type { REFUSALS } from './refusal.ts';

const ASKED = { isNamed: false, retryFailed: false, reason: null, accepted: [] };
const READY = { commit: NEW, tree: TREE, at: '2026-11-20T11:00:00Z', revoked: undefined };

function policy(more: Partial<PlacePolicy>): Pick<ReleaseSight, 'policy'> {
  return { policy: { ...releaseSight().policy, ...more } };
}

function requires(more: Partial<PlacePolicy['requires']>): Pick<ReleaseSight, 'policy'> {
  return policy({ requires: { ...ENVIRONMENT.requires, ...more } });
}

function tried(more: Partial<TriedPlace>): Pick<ReleaseSight, 'tried'> {
  return {
    tried: {
      environment: 'staging',
      ready: READY,
      newer: undefined,
      soakMs: 0,
      stillWell: undefined,
      ...more,
    },
  };
}

function state(more: Partial<ReleaseSight['state']>): Pick<ReleaseSight, 'state'> {
  return { state: { ...releaseSight().state, ...more } };
}

function guarded(more: Partial<Report>): Pick<ReleaseSight, 'guard'> {
  return { guard: observed({ report: { ...passing, ...more }, others: [] }) };
}

function branch(is: 'on' | 'ahead' | 'apart'): Pick<ReleaseSight, 'commit'> {
  return {
    commit: { sha: NEW, tree: TREE, branch: observed({ remote: 'origin', name: 'main', tip: OLD, is }) },
  };
}

const APPROVED = policy({ approval: { by: 'ssh-signature', approvers: [], quorum: 1, expiresMs: 1 } });

/** Nobody knows who pushed. */
const MADE = observed({
  authors: new Set<string>(),
  keys: new Set<string>(),
  nameless: [],
  lastPusher: unobserved('the token may not read that'),
  isAgent: () => false,
});

function run(more: Partial<LoggedRun> = {}): LoggedRun {
  const plan = runPlan();
  return {
    id: 'promote-1',
    plan,
    digest: planDigest(plan),
    begunAt: NOW,
    startedAt: undefined,
    actor: 'bob',
    state: BEGUN,
    events: [],
    open: undefined,
    approvals: [],
    done: [],
    at: NOW,
    last: 1,
    ...more,
  };
}

const error = (rule: string, messageId = 'x') => ({
  ...droppedTable,
  rule,
  messageId,
  severity: 'error' as const,
});
const failedCheck = (id: 'backup' | 'auto-migrations' | 'environment' | 'audit-log') => ({
  ...notAsked(id, ''),
  problems: [{ kind: 'failed' as const, text: 'It is not.', where: null, path: null, next_step: 'Fix it.' }],
});
const otherChecks = (id: Parameters<typeof failedCheck>[0]): Pick<ReleaseSight, 'guard'> => ({
  guard: observed({ report: passing, others: [failedCheck(id)] }),
});

describe('a promotion', () => {
  test('that nothing stands against advances main, deploys, proves and records [row 1.23]', () => {
    const { plan, refusals } = planRelease('promote', releaseSight(), ASKED);
    expect(refusals).toEqual([]);
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['advance', 'deploy', 'verify', 'record']);
    expect(plan).toMatchObject({ commit: NEW, previous: OLD, tried: NEW, equality: 'sha', back: null });
  });

  test('of what main has does not move it, and neither does one of an equal tree [row 0.37]', () => {
    const steps = (sight: ReleaseSight) =>
      planRelease('promote', sight, ASKED).plan.steps.map(({ kind }) => kind);
    expect(steps(releaseSight(branch('on')))).not.toContain('advance');
    expect(steps(releaseSight(policy({ equality: 'tree' })))).not.toContain('advance');
  });

  test('is another plan wherever something that it rests on moves', () => {
    const digest = (sight: ReleaseSight) => planDigest(planRelease('promote', sight, ASKED).plan);
    const first = digest(releaseSight());
    expect(digest(releaseSight())).toBe(first);
    for (const moved of [
      { previous: observed('d'.repeat(40)) },
      policy({ digest: `sha256:${'1'.repeat(64)}` }),
      {
        commit: {
          sha: NEW,
          tree: TREE,
          branch: observed({ remote: 'origin', name: 'main', tip: 'e'.repeat(40), is: 'ahead' as const }),
        },
      },
      { wayBack: { kind: 'steps' as const, steps: [{ kind: 'deploy' as const, commit: OLD }] } },
    ])
      expect(digest(releaseSight(moved))).not.toBe(first);
  });

  test('is a deploy where nothing is promoted from, and marks what it deployed as ready', () => {
    const { plan } = planRelease('deploy', releaseSight({ tried: undefined }), ASKED);
    expect(plan.steps.map(({ kind }) => kind)).toContain('ready');
    expect(plan).toMatchObject({ tried: null, equality: null });
  });
});

describe('what stands against a promotion', () => {
  test.each<readonly [keyof typeof REFUSALS, string, Partial<ReleaseSight>]>([
    ['R01', 'an agent on a branch of its own making', guarded({ findings: [error('branches/ai-branch')] })],
    ['R02', 'a protected path that nobody approved', guarded({ findings: [error('paths/protected')] })],
    [
      'R02',
      'a protected path that was changed and changed back',
      guarded({ findings: [error('integrity/protected-touched')] }),
    ],
    [
      'R03',
      'an approval by somebody who may not approve',
      guarded({ findings: [error('paths/label-untrusted')] }),
    ],
    [
      'R03',
      'an approval that is older than the last push',
      guarded({ findings: [error('paths/label-stale')] }),
    ],
    ['R04', 'a check that nobody ran [row 0.31]', requires({ checks: ['lint'] })],
    [
      'R04',
      'a check that failed [row 1.18]',
      {
        ...requires({ checks: ['lint'] }),
        checks: observed([
          { name: 'lint', outcome: 'success' },
          { name: 'lint', outcome: 'failure' },
        ]),
      },
    ],
    [
      'R04',
      'a check that still runs',
      { ...requires({ checks: ['lint'] }), checks: observed([{ name: 'lint', outcome: 'pending' }]) },
    ],
    ['R05', 'tests of which there is no report [row 1.19]', requires({ tests: new Map([['backend', 25]]) })],
    [
      'R05',
      'tests that were deleted [row 1.19]',
      {
        ...requires({ tests: new Map([['backend', 25]]) }),
        tests: [{ suite: 'backend', total: 24, failed: 0, skipped: 0 }],
      },
    ],
    [
      'R05',
      'a test that failed [row 1.19]',
      {
        ...requires({ tests: new Map([['backend', 24]]) }),
        tests: [{ suite: 'backend', total: 25, failed: 1, skipped: 0 }],
      },
    ],
    [
      'R05',
      'a test that was left out [row 1.19]',
      {
        ...requires({ tests: new Map([['backend', 25]]) }),
        tests: [{ suite: 'backend', total: 25, failed: 0, skipped: 1 }],
      },
    ],
    ['R06', 'a commit that was tried nowhere', tried({ ready: undefined })],
    [
      'R07',
      'a commit that is ready no more [row 0.35]',
      tried({ ready: { ...READY, revoked: 'it answered 503' } }),
    ],
    [
      'R07',
      'a commit that is not well where it was tried [row 0.35]',
      tried({ stillWell: observed({ isWell: false, why: 'it answered 503' }) }),
    ],
    ['R08', 'a commit that has not been there for long enough', tried({ soakMs: 2 * 3_600_000 })],
    ['R10', 'a commit of another line than main [row 1.62]', branch('apart')],
    [
      'R10',
      'a commit that no branch of production has, where none is advanced',
      { ...branch('on'), ...guarded({ findings: [error('branches/deploy-source')] }) },
    ],
    ['R11', 'no tag [row 0.44]', requires({ tag: 'any' })],
    [
      'R11',
      'a tag that nobody signed [row 0.44]',
      {
        ...requires({ tag: 'signed' }),
        tags: observed([{ name: 'v1', signature: observed({ isGood: false, why: 'it is a light tag' }) }]),
      },
    ],
    [
      'R13',
      'a lock',
      {
        lock: observed({
          kind: 'held',
          holding: {
            token: 2,
            nonce: 'x',
            holder: 'bob',
            reason: 'release',
            run_url: null,
            taken_at: NOW,
            expires_at: NOW,
          },
        }),
      },
    ],
    ['R13', 'a run that has not ended', state({ active: run() })],
    ['R14', 'a hold', state({ hold: { reason: 'audit week', at: NOW, by: 'alice' } })],
    ['R14', 'a commit that is held back', state({ heldCommits: new Map([[NEW, 'it loses orders']]) })],
    ['R14', 'a commit that is blocked', { blocked: new Map([[NEW, 'it loses orders']]) }],
    [
      'R14',
      'a time in which nothing is deployed',
      policy({ freeze: [{ days: [5], from: 0, to: 1440, zone: 'UTC' }] }),
    ],
    ['R15', 'a guard that did not judge', { guard: unobserved('the policy cannot be used') }],
    ['R15', 'a backup that is missing', otherChecks('backup')],
    ['R16', 'migrations that are switched off', otherChecks('auto-migrations')],
    [
      'R17',
      'a lock of dependencies that does not match [row 2.06]',
      guarded({ findings: [error('dependencies/lock-in-sync')] }),
    ],
    ['R18', 'a variable that is missing', otherChecks('environment')],
    [
      'R19',
      'a platform that deploys by itself',
      { deploysByItself: observed(['it deploys what is pushed']) },
    ],
    ['R20', 'a commit that is older than what runs', { relation: observed('later') }],
    ['R20', 'the commit that runs', { relation: observed('same') }],
    ['R20', 'a commit without what runs behind it', { relation: observed('apart') }],
    ['R21', 'a log that is not whole', otherChecks('audit-log')],
    ['R22', 'a later commit that is ready', tried({ newer: { ...READY, commit: 'd'.repeat(40) } })],
    [
      'R23',
      'a gate that holds nobody back [row 1.63]',
      { gate: observed([{ why: 'nobody has to approve', lift: 'Name reviewers.' }]) },
    ],
    [
      'R24',
      'no way back [row 0.03]',
      {
        wayBack: {
          kind: 'none',
          refusals: [{ code: 'R24', kind: 'refused', why: 'No.', lift: 'Split it.' }],
        },
      },
    ],
    [
      'R25',
      'a commit that failed there before',
      state({
        failed: new Map([
          [NEW, run({ state: { kind: 'ended', outcome: 'rolled-back', failure: 'it answered 503' } })],
        ]),
      }),
    ],
  ])('%s is %s', (code, _, more) => {
    const { refusals } = planRelease('promote', releaseSight(more), ASKED);
    expect(refusals.map((one) => [one.code, one.kind])).toEqual([[code, 'refused']]);
    expect(refusals[0]?.why).toMatch(/^\S.*\.$/su);
    expect(refusals[0]?.lift).toMatch(/^\S.*\.$/su);
    // What is known to be wrong nobody can answer for.
    const { plan } = planRelease('promote', releaseSight(more), { ...ASKED, accepted: [code] });
    expect(plan.accepted).toEqual([]);
    expect(standing(refusals, [code])).toEqual(refusals);
  });

  test.each<readonly [keyof typeof REFUSALS, string, Partial<ReleaseSight>]>([
    ['R04', 'checks', { ...requires({ checks: ['lint'] }), checks: unobserved('there is no token') }],
    ['R07', 'staging', tried({ stillWell: unobserved('STAGING_URL is not set') })],
    ['R09', 'who made it', { ...APPROVED, makers: unobserved('git is away') }],
    ['R09', 'who pushed it', { ...APPROVED, makers: MADE }],
    ['R10', 'main', { commit: { sha: NEW, tree: TREE, branch: unobserved('the remote is away') } }],
    ['R11', 'tags', { ...requires({ tag: 'any' }), tags: unobserved('git is away') }],
    [
      'R11',
      'who signed a tag',
      {
        ...requires({ tag: 'signed' }),
        tags: observed([{ name: 'v1', signature: unobserved('nobody is named') }]),
      },
    ],
    ['R13', 'the lock', { lock: unobserved('it cannot be reached') }],
    ['R13', 'a lock of a later version', { lock: observed({ kind: 'unreadable' }) }],
    ['R19', 'whether the platform deploys by itself', { deploysByItself: unobserved('it does not say') }],
    ['R20', 'what runs', { previous: unobserved('the record cannot be read') }],
    ['R20', 'what came first', { relation: unobserved('this is a shallow clone') }],
    ['R23', 'the gate', { gate: unobserved('there is no token') }],
    [
      'R02',
      'an approval',
      guarded({ undetermined: [{ ...unapproved, rule: 'integrity/protected-touched', severity: 'error' }] }),
    ],
  ])('%s is unknown where nobody could look at %s, and somebody may answer for that', (code, _, more) => {
    const { refusals } = planRelease('promote', releaseSight(more), ASKED);
    expect(refusals.map((one) => [one.code, one.kind])).toEqual([[code, 'unknown']]);
    expect(standing(refusals, [])).toEqual(refusals);
    const { plan } = planRelease('promote', releaseSight(more), { ...ASKED, accepted: [code] });
    expect(plan.accepted).toEqual([expect.stringMatching(new RegExp(`^${code}:.`))]);
    expect(standing(refusals, plan.accepted)).toEqual([]);
    expect(refusals[0]?.lift).toContain(plan.accepted[0]);
  });

  test('is not what the release itself brings about or people approve', () => {
    const elsewhere = guarded({
      findings: [error('branches/deploy-source'), error('branches/deploy-requirements', 'human_approval')],
    });
    expect(planRelease('promote', releaseSight({ ...elsewhere, ...APPROVED }), ASKED).refusals).toEqual([]);
  });

  test('is no warning, and not that a commit failed there which is tried once more', () => {
    const warned = guarded({ findings: [droppedTable] });
    expect(planRelease('promote', releaseSight(warned), ASKED).refusals).toEqual([]);
    const failed = state({ failed: new Map([[NEW, run()]]) });
    expect(planRelease('promote', releaseSight(failed), { ...ASKED, retryFailed: true }).refusals).toEqual(
      [],
    );
  });

  test('goes by the name of the rule where the list has no number for it', () => {
    const { refusals } = planRelease(
      'promote',
      releaseSight(guarded({ findings: [error('migrations/drop-table')] })),
      ASKED,
    );
    expect(refusals.map(({ code }) => code)).toEqual(['migrations/drop-table']);
  });
});

test('a plan says all that was asked for: judged by that, what has not moved is the same plan', () => {
  const anyAsked = fc.record({
    isNamed: fc.boolean(),
    retryFailed: fc.boolean(),
    reason: fc.option(fc.string({ minLength: 1 })),
    accepted: fc.uniqueArray(fc.constantFrom('R04', 'R19', 'R23')),
  });
  const digestOf = (asked: ReturnType<typeof askedIn>) =>
    planDigest(planRelease('promote', releaseSight(), asked).plan);
  fc.assert(
    fc.property(anyAsked, anyAsked, (asked, other) => {
      const { plan } = planRelease('promote', releaseSight(), asked);
      expect(digestOf(askedIn(plan))).toBe(planDigest(plan));
      const sorted = { ...other, accepted: other.accepted.toSorted() };
      const isSame = JSON.stringify(askedIn(plan)) === JSON.stringify(sorted);
      expect(digestOf(other) === planDigest(plan)).toBe(isSame);
    }),
  );
});
