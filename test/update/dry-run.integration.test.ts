import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { Server } from 'node:net';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { runMain } from '../../packages/cli/src/testing/run-main.ts';
import { addressOf, endRemote, fakeRemote, fileOf, type FakeAnswer } from './fake-remote.ts';
import { dryRun, releaseWorld, type Remote, type ReleaseWorld, type SigningKey } from './release-world.ts';

let world: ReleaseWorld;
let mine: SigningKey;
let released: Remote;
let pins: string;
let count = 0;

beforeAll(() => {
  world = releaseWorld();
  mine = world.key('mine');
  pins = world.pin(`mia@example.com ${mine.line}\n`);
  released = world.remote('released');
  sign(released, 'v1.1.0');
});

afterAll(() => world.remove());

function sign(remote: Remote, name: string, of = world.commits.second): void {
  remote.git([...mine.options, 'tag', '-f', '-s', '-m', name, name, of]);
}

const newMirror = () => path.join(world.folder, `mirror-${(count += 1)}.git`);

/** With a mirror of its own, so that nothing was fetched before. */
const run = (settings: Readonly<Record<string, string | number | boolean>> = {}) =>
  dryRun(world, { remote: released.root, mirror: newMirror(), allowed_signers: pins, ...settings });

/** Every file below a folder, by what it holds and who may do what with it. */
function digestOf(folder: string, leaveOut: readonly string[] = []): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const hash = createHash('sha256');
  for (const name of names.filter((one) => !leaveOut.includes(one))) {
    const file = path.join(folder, name);
    const found = lstatSync(file);
    hash.update(`${name}\0${found.mode}\0`);
    if (found.isFile()) hash.update(`${found.mtimeMs}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

const CONFIG = ['config/update.toml', 'config'];

describe('a dry run', () => {
  test('says from what to what, and which commits and files, and changes nothing [row 3.44]', async () => {
    const before = digestOf(world.checkout, CONFIG);
    const { exitCode, answer } = await run();
    expect(exitCode).toBe(0);
    expect(answer).toMatchObject({
      schema_version: 1,
      dry_run: true,
      profile: 'live',
      verdict: 'would-update',
      from: { version: 'v1.0.0', commit: world.commits.first },
      to: { version: 'v1.1.0', commit: world.commits.second },
      verified: { required: true, signer: 'mia@example.com' },
      refusals: [],
      commits: [{ id: world.commits.second, subject: 'app.py' }],
      files: expect.arrayContaining([
        { status: 'modified', path: 'app.py' },
        { status: 'added', path: 'new.py' },
      ]),
    });
    expect(digestOf(world.checkout, CONFIG)).toBe(before);
    const pretty = await runMain(['update', 'run', '--dry-run', '--profile', 'live'], {
      cwd: world.checkout,
    });
    expect(pretty.stdout).toContain('Would update from v1.0.0');
  });

  test('objects where the service says that it runs another version', async () => {
    world.service.runs = world.commits.apart;
    const { exitCode, codes, answer } = await run();
    world.service.runs = undefined;
    expect({ exitCode, codes }).toEqual({ exitCode: 1, codes: ['health-failing'] });
    expect(JSON.stringify(answer)).toContain(
      `it says that it runs ${world.commits.apart}, not ${world.commits.first}`,
    );
  });

  test('says so loudly where no signature is asked for', async () => {
    const { answer } = await run({ require_signed_tags: false });
    expect(answer['verified']).toEqual({ required: false, signer: null });
    const pretty = await runMain(['update', 'run', '--dry-run', '--profile', 'live'], {
      cwd: world.checkout,
    });
    expect(pretty.stdout).toContain('WARNING: No signature was verified');
  });

  test('runs nothing of the target, and nothing that lies in the checkout or the mirror [row 3.28]', async () => {
    const witness = path.join(world.folder, 'started');
    const trap = path.join(world.folder, 'trap.sh');
    writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >> '${witness}'\ncat\n`, { mode: 0o755 });
    const mirror = newMirror();
    await run({ mirror });
    const hooks = path.join(mirror, 'hooks');
    mkdirSync(hooks);
    for (const name of ['reference-transaction', 'post-update', 'post-checkout', 'post-index-change'])
      writeFileSync(path.join(hooks, name), `#!/bin/sh\n'${trap}'\n`, { mode: 0o755 });
    const settings = path.join(world.checkout, '.git/config');
    const before = readFileSync(settings, 'utf8');
    const traps = [
      'core.fsmonitor',
      'filter.canary.clean',
      'filter.canary.smudge',
      'diff.canary.textconv',
      'gpg.program',
      'gpg.ssh.program',
      'core.sshCommand',
    ];
    try {
      for (const folder of [world.checkout, mirror])
        for (const key of traps) released.git(['-C', folder, 'config', key, trap]);
      released.git(['-C', world.checkout, 'config', 'core.hooksPath', hooks]);
      sign(released, 'v1.2.0');
      utimesSync(path.join(world.checkout, 'app.py'), new Date(), new Date());
      const { codes, answer } = await run({ mirror });
      expect({ codes, to: answer['to'] }).toMatchObject({ codes: [], to: { version: 'v1.2.0' } });
      expect(existsSync(witness) ? readFileSync(witness, 'utf8') : '').toBe('');
    } finally {
      writeFileSync(settings, before);
      released.git(['tag', '-d', 'v1.2.0']);
    }
  });

  test('listens nowhere [row 3.06]', async () => {
    const listens = vi.spyOn(Server.prototype, 'listen');
    const { codes } = await run();
    expect({ codes, listens: listens.mock.calls }).toEqual({ codes: [], listens: [] });
    listens.mockRestore();
  });

  test('fetches the main branch and tags, forgets those that are gone, and nothing else [row 3.08] [row 3.13]', async () => {
    const remote = world.remote('pruned');
    sign(remote, 'v1.1.0');
    remote.git(['update-ref', 'refs/pull/1/head', world.commits.second]);
    remote.git(['tag', 'gone', world.commits.second]);
    const mirror = newMirror();
    const refs = () => released.git(['-C', mirror, 'for-each-ref', '--format=%(refname)']).split('\n');
    await run({ remote: remote.root, mirror });
    const verified = 'refs/lockkeeper/verified/v1.1.0';
    expect(refs()).toEqual(['refs/heads/main', verified, 'refs/tags/gone', 'refs/tags/v1.1.0']);
    remote.git(['update-ref', '-d', 'refs/tags/gone']);
    await run({ remote: remote.root, mirror });
    expect(refs()).toEqual(['refs/heads/main', verified, 'refs/tags/v1.1.0']);
    expect(existsSync(path.join(mirror, 'FETCH_HEAD'))).toBe(false);
  });

  test('refuses a tag that was moved, however often it is asked', async () => {
    const remote = world.remote('moved');
    sign(remote, 'v1.1.0', world.commits.first);
    const mirror = newMirror();
    await run({ remote: remote.root, mirror });
    sign(remote, 'v1.1.0');
    for (let again = 0; again < 2; again += 1)
      expect((await run({ remote: remote.root, mirror })).codes).toEqual(['tag-moved']);
  });

  test('refuses a tag that was deleted and made anew elsewhere [row 3.13]', async () => {
    const remote = world.remote('deleted');
    sign(remote, 'v1.1.0', world.commits.first);
    const mirror = newMirror();
    await run({ remote: remote.root, mirror });
    remote.git(['tag', '-d', 'v1.1.0']);
    expect((await run({ remote: remote.root, mirror })).codes).toEqual(['no-release']);
    // Another release, so that there is something to fetch meanwhile.
    sign(remote, 'v1.0.5');
    expect((await run({ remote: remote.root, mirror })).codes).toEqual([]);
    sign(remote, 'v1.1.0');
    expect((await run({ remote: remote.root, mirror })).codes).toEqual(['tag-moved']);
  });

  test('takes a release, whatever nobody signed under its name before', async () => {
    const remote = world.remote('taken-names');
    const asked = { remote: remote.root, mirror: newMirror() };
    remote.git(['tag', 'v1.1.0', world.commits.second]);
    expect((await run(asked)).codes).toEqual(['tag-lightweight']);
    expect((await run({ ...asked, require_signed_tags: false })).codes).toEqual([]);
    sign(remote, 'v1.1.0');
    expect((await run(asked)).codes).toEqual([]);
  });

  test('forgets no withdrawal that it saw, whatever the remote forgets', async () => {
    const remote = world.remote('forgetful');
    const asked = { remote: remote.root, mirror: newMirror() };
    remote.git([
      ...mine.options,
      'tag',
      '-s',
      '-m',
      'Lockkeeper-Blocked: v1.2.0',
      'v1.1.0',
      world.commits.second,
    ]);
    expect((await run(asked)).codes).toEqual([]);
    remote.git(['tag', '-d', 'v1.1.0']);
    sign(remote, 'v1.2.0');
    expect((await run(asked)).codes).toEqual(['withdrawn']);
    expect((await run(asked)).codes).toEqual(['withdrawn']);
  });

  test('needs nothing of what other branches hold', async () => {
    const remote = world.remote('odd-branch');
    const tree = remote.git(['rev-parse', `${world.commits.second}^{tree}`]);
    const text = `tree ${tree}\nauthor x <x@x> 1 +0000\ncommitter x x@x 1 +0000\n\nx\n`;
    const odd = remote.git(['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], {}, text);
    remote.git(['update-ref', 'refs/heads/feature', odd]);
    sign(remote, 'v1.1.0');
    expect((await run({ remote: remote.root })).codes).toEqual([]);
  });

  test('takes a newer version, whatever tag of an older one was moved', async () => {
    const remote = world.remote('moved-old');
    sign(remote, 'v1.1.0', world.commits.first);
    const mirror = newMirror();
    await run({ remote: remote.root, mirror });
    sign(remote, 'v1.1.0');
    sign(remote, 'v1.2.0');
    expect(await run({ remote: remote.root, mirror })).toMatchObject({
      codes: [],
      answer: { to: { version: 'v1.2.0' } },
    });
  });

  test('refuses a mirror in the checkout', async () => {
    const { exitCode } = await run({ mirror: path.join(world.checkout, 'bot_persistence/mirror.git') });
    expect(exitCode).toBe(2);
    expect(existsSync(path.join(world.checkout, 'bot_persistence/mirror.git'))).toBe(false);
  });
});

describe('the checkout [row 3.10]', () => {
  const app = () => path.join(world.checkout, 'app.py');
  const git = (...args: readonly string[]) => released.git(['-C', world.checkout, ...args]);
  const dirty: readonly (readonly [what: string, code: string, change: () => void])[] = [
    ['a changed file', 'tree-dirty', () => writeFileSync(app(), 'mine\n')],
    [
      'a staged file',
      'tree-dirty',
      () => {
        writeFileSync(app(), 'mine\n');
        git('add', 'app.py');
      },
    ],
    [
      'a file that git does not know',
      'tree-dirty',
      () => writeFileSync(path.join(world.checkout, 'x.py'), ''),
    ],
    [
      'a submodule',
      'tree-dirty',
      () => git('clone', '--quiet', released.root, path.join(world.checkout, 'sub')),
    ],
  ];

  test.each(dirty)('with %s is left alone: %s', async (_, code, change) => {
    try {
      change();
      expect(await run()).toMatchObject({ exitCode: 1, codes: [code] });
    } finally {
      git('reset', '--quiet', '--hard', world.commits.first);
      git('clean', '-ffdq');
    }
  });

  test('that runs the newest version is up to date, and goes back to none [row 3.11]', async () => {
    const remote = world.remote('current');
    sign(remote, 'v0.9.0');
    expect((await run({ remote: remote.root })).codes).toEqual(['not-newer']);
    sign(remote, 'v1.0.0', world.commits.first);
    const { exitCode, answer } = await run({ remote: remote.root });
    expect({ exitCode, verdict: answer['verdict'] }).toEqual({ exitCode: 0, verdict: 'current' });
  });

  test('whose service saved too long ago, or never, is left alone [row 3.12]', async () => {
    const mark = path.join(world.checkout, 'bot_persistence/live/meta/last_save');
    try {
      utimesSync(mark, new Date(0), new Date(0));
      expect((await run()).codes).toEqual(['save-too-old']);
      rmSync(mark);
      expect((await run()).codes).toEqual(['save-missing']);
    } finally {
      writeFileSync(mark, '');
    }
  });
});

const mount = (folder: string, size: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { encoding: 'utf8' });
const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && mount('/mnt', '1m').status === 0;
if (mayMount) spawnSync('umount', ['/mnt']);
const WHY = mayMount ? '' : 'skipped: file systems may not be mounted here: ';

describe('a remote [row 3.13]', () => {
  const answers: readonly (readonly [what: string, code: string, answer: () => FakeAnswer])[] = [
    ['that never answers', 'remote-hung', () => 'never'],
    ['that wants a password', 'remote-unauthorized', () => ({ status: 401 })],
    ['that forbids it', 'remote-unauthorized', () => ({ status: 403 })],
    ['that has no such repository', 'remote-missing', () => ({ status: 404 })],
    ['that is broken', 'remote-failed', () => ({ status: 500 })],
  ];
  test.each(answers)('%s is told as %s', async (_, code, answer) => {
    const server = await fakeRemote(answer);
    try {
      const found = await run({ remote: addressOf(server), fetch_timeout_seconds: 1 });
      expect(found).toMatchObject({ exitCode: 3, codes: [code] });
    } finally {
      endRemote(server);
    }
  });

  test('that breaks off in the middle leaves no remains', async () => {
    const remote = world.remote('cut');
    sign(remote, 'v1.1.0');
    remote.git(['repack', '-adq']);
    remote.git(['update-server-info']);
    const server = await fakeRemote((url) => {
      const { status, body } = fileOf(remote.root, url);
      return { status, body: url.endsWith('.pack') ? body?.subarray(0, body.length / 2) : body };
    });
    const mirror = newMirror();
    try {
      const found = await run({ remote: addressOf(server), mirror });
      expect(found).toMatchObject({ exitCode: 3, codes: ['remote-broken-transfer'] });
      expect(
        readdirSync(path.join(mirror, 'objects/pack')).filter((name) => name.startsWith('tmp_')),
      ).toEqual([]);
    } finally {
      endRemote(server);
    }
  });

  test('whose tag is deleted between the look and the fetch is told', async () => {
    const remote = world.remote('vanishing');
    sign(remote, 'v1.1.0');
    remote.git(['update-server-info']);
    let looks = 0;
    const server = await fakeRemote((url) => {
      if (url.includes('/info/refs') && (looks += 1) === 2) {
        remote.git(['tag', '-d', 'v1.1.0']);
        remote.git(['update-server-info']);
      }
      return fileOf(remote.root, url);
    });
    try {
      const found = await run({ remote: addressOf(server) });
      expect({ looks, found }).toMatchObject({
        looks: 2,
        found: { exitCode: 2, codes: ['unknown-release'] },
      });
    } finally {
      endRemote(server);
    }
  });

  test('that is not to be found, or not trusted, is told', async () => {
    expect((await run({ remote: 'http://no-such-host.invalid/x.git' })).codes).toEqual([
      'remote-name-unresolved',
    ]);
    const missing = path.join(world.folder, 'none.git');
    const { codes, answer } = await run({ remote: missing });
    expect(codes).toEqual(['remote-missing']);
    expect(JSON.stringify(answer)).toContain(`There is no repository at ${missing}`);
    const asked = ['update', 'run', '--dry-run', '--profile', 'live'];
    expect((await runMain(asked, { cwd: world.checkout })).stdout).toMatch(
      /\(remote-missing\)\n\nNothing of the service was changed\.\n$/,
    );
    for (const program of ['', 'http::'])
      expect((await run({ remote: `${program}https://ada:secret@example.invalid/x.git` })).codes).toEqual([
        'remote-password',
      ]);
    const settings = path.join(world.folder, 'gitconfig');
    const ssh = path.join(world.folder, 'ssh.sh');
    writeFileSync(ssh, '#!/bin/sh\necho "Host key verification failed." >&2\nexit 255\n', { mode: 0o755 });
    writeFileSync(settings, `[core]\n\tsshCommand = ${ssh}\n`);
    process.env['GIT_CONFIG_GLOBAL'] = settings;
    try {
      expect((await run({ remote: 'ssh://git@example.invalid/x.git' })).codes).toEqual(['remote-host-key']);
    } finally {
      delete process.env['GIT_CONFIG_GLOBAL'];
    }
  });

  /** Megabytes that cannot be packed. */
  function largeRemote(name: string): Remote {
    const remote = world.remote(name);
    const large = path.join(world.folder, 'large');
    const noise = Buffer.concat(
      Array.from({ length: 40_000 }, (_, at) => createHash('sha512').update(String(at)).digest()),
    );
    writeFileSync(large, noise);
    const blob = remote.git(['hash-object', '-w', large]);
    remote.git(['update-ref', 'refs/tags/large', blob]);
    sign(remote, 'v1.1.0');
    return remote;
  }

  test.skipIf(!mayMount)(
    `${WHY}that sends more than the disk of this host holds is not blamed for it`,
    async () => {
      const { root: remote } = largeRemote('larger');
      const disk = path.join(world.folder, 'disk');
      mkdirSync(disk);
      expect(mount(disk, '1m').status).toBe(0);
      try {
        const mirror = path.join(disk, 'mirror.git');
        const found = await run({ remote, mirror });
        expect(found).toMatchObject({ exitCode: 1, codes: ['disk-full'] });
        mount(disk, '10m,remount');
        expect((await run({ remote, mirror })).codes).toEqual([]);
      } finally {
        spawnSync('umount', ['--lazy', disk]);
      }
    },
  );

  test('that sends more than may be is stopped, and stays so', async () => {
    const remote = largeRemote('large');
    const mirror = newMirror();
    for (let again = 0; again < 2; again += 1) {
      const found = await run({ remote: remote.root, mirror, fetch_max_mb: 1 });
      expect(found).toMatchObject({ exitCode: 3, codes: ['remote-too-large'] });
    }
    expect((await run({ remote: remote.root, mirror, fetch_max_mb: 5 })).codes).toEqual([]);
  });

  test('is asked again where a git that was killed left its locks, and nothing else is taken for one', async () => {
    const remote = world.remote('locked');
    remote.git(['tag', 'tmp_a/b', world.commits.second]);
    const mirror = newMirror();
    sign(remote, 'v1.0.1');
    expect((await run({ remote: remote.root, mirror })).codes).toEqual([]);
    const ofPerson = path.join(mirror, 'worktrees/v1.0.0/index.lock');
    const lock = path.join(mirror, 'refs/tags/v1.1.0.lock');
    const half = path.join(mirror, 'objects/pack/.tmp-1-pack-1.pack');
    for (const file of [ofPerson, lock, half]) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, '');
    }
    sign(remote, 'v1.1.0');
    expect(await run({ remote: remote.root, mirror })).toMatchObject({
      exitCode: 3,
      codes: ['remote-failed'],
    });
    expect([lock, half, ofPerson].map((file) => existsSync(file))).toEqual([false, false, true]);
    expect((await run({ remote: remote.root, mirror })).codes).toEqual([]);
  });

  test('that is a shallow clone is not taken for whole', async () => {
    const shallow = path.join(world.folder, 'shallow.git');
    released.git(['clone', '--quiet', '--bare', '--depth=1', `file://${released.root}`, shallow]);
    released.git(['-C', shallow, 'fetch', '--quiet', '--depth=1', 'origin', 'tag', 'v1.1.0']);
    const found = await run({ remote: `file://${shallow}` });
    expect(found.exitCode).not.toBe(0);
    expect(found.codes).toContain('remote-shallow');
  });
});
