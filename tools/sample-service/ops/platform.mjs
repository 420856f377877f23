// The platform of the sample: one folder for each environment, with its releases and what runs. What a real platform does
// with images and containers it does with folders and processes.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const HOME = process.env['SAMPLE_PLATFORM'] ?? '';

/** @param {string} environment */
export function stateOf(environment) {
  const file = path.join(HOME, environment, 'state.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { deploys: [], pid: null };
}

/** @param {string} environment @param {object} state */
function write(environment, state) {
  const file = path.join(HOME, environment, 'state.json');
  writeFileSync(`${file}.part`, JSON.stringify(state, null, 2));
  renameSync(`${file}.part`, file);
}

/**
 * Unpacks the commit, runs its migrations where it has some, ends what runs and starts it.
 *
 * @param {string} environment @param {string} sha @param {string} key
 */
export async function deploy(environment, sha, key) {
  const state = stateOf(environment);
  const release = path.join(HOME, environment, 'releases', sha);
  mkdirSync(release, { recursive: true });
  execFileSync('sh', ['-c', `git -C "$LOCKKEEPER_REPOSITORY" archive ${sha} | tar -x -C "${release}"`]);
  const id = `${environment}-${state.deploys.length + 1}`;
  const deployed = { id, commit: sha, key, state: 'live', kept: true };
  if (existsSync(path.join(release, 'start.sh'))) {
    try {
      execFileSync('sh', ['start.sh'], {
        cwd: release,
        env: { ...process.env, DATABASE_URL: process.env[`${environment.toUpperCase()}_DATABASE_URL`] },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    } catch {
      write(environment, {
        ...state,
        deploys: [{ ...deployed, state: 'failed', kept: false }, ...state.deploys],
      });
      return { state: 'failed', id, why: 'start.sh failed' };
    }
  }
  await stop(state.pid);
  const log = openSync(path.join(HOME, environment, 'service.log'), 'a');
  const port = process.env[`${environment.toUpperCase()}_PORT`] ?? '';
  const child = spawn(process.execPath, ['service.mjs', port, sha, environment], {
    cwd: release,
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  const before = state.deploys.map((/** @type {object} */ one) => ({ ...one, state: 'over' }));
  write(environment, { deploys: [deployed, ...before], pid: child.pid });
  return { state: 'live', id };
}

/** @param {number | null} pid */
export async function stop(pid) {
  if (pid === null) return;
  for (let left = 100; left > 0; left -= 1) {
    try {
      process.kill(pid, left > 50 ? 'SIGTERM' : 'SIGKILL');
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
