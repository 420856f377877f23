import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type * as operations from '@lockkeeper/operations';

import { runMain } from '../../packages/cli/src/testing/run-main.ts';
import { publishedAnswer } from './published-answer.ts';
import { GO, openShop, type Shop } from './shop.ts';

/** How often the log was opened and verified as a whole by a command itself. */
const opened = vi.hoisted(() => ({ count: 0 }));
vi.mock('@lockkeeper/operations', async (importOriginal) => {
  const original = await importOriginal<typeof operations>();
  return {
    ...original,
    trustedLogEntries: async (...args: Parameters<typeof original.trustedLogEntries>) => {
      opened.count += 1;
      return await original.trustedLogEntries(...args);
    },
  };
});

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  await shop.end();
});

/** Runs a command in this process; how often it opened the log, and its verdict. */
async function openedBy(person: 'agent' | 'mia', ...args: readonly string[]) {
  opened.count = 0;
  const { stdout } = await runMain([...args, '--format', 'json'], { cwd: shop.clone, env: shop.env(person) });
  const answer = publishedAnswer(stdout);
  return { count: opened.count, verdict: answer.verdict, run: 'run' in answer ? (answer.run ?? '') : '' };
}

test(
  'a command opens the log once, and once more under the lock, where others may have written meanwhile',
  { timeout: 120_000 },
  async () => {
    expect(await openedBy('agent', 'status', '--offline')).toMatchObject({ count: 1, verdict: 'shown' });
    expect(await openedBy('agent', 'deploy', 'staging', '--yes')).toMatchObject({
      count: 2,
      verdict: 'ended',
    });
    const { run, ...waiting } = await openedBy('agent', 'promote', ...GO);
    expect(waiting).toEqual({ count: 1, verdict: 'waits' });
    expect(await openedBy('mia', 'approve', run, ...GO)).toMatchObject({ count: 1, verdict: 'approved' });
    expect(await openedBy('agent', 'resume', run, ...GO)).toMatchObject({ count: 2, verdict: 'ended' });
    const rollback = ['rollback', '--reason', 'orders are lost', '--plan'];
    expect(await openedBy('agent', ...rollback)).toMatchObject({ count: 1, verdict: 'refused' });
    const held = await openedBy('mia', 'hold', 'production', '--reason', 'audit week');
    expect(held).toMatchObject({ count: 1, verdict: 'noted' });
  },
);
