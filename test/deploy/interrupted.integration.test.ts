import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

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
  await expect.poll(() => existsSync(path.join(platform, 'begun'))).toBe(true);
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
});

/** How somebody leaves a deploy that runs. */
const LEAVING: Readonly<Record<string, (child: ChildProcess) => Promise<void>>> = {
  'reads no more': async (child) => {
    child.stderr?.destroy();
  },
  'closes the window, which asks it to end first': async (child) => {
    child.stderr?.destroy();
    child.kill('SIGTERM');
    await delay(SETTLING_MS);
  },
  'closes the terminal, which may say so twice': async (child) => {
    child.kill('SIGHUP');
    await delay(SETTLING_MS);
    child.kill('SIGHUP');
    child.stderr?.destroy();
  },
};

/** Two signals in one moment are one. */
const SETTLING_MS = 200;

test.each(Object.entries(LEAVING))(
  'a deploy whose starter %s ends the step that it is in; who resumes it waits, says for whom, and does the rest',
  async (how, leave) => {
    const env = { ...process.env, ...shop.env('agent') };
    const platform = env['SAMPLE_PLATFORM'] ?? '';
    for (const left of ['begun', 'go']) rmSync(path.join(platform, left), { force: true });
    shop.commit({ 'greeting.txt': `Hello again\n${how}\n` });
    const before = shop.deploys('staging').length;
    const start = (...args: readonly string[]) =>
      spawn(process.execPath, [PROGRAM, ...args], {
        cwd: shop.clone,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    const child = start('deploy', 'staging', '--yes');
    const ended = once(child, 'close');
    child.stdout.resume();
    await expect.poll(() => existsSync(path.join(platform, 'begun'))).toBe(true);
    await leave(child);
    const waiter = start('resume', '--yes', '--format', 'json');
    const [resumed, said] = [once(waiter, 'close'), text(waiter.stdout)];
    const [heard] = await once(waiter.stderr, 'data');
    expect(String(heard)).toMatch(/^waiting for agent\b.*\bshop\b.*, for deploy /);
    waiter.stderr.resume();
    writeFileSync(path.join(platform, 'go'), '');
    await ended;
    expect(shop.deploys('staging')).toHaveLength(before + 1);
    expect([(await resumed)[0], publishedAnswer(await said)]).toMatchObject([0, { outcome: 'done' }]);
    expect(shop.deploys('staging')).toHaveLength(before + 1);
  },
);
