import { describe, expect, test } from 'vitest';

import { runPlan } from '../../testing/any-run.ts';
import { entriesOf, type SaidEvent } from '../../testing/sample-log.ts';
import { planDigest } from '../run/plan-digest.ts';
import { blockedCommits, placeState } from './place-state.ts';

const PLACE = { environment: 'production', service: 'api' };
const [OLD, NEW] = ['a'.repeat(40), 'b'.repeat(40)];

let minute = 0;
function said(event: string, data: SaidEvent['data'], more: Partial<SaidEvent> = {}): SaidEvent {
  minute += 1;
  const ts = new Date(Date.UTC(2026, 10, 21, 8, minute)).toISOString();
  return { ts, actor: 'bob', env: 'production', event, data, ...more };
}

const ready = (sha: string) => said('commit.ready', { service: 'api', sha, tree: 'c'.repeat(40) });
const held = (sha: string | null, reason = 'audit week') =>
  said('environment.held', { service: 'api', sha, reason });
const released = () => said('environment.released', { service: 'api', reason: 'it is over' });
const stateOf = (...events: SaidEvent[]) => placeState(entriesOf(events), PLACE);

/** A run whose only step is the deploy, which was begun. */
function runOf(id: string, more: Parameters<typeof runPlan>[0] = {}): SaidEvent[] {
  const plan = runPlan({ steps: [{ kind: 'deploy', commit: NEW }], back: null, ...more });
  const digest = planDigest(plan);
  const of = { promotion_id: id, env: plan.environment };
  const at = { step: 'deploy', way: 'there', at: 0 };
  return [
    said('run.begun', { plan, digest }, of),
    said('run.started', { plan: digest, token: 1, accepted: [] }, of),
    said('step.intent', { ...at, key: `${id}/there/0`, token: 1 }, of),
  ];
}

function ended(id: string, intent: number, ends: 'done' | 'failed'): SaidEvent {
  const about = { step: 'deploy', way: 'there', at: 0, intent };
  return ends === 'done'
    ? said('step.done', { ...about, id: null, url: null, health: [] }, { promotion_id: id })
    : said('step.failed', { ...about, why: 'it answered 503' }, { promotion_id: id });
}

describe('what the log says of a place', () => {
  test('is which commits are ready there, the newest last, until one is looked at again and is not [row 0.35]', () => {
    const revoked = said('commit.revoked', { service: 'api', sha: OLD, why: 'it answered 503' });
    const { ready: both } = stateOf(ready(OLD), ready(NEW), revoked);
    expect(both.map(({ commit, revoked: why }) => [commit, why])).toEqual([
      [OLD, 'it answered 503'],
      [NEW, undefined],
    ]);
    expect(stateOf(ready(OLD), revoked, ready(OLD)).ready).toMatchObject([{ revoked: undefined }]);
  });

  test('is what is held there, until somebody releases it', () => {
    expect(stateOf(held(null)).hold).toMatchObject({ reason: 'audit week', by: 'bob' });
    expect(stateOf(held(NEW)).heldCommits).toEqual(new Map([[NEW, 'audit week']]));
    expect(stateOf(held(null), held(NEW), released())).toMatchObject({
      hold: undefined,
      heldCommits: new Map(),
    });
  });

  test('is nothing of other services and environments', () => {
    const elsewhere = [
      { ...held(null), env: 'staging' },
      said('environment.held', { service: 'web', sha: null, reason: 'x' }),
      { ...ready(NEW), env: 'staging' },
      ...runOf('deploy-1', { environment: 'staging' }),
      ...runOf('deploy-2', { service: 'web' }),
    ];
    expect(stateOf(...elsewhere)).toMatchObject({ hold: undefined, ready: [], runs: [], active: undefined });
  });

  test('is the run that has not ended, and the commits that failed there and did not succeed since', () => {
    const begun = runOf('promote-1');
    expect(stateOf(...begun).active?.id).toBe('promote-1');
    const after = stateOf(...begun, ended('promote-1', 3, 'failed'));
    expect([after.active, [...after.failed.keys()]]).toEqual([undefined, [NEW]]);
    const mended = stateOf(
      ...begun,
      ended('promote-1', 3, 'failed'),
      ...runOf('promote-2'),
      ended('promote-2', 7, 'done'),
    );
    expect([...mended.failed.keys()]).toEqual([]);
  });

  test('is frozen where the way back failed, until somebody releases it', () => {
    const failed = [...runOf('rollback-1', { kind: 'rollback' }), ended('rollback-1', 3, 'failed')];
    expect(stateOf(...failed).hold?.reason).toBe('the way back of rollback-1 failed');
    expect(stateOf(...failed, released()).hold).toBeUndefined();
  });
});

test('a blocked commit is blocked everywhere, until somebody takes that back', () => {
  const block = said('commit.blocked', { sha: NEW, reason: 'it loses orders' });
  expect(blockedCommits(entriesOf([block]))).toEqual(new Map([[NEW, 'it loses orders']]));
  expect(blockedCommits(entriesOf([block, said('commit.unblocked', { sha: NEW, reason: 'no' })])).size).toBe(
    0,
  );
});
