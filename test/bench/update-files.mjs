import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';

import { createReleasesInstallation, createSnapshots } from '../../packages/host-node/dist/write/index.js';
import { medianOf } from './measure.mjs';

const RUNS = 5;
const FILES = 4000;
const FILES_IN_FOLDER = 50;

/** What an update does to the files of a service before it touches it, beside the programs that do the bulk of it. */
export async function filesOfAnUpdate() {
  const base = mkdtempSync(path.join(os.tmpdir(), 'lk-update-files-'));
  try {
    const service = installed(base);
    return figures(await inTurns([...snapshots(service), ...stages(service)]));
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** @typedef {ReturnType<typeof installed>} Installed */

/** A mirror with two versions, the first of them installed, and a little data. @param {string} base */
function installed(base) {
  const work = path.join(base, 'work');
  const mirror = path.join(base, 'mirror.git');
  mkdirSync(work);
  const git = (/** @type {readonly string[]} */ ...args) =>
    execFileSync('git', args, { cwd: work, encoding: 'utf8', env: ENVIRONMENT }).trim();
  git('init', '--quiet', '--initial-branch=main');
  const [first = '', second = ''] = ['one', 'two'].map((version) => {
    writeTree(work, version);
    git('add', '--all');
    git('commit', '--quiet', '--message', version);
    return git('rev-parse', 'HEAD');
  });
  git('clone', '--quiet', '--bare', work, mirror);
  git(
    '--git-dir',
    mirror,
    'worktree',
    'add',
    '--quiet',
    '--detach',
    path.join(base, 'releases/first'),
    first,
  );
  symlinkSync('releases/first', path.join(base, 'current'));
  const data = 'bot_persistence/live';
  mkdirSync(path.join(base, data, 'meta/locks'), { recursive: true });
  writeFileSync(path.join(base, data, 'trades.log'), 'begin 1\nend 1\n');
  return { base, mirror, data, second };
}

const ENVIRONMENT = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Mia',
  GIT_AUTHOR_EMAIL: 'mia@example.com',
  GIT_COMMITTER_NAME: 'Mia',
  GIT_COMMITTER_EMAIL: 'mia@example.com',
};

/** Texts as long as source files are. @param {string} folder @param {string} version */
function writeTree(folder, version) {
  for (let at = 0; at < FILES; at += 1) {
    const part = path.join(folder, `part${Math.floor(at / FILES_IN_FOLDER)}`);
    if (at % FILES_IN_FOLDER === 0) mkdirSync(part, { recursive: true });
    const line = `export const m${at} = '${version}';\n`;
    writeFileSync(path.join(part, `m${at}.mjs`), line.repeat(20 + ((at * 7) % 200)));
  }
}

/** Ours, and the program that packs alone. @param {Installed} service @returns {readonly Turn[]} */
function snapshots({ base, data }) {
  const live = path.join(base, 'current');
  const ours = createSnapshots({
    base,
    live,
    data,
    backups: path.join(base, 'backups'),
    database: undefined,
    commands: { run: () => Promise.reject(new Error('There is no database.')) },
  });
  const archive = path.join(base, 'peer.tar');
  const tar = ['-C', path.join(live, '.'), '--exclude=./.git', '-cf', archive, '.'];
  return [
    {
      work: async () => mustBeDone(await ours.take('run')),
      tidy: async () => mustBeDone(await ours.drop('run')),
    },
    { work: () => run('tar', tar), tidy: () => rmSync(archive) },
  ];
}

/** Ours, and git alone. @param {Installed} service @returns {readonly Turn[]} */
function stages({ base, mirror, second }) {
  const ours = createReleasesInstallation({ base, mirror, releases: path.join(base, 'releases') });
  const target = { version: null, commit: second };
  const folder = path.join(base, 'peer');
  const worktree = (/** @type {readonly string[]} */ ...args) =>
    run('git', [`--git-dir=${mirror}`, 'worktree', ...args]);
  return [
    {
      work: async () => mustBeDone(await ours.stage(target, 'refs/heads/main')),
      tidy: async () => mustBeDone(await ours.unstage(target)),
    },
    {
      work: () => worktree('add', '--quiet', '--detach', folder, second),
      tidy: () => worktree('remove', '--force', folder),
    },
  ];
}

/** @param {{ readonly kind: string, readonly why?: string }} outcome */
function mustBeDone(outcome) {
  if (outcome.kind !== 'done') throw new Error(outcome.why ?? outcome.kind);
}

/** @param {string} program @param {readonly string[]} args */
function run(program, args) {
  execFileSync(program, args, { env: ENVIRONMENT, stdio: ['ignore', 'ignore', 'inherit'] });
}

/**
 * @typedef {object} Turn
 * @property {() => unknown} work
 * @property {() => unknown} tidy
 *
 * @typedef {object} Taken medians, in milliseconds
 * @property {number} clock
 * @property {number} processor of this process and all that it started
 */

/**
 * All of them after one another, again and again. The first round only warms the disk cache.
 *
 * @param {readonly Turn[]} turns
 * @returns {Promise<readonly Taken[]>}
 */
async function inTurns(turns) {
  /** @type {readonly { readonly clock: number[], readonly processor: number[] }[]} */
  const all = turns.map(() => ({ clock: [], processor: [] }));
  for (let round = 0; round <= RUNS; round += 1)
    for (const [at, { work, tidy }] of turns.entries()) {
      // What is still to be written is no part of it.
      run('sync', []);
      const before = { clock: performance.now(), processor: processorTime() };
      await work();
      const clock = performance.now() - before.clock;
      const processor = processorTime() - before.processor;
      await tidy();
      if (round === 0) continue;
      all[at]?.clock.push(clock);
      all[at]?.processor.push(processor);
    }
  return all.map(({ clock, processor }) => ({ clock: medianOf(clock), processor: medianOf(processor) }));
}

/** Of this process and those that it has waited for, in milliseconds; that of the others to the hundredth of a second. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  const [ofUser, ofSystem] = [fields[13], fields[14]].map(Number);
  return (user + system) / 1000 + ((ofUser ?? Number.NaN) + (ofSystem ?? Number.NaN)) * 10;
}

/**
 * @param {readonly Taken[]} taken
 * @returns {readonly import('./figure.mjs').Figure[]}
 */
function figures([snapshot = NOTHING, tar = NOTHING, stage = NOTHING, worktree = NOTHING]) {
  const both = /** @type {const} */ ([
    [`snapshot and stage of ${FILES} files`, 'clock'],
    ['the same, cpu', 'processor'],
  ]).map(([name, kind]) => {
    const value = tar[kind] + worktree[kind];
    const peers = [{ name: 'tar and git worktree add', value }];
    return { name, unit: MS, ours: snapshot[kind] + stage[kind], peers, must: 1.3 * value };
  });
  const parts = [
    {
      name: 'the snapshot alone, cpu',
      unit: MS,
      ours: snapshot.processor,
      peers: [{ name: 'tar', value: tar.processor }],
    },
    {
      name: 'the stage alone, cpu',
      unit: MS,
      ours: stage.processor,
      peers: [{ name: 'git worktree add', value: worktree.processor }],
    },
  ];
  return [...both, ...parts];
}

const MS = /** @type {const} */ ('ms');
const NOTHING = { clock: Number.NaN, processor: Number.NaN };
