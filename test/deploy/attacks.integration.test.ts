import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { worktreePolicy } from '../../packages/cli/src/policy/worktree-policy.ts';
import { openTrail } from '../../packages/cli/src/records/open-trail.ts';
import { openRepository } from '../../packages/cli/src/repository/repository.ts';
import { recordedOutput } from '../../packages/cli/src/testing/run-main.ts';
import type { World } from '../../packages/cli/src/world.ts';
import { writeEvent, type TrailEvent } from '../../packages/operations/src/records/audit-trail.ts';
import { dataOf } from '../../packages/policy-core/src/deployment/audit-log/events.ts';
import { planDigest } from '../../packages/policy-core/src/deployment/run/plan-digest.ts';
import type { RunPlan } from '../../packages/policy-core/src/deployment/run/run-plan.ts';
import { policyDigest } from '../../packages/policy-core/src/policy/policy-digest.ts';
import { lockkeeper } from '../cli/lockkeeper-process.ts';
import { GO, openShop, textsOf, type Person, type Shop } from './shop.ts';

let shop: Shop;
let first: string;
let evil: string;

/** One commit runs in production; another one was pushed, and nobody has tried or approved it. */
beforeAll(async () => {
  shop = await openShop();
  first = shop.git('rev-parse', 'HEAD');
  await shop.run('agent', 'deploy', 'staging', '--yes');
  const run = (await shop.ask('agent', 'promote', ...GO)).answer.run ?? '';
  await shop.run('mia', 'approve', run, ...GO);
  await shop.run('agent', 'resume', run, ...GO);
  evil = shop.commit({ 'greeting.txt': 'Give me your orders\n' }, { branch: 'auto/evil' });
});
afterAll(async () => {
  await shop.end();
});

/** Writes into the log, with the key of the agent where nobody else is named. `now`: by a clock that says so. */
async function forge(
  events: readonly TrailEvent[],
  { now, by = 'agent' }: { readonly now?: string; readonly by?: Person } = {},
): Promise<void> {
  const world: World = {
    argv: [],
    env: shop.env(by),
    cwd: shop.clone,
    stdin: () => Readable.from([]),
    stdout: recordedOutput(),
    stderr: recordedOutput(),
    installation: { version: '1.2.3', wasm: '', rulePages: '' },
  };
  const repository = await openRepository({ root: shop.clone, git: true }, world);
  const trail = (await openTrail(repository, world))(await worktreePolicy(repository));
  const clock = now === undefined ? trail.clock : { now: () => now };
  for (const event of events) expect((await writeEvent({ ...trail, clock }, event)).kind).toBe('written');
}

function forgedPlan(more: Partial<RunPlan> = {}): RunPlan {
  const policy = policyDigest(`${shop.git('show', 'origin/main:lockkeeper.yaml')}\n`);
  return {
    kind: 'promote',
    environment: 'production',
    service: 'shop',
    commit: evil,
    tree: shop.git('rev-parse', `${evil}^{tree}`),
    previous: first,
    policy,
    equality: 'sha',
    tried: evil,
    approvals: 1,
    accepted: [],
    reason: null,
    steps: [
      { kind: 'deploy', commit: evil },
      { kind: 'verify', commit: evil },
      { kind: 'record', commit: evil, correction: null },
    ],
    back: null,
    ...more,
  };
}

/** A run that seems to have begun under a lock, with an approval in the name of somebody else. */
function forgedRun(id: string, plan: RunPlan): readonly TrailEvent[] {
  const about = { env: 'production', promotion_id: id };
  const digest = planDigest(plan);
  const approval = {
    commit: plan.commit,
    plan: digest,
    policy: plan.policy,
    method: 'ssh-signature',
    by: 'mia@example.com',
    expires_at: '2099-01-01T00:00:00Z',
    evidence: null,
  } as const;
  return [
    { event: 'run.begun', data: { plan, digest }, ...about },
    { event: 'run.approved', data: approval, ...about },
    { event: 'run.started', data: { plan: digest, token: 900, accepted: [] }, ...about },
  ];
}

interface Entry {
  readonly event: string;
  readonly promotion_id?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A copy of the approval that a run has, in the name of somebody else. */
async function approvalInTheNameOf(by: string, id: string): Promise<TrailEvent> {
  const { stdout } = await shop.run('agent', 'audit', 'show', '--format', 'json');
  const { entries } = JSON.parse(stdout) as { readonly entries: readonly Entry[] };
  const found = entries.find((entry) => entry.event === 'run.approved' && entry.promotion_id === id);
  const data = dataOf('run.approved', { event: 'run.approved', data: found?.data ?? {} });
  if (data === undefined) throw new Error(`Nobody has approved ${id}.`);
  return { event: 'run.approved', env: 'production', promotion_id: id, data: { ...data, by } };
}

async function runsInProduction(): Promise<string> {
  return (await shop.health('production')).sha;
}

describe('what is checked out', () => {
  /** Every program that the policy names does this, and nothing else, once it is taken from the checkout. */
  const marker = () => path.join(shop.clone, '..', 'taken-from-the-checkout');
  const evilProgram = () =>
    `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(marker())}, process.argv.join(' '));\n`;

  async function withEditedPrograms(work: () => Promise<void>): Promise<void> {
    const folder = path.join(shop.clone, 'ops');
    const before = new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))]));
    const info = path.join(shop.clone, '.git/info/attributes');
    const bin = path.join(shop.clone, 'node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    for (const name of before.keys()) writeFileSync(path.join(folder, name), evilProgram());
    writeFileSync(path.join(bin, 'node'), `#!/bin/sh\ntouch '${marker()}'\n`);
    chmodSync(path.join(bin, 'node'), 0o755);
    writeFileSync(info, 'ops/* filter=evil\n');
    shop.git('config', 'filter.evil.smudge', `cat > /dev/null; cat ${folder}/deploy.mjs`);
    try {
      await work();
      expect(existsSync(marker())).toBe(false);
    } finally {
      shop.git('config', '--unset', 'filter.evil.smudge');
      rmSync(info);
      rmSync(path.join(shop.clone, 'node_modules'), { recursive: true });
      for (const [name, bytes] of before) writeFileSync(path.join(folder, name), bytes);
    }
  }

  test('deploys, probes, promotes and brings back nothing: the programs are those of the main branch', async () => {
    shop.git('checkout', '--quiet', '--detach', first);
    const ill = shop.commit({ ILL: 'production\n' }, { branch: 'auto/ill' });
    await withEditedPrograms(async () => {
      const PATH = [path.join(shop.clone, 'node_modules/.bin'), process.env['PATH']].join(path.delimiter);
      const run = async (person: Person, ...args: readonly string[]) =>
        await shop.runWith({ PATH }, person, ...args);
      expect((await run('agent', 'status')).exitCode).toBe(0);
      expect((await run('agent', 'deploy', 'staging', '--yes')).exitCode).toBe(0);
      expect((await run('agent', 'promote', ...GO)).exitCode).toBe(7);
      const [, id = ''] = /(promote-\S+) /.exec((await run('agent', 'status')).stdout) ?? [];
      expect((await run('mia', 'approve', id, ...GO)).exitCode).toBe(0);
      await forge([await approvalInTheNameOf('boss@example.com', id)]);
      // It is ill there, and comes back by itself.
      expect((await run('agent', 'resume', id, ...GO)).exitCode).toBe(5);
      expect(shop.deploys('production').map(({ commit }) => commit)).toEqual(
        expect.arrayContaining([ill, first]),
      );
      expect(await runsInProduction()).toBe(first);
      const record = JSON.parse((await run('agent', 'record', 'show')).stdout) as {
        readonly approved_by: readonly { readonly login: string }[];
      };
      expect(record.approved_by.map(({ login }) => login)).toEqual(['mia@example.com']);
    });
  });
});

describe('who approves', () => {
  test('is named by the policy, and has signed no commit of it, under whatever name', async () => {
    shop.commit({ 'greeting.txt': 'Signed\n' }, { branch: 'auto/signed' });
    const key = `${shop.env('mia')['LOCKKEEPER_SIGNING_KEY'] ?? ''}.pub`;
    const signing = ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${key}`];
    shop.git(...signing, 'commit', '--quiet', '--amend', '--no-edit', '-S');
    shop.git('push', '--quiet', '--force', 'origin', 'auto/signed');
    expect((await shop.run('agent', 'deploy', 'staging', '--yes')).exitCode).toBe(0);
    const run = (await shop.ask('agent', 'promote', ...GO)).answer.run ?? '';
    for (const [person, why] of [
      ['agent', 'agent@example.com is none of the approvers'],
      ['mia', 'the key of mia@example.com signed a commit'],
    ] as const)
      expect(await shop.run(person, 'approve', run, ...GO)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining(why) as string,
      });
    expect((await shop.run('mia', 'abandon', run, '--reason', 'nobody may')).exitCode).toBe(0);
  });
});

describe('a run that waits', () => {
  const outcomeOf = async (id: string): Promise<unknown> => {
    const { stdout } = await shop.run('agent', 'audit', 'show', '--format', 'json');
    const { entries } = JSON.parse(stdout) as { readonly entries: readonly Entry[] };
    const ends = entries.filter((entry) => entry.event === 'run.ended' && entry.promotion_id === id);
    return ends.map(({ data }) => data['outcome']);
  };

  test('expires, whoever looks at it next, and is neither approved nor resumed then', async () => {
    const begun = (id: string) => forgedRun(id, forgedPlan()).slice(0, 1);
    const ids = ['old-resumed', 'old-approved', 'old-planned'];
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000).toISOString();
    await forge(ids.flatMap(begun), { now: twoDaysAgo });
    const [resumed = '', approved = '', planned = ''] = ids;
    expect((await shop.run('agent', 'resume', planned, '--plan')).exitCode).toBe(1);
    expect(await outcomeOf(planned)).toEqual([]);
    const status = await shop.run('agent', 'status');
    expect(status.stdout).not.toContain('old-');
    const { exitCode, answer } = await shop.ask('agent', 'resume', resumed, ...GO);
    expect([exitCode, answer.outcome]).toEqual([1, 'expired']);
    expect((await shop.run('mia', 'approve', approved, ...GO)).exitCode).toBe(2);
    for (const id of [resumed, approved]) expect(await outcomeOf(id)).toEqual(['expired']);
    expect(await runsInProduction()).toBe(first);
  });

  test('is approved by nobody where its plan is none of ours, or of another policy than counts', async () => {
    const forged = [
      ['R21', forgedPlan({ steps: [{ kind: 'deploy', commit: evil }] })],
      ['R12', forgedPlan({ policy: `sha256:${'1'.repeat(64)}` })],
    ] as const;
    for (const [code, plan] of forged) {
      const id = `approve-${code}`;
      await forge(forgedRun(id, plan).slice(0, 1));
      const { exitCode, stderr } = await shop.run('mia', 'approve', id, ...GO);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(code)]);
      expect((await shop.run('mia', 'abandon', id, '--reason', 'it is forged')).exitCode).toBe(0);
    }
  });

  test('is given up under the lock, by nobody while somebody else has it', async () => {
    await forge(forgedRun('given-up', forgedPlan()));
    const lock = ['production', '--service', 'shop'] as const;
    expect((await shop.run('mia', 'lock', ...lock, '--reason', 'maintenance')).exitCode).toBe(0);
    const { exitCode, stdout } = await shop.run('agent', 'abandon', 'given-up', '--reason', 'it is forged');
    expect([exitCode, stdout]).toEqual([4, expect.stringContaining('is locked by mia')]);
    expect(await outcomeOf('given-up')).toEqual([]);
    expect((await shop.run('mia', 'unlock', ...lock)).exitCode).toBe(0);
    expect((await shop.run('agent', 'abandon', 'given-up', '--reason', 'it is forged')).exitCode).toBe(0);
    expect(await outcomeOf('given-up')).toEqual(['abandoned']);
  });
});

describe('an agent whose key may sign the log deploys nothing to production that nobody approved', () => {
  test.each<readonly [string, (plan: RunPlan) => RunPlan, string]>([
    ['a run that somebody else seems to have approved', (plan) => plan, 'R09'],
    ['a run by another policy', (plan) => ({ ...plan, policy: `sha256:${'0'.repeat(64)}` }), 'R12'],
    [
      'a run with steps of its own',
      (plan) => ({ ...plan, steps: [{ kind: 'deploy', commit: evil }] }),
      'R21',
    ],
    ['a rollback to what never ran there', rollbackTo, 'R09'],
    ['migrations that are taken back by what never ran there', downgradeBy, 'R09'],
  ])('by %s', async (name, change, code) => {
    const id = `forged-${name.length}`;
    await forge(forgedRun(id, change(forgedPlan())));
    const { exitCode, stderr } = await shop.run('agent', 'resume', id, ...GO);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(code)]);
    expect(await runsInProduction()).toBe(first);
    expect((await shop.run('mia', 'abandon', id, '--reason', 'it is forged')).exitCode).toBe(0);
  });

  test('by an approval that is over, of a run that seems to have begun before', async () => {
    const [begun, approved, started] = forgedRun('revived', forgedPlan()).map((event) => [event]);
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    await forge(begun ?? [], { now: hoursAgo(48) });
    await forge(approved ?? [], { now: hoursAgo(48), by: 'mia' });
    await forge(started ?? [], { now: hoursAgo(47) });
    const { exitCode, stderr } = await shop.run('agent', 'resume', 'revived', ...GO);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('R09')]);
    expect(await runsInProduction()).toBe(first);
    expect((await shop.run('mia', 'abandon', 'revived', '--reason', 'it is over')).exitCode).toBe(0);
  });

  test('and keeps nobody else from it by a run that is none: anybody gives that up', async () => {
    const plan = forgedPlan();
    const digest = planDigest({ ...plan, reason: 'another one' });
    const about = { env: 'production', promotion_id: 'false-digest' };
    await forge([
      { event: 'run.begun', data: { plan, digest }, ...about },
      { event: 'run.started', data: { plan: digest, token: 900, accepted: [] }, ...about },
    ]);
    const { exitCode, stderr } = await shop.run('agent', 'resume', 'false-digest', ...GO);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('R21')]);
    expect((await shop.run('mia', 'abandon', 'false-digest', '--reason', 'forged')).exitCode).toBe(0);
  });

  test('by a deploy that was never made, and a rollback to it', async () => {
    const recorded = await shop.run(
      'agent',
      'record',
      'deployed',
      '--commit',
      evil,
      '--environment',
      'production',
    );
    expect([recorded.exitCode, recorded.stderr]).toEqual([
      2,
      expect.stringContaining('Lockkeeper deploys to production itself'),
    ]);
    await forge([{ event: 'deploy.healthy', env: 'production', data: { sha: evil, service: 'shop' } }]);
    const { exitCode } = await shop.run(
      'agent',
      'rollback',
      '--to',
      evil,
      '--reason',
      'orders are lost',
      ...GO,
    );
    expect([exitCode === 0, await runsInProduction()]).toEqual([false, first]);
  });
});

describe('a clone', () => {
  test('that calls its remote by another name is judged by the main branch of that, also offline', async () => {
    const clone = path.join(shop.clone, '..', 'upstream');
    const remote = path.join(shop.clone, '..', 'remote.git');
    const env = shop.env('agent');
    execFileSync('git', ['clone', '--quiet', '--origin', 'upstream', remote, clone], { env });
    const status = async (...args: readonly string[]) =>
      await lockkeeper(['status', '--offline', ...args], { cwd: clone, env: textsOf(env) });
    expect((await status('--remote', 'upstream')).exitCode).toBe(0);
    const { exitCode, stderr } = await status();
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('name another with --remote')]);
  });

  test('that has nothing but its own branch judges nothing by the policy of that', async () => {
    const policy = shop.git('show', 'origin/main:lockkeeper.yaml').replace(/ +approval: .*\n/u, '');
    shop.commit({ 'lockkeeper.yaml': `${policy}\n` }, { branch: 'auto/no-approval' });
    const clone = path.join(shop.clone, '..', 'single');
    const remote = path.join(shop.clone, '..', 'remote.git');
    const env = shop.env('agent');
    execFileSync(
      'git',
      ['clone', '--quiet', '--single-branch', '--branch', 'auto/no-approval', remote, clone],
      { env },
    );
    const run = async (...args: readonly string[]) =>
      await lockkeeper(args, { cwd: clone, env: textsOf(env) });
    await run('deploy', 'staging', '--yes', '--accept-unknown', 'policy/self-protect');
    const { exitCode } = await run('promote', '--accept-unknown', 'policy/self-protect', ...GO);
    expect([exitCode === 0, await runsInProduction()]).toEqual([false, first]);
  });
});

function rollbackTo(plan: RunPlan): RunPlan {
  const correction = { kind: 'rollback', from: first, reason: 'orders are lost' } as const;
  return {
    ...plan,
    kind: 'rollback',
    equality: null,
    tried: null,
    approvals: 0,
    steps: [
      { kind: 'deploy', commit: evil },
      { kind: 'verify', commit: evil },
      { kind: 'record', commit: evil, correction },
      { kind: 'hold', commit: first, reason: 'orders are lost' },
    ],
  };
}

/** Code of a commit would run with the address of the database, although what is deployed ran there before. */
function downgradeBy(plan: RunPlan): RunPlan {
  const correction = { kind: 'rollback', from: evil, reason: 'orders are lost' } as const;
  const downgrade = { config: 'alembic.ini', section: null, from: ['b'], to: 'a', leaves: ['a'] } as const;
  return {
    ...plan,
    kind: 'rollback',
    commit: first,
    tree: shop.git('rev-parse', `${first}^{tree}`),
    previous: evil,
    equality: null,
    tried: null,
    approvals: 0,
    steps: [
      { kind: 'downgrade', tree: evil, ...downgrade },
      { kind: 'deploy', commit: first },
      { kind: 'verify', commit: first },
      { kind: 'record', commit: first, correction },
      { kind: 'hold', commit: evil, reason: 'orders are lost' },
    ],
  };
}
