import type { DeployOrder, DeployResult } from '@lockkeeper/operations/ports';
import { afterEach, describe, expect, test } from 'vitest';

import { orderOf } from '../../packages/host-node/src/testing/driver-conformance.ts';
import { actionsDriver } from './actions-driver.ts';
import { TOKEN } from './sample-world.ts';
import { startActions, type ActionsWorld, type RunningActions } from './start-actions.ts';
import { fastPatience, patienceWith } from './with-github.ts';

const running: RunningActions[] = [];
afterEach(async () => {
  for (const github of running.splice(0)) await github.close();
});

async function githubWith(world: Partial<ActionsWorld> = {}): Promise<RunningActions> {
  const github = await startActions({ token: TOKEN, stages: ['queued', 'success'], ...world });
  running.push(github);
  return github;
}

interface Deployed {
  readonly result: DeployResult;
  readonly github: RunningActions;
  readonly pauses: readonly number[];
}

async function deployed(
  world: Partial<ActionsWorld>,
  { order = {}, timeoutMs = 20_000 }: { order?: Partial<DeployOrder>; timeoutMs?: number } = {},
): Promise<Deployed> {
  const github = await githubWith(world);
  const { patience, pauses } = patienceWith(world);
  const driver = actionsDriver(github, { patience, place: { pollMs: 2 }, policy: { timeoutMs } });
  return { result: await driver.deploy(orderOf(order)), github, pauses };
}

const DISPATCH = /^POST .*\/dispatches$/;
const DEPLOYMENTS = /^POST .*\/deployments$/;
const STATUSES = /^POST .*\/statuses$/;
const RUN = /^GET .*\/actions\/runs\/\d+$/;
const LIST = /^GET .*\/deployments\?/;

describe('a deploy by a workflow of GitHub', () => {
  test('asks the workflow of the default branch, and keeps the key at a deployment', async () => {
    const { result, github } = await deployed({});
    const { commit } = orderOf();
    const url = 'https://github.com/acme/shop/actions/runs/9000';
    expect(result).toEqual({ kind: 'done', deploy: { id: '9000', url } });
    expect(github.runs).toMatchObject([
      {
        ref: 'main',
        inputs: { commit, environment: 'staging', service: 'api', run: 'run-7/forward/1', token: '41' },
      },
    ]);
    expect(github.deployments).toMatchObject([
      {
        sent: { ref: commit, auto_merge: false, required_contexts: [], environment: 'staging' },
        states: [{ state: 'success' }, { state: 'in_progress', log_url: url }],
      },
    ]);
  });

  test.each([
    ['failure', 'failed'],
    ['timed_out', 'failed'],
    ['cancelled', 'failed'],
    ['startup_failure', 'failed'],
    ['skipped', 'failed'],
    ['neutral', 'unknown'],
    ['stale', 'unknown'],
    ['a word of tomorrow', 'unknown'],
  ])('that ends as %s is %s', async (end, kind) => {
    const { result, github } = await deployed({ stages: ['in_progress', end] });
    expect(result.kind).toBe(kind);
    expect(github.deployments[0]?.states[0]).toMatchObject({
      state: kind === 'failed' ? 'failure' : 'in_progress',
    });
  });

  test('that waits for approval goes on, and says for what when its time is over', async () => {
    const approved = await deployed({ stages: ['queued', 'waiting', 'waiting', 'in_progress', 'success'] });
    expect(approved.result.kind).toBe('done');
    const { result } = await deployed({ stages: ['waiting'] }, { timeoutMs: 400 });
    expect(result).toEqual({
      kind: 'unknown',
      why: 'it waits for approval on GitHub (production), and nobody waits for it any longer',
    });
  });

  test('is found by the key in the name of its run where GitHub does not say which it is', async () => {
    const { result } = await deployed({ saysRun: false });
    expect(result).toMatchObject({ kind: 'done', deploy: { id: '9000' } });
    const unnamed = await deployed({ saysRun: false, isNamed: false });
    expect(unnamed.result.kind).toBe('unknown');
    expect(unnamed.github.runs).toHaveLength(1);
  });

  test('is not begun where GitHub merges instead', async () => {
    const { result, github } = await deployed({ merges: true });
    expect(result).toMatchObject({ kind: 'failed', why: expect.stringContaining('(202)') });
    expect(github.runs).toEqual([]);
  });

  test('takes no key for another that begins with it', async () => {
    const github = await githubWith({ saysRun: false });
    const driver = actionsDriver(github);
    await driver.deploy(orderOf({ key: 'run-7/forward/10' }));
    expect(await driver.find(orderOf({ key: 'run-7/forward/1' }))).toEqual({ kind: 'not-begun' });
  });

  test('finds an order behind many pages of others', async () => {
    const github = await githubWith({ pageSize: 1 });
    const driver = actionsDriver(github);
    for (const key of ['a/1', 'b/1', 'c/1']) await driver.deploy(orderOf({ key }));
    expect(await driver.find(orderOf({ key: 'a/1' }))).toMatchObject({ deploy: { id: '9000' } });
    expect(await driver.list()).toMatchObject({
      value: [
        { key: 'c/1', state: 'live' },
        { key: 'b/1', state: 'over' },
        { key: 'a/1', state: 'over' },
      ],
    });
  });

  test('of another service or environment is none of this one', async () => {
    const github = await githubWith();
    await actionsDriver(github, { place: { service: 'web' } }).deploy(orderOf({ service: 'web' }));
    const driver = actionsDriver(github);
    expect(await driver.list()).toEqual({ known: true, value: [] });
    expect((await driver.current()).known).toBe(false);
  });
});

describe('a dispatch that GitHub refuses', () => {
  test.each([401, 403, 404, 409, 422])('with %i was not done: the deploy failed', async (status) => {
    const fault = { kind: 'answer', at: DISPATCH, status, isRefused: true } as const;
    const { result, github } = await deployed({ faults: [fault] });
    expect(result.kind).toBe('failed');
    expect(github.deployments[0]?.states).toMatchObject([{ state: 'error' }]);
    github.change({ faults: [] });
    expect(await actionsDriver(github).find(orderOf())).toEqual({ kind: 'not-begun' });
  });

  test.each([401, 403, 404, 409, 422, 500, 503])('at its deployment with %i is no deploy', async (status) => {
    const fault = { kind: 'answer', at: DEPLOYMENTS, status, isRefused: true } as const;
    const { result, github } = await deployed({ faults: [fault] });
    expect([result.kind, github.runs.length]).toEqual(['failed', 0]);
  });

  test.each([
    ['429', { status: 429, headers: { 'retry-after': '7' } }],
    ['403 for asking too fast', { status: 403, headers: { 'retry-after': '7' } }],
  ])('with %s is told again when GitHub says', async (_, answer) => {
    const fault = { kind: 'answer', at: DISPATCH, times: 1, isRefused: true, ...answer } as const;
    const { result, github, pauses } = await deployed({ faults: [fault] });
    expect(result.kind).toBe('done');
    expect(github.runs).toHaveLength(1);
    expect(pauses).toContain(7000);
  });

  test('with 429 for too long is given up, and known not to be done', async () => {
    const headers = { 'retry-after': '600' };
    const fault = { kind: 'answer', at: DISPATCH, status: 429, headers, isRefused: true } as const;
    const { result, github } = await deployed({ faults: [fault] });
    expect([result.kind, github.runs.length]).toEqual(['failed', 0]);
  });

  test('because nobody listens is no deploy', async () => {
    const result = await actionsDriver(
      { url: 'http://127.0.0.1:1' },
      { patience: fastPatience().patience },
    ).deploy(orderOf());
    expect(result.kind).toBe('failed');
  });
});

describe('a dispatch whose answer is lost', () => {
  const LOST = [
    ['500', { kind: 'answer', status: 500 }],
    ['502 with a page', { kind: 'answer', status: 502, body: '<html>' }],
    ['malformed JSON', { kind: 'answer', status: 200, body: '{"workflow_run_id": 90' }],
    ['another shape', { kind: 'answer', status: 200, body: { workflow_run_id: 'x' } }],
    ['silence', { kind: 'silence' }],
    ['a half-open connection', { kind: 'half-open' }],
    ['a cut connection', { kind: 'cut' }],
  ] as const;

  test.each(LOST)('by %s is found by the name of its run, and not sent again', async (_, fault) => {
    const { result, github } = await deployed({ faults: [{ at: DISPATCH, ...fault }] });
    expect(result).toMatchObject({ kind: 'done', deploy: { id: '9000' } });
    expect(github.runs).toHaveLength(1);
  });

  test.each(LOST)('by %s is unknown where its run has no such name', async (_, fault) => {
    const { result, github } = await deployed({ isNamed: false, faults: [{ at: DISPATCH, ...fault }] });
    expect(result.kind).toBe('unknown');
    github.change({ faults: [] });
    expect((await actionsDriver(github).find(orderOf())).kind).toBe('unknown');
    expect(github.runs).toHaveLength(1);
  });

  test('and that was not done is not begun, as far as GitHub lists its runs', async () => {
    const fault = { kind: 'answer', status: 500, at: DISPATCH, isRefused: true } as const;
    const { result, github } = await deployed({ faults: [fault] });
    expect([result.kind, github.runs.length]).toEqual(['unknown', 0]);
    github.change({ faults: [] });
    expect(await actionsDriver(github).find(orderOf())).toEqual({ kind: 'not-begun' });
    expect((await actionsDriver(github).deploy(orderOf())).kind).toBe('done');
  });
});

describe('GitHub that fails while a run is waited for', () => {
  test.each([
    ['500', { kind: 'answer', status: 500 }],
    ['429', { kind: 'answer', status: 429, headers: { 'retry-after': '5' } }],
    ['malformed JSON', { kind: 'answer', status: 200, body: '{' }],
    ['silence', { kind: 'silence' }],
    ['a half-open connection', { kind: 'half-open' }],
    ['a cut connection', { kind: 'cut' }],
  ] as const)('for a while by %s is asked again', async (_, fault) => {
    const { result, github } = await deployed({ faults: [{ at: RUN, times: 2, ...fault }] });
    expect(result.kind).toBe('done');
    expect(github.runs).toHaveLength(1);
  });

  test.each([401, 403, 404, 500])('for good by %i leaves it unknown', async (status) => {
    const { result, github } = await deployed({ faults: [{ kind: 'answer', at: RUN, status }] });
    expect(result.kind).toBe('unknown');
    github.change({ faults: [] });
    expect(await actionsDriver(github).find(orderOf())).toMatchObject({ kind: 'done' });
  });

  test('to take notes is no matter', async () => {
    const fault = { kind: 'answer', at: STATUSES, status: 500, isRefused: true } as const;
    const { result, github } = await deployed({ faults: [fault] });
    expect(result.kind).toBe('done');
    github.change({ faults: [] });
    expect(await actionsDriver(github).find(orderOf())).toMatchObject({ kind: 'done' });
  });
});

describe('GitHub that does not say what it knows', () => {
  test.each([401, 403, 404, 500])('and answers %i begins nothing, and nothing is known', async (status) => {
    const { result, github } = await deployed({ faults: [{ kind: 'answer', at: LIST, status }] });
    expect([result.kind, github.runs.length]).toEqual(['failed', 0]);
    const driver = actionsDriver(github, { patience: fastPatience().patience });
    expect((await driver.find(orderOf())).kind).toBe('unknown');
    expect([(await driver.current()).known, (await driver.list()).known]).toEqual([false, false]);
  });

  test('has its token in no word that is said of it', async () => {
    const { result } = await deployed({ token: 'another' });
    expect(JSON.stringify(result)).not.toContain(TOKEN);
  });
});
