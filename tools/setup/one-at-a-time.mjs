import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const LOCKS = path.resolve(import.meta.dirname, '../../.cache/locks');
const TURN_MS = 100;

/**
 * Does what no two processes may do at once, such as an installation. Whoever comes later waits for the
 * one before, however long that takes; one that died does not count.
 *
 * @template Result
 * @param {string} name
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function oneAtATime(name, work) {
  mkdirSync(LOCKS, { recursive: true });
  const file = path.join(LOCKS, `${name}.pid`);
  while (!take(file)) await delay(TURN_MS);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    removeIfAbandoned(file);
    return false;
  }
}

/** @param {string} file */
function removeIfAbandoned(file) {
  const owner = Number(ownerOf(file));
  // Empty for the moment between its making and its writing.
  if (owner > 0 && !isRunning(owner)) rmSync(file, { force: true });
}

/** @param {string} file */
function ownerOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
