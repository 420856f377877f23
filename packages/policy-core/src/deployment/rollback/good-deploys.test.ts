import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { entriesOf, type SaidEvent } from '../../testing/sample-log.ts';
import { chooseTarget, earlierDeploys } from './good-deploys.ts';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
const PLACE = { environment: 'production', service: 'api' };

function said(event: string, data: SaidEvent['data']): SaidEvent {
  return { ts: '2026-11-21T08:00:00.000Z', actor: 'bob', env: 'production', event, data };
}

const good = (sha: string) => said('deploy.healthy', { sha, service: 'api' });
const back = (from: string, to: string) =>
  said('SYSTEM_CORRECTION', {
    message: 'SYSTEM CORRECTION EVENT: rollback',
    event_id: 'run_1',
    kind: 'rollback',
    reason: 'it answered 503',
    from_sha: from,
    to_sha: to,
    service: 'api',
  });

function goodIn(entries: ReturnType<typeof entriesOf>) {
  return earlierDeploys({ entries, place: PLACE, first: 'api' }).filter(
    ({ against }) => against === undefined,
  );
}

function commitsIn(...events: readonly SaidEvent[]): readonly string[] {
  return goodIn(entriesOf(events)).map(({ commit }) => commit);
}

function chosenFrom(events: readonly SaidEvent[], current: string | undefined, asked?: string) {
  const entries = entriesOf(events);
  const choice = chooseTarget({
    asked,
    current,
    good: goodIn(entries),
    entries,
    place: PLACE,
    first: 'api',
  });
  return choice.kind === 'chosen' ? choice.target : `${choice.reason.code} ${choice.reason.id}`;
}

describe('earlier good deploys', () => {
  test('are those that were well, the newest first [row 1.52]', () => {
    expect(commitsIn(good(A), good(B))).toEqual([B, A]);
  });

  test('have neither a run that failed nor one that never started [row 1.52]', () => {
    const failed = said('step.failed', { step: 'deploy', way: 'there', at: 0, intent: 1, why: 'no' });
    const ready = said('commit.ready', { service: 'api', sha: C, tree: C });
    expect(commitsIn(good(A), ready, failed)).toEqual([A]);
  });

  test('have no commit that a rollback took out, until it is deployed anew', () => {
    expect(commitsIn(good(A), good(B), back(B, A))).toEqual([A]);
    expect(commitsIn(good(A), good(B), back(B, A), good(B))).toEqual([B, A]);
  });

  test('are told beside those that are none, with why', () => {
    const entries = entriesOf([
      good(A),
      good(B),
      back(B, A),
      said('commit.blocked', { sha: A, reason: 'it leaks' }),
    ]);
    expect(
      earlierDeploys({ entries, place: PLACE, first: 'api' }).map(({ commit, against }) => [commit, against]),
    ).toEqual([
      [A, 'it is blocked everywhere: it leaks'],
      [B, 'a rollback took it out since'],
    ]);
  });

  test('are those of one place', () => {
    expect(commitsIn(good(A), { ...good(B), env: 'staging' })).toEqual([A]);
    expect(commitsIn(good(A), said('deploy.healthy', { sha: B, service: 'web' }))).toEqual([A]);
  });

  test('have nothing that is blocked or held off the place', () => {
    expect(commitsIn(good(A), good(B), said('commit.blocked', { sha: B, reason: 'leaks' }))).toEqual([A]);
    const held = said('environment.held', { service: 'api', sha: B, reason: 'slow' });
    expect(commitsIn(good(A), good(B), held)).toEqual([A]);
    const released = said('environment.released', { service: 'api', reason: 'mended' });
    expect(commitsIn(good(A), good(B), held, released)).toEqual([B, A]);
  });
});

describe('the target of a rollback', () => {
  test('is the last good deploy before what runs, whatever failed meanwhile [row 1.52]', () => {
    expect(chosenFrom([good(A), good(B)], B)).toBe(A);
    expect(chosenFrom([good(A), good(B)], C)).toBe(B);
    expect(chosenFrom([good(A), good(B), good(C), back(C, B)], B)).toBe(A);
  });

  test.each([
    ['nothing runs', [good(A)], undefined, undefined, 'R24 nothing-deployed'],
    ['nothing else was ever good', [good(A)], A, undefined, 'R24 no-earlier-deploy'],
    ['it runs already', [good(A), good(B)], B, B, 'R24 target-is-current'],
    ['it was never well', [good(A), good(B)], B, C, 'R24 target-never-good'],
    [
      'it is blocked',
      [good(A), good(B), said('commit.blocked', { sha: A, reason: 'leaks' })],
      B,
      A,
      'R14 target-blocked',
    ],
  ] as const)('is refused where %s', (...[, events, current, asked, reason]) => {
    expect(chosenFrom([...events], current, asked)).toBe(reason);
  });

  test('is never what runs, nor what a rollback left last', () => {
    const event = fc.oneof(
      fc.constantFrom(A, B, C).map(good),
      fc.tuple(fc.constantFrom(A, B, C), fc.constantFrom(A, B, C)).map(([from, to]) => back(from, to)),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), fc.constantFrom(A, B, C), (events, current) => {
        const found = chosenFrom(events, current);
        expect(found).not.toBe(current);
        const last = events.at(-1);
        if (last?.event === 'SYSTEM_CORRECTION' && last.data['from_sha'] !== last.data['to_sha'])
          expect(found).not.toBe(last.data['from_sha']);
      }),
    );
  });
});
