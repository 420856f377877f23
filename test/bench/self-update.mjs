import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import { installBot, makeBot } from '../../tools/sample-bot/made-bot.mjs';
import { medianOf, processorTimeInTurns } from './measure.mjs';
import { CLI } from './programs.mjs';

const RUNS = 5;
const PROFILE = ['--profile', 'live'];
/** Between the two halves of the sample, so that writing them takes a while. */
const FILES = 2000;

/** A service that keeps itself current, beside `git pull` and a restart in the same minutes. */
export async function updatesOfAService() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lk-self-update-'));
  try {
    return [await lookForNothing(path.join(folder, 'look')), await restarts(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a timer does every few minutes: there is nothing new. @param {string} folder */
async function lookForNothing(folder) {
  mkdirSync(folder);
  const { bot, env } = await installBot(folder, 'inplace');
  const clone = path.join(folder, 'clone');
  execFileSync('git', ['clone', '--quiet', path.join(folder, 'remote.git'), clone]);
  const place = { cwd: bot.root, env: ownOf(env) };
  const [ours = 0, pull = 0] = processorTimeInTurns(
    [
      { program: process.execPath, args: [CLI, 'update', 'run', ...PROFILE], ...place },
      { program: 'git', args: ['pull', '--quiet', '--ff-only'], cwd: clone },
    ],
    RUNS,
  );
  const peers = [{ name: 'git pull --ff-only', value: pull }];
  return {
    name: 'processor time of an update that finds nothing new',
    unit: /** @type {const} */ ('ms'),
    ours,
    peers,
    must: 150,
  };
}

/** How long nobody answers while a version comes, and whether anybody saw parts of two. @param {string} folder */
async function restarts(folder) {
  const own = path.join(folder, 'own');
  const other = path.join(folder, 'other');
  for (const one of [own, other]) mkdirSync(one);
  const bot = await makeBot(own, 'releases');
  const peer = await pulledBot(other);
  const seen = { ours: noMoments(), theirs: noMoments() };
  try {
    for (let run = 1; run <= RUNS; run += 1) {
      const version = `v1.${run}.0`;
      bot.release(version, filesOf(version));
      await watched(
        bot.health,
        { moments: seen.ours, tree: () => path.join(bot.root, 'current') },
        async () => {
          const { exitCode, stderr } = await bot.lockkeeper(['update', 'run', ...PROFILE]);
          if (exitCode !== 0) throw new Error(`The update ended with ${exitCode}: ${stderr}`);
        },
      );
      peer.release(version, filesOf(version));
      await watched(peer.health, { moments: seen.theirs, tree: () => peer.root }, peer.pullAndRestart);
    }
  } finally {
    await bot.end();
    await peer.end();
  }
  const name = `downtime of an update (moments with parts of two versions on disk: ${seen.ours.mixed})`;
  const theirs = `git pull, restart (such moments: ${seen.theirs.mixed})`;
  const [ours, value] = [medianOf(seen.ours.gaps), medianOf(seen.theirs.gaps)];
  return {
    name,
    unit: /** @type {const} */ ('ms'),
    ours,
    peers: [{ name: theirs, value }],
    must: 1.1 * value,
  };
}

/** @param {string} version */
function filesOf(version) {
  return Object.fromEntries(Array.from({ length: FILES }, (_, index) => [`m${index}.txt`, `${version}\n`]));
}

/** A checkout that runs what it holds. @param {string} folder */
async function pulledBot(folder) {
  const { bot, env } = await installBot(folder, 'inplace');
  const git = async (/** @type {readonly string[]} */ ...args) =>
    await promisify(execFile)('git', args, { cwd: bot.root, env: ownOf(env) });
  await git('checkout', '--quiet', '-B', 'main', '--track', 'origin/main');
  const start = () => spawn(process.execPath, ['bot.mjs'], { cwd: bot.root, env, stdio: 'ignore' });
  let child = start();
  const end = async () => {
    const gone = new Promise((done) => child.once('close', done));
    child.kill('SIGTERM');
    await gone;
  };
  await answers(bot.health);
  return {
    root: bot.root,
    health: bot.health,
    release: bot.release,
    end,
    pullAndRestart: async () => {
      await git('pull', '--quiet', '--ff-only');
      await end();
      child = start();
      await answers(bot.health);
    },
  };
}

/**
 * @typedef {object} Moments
 * @property {number[]} gaps the longest time without an answer, of each run, in milliseconds
 * @property {number} mixed how often the files on disk were of two versions
 */

/** @returns {Moments} */
const noMoments = () => ({ gaps: [], mixed: 0 });

/**
 * Asks the service and looks at its files all the time, also for a moment afterwards.
 *
 * @param {() => Promise<import('../../tools/sample-bot/made-bot.mjs').Health | undefined>} health
 * @param {{ moments: Moments, tree: () => string }} seen
 * @param {() => Promise<void>} work
 */
async function watched(health, { moments, tree }, work) {
  let isOver = false;
  let longest = 0;
  const asking = (async () => {
    for (let last = performance.now(); !isOver; await pause(2)) {
      if ((await health()) === undefined) continue;
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
  })();
  const looking = (async () => {
    for (; !isOver; await pause(1)) if (isMixed(tree())) moments.mixed += 1;
  })();
  await work();
  await pause(200);
  isOver = true;
  await Promise.all([asking, looking]);
  moments.gaps.push(longest);
}

/** Whether somebody who starts here now gets parts of two versions. @param {string} tree */
function isMixed(tree) {
  try {
    const folder = realpathSync(tree);
    const halves = ['first.mjs', 'second.mjs'].map((name) => readFileSync(path.join(folder, name), 'utf8'));
    return halves[0] !== halves[1];
  } catch {
    // A half is not there.
    return true;
  }
}

/** @param {() => Promise<unknown>} health */
async function answers(health) {
  while ((await health()) === undefined) await pause(2);
}

/** @param {NodeJS.ProcessEnv} env */
function ownOf(env) {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
