import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
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
afterAll(removeTemporaryFolders);

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
    exitCode: 2,
    stderr: 'The tag v1.1.0 exists already. Sign a version newer than v1.1.0.\n',
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
    stderr: expect.stringMatching(
      /^v1\.3\.0 was not signed, because .*\. Name a key with --key .*, or set user\.signingkey of git\.\n$/s,
    ),
  });
  expect(world.bot.git('tag', '--list', 'v1.3.0')).toBe('');
  expect((await lockkeeper('rollout', 'v1.3.0')).stderr).toBe(
    'v1.3.0 is no tag here. Fetch it: git fetch --tags\n',
  );
});

test('a key that is not there, and work that is not committed, are named before anything is signed', async () => {
  const key = path.join(world.bot.folder, 'releaser');
  const missing = path.join(world.bot.folder, 'gone');
  expect(await lockkeeper('sign', 'v1.3.0', '--key', missing)).toMatchObject({
    exitCode: 2,
    stderr: `${missing} is no file. Name an SSH key with --key.\n`,
  });
  writeFileSync(path.join(work, 'forgotten.mjs'), '');
  const dirty = await lockkeeper('sign', 'v1.3.0', '--key', key);
  expect(dirty).toMatchObject({
    exitCode: 2,
    stderr:
      'The release would not have forgotten.mjs as it is here. Commit it, or name a commit with --commit HEAD.\n',
  });
  expect(world.bot.git('tag', '--list', 'v1.3.0')).toBe('');
  expect((await lockkeeper('sign', 'v1.3.0', '--key', key, '--commit', 'HEAD')).exitCode).toBe(0);
  world.bot.git('tag', '--delete', 'v1.3.0');
  rmSync(path.join(work, 'forgotten.mjs'));
});

test('where nothing is a repository, that is said', async () => {
  const { exitCode, stderr } = await runMain(['release', 'sign', 'v1.3.0'], { cwd: temporaryFolder() });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: 'There is no commit to sign: this is not a git repository.\n',
  });
});

describe('where the keys are known that hosts trust', () => {
  const inWork = (name: string) => path.join(work, name);
  const stranger = () => path.join(world.bot.folder, 'stranger');

  beforeAll(() => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', stranger()]);
    const pins = path.join(world.bot.folder, 'pins/allowed_signers');
    mkdirSync(inWork('config'), { recursive: true });
    appendFileSync(inWork('.git/info/exclude'), '/config/\n');
    writeFileSync(inWork('config/update.toml'), `[update]\nallowed_signers = ${JSON.stringify(pins)}\n`);
  });
  afterAll(() => rmSync(inWork('config'), { recursive: true }));

  test('what is signed with another one is taken back, since every host would refuse it', async () => {
    const { exitCode, stderr } = await lockkeeper('sign', 'v1.3.0', '--key', stranger());
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /^v1\.3\.0 is signed by SHA256:\S+, which is not pinned\. Sign it with a pinned key\. The tag was taken back\.\n$/,
    );
    expect(world.bot.git('tag', '--list', 'v1.3.0')).toBe('');
  });

  test('what is signed with one of them stays', async () => {
    const key = path.join(world.bot.folder, 'releaser');
    expect(await lockkeeper('sign', 'v1.3.0', '--key', key)).toMatchObject({ exitCode: 0, stderr: '' });
    world.bot.git('tag', '--delete', 'v1.3.0');
  });

  test('settings that cannot be used leave no tag', async () => {
    writeFileSync(inWork('config/update.toml'), '[update]\nallowed_signers = 1\n');
    expect((await lockkeeper('sign', 'v1.3.0', '--key', stranger())).exitCode).toBe(2);
    expect(world.bot.git('tag', '--list', 'v1.3.0')).toBe('');
  });
});

test('where they are not known, what is signed with any key stays', async () => {
  const key = path.join(world.bot.folder, 'stranger');
  expect((await lockkeeper('sign', 'v1.3.0', '--key', key)).exitCode).toBe(0);
  world.bot.git('tag', '--delete', 'v1.3.0');
});

test('an environment is released as before, with a reason', async () => {
  const { exitCode, stderr } = await lockkeeper('production');
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("'--reason <text>' not specified"),
  });
});
