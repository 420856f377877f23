import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { runMain } from '../../packages/cli/src/testing/run-main.ts';
import { botWorld, confirmed, type BotWorld } from './killed-updater.ts';

let world: BotWorld;
let work = '';
const lockkeeper = (...args: readonly string[]) => runMain(['release', ...args], { cwd: work });

beforeAll(async () => {
  world = await botWorld('releases');
  work = path.join(world.bot.folder, 'work');
  world.bot.git('config', 'user.name', 'Mia');
  world.bot.git('config', 'user.email', 'mia@example.com');
});

afterAll(async () => await world.end());

test('[row 3.34] what `release sign` signs is taken by who trusts the key, when it is their turn', async () => {
  const { bot } = world;
  const key = path.join(bot.folder, 'releaser');
  bot.git('commit', '--quiet', '--allow-empty', '--message', 'Two');
  const commit = bot.git('rev-parse', 'HEAD');
  const later = await lockkeeper('sign', 'v1.1.0', '--key', key, '--rollout', '0%@0h 100%@24h');
  expect(later).toMatchObject({
    exitCode: 0,
    stdout: `Signed v1.1.0 for ${commit.slice(0, 12)}.\n\nNext:\n  git push origin refs/tags/v1.1.0\n`,
  });
  bot.git('push', '--quiet', 'origin', 'main', 'refs/tags/v1.1.0');
  expect(JSON.parse((await bot.update()).stdout)).toMatchObject({ codes: ['not-in-cohort'] });
  const [told, again] = [
    await lockkeeper('rollout', 'v1.1.0', '--host', 'a', '--canary', 'b', '--format', 'json'),
    await lockkeeper('sign', 'v1.1.0', '--key', key),
  ];
  const { at, stages, turns }: { at: string; stages: { at: string }[]; turns: unknown } = JSON.parse(
    told.stdout,
  );
  expect(Date.parse(stages[1]?.at ?? '') - Date.parse(at)).toBe(24 * 3_600_000);
  expect(turns).toEqual(['a', 'b'].map((host) => ({ host, at: stages[1]?.at })));
  expect(again).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining("tag 'v1.1.0' already exists"),
  });

  expect((await lockkeeper('sign', 'v1.2.0', '--key', key, '--blocked', 'v1.1.0')).exitCode).toBe(0);
  bot.git('push', '--quiet', 'origin', 'refs/tags/v1.2.0');
  expect(JSON.parse((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
  expect(confirmed(bot)).toBe(commit);
});

test('terms that no host could follow are not signed, and nothing stays behind', async () => {
  const refused = await lockkeeper('sign', 'v1.3.0', '--expires', 'soon');
  expect(refused).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/^No host could follow the line Lockkeeper-Expires\. /),
  });
  // Git of this folder has no key.
  const unsigned = await lockkeeper('sign', 'v1.3.0');
  expect(unsigned).toMatchObject({
    exitCode: 3,
    stderr: expect.stringMatching(/^v1\.3\.0 was not signed, because /),
  });
  expect(world.bot.git('tag', '--list', 'v1.3.0')).toBe('');
  expect((await lockkeeper('rollout', 'v1.3.0')).stderr).toBe(
    'v1.3.0 is no tag here. Fetch it: git fetch --tags\n',
  );
});

test('an environment is released as before, with a reason', async () => {
  const { exitCode, stderr } = await lockkeeper('production');
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("'--reason <text>' not specified"),
  });
});
