import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { PlaceAnswer } from '../../packages/cli/src/commands/release/answer/answer-schema.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
let tried: string;
beforeAll(async () => {
  shop = await openShop();
  const policy = readFileSync(path.join(shop.clone, 'lockkeeper.yaml'), 'utf8');
  shop.commit(
    { 'lockkeeper.yaml': policy.replace('equality: sha', 'equality: tree') },
    { branch: 'main', by: 'mia' },
  );
  tried = shop.commit({ 'greeting.txt': 'Hello again\n' });
  await shop.ask('agent', 'deploy', 'staging', '--yes');
});
afterAll(async () => {
  await shop.end();
});

async function placeCalled(name: string, ...more: readonly string[]): Promise<PlaceAnswer | undefined> {
  const { answer } = await shop.asked('mia', 'status', ...more);
  return 'places' in answer ? answer.places.find(({ environment }) => environment === name) : undefined;
}

const production = async (...more: readonly string[]) => await placeCalled('production', ...more);

describe('what may be promoted where trees are compared', () => {
  test('is nothing before it was merged', async () => {
    expect((await production())?.candidates).toMatchObject([
      { commit: tried, against: [expect.stringContaining('tree')] },
    ]);
  });

  test('is the commit of main that has the tree, under its own name', async () => {
    shop.git('checkout', '--quiet', 'main');
    shop.git('merge', '--quiet', '--squash', tried);
    shop.git('commit', '--quiet', '--message', 'Greet again (#1)');
    shop.git('push', '--quiet', 'origin', 'main');
    const merged = shop.git('rev-parse', 'main');
    expect((await production())?.candidates).toMatchObject([
      { commit: merged, subject: 'Greet again (#1)', against: [] },
    ]);
  });

  test('is kept back by a hold and by a block, and neither platform nor remote is asked offline', async () => {
    await shop.run('mia', 'hold', 'production', '--reason', 'audit week');
    await shop.run('mia', 'block', tried, '--reason', 'it leaks');
    const place = await production('--offline');
    expect(place?.candidates[0]?.against).toEqual([
      expect.stringContaining('audit week'),
      expect.stringContaining('it leaks'),
    ]);
    expect([place?.health.state, place?.lock.state]).toEqual(['not-asked', 'not-asked']);
  });

  test('stands beside what happened there, as far back as somebody asks', async () => {
    await shop.run('mia', 'release', 'production', '--reason', 'it is over');
    const place = await production('--offline', '--history', '1');
    expect(place?.events).toMatchObject([{ event: 'released', reason: 'it is over', commit: null }]);
    expect(place?.left_out).toEqual({ history: 0, events: 1 });
    expect(place?.lags.map(({ behind, name }) => [behind, name])).toEqual([
      ['environment', 'staging'],
      ['branch', 'main'],
    ]);
  });

  test('says what came of one run, with its proof, and ends as the run did', async () => {
    const staging = await placeCalled('staging', '--offline');
    const [last] = staging?.history ?? [];
    expect(last).toMatchObject({ commit: tried, subject: 'greeting.txt', outcome: 'done' });
    const { exitCode, answer } = await shop.ask('mia', 'status', '--run', last?.run ?? '', '--offline');
    expect(exitCode).toBe(0);
    expect(answer).toMatchObject({ verdict: 'ended', outcome: 'done', run: last?.run });
    expect(answer.proof?.health).toMatchObject([{ status: 200, identity: tried }]);
    expect((await shop.run('mia', 'status', '--run', 'promote-never')).exitCode).toBe(2);
  });
});
