import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { isolatedEnv } from './profile.mjs';

/**
 * @typedef {import('../../tools/setup/vscode-server.mjs').ReadyServer} ReadyServer
 * @typedef {import('./profile.mjs').Profile} Profile
 * @typedef {readonly (readonly [name: string, value: string])[]} Payload
 */

/**
 * `purpose`: a built VS Code reads the test payload of its address only with the smoke-test switch, and that switch
 * suppresses notification toasts. So one server either runs suites or shows a user interface.
 *
 * @typedef {{
 *   readonly server: ReadyServer;
 *   readonly profile: Profile;
 *   readonly purpose: 'suite' | 'interface';
 *   readonly workspaceTrust?: boolean;
 *   readonly env?: Readonly<Record<string, string | undefined>>;
 *   readonly port?: number;
 * }} StartOptions `workspaceTrust`: whether folders have to be trusted; false when absent. `port`: that of a server that ran
 *   before, for a window that has to find again what it kept; any free one when absent.
 *
 * @typedef {{
 *   readonly addressOf: (workspace: string | undefined, payload?: Payload) => string;
 *   readonly remoteUriOf: (file: string) => string;
 *   readonly exited: Promise<number | null>;
 *   readonly logTail: () => string;
 *   readonly stop: () => Promise<void>;
 *   readonly port: number;
 *   readonly pid: number;
 * }} RunningServer
 */

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

/**
 * @param {StartOptions} options
 * @returns {Promise<RunningServer>} Rejects with the end of the server's log when it does not come up.
 */
export async function startServer({ server, profile, purpose, workspaceTrust = false, env = {}, port = 0 }) {
  const token = randomBytes(16).toString('hex');
  const args = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--connection-token',
    token,
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(purpose === 'suite' ? ['--enable-smoke-test-driver'] : []),
    '--disable-telemetry',
    ...profileArguments(profile),
  ];
  // Detached, so that it leads a process group and takes its extension hosts along when it is stopped.
  const child = spawn(server.nodePath, [mainOf(server), ...args], {
    env: isolatedEnv(profile, env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  const logFile = path.join(profile.root, 'server.log');
  const stop = () => stopGroup(child.pid, exited);
  try {
    const bound = await portOf(child, { logFile, exited });
    const origin = `http://127.0.0.1:${bound}`;
    return {
      port: Number(bound),
      pid: child.pid ?? 0,
      addressOf: (workspace, payload) => `${origin}/?${query({ token, workspace, payload })}`,
      remoteUriOf: (file) => `vscode-remote://${new URL(origin).host}${encodedPath(file)}`,
      exited,
      logTail: () => readFileSync(logFile, 'utf8').slice(-2500),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {{ readonly server: ReadyServer; readonly profile: Profile; readonly vsix: string }} options
 */
export function installVsix({ server, profile, vsix }) {
  const args = [mainOf(server), '--install-extension', path.resolve(vsix), ...profileArguments(profile)];
  const { status, stdout, stderr } = spawnSync(server.nodePath, args, {
    encoding: 'utf8',
    env: isolatedEnv(profile),
  });
  if (status === 0 && stdout.includes('successfully installed')) return;
  throw new Error(`VS Code could not install ${vsix} (exit code ${status}).\n${stdout}\n${stderr}`);
}

/** @param {ReadyServer} server */
function mainOf(server) {
  return path.join(server.serverDir, 'lib/vscode/out/server-main.js');
}

/** @param {Profile} profile */
function profileArguments(profile) {
  const folders = ['--user-data-dir', profile.userData, '--server-data-dir', profile.serverData];
  return [...folders, '--extensions-dir', profile.extensions, '--accept-server-license-terms'];
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @param {{ readonly logFile: string; readonly exited: Promise<number | null> }} options
 * @returns {Promise<string>}
 */
async function portOf(child, { logFile, exited }) {
  const log = createWriteStream(logFile);
  let seen = '';
  /** @type {Promise<string>} */
  const announced = new Promise((resolve) => {
    /** @param {Buffer} chunk */
    const read = (chunk) => {
      log.write(chunk);
      seen += chunk.toString();
      const port =
        /(?:Web UI available at \S+?:|Server bound to 127\.0\.0\.1:|agent listening on )(\d+)/.exec(
          seen,
        )?.[1];
      if (port) resolve(port);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const abort = new AbortController();
  const port = await Promise.race([
    announced,
    exited.then((code) =>
      Promise.reject(new Error(`The VS Code server ended with ${code}.\n${seen.slice(-2000)}`)),
    ),
    delay(START_LIMIT_MS, undefined, { signal: abort.signal, ref: false }).then(
      () =>
        Promise.reject(new Error(`The VS Code server gave no address within 60 s.\n${seen.slice(-2000)}`)),
      () => '', // Aborted: the race is over.
    ),
  ]);
  abort.abort();
  return port;
}

/** @param {{ readonly token: string; readonly workspace: string | undefined; readonly payload: Payload | undefined }} options */
function query({ token, workspace, payload }) {
  const query = new URLSearchParams({ tkn: token });
  if (!workspace) query.set('ew', 'true');
  else query.set(workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(workspace));
  if (payload) query.set('payload', JSON.stringify(payload));
  return query.toString();
}

/** @param {string} file */
function encodedPath(file) {
  return path.resolve(file).split(path.sep).map(encodeURIComponent).join('/');
}

/**
 * @param {number | undefined} pid
 * @param {Promise<unknown>} exited
 */
async function stopGroup(pid, exited) {
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  await Promise.race([exited, delay(STOP_LIMIT_MS, undefined, { ref: false })]);
  signalGroup(pid, 'SIGKILL');
}

/**
 * @param {number} leader
 * @param {NodeJS.Signals} signal
 */
function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}
