import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../testing/temporary-repository.ts';
import { commandsBackTo, createReleasesInstallation } from './releases-installation.ts';

afterAll(removeTemporaryFolders);

/** A service of two versions, whose folder has a name that a shell would read otherwise. */
async function service() {
  const base = path.join(temporaryFolder(), "Mia's $bot");
  const place = { base, releases: path.join(base, 'releases'), mirror: path.join(base, 'mirror.git') };
  const work = temporaryRepository();
  const [first, second] = [work.commit({ 'bot.mjs': 'one' }), work.commit({ 'bot.mjs': 'two' })];
  mkdirSync(base);
  execFileSync('git', ['clone', '--quiet', '--bare', work.root, place.mirror]);
  const [from, target] = [
    { version: 'v1.0.0', commit: first },
    { version: 'v1.1.0', commit: second },
  ];
  const installation = createReleasesInstallation(place);
  for (const version of [from, target])
    expect(await installation.stage(version, 'refs/heads/main')).toEqual({ kind: 'done' });
  symlinkSync(`releases/v1.1.0-${second.slice(0, 12)}`, path.join(base, 'current'));
  return { place, installation, from, target };
}

test('the commands that bring a version back do so wherever one calls them, whatever its folder is called', async () => {
  const { place, from } = await service();
  for (const [program = '', ...args] of (await commandsBackTo(place, from.commit)) ?? [])
    execFileSync(program, args);
  const link = path.join(place.base, 'current');
  expect(readlinkSync(link)).toBe(`releases/v1.0.0-${from.commit.slice(0, 12)}`);
});

test('a link beside the versions that leads nowhere is one more to remove', async () => {
  const { place, installation, from, target } = await service();
  symlinkSync('gone', path.join(place.releases, 'latest'));
  expect(await installation.removeOld([target], 1)).toEqual({ kind: 'done' });
  const folder = path.join(place.releases, `v1.0.0-${from.commit.slice(0, 12)}`);
  expect(existsSync(folder)).toBe(false);
  expect(await installation.removeOld([target], 0)).toEqual({ kind: 'done' });
  expect(existsSync(path.join(place.releases, `v1.1.0-${target.commit.slice(0, 12)}`))).toBe(true);
});
