import { aptInstall, mayInstall } from './apt-get.mjs';
import { findOnPath, isExecutable } from './on-path.mjs';

/** Names a Chromium goes by on PATH, the one that Debian maintains first. */
const NAMES = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];

/** Places outside PATH. */
const PLACES = ['/usr/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/**
 * The Chromium or Chrome of this machine. `LOCKKEEPER_CHROMIUM` wins, and is an error when it names nothing:
 * a silent second choice would hide a typing mistake.
 *
 * @returns {string | undefined} Absolute path; `undefined` when there is none.
 */
export function findChromium() {
  const wanted = process.env['LOCKKEEPER_CHROMIUM'];
  if (wanted) {
    if (isExecutable(wanted)) return wanted;
    throw new Error(`LOCKKEEPER_CHROMIUM names ${wanted}, which cannot be executed. Correct or unset it.`);
  }
  return findOnPath(NAMES) ?? PLACES.find(isExecutable);
}

/**
 * The Chromium of this machine, installed first where that needs no question: as root on Debian.
 *
 * @param {{ readonly log?: (line: string) => void }} [options]
 * @returns {Promise<string>} Absolute path. Rejects with the next step when there is no Chromium and none can be installed.
 */
export async function ensureChromium({ log = () => {} } = {}) {
  const found = findChromium();
  if (found) return found;
  if (!mayInstall()) throw new Error(`No Chromium was found. ${NEXT_STEP}`);
  log('Installing chromium with apt-get (about 30 seconds)…');
  await install();
  const installed = findChromium();
  if (!installed) throw new Error(`apt-get installed chromium, but no executable was found. ${NEXT_STEP}`);
  return installed;
}

const NEXT_STEP =
  'Install Chromium or Google Chrome (on Debian: apt-get install chromium), or set LOCKKEEPER_CHROMIUM to its path.';

async function install() {
  try {
    await aptInstall(['chromium'], { isThere: () => findChromium() !== undefined });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${NEXT_STEP}`, {
      cause: error,
    });
  }
}
