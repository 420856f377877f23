import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { PROGRAM } from '../cli/lockkeeper-process.ts';
import { openShop, type Shop } from './shop.ts';
import { publishedAnswer } from './published-answer.ts';

/** Waits in the middle of a deploy until somebody lets it go on. */
const SLOW = `import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
const place = process.env.SAMPLE_PLATFORM;
writeFileSync(place + '/begun', '');
while (!existsSync(place + '/go')) await delay(20);
`;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  const deploy = readFileSync(path.join(shop.clone, 'ops/deploy.mjs'), 'utf8');
  shop.commit({ 'ops/deploy.mjs': `${SLOW}${deploy}` }, { branch: 'main', by: 'mia' });
});
afterAll(async () => {
  await shop.end();
});

test('who wants a deploy to stop is heeded between two steps, and resume does the rest', async () => {
  const env = { ...process.env, ...shop.env('agent') };
  const platform = env['SAMPLE_PLATFORM'] ?? '';
  const args = [PROGRAM, 'deploy', 'staging', '--yes', '--format', 'json'];
  const child = spawn(process.execPath, args, { cwd: shop.clone, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [ended, said, told] = [once(child, 'close'), text(child.stdout), text(child.stderr)];
  await expect.poll(() => existsSync(path.join(platform, 'begun')), { timeout: 30_000 }).toBe(true);
  const heard = once(child.stderr, 'data');
  child.kill('SIGTERM');
  await heard;
  writeFileSync(path.join(platform, 'go'), '');
  expect((await ended)[0], await told).toBe(3);
  expect(publishedAnswer(await said)).toMatchObject({ verdict: 'stopped', plan: { kind: 'deploy' } });
  expect(shop.deploys('staging')).toHaveLength(1);
  const { exitCode, answer } = await shop.ask('agent', 'resume', '--yes');
  expect([exitCode, answer.outcome]).toEqual([0, 'done']);
  expect(shop.deploys('staging')).toHaveLength(1);
}, 120_000);
