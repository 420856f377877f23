import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { chromium } from 'playwright-core';

import { ensureChromium } from '../../tools/setup/chromium.mjs';

export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Where a browser of a profile keeps what it knows.
 *
 * @param {import('./profile.mjs').Profile} profile
 */
export function chromiumFolder(profile) {
  return path.join(profile.root, 'chromium');
}

/**
 * A headless Chromium with a fresh profile.
 *
 * @param {{ readonly profile: import('./profile.mjs').Profile; readonly log?: (line: string) => void }} options
 */
export async function openBrowser({ profile, log }) {
  const context = await chromium.launchPersistentContext(chromiumFolder(profile), {
    executablePath: await ensureChromium(log ? { log } : {}),
    headless: true,
    viewport: { width: 1280, height: 900 },
    args: CHROMIUM_ARGS,
  });
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    /** Closing can hang on a page that has crashed; the processes end with their parent anyway. */
    close: () => Promise.race([context.close(), delay(5000, undefined, { ref: false })]),
  };
}
