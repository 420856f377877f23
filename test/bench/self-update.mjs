import { execFile, execFileSync, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import { createMetaFiles, createSupervisedService } from '../../packages/host-node/dist/write/index.js';
import { hasPaused, quiesceRequest, stateText } from '../../packages/policy-core/dist/update/index.js';
import { installBot, makeBot } from '../../tools/sample-bot/made-bot.mjs';
import { medianOf, processorTimeInTurns } from './measure.mjs';
import { BARE_NODE, CLI } from './programs.mjs';
import { filesOfAnUpdate } from './update-files.mjs';

/** A supervisor looks every 50 ms, so that single restarts differ by half of what they take. */
const RUNS = 15;
const LOOKS = 15;
/** Of the default, with all by which the timer may come later. */
const INTERVAL_MS = 67 * 60_000;
const PROFILE = ['--profile', 'live'];
/** Between the two halves of the sample, so that writing them takes a while. */
const FILES = 2000;

/** A service that keeps itself current, beside `git pull` and a restart in the same minutes. */
export async function updatesOfAService() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lk-self-update-'));
  try {
    return [
      ...(await lookForNothing(path.join(folder, 'look'))),
      ...(await restarts(folder)),
      ...(await filesOfAnUpdate()),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What a timer does every hour by default: there is nothing new. What a run looked at that found nothing counts for the next
 * ones, and once a day all is looked at again: here before the first update, where the mirror is empty, and behind one, where
 * the newest version is judged whole.
 *
 * @param {string} folder
 */
async function lookForNothing(folder) {
  const places = [];
  for (const [name, strategy] of /** @type {const} */ ([
    ['again', 'inplace'],
    ['inplace', 'inplace'],
    ['releases', 'releases'],
  ])) {
    mkdirSync(path.join(folder, name), { recursive: true });
    const { bot, env } = await installBot(path.join(folder, name), strategy);
    if (name === 'again') await lookOneIntervalAgo(bot);
    // What else is set here makes Node start slower, and only ours would pay for it.
    places.push({ cwd: bot.root, env: { XDG_STATE_HOME: env.XDG_STATE_HOME } });
  }
  const remote = path.join(folder, 'inplace/remote.git');
  const clone = path.join(folder, 'clone');
  execFileSync('git', ['clone', '--quiet', remote, clone]);
  const args = [CLI, 'update', 'run', ...PROFILE];
  const forget = 'rm -f bot_persistence/live/meta/update_look.json && exec "$@"';
  const [again = 0, first = 0, later = 0, pull = 0, question = 0, node = 0] = processorTimeInTurns(
    [
      ...places.slice(0, 1).map((place) => ({ program: process.execPath, args, ...place })),
      ...places.slice(1).map((place) => ({
        program: 'sh',
        args: ['-c', forget, 'sh', process.execPath, ...args],
        ...place,
      })),
      { program: 'git', args: ['pull', '--quiet', '--ff-only'], cwd: clone },
      { program: 'git', args: ['ls-remote', '--quiet', remote] },
      BARE_NODE,
    ],
    LOOKS,
  );
  const peers = [
    { name: 'git pull --ff-only', value: pull },
    { name: 'node -e 0, and git ls-remote', value: node + question },
  ];
  return [
    { name: 'processor time of an update that finds nothing new', ours: again, must: 150 },
    { name: 'the same once a day, where all is looked at again', ours: first },
    { name: 'the same behind an update', ours: later },
  ].map((figure) => ({ ...figure, unit: /** @type {const} */ ('ms'), peers }));
}

/** What it kept is as old as it is when a timer comes again. @param {Awaited<ReturnType<typeof installBot>>['bot']} bot */
async function lookOneIntervalAgo(bot) {
  const file = path.join(bot.meta, 'update_look.json');
  // The first run makes the mirror, and the next one looks at that.
  for (let runs = 0; runs < 3; runs += 1) await bot.update();
  const look = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(
    file,
    JSON.stringify({ ...look, at: look.at - INTERVAL_MS, until: look.until - INTERVAL_MS }),
  );
  const { stdout } = await bot.update();
  if (JSON.parse(stdout).run !== null) throw new Error('All was looked at again behind one interval.');
}

/** How long nobody answers while a version comes, and whether a service at work had parts of two. @param {string} folder */
async function restarts(folder) {
  const other = path.join(folder, 'pulled');
  mkdirSync(other);
  const peer = await pulledBot(other);
  /** @type {import('./figure.mjs').Figure[]} */
  const figures = [];
  try {
    for (const [at, strategy] of STRATEGIES.entries()) {
      const own = path.join(folder, strategy);
      mkdirSync(own);
      const bot = await makeBot(own, strategy);
      try {
        figures.push(...figuresOf(strategy, await besideAPull(bot, { peer, from: at * RUNS })));
      } finally {
        await bot.end();
      }
    }
  } finally {
    await peer.end();
  }
  return figures;
}

/** @type {readonly ['releases', 'inplace']} */
const STRATEGIES = ['releases', 'inplace'];

/**
 * In turns, so that all meet the same machine.
 *
 * @param {Awaited<ReturnType<typeof makeBot>>} bot
 * @param {object} beside
 * @param {Awaited<ReturnType<typeof pulledBot>>} beside.peer
 * @param {number} beside.from versions that the peer has had
 */
async function besideAPull(bot, { peer, from }) {
  const seen = { ours: noMoments(), bare: noMoments(), theirs: noMoments() };
  const tree = path.join(bot.root, readdirSync(bot.root).includes('current') ? 'current' : '.');
  const own = { health: bot.health, tree };
  for (let run = 1; run <= RUNS; run += 1) {
    const version = `v1.${run}.0`;
    bot.release(version, filesOf(version));
    await watched({ ...own, moments: seen.ours }, async () => {
      const { exitCode, stderr } = await bot.lockkeeper(['update', 'run', ...PROFILE]);
      if (exitCode !== 0) throw new Error(`The update ended with ${exitCode}: ${stderr}`);
    });
    await watched({ ...own, moments: seen.bare }, async () => {
      await pausedRestart(bot.meta);
      await answers(bot.health);
    });
    const pulled = `v1.${from + run}.0`;
    peer.release(pulled, filesOf(pulled));
    await watched({ health: peer.health, tree: peer.root, moments: seen.theirs }, peer.pullAndRestart);
  }
  return seen;
}

/**
 * @param {string} strategy
 * @param {Awaited<ReturnType<typeof besideAPull>>} seen
 * @returns {readonly import('./figure.mjs').Figure[]}
 */
function figuresOf(strategy, { ours, bare, theirs }) {
  const downtime = medianOf(bare.gaps);
  return [
    {
      name: `time without an answer in an update, strategy ${strategy}`,
      unit: 'ms',
      ours: medianOf(ours.gaps),
      peers: [
        { name: 'a pause and a restart of the same service', value: downtime },
        { name: 'git pull and a restart', value: medianOf(theirs.gaps) },
      ],
      must: 1.1 * downtime,
    },
    {
      name: 'moments with parts of two versions on disk',
      unit: 'times',
      ours: ours.mixed,
      peers: [{ name: 'git pull and a restart', value: theirs.mixed }],
      // A checkout that changes in place is of two versions for a while. The service waits meanwhile.
      ...(strategy === 'releases' ? { must: 0 } : {}),
    },
    {
      name: 'the same, while the service is at work',
      unit: 'times',
      ours: ours.mixedAtWork,
      peers: [{ name: 'git pull and a restart', value: theirs.mixedAtWork }],
      must: 0,
    },
  ];
}

/** What the updater asks of a service, and nothing else. @param {string} meta */
async function pausedRestart(meta) {
  const files = createMetaFiles(meta);
  const asked = { request: await files.read('quiesce.json'), ack: await files.read('quiesce_ack.json') };
  const until = new Date(Date.now() + 60_000).toISOString();
  const request = quiesceRequest(asked, { run: 'bench', until });
  await files.write('quiesce.json', stateText(request));
  while (!hasPaused(request, await files.read('quiesce_ack.json'))) await pause(2);
  await createSupervisedService(files).restart();
  await files.remove('quiesce.json');
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
 * @property {number} mixedAtWork the same while the service answered, and had not paused
 */

/** @returns {Moments} */
const noMoments = () => ({ gaps: [], mixed: 0, mixedAtWork: 0 });

/**
 * Asks the service and looks at its files all the time, also for a moment afterwards.
 *
 * @param {object} seen
 * @param {() => Promise<import('../../tools/sample-bot/made-bot.mjs').Health | undefined>} seen.health
 * @param {string} seen.tree
 * @param {Moments} seen.moments
 * @param {() => Promise<void>} work
 */
async function watched({ health, tree, moments }, work) {
  let isOver = false;
  let isAtWork = true;
  let longest = 0;
  const asking = (async () => {
    for (let last = performance.now(); !isOver; await pause(2)) {
      const answer = await health();
      isAtWork = answer !== undefined && !answer.paused;
      if (answer === undefined) continue;
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
  })();
  const looking = (async () => {
    for (; !isOver; await pause(1)) {
      if (!isMixed(tree)) continue;
      moments.mixed += 1;
      if (isAtWork) moments.mixedAtWork += 1;
    }
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
