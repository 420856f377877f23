import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { GO, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  await shop.end();
});

/** Lets a commit be approved by the person who did not make it, and promoted. */
async function promoted(...more: readonly string[]) {
  const asked = await shop.ask('agent', 'promote', ...GO, ...more);
  expect([asked.exitCode, asked.answer.verdict]).toEqual([7, 'waits']);
  const run = asked.answer.run ?? '';
  const approved = await shop.ask('mia', 'approve', run, ...GO);
  expect([approved.exitCode, approved.answer.verdict]).toEqual([0, 'approved']);
  return { run, ended: await shop.ask('agent', 'resume', run, ...GO) };
}

async function entries(): Promise<readonly string[]> {
  const { stdout } = await shop.run('agent', 'audit', 'show', '--format', 'json');
  return (JSON.parse(stdout) as { readonly entries: readonly { readonly event: string }[] }).entries.map(
    ({ event }) => event,
  );
}

/** One story, told in its order: each test goes on where the one before it ended. */
describe('a commit on its way to production', () => {
  let first: string;
  let second: string;

  test('is tried in staging, and is ready there [row 0.22] [rows 0.32-0.33] [row 0.35] [rows 1.55-1.57] [row 1.61] [part of 0.24] [part of 1.54]', async () => {
    first = shop.git('rev-parse', 'HEAD');
    const { exitCode, answer } = await shop.ask('agent', 'deploy', 'staging', '--yes');
    expect([exitCode, answer.outcome]).toEqual([0, 'done']);
    expect(await shop.health('staging')).toEqual({ status: 200, sha: first });
    const status = await shop.asked('agent', 'status');
    expect(status.answer).toMatchObject({
      places: [
        { environment: 'staging', commit: first, running: first, drift: false, ready: [{ commit: first }] },
        { environment: 'production', commit: null },
      ],
    });
  });

  test('waits for somebody who did not make it [row 0.36] [row 1.63] [row 2.04]', async () => {
    const { exitCode, answer } = await shop.ask('agent', 'promote', '--plan');
    expect([exitCode, answer.verdict, answer.refusals.map(({ code }) => code)]).toEqual([
      7,
      'waits',
      ['R09'],
    ]);
    const asked = await shop.ask('agent', 'promote', ...GO);
    expect(asked.exitCode).toBe(7);
    const own = await shop.run('agent', 'approve', asked.answer.run ?? '', ...GO);
    expect([own.exitCode, own.stderr]).toEqual([
      2,
      expect.stringContaining('agent@example.com is none of the approvers'),
    ]);
    expect((await shop.ask('agent', 'resume', ...GO)).exitCode).toBe(7);
    const before = await entries();
    const read = await shop.ask('mia', 'approve', asked.answer.run ?? '', '--plan');
    expect([read.exitCode, read.answer]).toMatchObject([
      0,
      { verdict: 'waits', run: asked.answer.run, plan: asked.answer.plan, steps: asked.answer.steps },
    ]);
    const another = `sha256:${'0'.repeat(64)}`;
    const other = await shop.ask('mia', 'approve', asked.answer.run ?? '', '--planned', another, ...GO);
    expect([other.exitCode, other.answer]).toMatchObject([
      1,
      { verdict: 'refused', refusals: [{ code: 'R12' }] },
    ]);
    expect(await entries()).toEqual(before);
    await expect(shop.health('production')).rejects.toThrow('fetch failed');
  });

  test('gets there as the same commit, and is recorded once it is well [row 0.02] [rows 0.37-0.38] [row 1.23] [rows 1.65-1.67] [part of 0.27] [part of 1.64]', async () => {
    const [, waiting] = /(promote-\S+) /.exec((await shop.run('agent', 'status')).stdout) ?? [];
    const digest = (await shop.ask('mia', 'approve', waiting ?? '', '--plan')).answer.plan_digest ?? '';
    const approved = await shop.ask('mia', 'approve', waiting ?? '', '--planned', digest, ...GO);
    expect([approved.exitCode, approved.answer.verdict]).toEqual([0, 'approved']);
    const { exitCode, answer } = await shop.ask('agent', 'resume', waiting ?? '', ...GO);
    expect([exitCode, answer.outcome]).toEqual([0, 'done']);
    expect(await shop.health('production')).toEqual({ status: 200, sha: first });
    const record = JSON.parse((await shop.run('agent', 'record', 'show')).stdout) as unknown;
    expect(record).toMatchObject({
      last_good_sha: first,
      promotion: { id: waiting, staging_sha: first, equality: 'sha' },
      approved_by: [{ login: 'mia@example.com', method: 'ssh-signature' }],
      health: [{ probe: 'health', status: 200, identity: first }],
    });
    expect((await shop.run('agent', 'record', 'verify')).exitCode).toBe(0);
  });

  test('brings main forward to itself, and nothing but that [row 0.23] [row 0.28] [part of 0.18] [part of 2.02]', async () => {
    second = shop.commit({ 'greeting.txt': 'Hello again\n', 'infrastructure/notes.md': 'Notes\n' });
    expect((await shop.ask('agent', 'deploy', 'staging', '--yes')).exitCode).toBe(0);
    const { answer } = await shop.asked('agent', 'status');
    expect(answer).toMatchObject({
      places: [
        { environment: 'staging', promotes_from: null, wants_name: false, health: { state: 'well' } },
        {
          environment: 'production',
          promotes_from: 'staging',
          wants_name: true,
          candidates: [
            { commit: second, subject: 'greeting.txt,infrastructure/notes.md', against: [] },
            { commit: first, against: ['it runs there already'] },
          ],
          targets: [],
          history: [{ kind: 'promote', commit: first, outcome: 'done' }],
        },
      ],
    });
    const planned = await shop.ask('agent', 'promote', '--plan');
    expect(planned.answer.changes).toMatchObject({ from: first, commits: [{ id: second }] });
    const { ended } = await promoted();
    expect(ended.exitCode).toBe(0);
    shop.git('fetch', '--quiet', 'origin');
    expect(shop.git('rev-parse', 'origin/main')).toBe(second);
    expect(await shop.health('production')).toEqual({ status: 200, sha: second });
  });

  test('comes back by itself where it does not get well there, with one correction [row 0.42] [row 1.25] [row 1.52]', async () => {
    const ill = shop.commit({ ILL: 'production\n' });
    expect((await shop.ask('agent', 'deploy', 'staging', '--yes')).exitCode).toBe(0);
    const { ended } = await promoted();
    expect([ended.exitCode, ended.answer.outcome]).toEqual([5, 'rolled-back']);
    expect(ended.answer.why).toContain('503');
    expect(await shop.health('production')).toEqual({ status: 200, sha: second });
    const told = await entries();
    expect(told.filter((event) => event === 'SYSTEM_CORRECTION')).toHaveLength(1);
    const record = JSON.parse((await shop.run('agent', 'record', 'show')).stdout) as unknown;
    expect(record).toMatchObject({ last_good_sha: second, correction: { kind: 'rollback', from_sha: ill } });
    const again = await shop.ask('agent', 'promote', '--plan', '--commit', ill);
    expect(again.answer.refusals.map(({ code }) => code)).toEqual(expect.arrayContaining(['R14', 'R25']));
  });

  test('is brought back by a person, to the last commit that was good before [row 0.41] [rows 1.70-1.71] [row 1.73] [part of 1.69]', async () => {
    const { answer } = await shop.asked('mia', 'status');
    const [, production] = 'places' in answer ? answer.places : [];
    const told = production?.candidates.map(({ commit, against, lifted_by: by, failed_before: failed }) => [
      commit,
      against,
      by,
      failed,
    ]);
    expect(told).toEqual([
      [expect.any(String), [expect.stringContaining('held back')], 'release', true],
      [second, [expect.stringContaining('runs there already')], null, false],
      [first, [expect.stringContaining('older')], null, false],
    ]);
    expect(production?.targets).toMatchObject([{ commit: first, against: [] }]);
    const planned = await shop.ask('mia', 'rollback', '--reason', 'orders are lost', '--plan');
    expect([planned.exitCode, planned.answer.verdict]).toEqual([0, 'ready']);
    const other = `sha256:${'0'.repeat(64)}`;
    const moved = await shop.ask('mia', 'rollback', '--reason', 'orders are lost', '--planned', other, ...GO);
    expect([moved.exitCode, moved.answer.refusals.map(({ code }) => code)]).toEqual([1, ['R12']]);
    expect(await shop.health('production')).toEqual({ status: 200, sha: second });
    const done = await shop.ask('mia', 'rollback', '--reason', 'orders are lost', ...GO);
    expect([done.exitCode, done.answer.outcome]).toEqual([0, 'done']);
    expect(done.answer.proof).toMatchObject({
      deployed: { commit: first },
      health: [{ probe: 'health', status: 200, identity: first }],
      corrections: [expect.stringMatching(/^SYSTEM CORRECTION EVENT: /)],
    });
    expect(await shop.health('production')).toEqual({ status: 200, sha: first });
    expect((await entries()).filter((event) => event === 'SYSTEM_CORRECTION')).toHaveLength(2);
    expect((await shop.run('mia', 'record', 'verify')).exitCode).toBe(0);
  });

  test('goes on where the locks were deleted on the remote', async () => {
    const [lock = ''] = /refs\/lockkeeper\/locks\/staging\S*/u.exec(shop.git('ls-remote', 'origin')) ?? [];
    shop.git('push', '--quiet', 'origin', '--delete', lock);
    const commit = shop.commit({ 'greeting.txt': 'Good day\n' });
    const { exitCode, answer } = await shop.ask('agent', 'deploy', 'staging', '--commit', commit, '--yes');
    expect([exitCode, answer.outcome]).toEqual([0, 'done']);
  });
});
