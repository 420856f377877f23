import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runMain } from '../../packages/cli/src/testing/run-main.ts';
import type { Strategy } from './killed-updater.ts';
import {
  dryRun,
  realRun,
  releaseWorld,
  type Remote,
  type ReleaseWorld,
  type SigningKey,
} from './release-world.ts';

let world: ReleaseWorld;
let mine: SigningKey;
let pins: string;

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4'.repeat(64)}\nsize 12345\n`;

/** What a version holds besides, as git itself writes it. */
const SHAPES: Readonly<Record<string, (remote: Remote, put: Put) => void>> = {
  submodule: (remote, put) => put('160000', remote.git(['rev-parse', 'main']), 'vendor/lib'),
  'lfs-pointer': (remote, put) => put('100644', blob(remote, POINTER), 'models/big.bin'),
  'link-leads-out': (remote, put) => put('120000', blob(remote, '/etc/passwd'), 'conf/users'),
  'case-clash': (remote, put) => put('100644', blob(remote, 'x = 1\n'), 'App.py'),
};

type Put = (mode: string, id: string, name: string) => void;

const blob = (remote: Remote, text: string) => remote.git(['hash-object', '-w', '--stdin'], {}, text);

/** A remote whose newest version is signed, is on its main branch and holds one thing more. */
function remoteWith(name: string, shape: (remote: Remote, put: Put) => void): Remote {
  const remote = world.remote(name);
  const index = { GIT_INDEX_FILE: path.join(world.folder, `${name}.index`) };
  remote.git(['read-tree', 'main'], index);
  shape(remote, (mode, id, file) =>
    remote.git(['update-index', '--add', '--cacheinfo', `${mode},${id},${file}`], index),
  );
  const tree = remote.git(['write-tree', '--missing-ok'], index);
  const commit = remote.git(['commit-tree', '-p', 'main', '-m', name, tree]);
  remote.git(['update-ref', 'refs/heads/main', commit]);
  remote.git([...mine.options, 'tag', '-s', '-m', 'v1.2.0', 'v1.2.0', commit]);
  return remote;
}

describe.each<Strategy>(['inplace', 'releases'])('a service %s', (strategy) => {
  beforeAll(() => {
    world = releaseWorld(strategy);
    mine = world.key('mine');
    pins = world.pin(`mia@example.com ${mine.line}\n`);
  });
  afterAll(() => world.remove());

  const settingsOf = ({ root: remote }: Remote, name: string) => ({
    remote,
    mirror: path.join(world.folder, `${name}.mirror`),
    allowed_signers: pins,
  });
  const inLive = (...args: readonly string[]) => world.live.git(args);

  test.each(Object.entries(SHAPES))(
    'refuses a version with a %s by that name, before anything is touched',
    async (code, shape) => {
      const settings = settingsOf(remoteWith(code, shape), code);
      expect(await dryRun(world, settings)).toMatchObject({ exitCode: 1, codes: [code] });
      expect(await realRun(world, 'run', settings)).toMatchObject({
        exitCode: 1,
        result: 'skipped',
        codes: [code],
      });
      expect(inLive('rev-parse', 'HEAD')).toBe(world.commits.first);
      const page = readFileSync(path.join(import.meta.dirname, '../../docs/updates.md'), 'utf8');
      expect(page).toContain(`\`${code}\``);
    },
  );

  test('takes a version with links within it, and alike names in other folders', async () => {
    const remote = remoteWith('plain', (made, put) => {
      put('120000', blob(made, '../app.py'), 'conf/app');
      put('100644', blob(made, 'x = 1\n'), 'conf/App.py');
    });
    expect(await dryRun(world, settingsOf(remote, 'plain'))).toMatchObject({ exitCode: 0, codes: [] });
  });

  test('with commits of its own is left alone, and where it is not what version.json says [row 3.10]', async () => {
    const remote = world.remote('own');
    remote.git([...mine.options, 'tag', '-s', '-m', 'v1.1.0', 'v1.1.0', world.commits.second]);
    const settings = settingsOf(remote, 'own');
    const version = path.join(world.checkout, 'bot_persistence/live/meta/version.json');
    const before = readFileSync(version, 'utf8');
    const commitOn = (base: string): string => {
      inLive('checkout', '--quiet', '--detach', base);
      inLive('commit', '--quiet', '--allow-empty', '--message', 'mine');
      return inLive('rev-parse', 'HEAD');
    };
    const expectLeft = async (head: string, ...codes: readonly string[]) => {
      expect((await dryRun(world, settings)).codes).toEqual(codes);
      expect(await realRun(world, 'run', settings)).toMatchObject({ exitCode: 1, codes });
      expect(inLive('rev-parse', 'HEAD')).toBe(head);
    };
    try {
      const diverged = commitOn(world.commits.first);
      await expectLeft(diverged, 'unknown', 'tree-diverged');
      writeFileSync(version, before.replace(world.commits.first, diverged));
      await expectLeft(diverged, 'not-ahead', 'tree-diverged');
      const ahead = commitOn(world.commits.second);
      writeFileSync(version, before.replace(world.commits.first, ahead));
      await expectLeft(ahead, 'not-ahead', 'tree-ahead');
    } finally {
      writeFileSync(version, before);
      inLive('checkout', '--quiet', '--detach', world.commits.first);
    }
  });
});

test('a git that cannot verify SSH signatures is refused before anything is fetched [row 3.04]', async () => {
  world = releaseWorld();
  mine = world.key('mine');
  pins = world.pin(`mia@example.com ${mine.line}\n`);
  const bin = path.join(world.folder, 'old-git');
  const real = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'git'))
    .find((file) => {
      try {
        return readFileSync(file).length > 0;
      } catch {
        return false;
      }
    });
  mkdirSync(bin);
  symlinkSync(real ?? '', path.join(bin, 'real-git'));
  writeFileSync(
    path.join(bin, 'git'),
    `#!/bin/sh\n[ "$1" = --version ] && echo 'git version 2.33.8' && exit\nexec '${bin}/real-git' "$@"\n`,
    { mode: 0o755 },
  );
  const before = process.env['PATH'];
  const mirror = path.join(world.folder, 'old.mirror');
  const { root: remote } = remoteWith('of-old-git', () => undefined);
  process.env['PATH'] = `${bin}${path.delimiter}${before ?? ''}`;
  try {
    const refused = await dryRun(world, { remote, mirror, allowed_signers: pins });
    expect(refused).toMatchObject({ exitCode: 1, codes: ['git-too-old'] });
    expect(readdirSync(path.join(mirror, 'objects/pack'))).toEqual([]);
    const { stdout } = await runMain(['update', 'verify-setup', '--profile', 'live', '--format', 'json'], {
      cwd: world.checkout,
      env: { PATH: process.env['PATH'] },
    });
    const { checks }: { checks: readonly unknown[] } = JSON.parse(stdout);
    expect(checks).toContainEqual({
      id: 'git',
      verdict: 'wrong',
      says: 'git 2.33.8 cannot verify SSH signatures.',
      next: 'Install git 2.34 or newer.',
    });
  } finally {
    process.env['PATH'] = before;
    world.remove();
  }
});
