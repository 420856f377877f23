import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { GO, openShop, type Shop } from './shop.ts';

let shop: Shop;
let first: string;
let ready: string;
/** What is known to stand against everything meanwhile. */
let known: readonly string[] = ['R09'];

/** One commit runs in production, and a later one is ready in staging. */
beforeAll(async () => {
  shop = await openShop();
  const deploy = async () => {
    expect((await shop.run('agent', 'deploy', 'staging', '--yes')).exitCode).toBe(0);
  };
  first = shop.git('rev-parse', 'HEAD');
  await deploy();
  const run = (await shop.ask('agent', 'promote', ...GO)).answer.run ?? '';
  await shop.run('mia', 'approve', run, ...GO);
  await shop.run('agent', 'resume', run, ...GO);
  ready = shop.commit({ 'greeting.txt': 'Hello again\n' });
  await deploy();
});
afterAll(async () => {
  await shop.end();
});

/** What stands against the plan, each once, but for the approval that nobody has given. */
async function against(...args: readonly string[]): Promise<readonly string[]> {
  const { answer } = await shop.ask('agent', ...(args.length === 0 ? ['promote'] : args), '--plan');
  for (const { why, lift } of answer.refusals)
    expect([why, lift]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
  return [...new Set(answer.refusals.map(({ code }) => code))]
    .filter((code) => !known.includes(code))
    .toSorted();
}

/** The event that the log has by it. */
async function noted(...args: readonly string[]): Promise<string | undefined> {
  const { answer } = await shop.asked('mia', ...args);
  return answer.verdict === 'noted' ? answer.event : undefined;
}

/** How a command ended, and a run by it. */
async function ended(...args: Parameters<Shop['ask']>): Promise<readonly unknown[]> {
  const { exitCode, answer } = await shop.ask(...args);
  return [exitCode, answer.outcome];
}

/** Another policy on main, as long as `work` goes on. What is ready is not on that main, which R10 tells of besides. */
async function withPolicy(from: string, to: string, work: () => Promise<void>): Promise<void> {
  const file = path.join(shop.clone, 'lockkeeper.yaml');
  const before = shop.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0] ?? '';
  const branch = shop.git('rev-parse', '--abbrev-ref', 'HEAD');
  shop.git('checkout', '--quiet', '--detach', before);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replaceAll(from, to));
  shop.git('commit', '--quiet', '--all', '--message', 'Another policy');
  shop.git('push', '--quiet', '--force', 'origin', 'HEAD:refs/heads/main');
  shop.git('checkout', '--quiet', branch);
  known = ['R09', 'R10'];
  try {
    await work();
  } finally {
    known = ['R09'];
    shop.git('push', '--quiet', '--force', 'origin', `${before}:refs/heads/main`);
  }
}

const PRODUCTION = 'promote_from: staging\n';
const requiring = (more: string): readonly [string, string] => [
  PRODUCTION,
  `${PRODUCTION}          requires: ${more}\n`,
];

describe('a promotion is refused', () => {
  test('by nothing but the approval that is missing, and R09 tells of that', async () => {
    expect(await against()).toEqual([]);
    const { exitCode, answer } = await shop.ask('agent', 'promote', '--plan');
    expect([exitCode, answer.refusals.map(({ code }) => code)]).toEqual([7, ['R09']]);
  });

  test('R01 where the branch is not one that is deployed there [row 0.25] [row 0.19]', async () => {
    const commit = shop.commit({ 'greeting.txt': 'Hi\n' }, { branch: 'feature/x' });
    shop.git('fetch', '--quiet', 'origin');
    expect(await against('deploy', 'staging', '--commit', commit)).toEqual(['R01']);
  });

  test('R04 where checks cannot be seen [row 0.31]', async () => {
    await withPolicy(...requiring('{ checks: [lint] }'), async () => {
      expect(await against()).toContain('R04');
    });
  });

  test('R05 until a report says that enough tests passed [row 1.19]', async () => {
    const report = path.join(shop.clone, '..', 'report.xml');
    const cases = (bad: string) =>
      `<testsuites><testsuite tests="9"><testcase name="a"/><testcase name="b">${bad}</testcase></testsuite></testsuites>`;
    await withPolicy(...requiring('{ tests: { backend: 2 } }'), async () => {
      expect(await against()).toEqual(['R05']);
      writeFileSync(report, cases('<skipped/>'));
      expect(await against('promote', '--tests', `backend=${report}`)).toEqual(['R05']);
      writeFileSync(report, cases('<failure>2 is not 3</failure>'));
      expect(await against('promote', '--tests', `backend=${report}`)).toEqual(['R05']);
      writeFileSync(report, cases(''));
      expect(await against('promote', '--tests', `backend=${report}`)).toEqual([]);
    });
  });

  test('R06 where the commit was not tried', async () => {
    const commit = shop.commit({ 'greeting.txt': 'Untried\n' }, { branch: 'auto/untried' });
    expect(await against('promote', '--commit', commit)).toEqual(['R06']);
  });

  test('R07 where it is not well any more where it was tried [row 0.35]', async () => {
    const [{ commit } = { commit: '' }] = shop.deploys('staging');
    expect(commit).toBe(ready);
    process.kill(shop.serviceOf('staging'), 'SIGSTOP');
    try {
      expect(await against()).toEqual(['R07']);
    } finally {
      process.kill(shop.serviceOf('staging'), 'SIGCONT');
    }
  });

  test('R08 where it has not been there for long enough', async () => {
    await withPolicy('        staging:\n', '        staging:\n          soak: 2h\n', async () => {
      expect(await against()).toEqual(['R08']);
    });
  });

  test('R10 where main has something that it has not [row 0.28] [row 1.62]', async () => {
    shop.git('checkout', '--quiet', '--detach', first);
    const apart = shop.commit({ 'other.txt': 'x\n' }, { branch: 'auto/apart' });
    const main = shop.git('rev-parse', 'refs/remotes/origin/main');
    shop.git('push', '--quiet', '--force', 'origin', `${apart}:refs/heads/main`);
    try {
      expect(await against()).toEqual(['R10']);
    } finally {
      shop.git('push', '--quiet', '--force', 'origin', `${main}:refs/heads/main`);
      shop.git('update-ref', 'refs/remotes/origin/main', main);
    }
  });

  test('R11 until a signer has tagged it [row 0.44]', async () => {
    await withPolicy(...requiring('{ tag: any }'), async () => {
      expect(await against()).toEqual(['R11']);
      shop.git('tag', 'v1', ready);
      expect(await against()).toEqual([]);
    });
    await withPolicy(...requiring('{ tag: signed }'), async () => {
      expect(await against()).toEqual(['R11']);
    });
    shop.git('tag', '--delete', 'v1');
  });

  test('R12 where main moved between the plan and its approval', async () => {
    const run = (await shop.ask('agent', 'promote', ...GO)).answer.run ?? '';
    expect((await shop.run('mia', 'approve', run, ...GO)).exitCode).toBe(0);
    // Somebody else moves main forward: what was approved would have done that itself.
    shop.git('push', '--quiet', 'origin', `${ready}:refs/heads/main`);
    const { exitCode, answer } = await shop.ask('agent', 'resume', run, ...GO);
    shop.git('push', '--quiet', '--force', 'origin', `${first}:refs/heads/main`);
    expect([exitCode, answer.verdict]).toEqual([1, 'refused']);
    // Nobody answers for more once a plan was approved: `resume` has no option for that.
    const options = answer.refusals.flatMap(({ lifted_by: lift }) => lift?.by ?? []);
    expect(options.filter((by) => by !== 'approval')).toEqual([]);
    expect(answer.refusals.map(({ code }) => code)).toContain('R12');
    expect(await ended('agent', 'abandon', run, '--reason', 'only tried')).toEqual([0, 'abandoned']);
  });

  test('R13 where somebody has the lock', async () => {
    const lock = ['lock', 'production', '--service', 'shop'] as const;
    expect((await shop.run('mia', ...lock, '--reason', 'maintenance')).exitCode).toBe(0);
    expect(await against()).toEqual(['R13']);
    expect((await shop.run('mia', 'unlock', 'production', '--service', 'shop')).exitCode).toBe(0);
  });

  test('R14 where the place is held or frozen, or the commit is blocked', async () => {
    expect(await noted('hold', 'production', '--reason', 'audit week')).toBe('environment.held');
    expect(await against()).toEqual(['R14']);
    expect(await noted('release', 'production', '--reason', 'it is over')).toBe('environment.released');
    expect(await noted('block', ready, '--reason', 'it loses orders')).toBe('commit.blocked');
    expect(await against()).toEqual(['R14']);
    expect(await noted('block', ready, '--undo', '--reason', 'it does not')).toBe('commit.unblocked');
    const always =
      'freeze: [{ days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00", zone: UTC }]';
    await withPolicy(PRODUCTION, `${PRODUCTION}          ${always}\n`, async () => {
      expect(await against()).toEqual(['R14']);
    });
    expect(await against()).toEqual([]);
  });

  test('R19 where the platform deploys by itself, or nobody knows whether it does', async () => {
    const auto = '            auto_deploy: [node, ops/auto-deploy.mjs]\n';
    await withPolicy(auto, auto.replace('[node, ops/auto-deploy.mjs]', '[echo, "true"]'), async () => {
      expect(await against()).toEqual(['R19']);
      expect(await against('promote', '--accept-unknown', 'R19')).toEqual(['R19']);
    });
    await withPolicy(auto, '', async () => {
      const { answer } = await shop.ask('agent', 'promote', '--plan');
      const lifted_by = { by: 'accept-unknown', value: 'R19:auto-deploy' };
      const unknown = { code: 'R19', kind: 'unknown', lifted_by, is_lifted: false };
      expect(answer.refusals).toContainEqual(expect.objectContaining(unknown));
      for (const named of ['R19', 'R19:auto-deploy']) {
        const accepted = await shop.ask('agent', 'promote', '--plan', '--accept-unknown', named);
        expect(accepted.answer.plan?.accepted).toEqual(['R19:auto-deploy']);
        expect(accepted.answer.refusals).toContainEqual(
          expect.objectContaining({ ...unknown, is_lifted: true }),
        );
      }
    });
  });

  test('R20 where it runs already', async () => {
    expect(await against('promote', '--commit', first)).toEqual(['R20']);
  });

  test('R21 where the log was changed', async () => {
    const records = shop.git('ls-remote', 'origin', 'refs/heads/lockkeeper/records').split('\t')[0] ?? '';
    shop.git('fetch', '--quiet', 'origin', records);
    const before = shop.git('rev-parse', `${records}^`);
    shop.git('push', '--quiet', '--force', 'origin', `${before}:refs/heads/lockkeeper/records`);
    const { exitCode, answer } = await shop.asked('agent', 'promote', '--plan');
    expect([exitCode, answer]).toMatchObject([2, { error: { message: expect.stringContaining('R21') } }]);
    shop.git('push', '--quiet', '--force', 'origin', `${records}:refs/heads/lockkeeper/records`);
    expect(await against()).toEqual([]);
  });

  test('R22 where a later one is ready by then, unless somebody names the commit, or the run that waits', async () => {
    const begun = async (...args: readonly string[]) =>
      (await shop.ask('agent', 'promote', ...args, ...GO)).answer.run ?? '';
    const unnamed = await begun();
    shop.git('checkout', '--quiet', '--detach', ready);
    shop.commit({ 'greeting.txt': 'Later\n' }, { branch: 'auto/later' });
    expect((await shop.run('agent', 'deploy', 'staging', '--yes')).exitCode).toBe(0);
    expect(await against('resume')).toEqual(['R22']);
    expect(await against('resume', unnamed)).toEqual([]);
    expect(await ended('agent', 'abandon', unnamed, '--reason', 'only tried')).toEqual([0, 'abandoned']);
    const named = await begun('--commit', ready);
    expect(await against('resume')).toEqual([]);
    expect(await ended('agent', 'abandon', named, '--reason', 'only tried')).toEqual([0, 'abandoned']);
  });
});

describe('every command answers programs with one document', () => {
  test.each<readonly [number, string, readonly string[]]>([
    [0, 'shown', ['status']],
    [0, 'shown', ['status', '--offline']],
    [2, 'undetermined', ['status', '--service', 'nosuch']],
    [1, 'refused', ['deploy', 'staging', '--plan']],
    [2, 'undetermined', ['deploy', 'nowhere']],
    [7, 'waits', ['promote', '--plan']],
    [2, 'undetermined', ['promote', '--to', 'staging']],
    [2, 'undetermined', ['promote', '--nosuch']],
    [1, 'refused', ['rollback', '--reason', 'orders are lost', '--plan']],
    [2, 'undetermined', ['rollback']],
    [2, 'undetermined', ['approve', 'nosuch']],
    [2, 'undetermined', ['resume', 'nosuch']],
    [2, 'undetermined', ['resume']],
    [2, 'undetermined', ['abandon', 'nosuch', '--reason', 'only tried']],
    [2, 'undetermined', ['hold', 'production']],
    [2, 'undetermined', ['release', 'nowhere', '--reason', 'only tried']],
    [2, 'undetermined', ['block', 'nosuch', '--reason', 'only tried']],
  ])('%i, %s: %j', async (exitCode, verdict, args) => {
    const asked = await shop.asked('agent', ...args);
    expect([asked.exitCode, asked.answer.verdict]).toEqual([exitCode, verdict]);
  });
});

test('what cannot reach the remote says so in a sentence, whatever it is, and does nothing', async () => {
  const url = shop.git('remote', 'get-url', 'origin');
  shop.git('remote', 'set-url', 'origin', 'https://127.0.0.1:1/shop.git');
  const reason = ['--reason', 'only tried'];
  try {
    for (const args of [
      ['status'],
      ['promote', '--plan'],
      ['rollback', ...reason, '--plan'],
      ['resume', 'promote-1', '--plan'],
      ['approve', 'promote-1', '--plan'],
      ['abandon', 'promote-1', ...reason],
      ['hold', 'production', ...reason],
      ['block', 'HEAD', ...reason],
    ]) {
      const { exitCode, answer } = await shop.asked('agent', ...args);
      expect([args, exitCode, answer]).toMatchObject([
        args,
        2,
        { error: { kind: 'not-judged', message: expect.stringMatching(/^[^\n]*remote origin[^\n]*\.$/) } },
      ]);
    }
  } finally {
    shop.git('remote', 'set-url', 'origin', url);
  }
});

test.each<readonly [number, readonly string[]]>([
  [0, ['status']],
  [0, ['status', '--offline']],
  [1, ['hold', 'production', '--reason', 'audit week']],
  [1, ['release', 'production', '--reason', 'it is over']],
])('the log is opened once, and once for each entry that is written: %i by %j', async (written, args) => {
  const calls = await shop.gitCalls('mia', ...args);
  expect(calls.filter((call) => /ls-tree .*audit\.end\.json/u.test(call))).toHaveLength(1 + written);
});
