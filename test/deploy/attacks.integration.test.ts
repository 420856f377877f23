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
import { planDigest } from '../../packages/policy-core/src/deployment/run/plan-digest.ts';
import type { RunPlan } from '../../packages/policy-core/src/deployment/run/run-plan.ts';
import { policyDigest } from '../../packages/policy-core/src/policy/policy-digest.ts';
import { lockkeeper } from '../cli/lockkeeper-process.ts';
import { GO, openShop, type Person, type Shop } from './shop.ts';

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
}, 180_000);
afterAll(async () => {
  await shop.end();
});

/** Writes into the log with the key of the agent, which may sign it. */
async function forge(events: readonly TrailEvent[]): Promise<void> {
  const world: World = {
    argv: [],
    env: shop.env('agent'),
    cwd: shop.clone,
    stdin: () => Readable.from([]),
    stdout: recordedOutput(),
    stderr: recordedOutput(),
    installation: { version: '1.2.3', wasm: '', rulePage: () => '' },
  };
  const repository = await openRepository({ root: shop.clone, git: true }, world);
  const trail = (await openTrail(repository, world))(await worktreePolicy(repository));
  for (const event of events) expect((await writeEvent(trail, event)).kind).toBe('written');
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

async function runsInProduction(): Promise<string> {
  return (await shop.health('production')).sha;
}

describe(
  'an agent whose key may sign the log deploys nothing to production that nobody approved',
  { timeout: 60_000 },
  () => {
    test.each<readonly [string, (plan: RunPlan) => RunPlan, string]>([
      ['a run that somebody else seems to have approved', (plan) => plan, 'R09'],
      ['a run by another policy', (plan) => ({ ...plan, policy: `sha256:${'0'.repeat(64)}` }), 'R12'],
      [
        'a run with steps of its own',
        (plan) => ({ ...plan, steps: [{ kind: 'deploy', commit: evil }] }),
        'R21',
      ],
      ['a rollback to what never ran there', rollbackTo, 'R09'],
    ])('by %s', async (name, change, code) => {
      const id = `forged-${name.length}`;
      await forge(forgedRun(id, change(forgedPlan())));
      const { exitCode, stderr } = await shop.run('agent', 'resume', id, ...GO);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(code)]);
      expect(await runsInProduction()).toBe(first);
      expect((await shop.run('mia', 'abandon', id, '--reason', 'it is forged')).exitCode).toBe(0);
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

    test('by a clone that has nothing but its own branch', async () => {
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
      const texts = Object.fromEntries(
        Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
      );
      const run = async (...args: readonly string[]) => await lockkeeper(args, { cwd: clone, env: texts });
      await run('deploy', 'staging', '--yes', '--accept-unknown', 'policy/self-protect');
      const { exitCode } = await run('promote', '--accept-unknown', 'policy/self-protect', ...GO);
      expect([exitCode === 0, await runsInProduction()]).toEqual([false, first]);
    });
  },
);

describe('what is checked out', { timeout: 240_000 }, () => {
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
      // It is ill there, and comes back by itself.
      expect((await run('agent', 'resume', id, ...GO)).exitCode).toBe(5);
      expect(shop.deploys('production').map(({ commit }) => commit)).toEqual(
        expect.arrayContaining([ill, first]),
      );
      expect(await runsInProduction()).toBe(first);
    });
  });
});

describe('who approves', { timeout: 240_000 }, () => {
  test('is named by the policy, and has signed no commit of it, under whatever name', async () => {
    shop.git('checkout', '--quiet', '--detach', first);
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
