import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  existsSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

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
let other: SigningKey;
let pins: string;
let gpg: GpgKeys;
let count = 0;

/** What ran of a version, a word for each time. */
let witness: string;

beforeAll(() => {
  gpg = gpgKeys();
  // Whatever the user trusts besides does not count.
  process.env['GNUPGHOME'] = gpg.home;
});

afterAll(() => {
  delete process.env['GNUPGHOME'];
  execFileSync('gpgconf', ['--homedir', gpg.home, '--kill', 'all']);
  rmSync(gpg.home, { recursive: true, force: true });
});

interface GpgKeys {
  readonly home: string;
  readonly keyring: string;
  /** Makes signatures of the year in which the key that expired was valid. */
  readonly program: string;
  readonly ids: Readonly<Record<'pinned' | 'unpinned' | 'expired' | 'revoked', string>>;
}

function gpgKeys(): GpgKeys {
  const home = mkdtempSync(path.join(tmpdir(), 'lk-gpg-'));
  const run = (...args: readonly string[]) =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', '--passphrase', '', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const then = '--faked-system-time=20200101T000000';
  run('--quick-gen-key', 'mia@example.com', 'ed25519', 'sign', 'never');
  run('--quick-gen-key', 'eve@example.com', 'ed25519', 'sign', 'never');
  run(then, '--quick-gen-key', 'old@example.com', 'ed25519', 'sign', '10d');
  run('--quick-gen-key', 'lost@example.com', 'ed25519', 'sign', 'never');
  const [, lost = ''] =
    /^fpr:+([0-9A-F]+):/m.exec(String(run('--list-keys', '--with-colons', 'lost@example.com'))) ?? [];
  // A colon keeps it from being used by mistake.
  const revocation = readFileSync(path.join(home, `openpgp-revocs.d/${lost}.rev`), 'utf8').replace(/^:/m, '');
  const keyring = path.join(home, 'pinned.asc');
  const pinned = run('--armor', '--export', 'mia@example.com', 'old@example.com', 'lost@example.com');
  writeFileSync(keyring, `${String(pinned)}\n${revocation}`);
  const program = path.join(home, 'gpg-of-2020');
  writeFileSync(program, `#!/bin/sh\nexec gpg --faked-system-time=20200102T000000 "$@"\n`, { mode: 0o755 });
  const ids = {
    pinned: 'mia@example.com',
    unpinned: 'eve@example.com',
    expired: 'old@example.com',
    revoked: 'lost@example.com',
  };
  return { home, keyring, program, ids };
}

const sign = (
  remote: Remote,
  name: string,
  { key = mine, of = world.commits.second, message = name, date = '' } = {},
) =>
  remote.git(
    [...key.options, 'tag', '-s', '-m', message, name, of],
    date === '' ? {} : { GIT_COMMITTER_DATE: date },
  );

const signByGpg = (
  remote: Remote,
  name: string,
  { id, program = 'gpg', date = '' }: { id: string; program?: string; date?: string },
) =>
  remote.git(
    [
      '-c',
      `gpg.program=${program}`,
      '-c',
      `user.signingkey=${id}`,
      'tag',
      '-s',
      '-m',
      name,
      name,
      world.commits.second,
    ],
    { GNUPGHOME: gpg.home, ...(date !== '' && { GIT_COMMITTER_DATE: date }) },
  );

/** Another text under the signature of a tag. */
function rewrite(remote: Remote, name: string, change: (text: string) => string): void {
  const text = remote.git(['cat-file', 'tag', `refs/tags/${name}`]);
  const id = remote.git(['hash-object', '-t', 'tag', '-w', '--stdin'], {}, `${change(text)}\n`);
  remote.git(['update-ref', `refs/tags/${name}`, id]);
}

/** A tag as git makes it, signed for something else. */
function signFor(remote: Remote, namespace: string): void {
  sign(remote, 'v1.1.0');
  rewrite(remote, 'v1.1.0', (text) => {
    const payload = text.slice(0, text.indexOf('-----BEGIN'));
    const args = ['-Y', 'sign', '-n', namespace, '-f', mine.file];
    return (
      payload +
      execFileSync('ssh-keygen', args, { input: payload, encoding: 'utf8', stdio: 'pipe' }).trimEnd()
    );
  });
}

type Settings = Readonly<Record<string, string | number | boolean>>;

interface Attempt {
  readonly what: string;
  readonly release: (remote: Remote) => void;
  readonly settings?: () => Settings;
  readonly codes: readonly string[];
}

const LINE = (options: string) => `mia@example.com ${options} ${mine.line}\n`;

const TRUSTED: readonly Attempt[] = [
  { what: 'a tag signed by a pinned SSH key', release: (remote) => sign(remote, 'v1.1.0'), codes: [] },
  {
    what: 'a tag signed by a pinned OpenPGP key',
    release: (remote) => signByGpg(remote, 'v1.1.0', { id: gpg.ids.pinned }),
    settings: () => ({ gpg_keyring: gpg.keyring }),
    codes: [],
  },
  {
    what: 'a tag without a signature, where none is required',
    release: (remote) => remote.git(['tag', 'v1.1.0', world.commits.second]),
    settings: () => ({ require_signed_tags: false }),
    codes: [],
  },
  {
    what: 'a signed commit of channel main',
    release: (remote) => {
      const tree = `${world.commits.second}^{tree}`;
      const args = [...mine.options, 'commit-tree', '-S', '-m', 'signed', '-p', world.commits.second, tree];
      remote.git(['update-ref', 'refs/heads/main', remote.git(args)]);
    },
    settings: () => ({ channel: 'main' }),
    codes: [],
  },
  {
    what: 'a release that an unsigned tag calls withdrawn',
    release: (remote) => {
      sign(remote, 'v1.1.0');
      remote.git(['tag', '-a', '-m', 'Lockkeeper-Blocked: v1.1.0', 'v1.0.1', world.commits.first]);
      sign(remote, 'v1.0.2', { key: other, of: world.commits.first, message: 'Lockkeeper-Blocked: v1.1.0' });
    },
    codes: [],
  },
  {
    what: 'a release where others may make files beside the pinned keys, and change none',
    release: (remote) => sign(remote, 'v1.1.0'),
    settings: () => ({ allowed_signers: opened((file) => chmodSync(path.dirname(file), 0o1777)) }),
    codes: [],
  },
  {
    what: 'a release that odd tags call withdrawn, which nobody can read',
    release: (remote) => {
      sign(remote, 'v1.1.0');
      const put = (type: string, text: string) =>
        remote.git(['hash-object', '-t', type, '-w', '--stdin', '--literally'], {}, text);
      const tree = remote.git(['rev-parse', `${world.commits.second}^{tree}`]);
      const who = 'x <x@x> 9000000000000 +0000';
      const late = put('commit', `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nx\n`);
      const withdrawing = (name: string, object: string, more = '') =>
        remote.git([
          'update-ref',
          `refs/tags/${name}`,
          put(
            'tag',
            `object ${object}\ntag ${name}\ntagger x <x@x> 1 +0000\n\nLockkeeper-Blocked: v1.1.0\n${more}`,
          ),
        ]);
      withdrawing('late', `${late}\ntype commit`);
      withdrawing('blob', `${put('blob', 'x')}\ntype blob`);
      withdrawing('large', `${world.commits.second}\ntype commit`, 'x'.repeat(1024 * 1024));
    },
    codes: [],
  },
  {
    what: 'a release whose terms hold here',
    release: (remote) =>
      sign(remote, 'v1.1.0', {
        message:
          'v1.1.0\n\nLockkeeper-Expires: 2099-01-01T00:00:00Z\nLockkeeper-Min-From: v1.0.0\nLockkeeper-Rollout: 100%@0h',
      }),
    codes: [],
  },
];

/** Pinned keys, after something was done to the file or to the folder that it lies in. */
function opened(change: (file: string) => void): string {
  const file = world.pin(LINE(''));
  change(file);
  return file;
}

const REFUSED: readonly Attempt[] = [
  {
    what: 'an annotated tag without a signature',
    release: (remote) => remote.git(['tag', '-a', '-m', 'v1.1.0', 'v1.1.0', world.commits.second]),
    codes: ['unsigned'],
  },
  {
    what: 'a lightweight tag',
    release: (remote) => remote.git(['tag', 'v1.1.0', world.commits.second]),
    codes: ['tag-lightweight'],
  },
  {
    what: 'an SSH key that is not pinned',
    release: (remote) => sign(remote, 'v1.1.0', { key: other }),
    codes: ['key-unpinned'],
  },
  {
    what: 'a key that was valid then and is no more',
    release: (remote) => sign(remote, 'v1.1.0', { date: '2024-06-01T00:00:00Z' }),
    settings: () => ({ allowed_signers: world.pin(LINE('valid-before="20250101"')) }),
    codes: ['key-expired'],
  },
  {
    what: 'a key that was not valid yet',
    release: (remote) => sign(remote, 'v1.1.0', { date: '2024-06-01T00:00:00Z' }),
    settings: () => ({ allowed_signers: world.pin(LINE('valid-after="20250101"')) }),
    codes: ['key-expired'],
  },
  {
    what: 'a signature for another namespace',
    release: (remote) => signFor(remote, 'file'),
    codes: ['wrong-namespace'],
  },
  {
    what: 'a key that is pinned for another namespace',
    release: (remote) => sign(remote, 'v1.1.0'),
    settings: () => ({ allowed_signers: world.pin(LINE('namespaces="file"')) }),
    codes: ['pinned-otherwise'],
  },
  ...(
    [
      ['a key in a file that names nobody', () => `${mine.line}\n`],
      ['a file of something else', () => 'trust mia\n'],
      ['a file without a key', () => '# mia\n\n'],
      ['a private key where the public one should be', () => readFileSync(mine.file, 'utf8')],
    ] as const
  ).map(([what, text]) => ({
    what,
    release: (remote: Remote) => sign(remote, 'v1.1.0'),
    settings: () => ({ allowed_signers: world.pin(text()) }),
    codes: ['pins-malformed'],
  })),
  {
    what: 'the signed tag of another version under this name',
    release: (remote) => {
      sign(remote, 'v1.0.1');
      remote.git(['update-ref', 'refs/tags/v1.1.0', remote.git(['rev-parse', 'refs/tags/v1.0.1'])]);
    },
    codes: ['tag-renamed'],
  },
  {
    what: 'a signed tag of a blob',
    release: (remote) =>
      sign(remote, 'v1.1.0', { of: remote.git(['rev-parse', `${world.commits.second}:app.py`]) }),
    codes: ['not-a-commit'],
  },
  {
    what: 'a signed tag of a tree',
    release: (remote) =>
      sign(remote, 'v1.1.0', { of: remote.git(['rev-parse', `${world.commits.second}^{tree}`]) }),
    codes: ['not-a-commit'],
  },
  {
    what: 'a signed tag of a tag',
    release: (remote) => {
      sign(remote, 'v1.0.1');
      sign(remote, 'v1.1.0', { of: remote.git(['rev-parse', 'refs/tags/v1.0.1']) });
    },
    codes: ['not-a-commit'],
  },
  {
    what: 'a message that was changed after it was signed',
    release: (remote) => {
      sign(remote, 'v1.1.0', { message: 'careful' });
      rewrite(remote, 'v1.1.0', (text) => text.replace('careful', 'careless'));
    },
    codes: ['tampered'],
  },
  {
    what: 'a commit that was put under another signature',
    release: (remote) => {
      sign(remote, 'v1.1.0', { of: world.commits.first });
      rewrite(remote, 'v1.1.0', (text) => text.replace(world.commits.first, world.commits.second));
    },
    codes: ['tampered'],
  },
  {
    what: 'nothing newer than what ran before',
    release: (remote) => sign(remote, 'v0.9.0'),
    codes: ['not-newer'],
  },
  {
    what: 'the release of another program that the same key signs, merged by whoever holds the remote',
    release: (remote) => {
      const tree = remote.git(['rev-parse', `${world.commits.apart}^{tree}`]);
      const other = remote.git(['commit-tree', '-m', 'other', tree]);
      sign(remote, 'v7.0.0', { of: other });
      const merge = ['commit-tree', '-m', 'merge', '-p', world.commits.second, '-p', other, tree];
      remote.git(['update-ref', 'refs/heads/main', remote.git(merge)]);
    },
    codes: ['not-ahead'],
  },
  {
    what: 'a release that has expired',
    release: (remote) =>
      sign(remote, 'v1.1.0', { message: 'v1.1.0\n\nLockkeeper-Expires: 2026-01-01T00:00:00Z' }),
    codes: ['release-expired'],
  },
  {
    what: 'a commit that is not on the main branch',
    release: (remote) => sign(remote, 'v1.1.0', { of: world.commits.apart }),
    codes: ['not-on-branch'],
  },
  {
    what: 'a release that needs another one before it',
    release: (remote) => sign(remote, 'v1.1.0', { message: 'v1.1.0\n\nLockkeeper-Min-From: v1.0.5' }),
    codes: ['min-from'],
  },
  {
    what: 'a release that a later tag withdraws',
    release: (remote) => {
      sign(remote, 'v1.1.0');
      sign(remote, 'v1.0.1', { of: world.commits.first, message: 'Lockkeeper-Blocked: v1.1.0' });
    },
    codes: ['withdrawn'],
  },
  {
    what: 'a release that is not rolled out to anybody yet',
    release: (remote) => sign(remote, 'v1.1.0', { message: 'v1.1.0\n\nLockkeeper-Rollout: 0%@0h 100%@24h' }),
    codes: ['not-in-cohort'],
  },
  {
    what: 'terms that nobody here knows',
    release: (remote) => sign(remote, 'v1.1.0', { message: 'v1.1.0\n\nLockkeeper-Only-On: tuesdays' }),
    codes: ['trailer-unreadable'],
  },
  {
    what: 'an OpenPGP key that the user has and nobody pinned',
    release: (remote) => signByGpg(remote, 'v1.1.0', { id: gpg.ids.unpinned }),
    settings: () => ({ gpg_keyring: gpg.keyring }),
    codes: ['key-unpinned'],
  },
  {
    what: 'an OpenPGP key where none is pinned',
    release: (remote) => signByGpg(remote, 'v1.1.0', { id: gpg.ids.pinned }),
    codes: ['key-unpinned'],
  },
  {
    what: 'an OpenPGP key that has expired',
    release: (remote) =>
      signByGpg(remote, 'v1.1.0', {
        id: gpg.ids.expired,
        program: gpg.program,
        date: '2020-01-02T00:00:00Z',
      }),
    settings: () => ({ gpg_keyring: gpg.keyring }),
    codes: ['key-expired'],
  },
  {
    what: 'an OpenPGP key that was pinned with its revocation',
    release: (remote) => signByGpg(remote, 'v1.1.0', { id: gpg.ids.revoked }),
    settings: () => ({ gpg_keyring: gpg.keyring }),
    codes: ['key-revoked'],
  },
  {
    what: 'an OpenPGP signature of another text',
    release: (remote) => {
      signByGpg(remote, 'v1.1.0', { id: gpg.ids.pinned });
      rewrite(remote, 'v1.1.0', (text) => text.replace('\n\nv1.1.0', '\n\nv1.1.0 and more'));
    },
    settings: () => ({ gpg_keyring: gpg.keyring }),
    codes: ['tampered'],
  },
  {
    what: 'a commit of channel main without a signature',
    release: () => undefined,
    settings: () => ({ channel: 'main' }),
    codes: ['unsigned'],
  },
  {
    what: 'pinned keys that are not there',
    release: (remote) => sign(remote, 'v1.1.0'),
    settings: () => ({ allowed_signers: path.join(world.folder, 'none') }),
    codes: ['pins-missing'],
  },
  {
    what: 'pinned keys in the checkout',
    release: (remote) => sign(remote, 'v1.1.0'),
    settings: () => {
      const file = path.join(world.live.root, 'bot_persistence/allowed_signers');
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, LINE(''));
      return { allowed_signers: file };
    },
    codes: ['pins-in-tree'],
  },
  ...(
    [
      ['that everybody may write', (file) => chmodSync(file, 0o666)],
      ['that a group may write', (file) => chmodSync(file, 0o664)],
      ['in a folder that others may write', (file) => chmodSync(path.dirname(file), 0o777)],
      [
        'below a folder that others may write',
        (file) => {
          const above = path.join(path.dirname(file), 'above');
          mkdirSync(path.join(above, 'keys'), { recursive: true });
          copyFileSync(file, path.join(above, 'keys/allowed_signers'));
          chmodSync(above, 0o777);
          rmSync(file);
          symlinkSync('above/keys/allowed_signers', file);
        },
      ],
      [
        'to which a link leads that others may change',
        (file) => {
          const own = path.join(mkdtempSync(path.join(world.folder, 'own-')), 'keys');
          copyFileSync(file, own);
          rmSync(file);
          symlinkSync(own, file);
          chmodSync(path.dirname(file), 0o777);
        },
      ],
    ] satisfies readonly (readonly [string, (file: string) => void])[]
  ).map(([what, change]): Attempt => ({
    what: `pinned keys ${what}`,
    release: (remote) => sign(remote, 'v1.1.0'),
    settings: () => ({ allowed_signers: opened(change) }),
    codes: ['pins-writable'],
  })),
  {
    what: 'pinned OpenPGP keys that everybody may write',
    release: (remote) => signByGpg(remote, 'v1.1.0', { id: gpg.ids.pinned }),
    settings: () => {
      const file = path.join(mkdtempSync(path.join(world.folder, 'ring-')), 'pinned.asc');
      copyFileSync(gpg.keyring, file);
      chmodSync(file, 0o666);
      return { gpg_keyring: file };
    },
    codes: ['pins-writable'],
  },
  { what: 'a remote without a release', release: () => undefined, codes: ['no-release'] },
];

/** The settings of a host whose remote has it. */
function settingsOf({ release, settings = () => ({}) }: Attempt): Readonly<Record<string, unknown>> {
  count += 1;
  const remote = world.remote(`remote-${count}`);
  release(remote);
  const mirror = path.join(world.folder, `mirror-${count}.git`);
  const test = ['sh', '-c', `echo test >> '${witness}'`];
  rmSync(witness, { force: true });
  return { remote: remote.root, mirror, allowed_signers: pins, test_commands: [test], ...settings() };
}

const ran = () => (existsSync(witness) ? readFileSync(witness, 'utf8') : '');

describe.each<Strategy>(['inplace', 'releases'])('a version that comes %s [row 3.14]', (strategy) => {
  beforeAll(() => {
    world = releaseWorld(strategy);
    mine = world.key('mine');
    other = world.key('other');
    pins = world.pin(`mia@example.com namespaces="git" ${mine.line}\n`);
    witness = path.join(world.folder, 'ran');
    const config = path.join(world.folder, 'gitconfig');
    // Each version says that its files go through it.
    const filter = `sh -c 'echo filter >> ${witness}; cat'`;
    writeFileSync(config, `[filter "canary"]\n\tsmudge = "${filter}"\n\tclean = "${filter}"\n`);
    process.env['GIT_CONFIG_GLOBAL'] = config;
  });

  afterAll(() => {
    delete process.env['GIT_CONFIG_GLOBAL'];
    world.remove();
  });

  test.each(TRUSTED)('is taken: $what', async (one) => {
    const settings = settingsOf(one);
    const { exitCode, codes, answer } = await dryRun(world, settings);
    expect({ codes, exitCode, verdict: answer['verdict'], ran: ran() }).toEqual({
      codes: one.codes,
      exitCode: 0,
      verdict: 'would-update',
      ran: '',
    });
    const { result, why } = await realRun(world, 'acquire', settings);
    expect(result, why ?? '').toBe('staged');
    expect(ran()).toMatch(/^(?:filter\n)+test\n/);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'is refused by who else owns the pinned keys (only root can give a file to somebody else)',
    async () => {
      const settings = settingsOf({
        what: '',
        release: (remote) => sign(remote, 'v1.1.0'),
        settings: () => ({ allowed_signers: opened((file) => chownSync(file, 1000, 1000)) }),
        codes: [],
      });
      expect((await dryRun(world, settings)).codes).toEqual(['pins-writable']);
    },
  );

  test.each(REFUSED)(
    'is refused by the name of the attack, and nothing of it runs: $what [row 3.28]',
    async (one) => {
      const settings = settingsOf(one);
      const { result, codes, why } = await realRun(world, 'run', settings);
      expect(['failed', 'skipped'], why ?? '').toContain(result);
      expect({ codes, ran: ran() }).toEqual({ codes: one.codes, ran: '' });
      const again = await dryRun(world, settings);
      expect({
        codes: again.codes,
        exitCode: again.exitCode,
        verdict: again.answer['verdict'],
        ran: ran(),
      }).toEqual({
        codes: one.codes,
        exitCode: 1,
        verdict: 'refused',
        ran: '',
      });
    },
  );
});
