import { existsSync } from 'node:fs';

import { oneAtATime } from './one-at-a-time.mjs';
import { runQuietly } from './run-quietly.mjs';

/** Whether packages can be installed without a question: as root on Debian. */
export function mayInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/**
 * Installs packages of Debian, without what they only recommend. Processes that ask at once take turns.
 *
 * @param {readonly string[]} packages
 * @param {{ readonly isThere?: () => boolean }} [options] `isThere` is asked once it is this one's turn:
 *   whoever was first may have done it
 * @returns {Promise<void>} Rejects with what apt-get said.
 */
export async function aptInstall(packages, { isThere = () => false } = {}) {
  await oneAtATime('apt-get', async () => {
    if (isThere()) return;
    await apt(['update']);
    await apt(['install', '--yes', '--no-install-recommends', ...packages]);
  });
}

/** Somebody else's installation on this machine ends sooner. */
const PATIENCE = ['-o', 'DPkg::Lock::Timeout=300'];

/** What an administrator wrote stays: a question would wait for ever. */
const NO_QUESTIONS = { DEBIAN_FRONTEND: 'noninteractive', UCF_FORCE_CONFFOLD: '1' };

/** @param {readonly string[]} args */
function apt(args) {
  return runQuietly('apt-get', ['-qq', ...PATIENCE, ...args], NO_QUESTIONS);
}
