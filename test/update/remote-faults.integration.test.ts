import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { addressOf, endRemote, fakeRemote, fileOf, type FakeAnswer } from './fake-remote.ts';
import { botWorld, expectUntouched, type BotWorld, type Strategy } from './killed-updater.ts';

/** How a remote fails; each is asked by a service that runs. */
interface RemoteFault {
  readonly what: string;
  readonly code: string;
  /** Settings, for what is no answer of a server. */
  readonly settings?: Configures;
  /** What its server says instead of what lies there. */
  readonly says?: Says;
}

type Configures = (at: FaultPlace) => Readonly<Record<string, unknown>>;

type Says = (given: FakeAnswer, at: FaultPlace & { readonly url: string }) => FakeAnswer;

interface FaultPlace {
  readonly folder: string;
  /** Of the remote that holds two new versions, absolute. */
  readonly root: string;
  /** How often the list of its refs was asked for. */
  readonly looks: number;
  readonly git: (...args: readonly string[]) => string;
}

/** What lies there, but for its packs. */
const packs =
  (change: (body: Buffer) => FakeAnswer): Says =>
  (given, { url }) =>
    given !== 'never' && url.endsWith('.pack') && given.body !== undefined ? change(given.body) : given;

const half = (body: Buffer) => body.subarray(0, body.length / 2);

/** As ssh says it, and ends with. */
const bySsh =
  (words: string): Configures =>
  ({ folder }) => {
    writeFileSync(path.join(folder, 'ssh.sh'), `#!/bin/sh\necho "${words}" >&2\nexit 255\n`, { mode: 0o755 });
    return { remote: 'ssh://git@example.invalid/bot.git' };
  };

const FAULTS: readonly RemoteFault[] = [
  { what: 'never answers', code: 'remote-hung', says: () => 'never' },
  {
    what: 'hangs in the pack',
    code: 'remote-hung',
    says: packs((body) => ({ status: 200, body: half(body), hangs: true })),
  },
  { what: 'wants a password', code: 'remote-unauthorized', says: () => ({ status: 401 }) },
  { what: 'forbids it', code: 'remote-unauthorized', says: () => ({ status: 403 }) },
  { what: 'is broken', code: 'remote-failed', says: () => ({ status: 500 }) },
  {
    what: 'breaks off in the pack',
    code: 'remote-broken-transfer',
    says: packs((body) => ({ status: 200, body: half(body) })),
  },
  {
    what: 'sends a pack in which one byte is another',
    code: 'remote-broken-transfer',
    says: packs((body) => {
      const other = Buffer.from(body);
      const at = Math.trunc(other.length / 2);
      other.writeUInt8(other.readUInt8(at) ^ 0xff, at);
      return { status: 200, body: other };
    }),
  },
  {
    what: 'has no address',
    code: 'remote-name-unresolved',
    settings: () => ({ remote: 'http://no-such-host.invalid/bot.git' }),
  },
  {
    what: 'has another host key',
    code: 'remote-host-key',
    settings: bySsh('Host key verification failed.'),
  },
  {
    what: 'knows the deploy key no more',
    code: 'remote-unauthorized',
    settings: bySsh('git@example.invalid: Permission denied (publickey).'),
  },
  {
    // Before any row that brings its last but one commit: then nothing is missing.
    what: 'is a shallow clone',
    code: 'remote-shallow',
    settings: ({ folder, root, git }) => {
      const shallow = path.join(folder, 'shallow.git');
      git('clone', '--quiet', '--bare', '--depth=1', `file://${root}`, shallow);
      return { remote: `file://${shallow}` };
    },
  },
  {
    what: 'has lost the tag once it is fetched',
    code: 'unknown-release',
    says: (given, { url, looks, root, git }) => {
      if (!url.includes('/info/refs') || looks !== 2) return given;
      git(`--git-dir=${root}`, 'update-ref', '-d', 'refs/tags/v1.2.0');
      git(`--git-dir=${root}`, 'update-server-info');
      return fileOf(root, url);
    },
  },
  {
    what: 'sends more than may be',
    code: 'remote-too-large',
    settings: ({ root, folder, git }) => {
      const blocks = Array.from({ length: 40_000 }, (_, at) =>
        createHash('sha512').update(String(at)).digest(),
      );
      writeFileSync(path.join(folder, 'large'), Buffer.concat(blocks));
      const blob = git(`--git-dir=${root}`, 'hash-object', '-w', path.join(folder, 'large'));
      git(`--git-dir=${root}`, 'update-ref', 'refs/tags/large', blob);
      return { remote: root, fetch_max_mb: 1 };
    },
  },
];

describe.each<Strategy>(['releases', 'inplace'])('a service %s', (strategy) => {
  let world: BotWorld;
  let server: Server;
  let says: Says | undefined;
  let looks = 0;
  const place = (): FaultPlace => ({
    folder: world.bot.folder,
    root: world.bot.remote,
    looks,
    git: world.bot.git,
  });

  beforeAll(async () => {
    world = await botWorld(strategy);
    const { bot } = world;
    world.release();
    world.release();
    bot.git(`--git-dir=${bot.remote}`, 'repack', '-adq');
    server = await fakeRemote((url) => {
      looks += url.includes('/info/refs') ? 1 : 0;
      const given = fileOf(bot.remote, url);
      return says?.(given, { ...place(), url }) ?? given;
    });
    // The mirror has its settings before anything is fetched.
    const mirror = path.join(strategy === 'releases' ? bot.root : bot.folder, 'mirror.git');
    execFileSync('git', ['init', '--quiet', '--bare', '--template=', mirror]);
    bot.git(`--git-dir=${mirror}`, 'config', 'core.sshCommand', path.join(bot.folder, 'ssh.sh'));
  });

  afterAll(async () => {
    endRemote(server);
    await world.end();
  });

  test.each(FAULTS)(
    'goes on as it was where its remote $what: $code [row 3.13] [row 3.23]',
    async ({ code, settings, says: given }) => {
      const { bot } = world;
      // One of them has taken it away.
      bot.git('push', '--quiet', 'origin', 'refs/tags/v1.2.0');
      bot.git(`--git-dir=${bot.remote}`, 'update-server-info');
      says = given;
      looks = 0;
      bot.configure({ remote: addressOf(server), fetch_timeout_seconds: 2, ...settings?.(place()) });
      await expectUntouched(bot, async () => {
        const { exitCode, stdout } = await bot.update();
        const { level, codes, why }: { level: string; codes: string[]; why: string } = JSON.parse(stdout);
        expect({ exitCode, level }, why).toEqual({ exitCode: 1, level: 'warning' });
        // A run that has begun to fetch says it in words.
        expect([...codes, /\((\S+)\)/.exec(why)?.[1]]).toContain(code);
      });
    },
  );
});
