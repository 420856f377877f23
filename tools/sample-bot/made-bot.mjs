// A service that was installed from a remote, whose releases are signed: for the demo of updates, and for their tests.
import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const CLI = path.join(HERE, '../../packages/cli/dist/lockkeeper.cjs');
const PROFILE = ['--profile', 'live'];

/**
 * @typedef {object} Ended
 * @property {number | null} exitCode `null`: it was killed
 * @property {string} stdout
 * @property {string} stderr
 * @property {string} [told] what was said on descriptor 3 of `under`
 *
 * @typedef {object} RunOptions
 * @property {string} [killAt] such as `behind intent switch`
 * @property {readonly string[]} [under] a program that runs the updater, and says on descriptor 3 how that ended
 *
 * @typedef {object} Health
 * @property {string} commit
 * @property {string} first
 * @property {string} second
 * @property {boolean} paused
 */

/**
 * @param {string} folder absolute
 * @param {'releases' | 'inplace'} strategy
 * @param {Readonly<Record<string, unknown>>} [settings] of `config/update.toml`, besides those that it needs
 */
export async function makeBot(folder, strategy, settings = {}) {
  const { bot, env, first } = await installBot(folder, strategy, settings);
  const supervised = { ...bot, ...superviseBot({ root: bot.root, env }, path.join(folder, 'service.log')) };
  await supervised.runs(first);
  return supervised;
}

/**
 * The same without anything that runs it.
 *
 * @param {string} folder absolute
 * @param {'releases' | 'inplace'} strategy
 * @param {Readonly<Record<string, unknown>>} [settings]
 */
export async function installBot(folder, strategy, settings = {}) {
  const root = path.join(folder, 'service');
  const meta = path.join(root, 'bot_persistence/live/meta');
  const releaser = makeReleaser(folder);
  const [{ remote }, first] = [releaser, releaser.release('v1.0.0')];
  if (strategy === 'releases') installReleases({ root, remote, first });
  else installCheckout({ root, remote, first });
  writeState({ root, meta, first });
  const port = await freePort();
  /** @param {Readonly<Record<string, unknown>>} more */
  function configure(more) {
    const all = {
      strategy,
      remote,
      mirror: strategy === 'releases' ? path.join(root, 'mirror.git') : path.join(folder, 'mirror.git'),
      allowed_signers: path.join(folder, 'pins/allowed_signers'),
      health_url: `http://127.0.0.1:${port}/health`,
      health_seconds: 8,
      bake_seconds: 0,
      quiesce_seconds: 5,
      test_commands: [[process.execPath, 'test.mjs']],
      max_attempts_per_day: 100,
      max_failures_per_day: 100,
      ...settings,
      ...more,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name} = ${tomlOf(value)}`);
    writeFileSync(path.join(root, 'config/update.toml'), `[update]\n${lines.join('\n')}\n`);
  }
  configure({});
  const env = {
    ...withoutGit(process.env),
    XDG_STATE_HOME: path.join(folder, 'state'),
    BOT_PORT: String(port),
  };
  const program = { root, env };
  const bot = {
    root,
    meta,
    folder,
    ...releaser,
    port,
    configure,
    /** @param {readonly string[]} args @param {RunOptions} [options] */
    lockkeeper: async (args, options = {}) => await lockkeeper(program, args, options),
    /** @param {readonly string[]} [args] @param {RunOptions} [options] */
    update: async (args = ['run'], options = {}) =>
      await lockkeeper(program, ['update', ...args, ...PROFILE, '--format', 'json'], options),
    /** What the service answers; `undefined` where it does not answer. @returns {Promise<Health | undefined>} */
    health: async () => await healthAt(port),
    /** Waits until it runs a commit. @param {string} commit */
    runs: async (commit) => {
      for (let tries = 0; tries < 1200; tries += 1) {
        if ((await healthAt(port))?.commit === commit) return;
        await pause(50);
      }
      throw new Error(`The service does not run ${commit}: ${readIfThere(path.join(folder, 'service.log'))}`);
    },
    /** Trades that were begun and never ended, but for one that may be under way. */
    cutTrades: () => cutTradesIn(path.join(root, 'bot_persistence/live/trades.log')),
    /** Of a file below the data of the profile. @param {string} name */
    data: (name) => readIfThere(path.join(root, 'bot_persistence/live', name)),
  };
  return { bot, env, first };
}

/** What makes a version another one than it seems. */
const TRAITS = [
  'ILL',
  'BROKEN',
  'NEVER_PAUSES',
  'ANSWERS_EARLIER',
  'MIGRATES',
  'HEALTH',
  'HOLDS_PORT',
  'DIES',
];

/** A remote, and who releases to it. @param {string} folder */
function makeReleaser(folder) {
  const key = sshKey(path.join(folder, 'releaser'));
  mkdirSync(path.join(folder, 'pins'));
  writeFileSync(path.join(folder, 'pins/allowed_signers'), `mia@example.com ${key.line}\n`);
  const remote = path.join(folder, 'remote.git');
  const work = path.join(folder, 'work');
  mkdirSync(work);
  const git = gitIn(work);
  git('init', '--quiet', '--initial-branch=main');
  git('init', '--quiet', '--bare', '--initial-branch=main', remote);
  git('remote', 'add', 'origin', remote);
  /** @param {string} version @param {string} [message] */
  function sign(version, message = version) {
    const signing = ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${key.file}.pub`];
    git(...signing, 'tag', '-f', '-s', '-m', message, version);
  }
  /**
   * Commits files as a version, and pushes it with a signed tag.
   *
   * @param {string} version
   * @param {Readonly<Record<string, string>>} [files]
   * @param {string} [message] of the tag
   */
  function release(version, files = {}, message = version) {
    cpSync(path.join(HERE, 'v1'), work, { recursive: true });
    for (const name of TRAITS) rmSync(path.join(work, name), { force: true });
    const own = {
      '.gitignore': 'bot_persistence/\nconfig/\n',
      'first.mjs': `export const version = '${version}';\n`,
      'second.mjs': `export const version = '${version}';\n`,
      ...files,
    };
    for (const [name, text] of Object.entries(own)) writeFileSync(path.join(work, name), text);
    git('add', '--all');
    git('commit', '--quiet', '--message', version);
    sign(version, message);
    git('push', '--quiet', '--force', 'origin', 'main', `refs/tags/${version}`);
    return git('rev-parse', 'HEAD');
  }
  return { remote, git, sign, release };
}

/** @param {{ root: string, meta: string, first: string }} place */
function writeState({ root, meta, first }) {
  mkdirSync(meta, { recursive: true });
  mkdirSync(path.join(root, 'config'), { recursive: true });
  writeFileSync(path.join(meta, 'last_save'), '');
  const version = {
    schema_version: 1,
    version: 'v1.0.0',
    commit: first,
    updated_at: new Date().toISOString(),
    previous: null,
    floor: 'v1.0.0',
    last_attempt: null,
  };
  writeFileSync(path.join(meta, 'version.json'), JSON.stringify(version));
}

/**
 * @typedef {object} ProgramPlace
 * @property {string} root
 * @property {NodeJS.ProcessEnv} env
 *
 * @param {ProgramPlace} place
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<Ended>}
 */
function lockkeeper({ root, env }, args, { killAt, under }) {
  const { preload, more } = killed(killAt);
  const place = { cwd: root, env: { ...env, ...more } };
  const words = [process.execPath, ...preload, CLI, ...args];
  if (under !== undefined) return toldOf([...under, ...words], place);
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { ...place, stdio: ['ignore', 'pipe', 'pipe'] });
  const heard = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (heard.stdout += chunk));
  child.stderr.on('data', (chunk) => (heard.stderr += chunk));
  return new Promise((resolve) => {
    child.on('close', (exitCode) => resolve({ exitCode, ...heard }));
  });
}

/**
 * Waits for the updater alone: what it has left behind may go on under the program that watches it.
 *
 * @param {readonly string[]} words
 * @param {import('node:child_process').SpawnOptions} place
 * @returns {Promise<Ended>}
 */
async function toldOf([program = '', ...args], place) {
  const child = spawn(program, args, { ...place, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const [, out, err, tells] = child.stdio;
  const [stdout, stderr, told] = await Promise.all([saidOn(out), saidOn(err), saidOn(tells)]);
  return { exitCode: JSON.parse(told).exitCode, stdout, stderr, told };
}

/** @param {unknown} stream */
async function saidOn(stream) {
  return stream instanceof Readable ? await text(stream) : '';
}

/** @param {ProgramPlace} place @param {string} log */
function superviseBot(place, log) {
  let supervisor = startSupervisor({ ...place, log });
  const ended = async () => {
    if (supervisor.exitCode === null && supervisor.signalCode === null)
      await new Promise((done) => supervisor.once('close', done));
  };
  return {
    /** Kills the supervisor, and starts another one. @param {{ killAt?: string }} [options] */
    superviseAnew: async ({ killAt } = {}) => {
      supervisor.kill('SIGKILL');
      await ended();
      supervisor = startSupervisor({ ...place, log, killAt });
    },
    /** Waits until the supervisor has ended. */
    supervisorEnded: ended,
    end: async () => {
      supervisor.kill('SIGTERM');
      await ended();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof makeBot>>} MadeBot */

/** @param {{ root: string, remote: string, first: string }} place */
function installReleases({ root, remote, first }) {
  mkdirSync(path.join(root, 'releases'), { recursive: true });
  const mirror = path.join(root, 'mirror.git');
  execFileSync('git', ['init', '--quiet', '--bare', '--template=', mirror]);
  const git = gitIn(root);
  const spec = ['+refs/heads/*:refs/heads/*', 'refs/tags/*:refs/tags/*'];
  git(`--git-dir=${mirror}`, 'fetch', '--quiet', '--no-tags', remote, ...spec);
  const name = `v1.0.0-${first.slice(0, 12)}`;
  const folder = path.join(root, 'releases', name);
  git(`--git-dir=${mirror}`, 'worktree', 'add', '--quiet', '--detach', folder, first);
  symlinkSync(path.join('releases', name), path.join(root, 'current'));
}

/** @param {{ root: string, remote: string, first: string }} place */
function installCheckout({ root, remote, first }) {
  execFileSync('git', ['clone', '--quiet', remote, root], { env: withoutGit(process.env) });
  gitIn(root)('checkout', '--quiet', '--detach', first);
}

/** What ends a program of ours at a moment. @param {string | undefined} killAt */
function killed(killAt) {
  if (killAt === undefined) return { preload: [], more: {} };
  return { preload: ['--import', path.join(HERE, 'kill-at.mjs')], more: { KILL_AT: killAt } };
}

/** @param {ProgramPlace & { log: string, killAt?: string | undefined }} place */
function startSupervisor({ root, env, log, killAt }) {
  const output = openSync(log, 'a');
  const { preload, more } = killed(killAt);
  const args = [...preload, CLI, 'update', 'supervise', ...PROFILE, '--', process.execPath, 'bot.mjs'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...env, ...more },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  return child;
}

/** @param {string} folder */
function gitIn(folder) {
  return (/** @type {readonly string[]} */ ...args) =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...withoutGit(process.env),
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Mia',
        GIT_AUTHOR_EMAIL: 'mia@example.com',
        GIT_COMMITTER_NAME: 'Mia',
        GIT_COMMITTER_EMAIL: 'mia@example.com',
      },
    }).trimEnd();
}

/** @param {NodeJS.ProcessEnv} env */
function withoutGit(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(?:GIT_|CI$|BOT_|LOCKKEEPER_)/.test(name)),
  );
}

/** @param {string} file */
function sshKey(file) {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
  return { file, line: readFileSync(`${file}.pub`, 'utf8').trim() };
}

/** @param {unknown} value @returns {string} */
function tomlOf(value) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(tomlOf).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([name, one]) => `${name} = ${tomlOf(one)}`)
    .join(', ')} }`;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** @param {number} port @returns {Promise<Health | undefined>} */
async function healthAt(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(1000) });
    return /** @type {Health} */ (await response.json());
  } catch {
    // It does not run, or is about to start.
    return undefined;
  }
}

/** @param {string} file */
function cutTradesIn(file) {
  const lines = readIfThere(file).split('\n');
  const ended = new Set(
    lines.filter((line) => line.startsWith('end ')).map((line) => line.slice('end '.length)),
  );
  const begun = lines.filter((line) => line.startsWith('begin ')).map((line) => line.slice('begin '.length));
  const underWay = begun.at(-1);
  return begun.filter((id) => !ended.has(id) && id !== underWay);
}

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
