import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/**
 * A server for this process alone.
 *
 * @typedef {{
 *   readonly host: string;
 *   readonly user: string;
 *   stop(): Promise<void>;
 * }} Cluster `host` is the folder of its socket, which is its only door. `stop` ends it and takes away its
 *   data; both also go when this process ends in any way.
 */

/** Handed over as text: whoever runs it may not be allowed to read this checkout. */
const SCRIPT = readFileSync(path.join(import.meta.dirname, 'cluster.sh'), 'utf8');

/**
 * @param {string} bin the folder of `initdb` and `postgres`
 * @param {readonly string[]} [settings] such as `max_locks_per_transaction=1024`
 * @returns {Promise<Cluster>} Rejects with what they say when they do not start.
 */
export async function startPostgres(bin, settings = []) {
  // The path of a socket may have a hundred characters.
  const folder = mkdtempSync(path.join(tmpdir(), 'lk-pg-'));
  const owner = unprivilegedUser();
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o755);
  const script = spawn(
    'sh',
    ['-c', SCRIPT, 'cluster.sh', bin, folder, ...settings.flatMap((one) => ['-c', one])],
    {
      ...owner,
      cwd: folder,
      stdio: ['pipe', 'pipe', 'pipe'],
      // A key pressed in the terminal must not end it before the tests that use it.
      detached: true,
    },
  );
  await untilReady(script);
  for (const held of [script, script.stdin, script.stdout, script.stderr]) letGo(held);
  return {
    host: folder,
    user: 'lockkeeper',
    stop: () =>
      new Promise((stopped) => {
        script.ref();
        script.once('exit', () => stopped());
        script.stdin.end();
      }),
  };
}

/**
 * PostgreSQL refuses to run as root.
 *
 * @returns {{ readonly uid: number, readonly gid: number } | undefined} `undefined` for everybody else.
 */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined;
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  );
  return users.get('postgres') ?? users.get('nobody') ?? { uid: 65_534, gid: 65_534 };
}

/**
 * @param {import('node:child_process').ChildProcessWithoutNullStreams} script
 * @returns {Promise<void>}
 */
function untilReady(script) {
  return new Promise((ready, failed) => {
    let said = '';
    script.stdout.once('data', () => ready());
    script.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    script.once('error', failed);
    script.once('close', (code) => failed(new Error(`PostgreSQL did not start (${code}): ${said.trim()}`)));
  });
}

/**
 * So that a test run ends although the server has not.
 *
 * @param {object} held
 */
function letGo(held) {
  if ('unref' in held && typeof held.unref === 'function') held.unref();
}
