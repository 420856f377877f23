import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  BEGUN,
  planDigest,
  stepRun,
  type LoggedRun,
  type RunEvent,
  type RunState,
} from '@lockkeeper/policy-core/deployment/run';
import { anyRunEvent, anyRunPlan } from '../../../../../policy-core/src/testing/any-run.ts';
import { releaseAnswerSchema } from './answer-schema.ts';
import { resumedAnswer, runAnswer } from './run-answer.ts';
import { statusAnswer, type SeenPlace } from './status-answer.ts';

const NOW = '2026-11-21T08:00:00.000Z';
const COMMIT = 'a'.repeat(40);

const anyRun: fc.Arbitrary<LoggedRun> = fc
  .record({ plan: anyRunPlan(), events: fc.array(anyRunEvent(), { maxLength: 12 }), isOpen: fc.boolean() })
  .map(({ plan, events, isOpen }) => ({
    id: 'promote-1',
    plan,
    digest: planDigest(plan),
    begunAt: NOW,
    startedAt: undefined,
    actor: 'bob',
    state: events.reduce<RunState>((state, event: RunEvent) => stepRun(plan, state, event), BEGUN),
    events,
    open: isOpen
      ? { intent: 3, at: NOW, key: 'promote-1/there/0', token: 1, unknown: 'time was over' }
      : undefined,
    approvals: [
      {
        commit: COMMIT,
        plan: planDigest(plan),
        policy: plan.policy,
        method: 'ssh-signature',
        by: 'mia@example.com',
        expires_at: NOW,
        evidence: null,
        seq: 2,
        at: NOW,
      },
    ],
    done: [],
    at: NOW,
    last: 3,
  }));

const anyRefusal = fc.record(
  {
    code: fc.constantFrom('R04', 'migrations/drop-table'),
    kind: fc.constantFrom('refused' as const, 'unknown' as const),
    why: fc.constant('It is not so.'),
    lift: fc.constant('Fix it.'),
    of: fc.constantFrom('checks', 'backup'),
    liftedBy: fc.record({
      by: fc.constantFrom('accept-unknown' as const, 'retry-failed' as const),
      value: fc.option(fc.constant('R04:checks')),
    }),
  },
  { requiredKeys: ['code', 'kind', 'why', 'lift', 'of'] },
);

/** As a program gets it. */
function published(answer: object): unknown {
  return releaseAnswerSchema.parse(JSON.parse(JSON.stringify(answer)));
}

describe('an answer fits the published schema', () => {
  test('of any run, however far it got and whatever stands against it', () => {
    const anyVerdict = fc.constantFrom(
      'waits' as const,
      'held' as const,
      'stopped' as const,
      'in-doubt' as const,
    );
    const anyWhy = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
    const anySaid = fc.record({ verdict: anyVerdict, why: anyWhy, refusals: fc.array(anyRefusal) });
    fc.assert(
      fc.property(anyRun, anySaid, (run, { verdict, why, refusals }) => {
        const answer = runAnswer({ verdict, run, why, refusals });
        expect(published(answer)).toEqual(answer);
        expect(answer.outcome === null).toBe(run.state.kind !== 'ended');
        expect(published(runAnswer({ verdict, planned: run }))).toMatchObject({ run: null, plan: run.plan });
        expect(published(runAnswer({ verdict, why }))).toMatchObject({ plan: null, plan_digest: null });
      }),
    );
  });

  test('says of each refusal by what it is lifted, and whether it is: what is wrong never', () => {
    fc.assert(
      fc.property(anyRun, fc.array(anyRefusal), fc.boolean(), (run, refusals, isAccepted) => {
        const plan = { ...run.plan, accepted: isAccepted ? ['R04:checks'] : [] };
        const answer = runAnswer({ verdict: 'waits', planned: { plan, digest: run.digest }, refusals });
        expect(published(answer)).toEqual(answer);
        expect(answer.refusals.map(({ lifted_by: by, is_lifted: is }) => [by, is])).toEqual(
          refusals.map(({ code, kind, of, liftedBy }) => [
            liftedBy ?? null,
            isAccepted && kind === 'unknown' && `${code}:${of}` === 'R04:checks',
          ]),
        );
        const resumed = resumedAnswer(answer);
        expect('refusals' in resumed && resumed.refusals.filter((one) => one.lifted_by !== null)).toEqual([]);
      }),
    );
  });

  test('of any place: a run that has ended is not under way, and what was revoked is not ready', () => {
    const holding = {
      token: 1,
      nonce: 'n',
      holder: 'bob',
      reason: 'x',
      run_url: null,
      taken_at: NOW,
      expires_at: NOW,
    };
    const anyPlace: fc.Arbitrary<SeenPlace> = fc
      .record({
        runs: fc.array(anyRun, { maxLength: 3 }),
        isReady: fc.boolean(),
        running: fc.constantFrom(undefined, null, COMMIT),
        lock: fc.constantFrom<SeenPlace['lock']>(
          'unreachable',
          'not-asked',
          { kind: 'free', token: 1 },
          { kind: 'unreadable' },
          { kind: 'held', holding },
        ),
        hold: fc.constantFrom(undefined, { reason: 'audit week', at: NOW, by: 'mia' }),
      })
      .map(({ runs, isReady, running, lock, hold }) => ({
        service: 'api',
        environment: 'production',
        promotesFrom: 'staging',
        wantsName: true,
        record: 'infrastructure/last-good-deploy.json',
        commit: COMMIT,
        since: NOW,
        running,
        health: { state: 'ill' as const, why: 'it answered 503' },
        lock,
        candidates: [
          {
            commit: COMMIT,
            subject: null,
            at: NOW,
            against: ['it is held back'],
            lifted_by: 'release' as const,
            failed_before: true,
          },
        ],
        targets: [
          { commit: COMMIT, subject: 'Greet', at: NOW, against: [], lifted_by: null, failed_before: false },
        ],
        lags: [
          { behind: 'environment' as const, name: 'staging', commits: 2 },
          { behind: 'branch' as const, name: 'main', commits: null },
        ],
        log: {
          ended: runs.filter(({ state }) => state.kind === 'ended'),
          events: [
            { event: 'held' as const, commit: null, at: NOW, by: 'mia', reason: 'audit week' },
            { event: 'recorded' as const, commit: COMMIT, at: NOW, by: 'ci', reason: null },
          ],
          leftOut: { history: 0, events: 4 },
        },
        subjects: new Map([[COMMIT, 'Greet <b>them</b>']]),
        state: {
          runs,
          active: undefined,
          hold,
          heldCommits: new Map([[COMMIT, 'it loses orders']]),
          failed: new Map(),
          ready: [{ commit: COMMIT, tree: COMMIT, at: NOW, revoked: isReady ? undefined : 'it is ill' }],
        },
      }));
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 2 }), (places) => {
        const answer = statusAnswer(places, new Map([[COMMIT, 'it loses orders']]));
        expect(published(answer)).toEqual(answer);
        answer.places.forEach((place, at) => {
          const { runs, ready } = places[at]?.state ?? { runs: [], ready: [] };
          const lock = places[at]?.lock;
          const isFree = typeof lock === 'object' && lock.kind === 'free';
          for (const run of place.runs)
            expect(run.is_interrupted).toBe(
              run.state === 'begun' ? false : typeof lock === 'string' ? null : isFree,
            );
          expect(place.runs).toHaveLength(runs.filter(({ state }) => state.kind !== 'ended').length);
          expect(place.history.map(({ run }) => run)).toHaveLength(
            runs.filter(({ state }) => state.kind === 'ended').length,
          );
          expect(place.ready).toHaveLength(ready.filter(({ revoked }) => revoked === undefined).length);
        });
      }),
    );
  });
});
