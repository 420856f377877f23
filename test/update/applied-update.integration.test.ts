import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  botWorld,
  confirmed,
  expectConverged,
  expectUntouched,
  servicePid,
  type BotWorld,
  type Strategy,
} from './killed-updater.ts';

/** What has ended and nobody has asked about yet runs no more. */
function isRunning(pid: string): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
}

/** That a program of the settings may take, where nothing else is set. */
const COMMAND_SECONDS = 600;

/** A run that changed nothing, and part of what it says. */
const failedBy = (why: string) => ({ result: 'failed', why: expect.stringContaining(why) });
const NOT_YET = { result: 'skipped', codes: ['waiting', 'blocked'] };

function gitOf(place: string, args: readonly string[], input = ''): string {
  return execFileSync('git', [`--git-dir=${place}`, ...args], { input, encoding: 'utf8' }).trim();
}

/** A pack of its own with one object, that nothing leads to. */
function packed(place: string, text: string): string {
  const id = gitOf(place, ['hash-object', '-w', '--stdin'], text);
  gitOf(place, ['pack-objects', '--quiet', path.join(place, 'objects/pack/pack')], `${id}\n`);
  gitOf(place, ['prune-packed']);
  return id;
}

describe.each<Strategy>(['releases', 'inplace'])('an update by strategy %s', (strategy) => {
  let world: BotWorld;
  beforeAll(async () => {
    world = await botWorld(strategy);
  });
  afterAll(async () => await world.end());

  const json = (text: string): Record<string, unknown> => JSON.parse(text);
  const meta = (name: string) => readFileSync(path.join(world.bot.meta, name), 'utf8');
  const work = () =>
    strategy === 'releases' ? world.bot.root : path.join(world.bot.folder, 'mirror.git.work');

  function followAdvice(message: string): void {
    const [, command = ''] =
      /; to go back, run (.*)\. Repair that first/.exec(String(json(message)['why'])) ?? [];
    execFileSync('sh', ['-c', command], { cwd: world.bot.root, stdio: 'ignore' });
  }

  test('brings a signed version, and tells it everywhere [row 3.14] [row 3.16] [row 3.20] [row 3.21] [row 3.22] [row 3.46]', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    // As on a host on which nothing was ever updated.
    rmSync(path.join(bot.meta, 'version.json'));
    const { version, commit } = world.release();
    const pid = servicePid(bot);
    const { exitCode, stdout } = await bot.update();
    expect(exitCode).toBe(0);
    expect(json(stdout)).toMatchObject({ result: 'updated', level: 'info', to: { version, commit } });
    await expectConverged(bot, commit);
    expect(servicePid(bot)).not.toBe(pid);
    expect(json(meta('version.json'))).toMatchObject({
      version,
      floor: version,
      previous: { version: null, commit: before },
    });
    expect(json(meta('banner.json'))).toMatchObject({ level: 'info', code: 'updated' });
    expect(meta('update.prom')).toContain(
      `lockkeeper_update_info{version="${version}",commit="${commit}"} 1`,
    );
    const history = json((await bot.update(['history'])).stdout);
    expect(history).toMatchObject({ runs: [{ result: 'updated', to: { version }, resumes: 0 }] });
    const [snapshot = ''] = readdirSync(path.join(work(), 'backups'));
    const packed = execFileSync('tar', [
      '-tf',
      path.join(work(), 'backups', snapshot, 'code.tar'),
    ]).toString();
    expect(packed).toContain('./bot.mjs');
    const journal = meta('update_journal.jsonl');
    expect((await bot.update()).exitCode).toBe(0);
    expect(meta('update_journal.jsonl'), 'nothing is written where there is nothing to do').toBe(journal);
  });

  test('brings what runs under a new number once, and says so before', async () => {
    const { bot } = world;
    const { version: from } = json(meta('version.json'));
    const [commit, version] = [confirmed(bot), String(from).replace(/\d+$/, '9')];
    bot.sign(version);
    bot.git('push', '--quiet', 'origin', `refs/tags/${version}`);
    const { stdout: told } = await bot.update(['run', '--dry-run']);
    expect(json(told)).toMatchObject({ verdict: 'would-update' });
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated', to: { version, commit } });
    expect(json(meta('version.json'))).toMatchObject({ version, commit, previous: { version: from } });
    await expectConverged(bot, commit);
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'skipped', codes: ['not-newer'] });
  });

  test('puts many packs together without losing an object, and takes away what killed processes left', async () => {
    const { bot } = world;
    const { root } = bot;
    // Of a checkout the first run makes the mirror.
    await bot.update();
    const [mirror, left, written] = [
      strategy === 'releases' ? path.join(root, 'mirror.git') : path.join(bot.folder, 'mirror.git'),
      path.join(root, '.current-1-1'),
      path.join(bot.meta, '.lockkeeper-1-0123456789ab.tmp'),
    ];
    if (strategy === 'releases') symlinkSync('gone', left);
    writeFileSync(written, '');
    utimesSync(written, 0, 0);
    writeFileSync(path.join(bot.meta, '.lockkeeper-2-0123456789ab.tmp'), '');
    const places = strategy === 'releases' ? [mirror] : [mirror, path.join(root, '.git')];
    const kept = places.map((place) => ({
      place,
      ids: Array.from({ length: 25 }, (_, at) => packed(place, `${at}`)),
    }));
    world.release();
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated', level: 'info' });
    for (const { place, ids } of kept) {
      const packs = readdirSync(path.join(place, 'objects/pack')).filter((name) => name.endsWith('.pack'));
      expect(packs.length, place).toBeLessThan(10);
      for (const id of ids) expect(gitOf(place, ['cat-file', '-t', id])).toBe('blob');
    }
    expect(readdirSync(root).filter((name) => name.startsWith('.current-'))).toEqual([]);
    expect(readdirSync(bot.meta).filter((name) => name.endsWith('.tmp'))).toEqual([
      '.lockkeeper-2-0123456789ab.tmp',
    ]);
  });

  test('is none where the remote cannot be asked, which is told until it answers [row 3.23]', async () => {
    const { bot } = world;
    const banner = () => json(meta('banner.json'));
    bot.configure({ remote: path.join(bot.folder, 'gone.git') });
    await expectUntouched(world.bot, async () => {
      const { exitCode, stdout } = await bot.update();
      expect(exitCode).toBe(1);
      expect(json(stdout)).toMatchObject({ result: 'skipped', level: 'warning', codes: ['remote-missing'] });
    });
    expect(banner()).toMatchObject({ level: 'warning', code: 'remote-missing' });
    bot.configure({});
    expect((await bot.update()).exitCode).toBe(0);
    expect(banner()).toMatchObject({ level: 'info', code: 'not-newer' });
  });

  test('is not begun where the service was asked to save, and did not [row 3.15]', async () => {
    const { bot } = world;
    world.release();
    bot.configure({ save_command: ['false'] });
    await expectUntouched(world.bot, async () => {
      expect(json((await bot.update()).stdout)).toMatchObject({
        result: 'failed',
        why: expect.stringMatching(/^save: /),
      });
    });
    // Meanwhile the service saves, also on a host that is busy.
    bot.configure({ save_command: ['sleep', '1'] });
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
    bot.configure({});
  });

  test('goes back where the new version is ill, with its data, and does not come back by itself [row 3.25]', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    const { version } = world.release({ ILL: 'yes', MIGRATES: 'yes' });
    const { exitCode, stdout } = await bot.update();
    expect(exitCode).toBe(5);
    expect(json(stdout)).toMatchObject({ result: 'rolled-back', level: 'critical' });
    await expectConverged(bot, before);
    expect(bot.data('format'), 'what the new version wrote is gone').toBe('');
    expect(json(meta('version.json'))).toMatchObject({ last_attempt: { version, result: 'rolled-back' } });
    await expectUntouched(bot, async () => {
      expect(json((await bot.update()).stdout)).toMatchObject(NOT_YET);
    });
  });

  test('whose tests fail touches nothing [row 3.24] [row 3.45]', async () => {
    world.release({ BROKEN: 'yes' });
    await expectUntouched(world.bot, async () => {
      const { exitCode, stdout } = await world.bot.update();
      expect(exitCode).toBe(1);
      expect(json(stdout)).toMatchObject({
        result: 'failed',
        level: 'critical',
        why: expect.stringContaining('test: '),
      });
    });
  });

  test('whose tests hang is ended with all they started', async () => {
    const { bot } = world;
    world.release();
    const begun = path.join(bot.folder, 'begun.pids');
    const hang = ['sh', '-c', `sleep 300 & echo $! $$ > ${begun}; exec sleep 300`];
    bot.configure({ test_commands: [hang], command_seconds: 1 });
    await expectUntouched(world.bot, async () => {
      const { stdout } = await bot.update();
      expect(json(stdout)).toMatchObject(failedBy('did not answer within 1 s'));
    });
    const pids = readFileSync(begun, 'utf8').trim().split(' ');
    await expect.poll(() => pids.map(isRunning)).toEqual([false, false]);
    bot.configure({});
  });

  test('whose tests leave a process behind, or files, is brought without them', async () => {
    const { bot } = world;
    const { commit } = world.release();
    const left = path.join(bot.folder, 'left.pid');
    const leave = ['sh', '-c', `touch leftover; sleep 300 >/dev/null 2>&1 & echo $! > ${left}`];
    bot.configure({ test_commands: [leave] });
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
    await expectConverged(bot, commit);
    await expect.poll(() => isRunning(readFileSync(left, 'utf8').trim())).toBe(false);
    bot.configure({});
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'skipped', codes: ['not-newer'] });
  });

  test('whose tests start a process in a session of its own goes on, and so does the process', async () => {
    const { bot } = world;
    const left = path.join(bot.folder, 'session.pid');
    const start = `setsid sh -c 'echo $$ > "${left}"; exec sleep 300' >/dev/null 2>&1 & while ! [ -s "${left}" ]; do sleep 0.1; done`;
    const pid = () => Number(readFileSync(left, 'utf8'));
    try {
      const { commit } = world.release();
      bot.configure({ test_commands: [['sh', '-c', start]] });
      expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
      await expectConverged(bot, commit);
      expect(isRunning(String(pid()))).toBe(true);
      process.kill(pid());
      writeFileSync(left, '');
      world.release();
      bot.configure({ test_commands: [['sh', '-c', `${start}; exec sleep 300`]], command_seconds: 3 });
      await expectUntouched(world.bot, async () => {
        const { stdout } = await bot.update();
        expect(json(stdout)).toMatchObject(failedBy('did not answer'));
      });
      expect(isRunning(String(pid()))).toBe(true);
    } finally {
      process.kill(pid());
      bot.configure({});
    }
  });

  test('that was changed since it was laid ready is not installed so', async () => {
    const { bot } = world;
    const { version, commit } = world.release();
    expect(json((await bot.update(['acquire'])).stdout)).toMatchObject({ result: 'staged' });
    const staged = path.join(work(), 'releases', `${version}-${commit.slice(0, 12)}`);
    writeFileSync(path.join(staged, 'first.mjs'), "export const version = 'another';\n");
    if (strategy === 'inplace') {
      // Git brings it from what was committed.
      expect(json((await bot.update(['apply'])).stdout)).toMatchObject({ result: 'updated' });
      await expectConverged(bot, commit);
      return;
    }
    await expectUntouched(world.bot, async () => {
      const { stdout } = await bot.update(['apply']);
      expect(json(stdout)).toMatchObject(
        failedBy(`switch: somebody changed ${path.basename(staged)}: first.mjs`),
      );
    });
  });

  test('that was laid ready once is one attempt, however often a timer comes, until it is applied', async () => {
    const { bot } = world;
    const { version, commit } = world.release();
    const attempts = () => json(meta('update_state.json'))['today'];
    expect(json((await bot.update(['acquire'])).stdout)).toMatchObject({ result: 'staged' });
    const spent = attempts();
    bot.configure({ auto_restart: false });
    const again = await bot.update(['run']);
    expect({ code: again.exitCode, ...json(again.stdout) }).toMatchObject({
      code: 0,
      result: 'skipped',
      codes: ['already-staged'],
      why: expect.stringContaining(`${version} is ready.`),
    });
    const staged = path.join(work(), 'releases', `${version}-${commit.slice(0, 12)}`);
    rmSync(staged, { recursive: true });
    bot.configure({ auto_restart: false, max_attempts_per_day: 1 });
    expect(json((await bot.update()).stdout)).toMatchObject({ codes: ['attempts-spent'] });
    bot.configure({});
    expect(attempts()).toEqual(spent);
    expect(json((await bot.update(['acquire'])).stdout)).toMatchObject({ result: 'staged' });
    bot.configure({ max_attempts_per_day: 1 });
    expect(json((await bot.update(['apply'])).stdout)).toMatchObject({ result: 'updated' });
    bot.configure({});
    await expectConverged(bot, commit);
  });

  test('whose tests change what was committed is refused', async () => {
    const { bot } = world;
    world.release();
    bot.configure({ test_commands: [['sh', '-c', 'echo "//" >> bot.mjs']] });
    await expectUntouched(world.bot, async () => {
      const { stdout } = await bot.update();
      expect(json(stdout)).toMatchObject(failedBy('somebody changed'));
    });
    bot.configure({});
  });

  test('is not installed over what somebody changed meanwhile', async () => {
    const { bot } = world;
    world.release();
    const live = strategy === 'releases' ? path.join(bot.root, 'current') : bot.root;
    bot.configure({ test_commands: [['touch', path.join(live, 'mine')]] });
    await expectUntouched(world.bot, async () => {
      const { stdout } = await bot.update();
      expect(json(stdout)).toMatchObject(failedBy('switch: somebody changed'));
      execFileSync('rm', [path.join(live, 'mine')]);
    });
    bot.configure({});
  });

  test('leaves what somebody pulled meanwhile whole, and warns until it is put back', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    const { version, commit } = world.release();
    const live = strategy === 'releases' ? path.join(bot.root, 'current') : bot.root;
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', live, ...args], { encoding: 'utf8' }).trim();
    const pull = `git -C ${live} fetch --quiet ${path.join(bot.folder, 'remote.git')} && git -C ${live} checkout --quiet ${commit}`;
    bot.configure({ test_commands: [['sh', '-c', pull]] });
    expect(json((await bot.update()).stdout)).toMatchObject(failedBy(` is at ${commit.slice(0, 12)}`));
    expect([git('rev-parse', 'HEAD'), git('status', '--porcelain')]).toEqual([commit, '']);
    bot.configure({});
    await bot.update(['enable', '--ack']);
    const { exitCode, stdout } = await bot.update();
    expect(exitCode).toBe(1);
    expect(json(stdout)).toMatchObject({ result: 'skipped', level: 'warning', codes: ['unknown'] });
    expect(json(meta('banner.json'))).toMatchObject({ level: 'warning', code: 'unknown' });
    followAdvice(stdout);
    expect(git('rev-parse', 'HEAD')).toBe(before);
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated', to: { version } });
    await expectConverged(bot, commit);
  });

  test.runIf(strategy === 'releases')(
    'says which folder the link must lead to, where it leads elsewhere',
    async () => {
      const { bot } = world;
      const [before, link] = [confirmed(bot), path.join(bot.root, 'current')];
      const installed = readlinkSync(link);
      // It ran, so that nobody has changed its files.
      const {
        previous: { version, commit },
      }: { previous: { version: string; commit: string } } = JSON.parse(meta('version.json'));
      const other = path.join('releases', `${version}-${commit.slice(0, 12)}`);
      execFileSync('ln', ['-sfn', other, link]);
      const { stdout } = await bot.update();
      expect(json(stdout)).toMatchObject({ result: 'skipped', codes: ['unknown'] });
      followAdvice(stdout);
      expect(readlinkSync(link)).toBe(installed);
      await expectConverged(bot, before);
    },
  );

  test.skipIf(strategy === 'releases').each(['before it', 'in the middle'])(
    'leaves the lock to somebody who commits in the checkout: begun %s (releases: nobody commits there)',
    async (when) => {
      const { bot } = world;
      const before = confirmed(bot);
      world.release();
      const at = (name: string) => path.join(bot.folder, name);
      const script = (name: string, text: string) => writeFileSync(at(name), text);
      script('editor.sh', `while [ ! -e '${at('written')}' ]; do sleep 0.05; done; echo Mine > "$1"\n`);
      // With --all git holds the lock while the editor is open.
      script(
        'commit.sh',
        `export GIT_EDITOR="sh '${at('editor.sh')}'"
git -C '${bot.root}' -c user.name=Ada -c user.email=ada@example.com commit --quiet --all --allow-empty
echo $? > '${at('committed')}'\n`,
      );
      script(
        'begin.sh',
        `rm -f '${at('committed')}' '${at('written')}'
setsid sh '${at('commit.sh')}' >/dev/null 2>&1 &
while [ ! -e '${bot.root}/.git/index.lock' ]; do sleep 0.05; done\n`,
      );
      if (when === 'before it') execFileSync('sh', [at('begin.sh')]);
      else bot.configure({ test_commands: [['sh', at('begin.sh')]] });
      const git = (...args: readonly string[]) =>
        execFileSync('git', ['-C', bot.root, ...args], { encoding: 'utf8' }).trim();
      await expectUntouched(bot, async () => {
        expect(json((await bot.update()).stdout)).toMatchObject({
          result: 'failed',
          level: 'warning',
          why: expect.stringMatching(/^(?:stage|switch): git \(process \d+\) holds .*index\.lock/),
        });
        writeFileSync(at('written'), '');
        await expect
          .poll(() => existsSync(at('committed')) && readFileSync(at('committed'), 'utf8'))
          .toBe('0\n');
        expect([git('log', '-1', '--format=%P %s'), git('status', '--porcelain')]).toEqual([
          `${before} Mine`,
          '',
        ]);
        git('fsck', '--strict');
        git('checkout', '--quiet', '--detach', before);
      });
      bot.configure({});
    },
  );

  test.each([
    ['does not pause', 'NEVER_PAUSES'],
    ['answers what it was asked before', 'ANSWERS_EARLIER'],
  ])('is given up where the service %s, and it goes on [row 3.07]', async (_, trait) => {
    const { bot } = world;
    const { commit } = world.release({ [trait]: 'yes' });
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
    await expectConverged(bot, commit);
    world.release();
    bot.configure({ quiesce_seconds: 1 });
    await expectUntouched(world.bot, async () => {
      const { stdout } = await bot.update();
      expect(json(stdout)).toMatchObject(
        failedBy(
          'the service did not write bot_persistence/live/meta/quiesce_ack.json in 1 s: docs/updates.md says under "What the service does" how',
        ),
      );
    });
    const forced = { quiesce_seconds: 1, on_quiesce_timeout: 'force' };
    world.release({ ILL: 'yes' });
    const late = path.join(bot.root, 'bot_persistence/live/late');
    bot.configure({ ...forced, test_commands: [['touch', late]] });
    expect((await bot.update()).exitCode).toBe(5);
    expect(existsSync(late), 'what it wrote since the first snapshot is not lost').toBe(true);
    await bot.update(['enable', '--ack']);
    world.release();
    bot.configure(forced);
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
    bot.configure({});
  });

  test('is refused where its tag is not signed, and nothing of it is run [row 3.28]', async () => {
    const { bot } = world;
    const canary = path.join(bot.folder, 'canary');
    const { version, commit } = world.release();
    bot.git('tag', '-f', version);
    bot.git('push', '--quiet', '--force', 'origin', `refs/tags/${version}`);
    bot.configure({ test_commands: [['touch', canary]] });
    await expectUntouched(world.bot, async () => {
      const first = json((await bot.update()).stdout);
      expect(first).toMatchObject({
        result: 'failed',
        level: 'warning',
        why: expect.stringContaining('(tag-lightweight)'),
      });
      await bot.update(['enable', '--ack']);
      expect(json((await bot.update()).stdout)).toMatchObject({
        codes: ['tag-lightweight'],
        level: 'warning',
      });
      expect(existsSync(canary)).toBe(false);
    });
    bot.configure({});
    // Nobody had signed anything under its name: it is as good as any other.
    bot.sign(version);
    bot.git('push', '--quiet', '--force', 'origin', `refs/tags/${version}`);
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
    await expectConverged(bot, commit);
  });

  test('is none where others may write the settings, and no program of theirs is run', async () => {
    const { bot } = world;
    const canary = path.join(bot.folder, 'canary-of-settings');
    world.release();
    bot.configure({ test_commands: [['touch', canary]], save_command: ['touch', canary] });
    const config = path.join(bot.root, 'config');
    const open = [
      [path.join(config, 'update.toml'), 0o666, 0o644],
      [config, 0o777, 0o755],
    ] as const;
    await expectUntouched(world.bot, async () => {
      for (const [place, mode, before] of open) {
        chmodSync(place, mode);
        const asked = [['run'], ['run', '--dry-run'], ['acquire'], ['apply'], ['recover']];
        for (const ended of await Promise.all(asked.map(async (words) => await bot.update(words))))
          expect(ended).toMatchObject({
            exitCode: 2,
            stderr: expect.stringContaining(`Others may write ${place},`),
          });
        const { checks }: { checks: readonly object[] } = JSON.parse(
          (await bot.update(['verify-setup'])).stdout,
        );
        expect(checks).toContainEqual(expect.objectContaining({ id: 'settings', verdict: 'wrong' }));
        chmodSync(place, before);
      }
    });
    expect(existsSync(canary)).toBe(false);
    bot.configure({});
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
  });

  test('is laid ready and brought without a network', async () => {
    const { bot } = world;
    const { commit } = world.release();
    await expectUntouched(world.bot, async () => {
      expect(json((await bot.update(['acquire'])).stdout)).toMatchObject({ result: 'staged' });
    });
    renameSync(bot.remote, `${bot.remote}.gone`);
    try {
      expect(json((await bot.update(['apply'])).stdout)).toMatchObject({ result: 'updated' });
    } finally {
      renameSync(`${bot.remote}.gone`, bot.remote);
    }
    await expectConverged(bot, commit);
    expect(json((await bot.update(['apply'])).stdout)).toMatchObject({ codes: ['nothing-staged'] });
  });

  test('takes the database along, there and back, and keeps so many snapshots', async () => {
    const { bot } = world;
    const database = path.join(bot.folder, 'database');
    writeFileSync(database, 'old');
    const copy = (...args: readonly string[]) => ['cp', ...args];
    const restoring = { backup: copy(database, '{file}'), restore: copy('{file}', database) };
    bot.configure({ database: restoring, keep_releases: 1 });
    // Of runs that were rolled back before.
    for (const at of [1, 2, 3])
      mkdirSync(path.join(work(), `backups/2020010${at}T000000Z-a`), { recursive: true });
    world.release({ ILL: 'yes' });
    const updating = bot.update(['run']);
    await expect.poll(() => existsSync(path.join(bot.meta, 'quiesce.json'))).toBe(true);
    const { until } = json(meta('quiesce.json'));
    const commands = 2 * COMMAND_SECONDS * 1000;
    expect(Date.parse(String(until)) - Date.now(), 'both may take that long').toBeGreaterThan(commands);
    await expect.poll(async () => (await bot.health())?.commit !== confirmed(bot)).toBe(true);
    writeFileSync(database, 'new');
    expect((await updating).exitCode).toBe(5);
    expect(readFileSync(database, 'utf8')).toBe('old');
    expect(readdirSync(path.join(work(), 'backups'))).toHaveLength(2);
    bot.configure({});
    await bot.update(['enable', '--ack']);
  });

  test('is done by one process at a time', async () => {
    const { bot } = world;
    const { commit } = world.release();
    const paper = path.join(bot.root, 'bot_persistence/paper');
    mkdirSync(path.join(paper, 'meta'), { recursive: true });
    const journal = () => bot.data('meta/update_journal.jsonl');
    const told = journal();
    const slow = bot.update(['run']);
    await expect.poll(journal).not.toBe(told);
    expect((await bot.update(['run'])).exitCode).toBe(4);
    expect((await bot.update(['run', '--dry-run'])).exitCode).toBe(4);
    expect((await bot.update(['enable', '--ack'])).exitCode).toBe(4);
    // What is installed is one for all profiles.
    const asPaper = async (...words: string[]) =>
      await bot.lockkeeper(['update', ...words, '--profile', 'paper']);
    expect((await asPaper('acquire')).exitCode).toBe(4);
    expect(json((await slow).stdout)).toMatchObject({ result: 'updated' });
    for (const words of [['run'], ['run', '--dry-run'], ['acquire']])
      expect(await asPaper(...words)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('This folder is updated as profile live'),
      });
    rmSync(paper, { recursive: true });
    await expectConverged(bot, commit);
  });

  test('waits while it is paused, and stops where a state file is broken', async () => {
    const { bot } = world;
    world.release();
    expect((await bot.update(['pause'])).exitCode).toBe(0);
    await expectUntouched(world.bot, async () => {
      expect(json((await bot.update()).stdout)).toMatchObject({ result: 'skipped', codes: ['paused'] });
      const state = meta('update_state.json');
      writeFileSync(path.join(bot.meta, 'update_state.json'), '{"schema_version":1,');
      expect((await bot.update()).exitCode).toBe(2);
      writeFileSync(path.join(bot.meta, 'update_state.json'), state);
      expect((await bot.update(['resume'])).exitCode).toBe(0);
    });
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
  });
});
