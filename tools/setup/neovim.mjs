import process from 'node:process';

import { aptInstall, mayInstall } from './apt-get.mjs';
import { findOnPath, isExecutable } from './on-path.mjs';

/**
 * @typedef {{ readonly kind: 'ready'; readonly program: string }} ReadyNeovim Absolute path.
 * @typedef {{ readonly kind: 'unavailable'; readonly reason: string }} UnavailableNeovim
 */

/**
 * The Neovim of this machine, installed first where that needs no question: as root on Debian.
 * `LOCKKEEPER_NEOVIM` wins, and is an error when it names nothing.
 *
 * @param {{ readonly log?: (line: string) => void }} [options]
 * @returns {Promise<ReadyNeovim | UnavailableNeovim>}
 */
export async function ensureNeovim({ log = () => {} } = {}) {
  const wanted = process.env['LOCKKEEPER_NEOVIM'];
  if (wanted) {
    if (isExecutable(wanted)) return { kind: 'ready', program: wanted };
    throw new Error(`LOCKKEEPER_NEOVIM names ${wanted}, which cannot be executed. Correct or unset it.`);
  }
  const found = findNeovim();
  if (found !== undefined) return found;
  if (!mayInstall()) return { kind: 'unavailable', reason: `there is no Neovim. ${NEXT_STEP}` };
  log('Installing neovim with apt-get (about 10 seconds)…');
  try {
    await aptInstall(['neovim'], { isThere: () => findNeovim() !== undefined });
  } catch (error) {
    return { kind: 'unavailable', reason: `apt-get could not install Neovim: ${String(error)} ${NEXT_STEP}` };
  }
  return findNeovim() ?? { kind: 'unavailable', reason: `apt-get installed no Neovim. ${NEXT_STEP}` };
}

/** @returns {ReadyNeovim | undefined} */
function findNeovim() {
  const program = findOnPath(['nvim']);
  return program === undefined ? undefined : { kind: 'ready', program };
}

const NEXT_STEP = 'Install it (on Debian: apt-get install neovim), or set LOCKKEEPER_NEOVIM to its path.';
