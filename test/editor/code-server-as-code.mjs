#!/usr/bin/env node
// Stands in for the desktop `code` executable where no desktop VS Code can be had: it takes the same test arguments
// (--extensionDevelopmentPath=, --extensionTestsPath=, --user-data-dir=, a workspace), runs the suite in the VS Code
// server with headless Chromium, and exits with the code of the run.
import path from 'node:path';

import { ensureVscodeServer } from '../../tools/setup/vscode-server.mjs';
import { openBrowser } from './browser.mjs';
import { createProfile, profileAt, removeProfile } from './profile.mjs';
import { startServer } from './vscode-server.mjs';

const EXIT = { usage: 64, unavailable: 69, pageCrashed: 70, serverEnded: 71, timeout: 124, interrupted: 130 };

/** What every run logs as an error: native modules and files that this server build does without. */
const NOISE = /Release\/watchdog|ServiceWorker|serviceWorker/;

/** @typedef {{ readonly code: number; readonly reason?: string }} Ending */

/** @typedef {{ readonly tests: string; readonly extensions: readonly string[]; readonly workspace?: string; readonly userData?: string }} Request */

process.exit(await main(process.argv.slice(2)));

/** @param {readonly string[]} args */
async function main(args) {
  const request = parse(args);
  if (!request) {
    console.error(
      'Usage: [workspace] --extensionDevelopmentPath=FOLDER… --extensionTestsPath=FILE [--user-data-dir=FOLDER]',
    );
    return EXIT.usage;
  }
  const release = process.env['LOCKKEEPER_VSCODE_RELEASE'] === 'oldest' ? 'oldest' : 'newest';
  const server = await ensureVscodeServer({ log: console.error, release });
  if (server.kind === 'unavailable') {
    console.error(`No VS Code can be started: ${server.reason}.`);
    return EXIT.unavailable;
  }
  const { code, reason } = await withProfile(request, (profile) => run(request, { server, profile }));
  if (reason) console.error(reason);
  return code;
}

/**
 * @param {readonly string[]} args
 * @returns {Request | undefined}
 */
function parse(args) {
  /** @param {string} name */
  const values = (name) =>
    args.flatMap((arg) => (arg.startsWith(`--${name}=`) ? [arg.slice(name.length + 3)] : []));
  const [tests] = values('extensionTestsPath');
  const [userData] = values('user-data-dir');
  const extensions = values('extensionDevelopmentPath');
  const [workspace, ...others] = args.filter((arg) => !arg.startsWith('-'));
  if (!tests || extensions.length === 0 || others.length > 0) return undefined;
  return { tests, extensions, ...(workspace && { workspace }), ...(userData && { userData }) };
}

/**
 * @param {Request} request
 * @param {(profile: import('./profile.mjs').Profile) => Promise<Ending>} use
 */
async function withProfile({ userData }, use) {
  if (userData) return use(profileAt(path.dirname(userData))); // The caller made it and will remove it.
  const profile = createProfile();
  try {
    return await use(profile);
  } finally {
    removeProfile(profile);
  }
}

/**
 * @param {Request} request
 * @param {{ readonly server: import('./vscode-server.mjs').ReadyServer; readonly profile: import('./profile.mjs').Profile }} place
 * @returns {Promise<Ending>}
 */
async function run(request, { server, profile }) {
  const interrupted = interruption();
  const running = await startServer({ server, profile, purpose: 'suite' });
  try {
    const browser = await openBrowser({ profile, log: console.error });
    try {
      return await Promise.race([
        interrupted,
        timeout(),
        running.exited.then(() => ({
          code: EXIT.serverEnded,
          reason: `The VS Code server ended early.\n${running.logTail()}`,
        })),
        suiteEnds({ page: browser.page, server: running, request }),
      ]);
    } finally {
      await browser.close();
    }
  } finally {
    await running.stop();
  }
}

/** @returns {Promise<Ending>} */
function interruption() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.on(signal, () => resolve({ code: EXIT.interrupted }));
  });
}

/** @returns {Promise<Ending>} */
function timeout() {
  const seconds = Number(process.env['LOCKKEEPER_EDITOR_TIMEOUT'] ?? 420);
  return new Promise((resolve) => {
    const reason = `The suite did not end within ${seconds} s.`;
    setTimeout(() => resolve({ code: EXIT.timeout, reason }), seconds * 1000).unref();
  });
}

/**
 * VS Code calls two functions of its page: one for each line the extension host logs, one when the suite has ended.
 *
 * @param {{
 *   readonly page: import('playwright-core').Page;
 *   readonly server: import('./vscode-server.mjs').RunningServer;
 *   readonly request: Request;
 * }} options
 * @returns {Promise<Ending>}
 */
async function suiteEnds({ page, server, request }) {
  /** @type {string[]} */
  const errors = [];
  /** @type {(ending: Ending) => void} */
  let end = () => {};
  /** @type {Promise<Ending>} */
  const ended = new Promise((resolve) => (end = resolve));
  await page.exposeFunction(
    'codeAutomationLog',
    (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      const line = args.join(' ');
      if (type === 'error' && !NOISE.test(line)) errors.push(line.slice(0, 1500));
      if (process.env['LOCKKEEPER_EDITOR_VERBOSE']) console.error(`[${type}]`, ...args);
    },
  );
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => {
    end(code === 0 ? { code } : { code, reason: errors.slice(-5).join('\n') });
  });
  page.on('crash', () => end({ code: EXIT.pageCrashed, reason: 'The page of VS Code crashed.' }));
  const extensions = request.extensions.map(
    (folder) => /** @type {const} */ (['extensionDevelopmentPath', server.remoteUriOf(folder)]),
  );
  const address = server.addressOf(request.workspace, [
    ...extensions,
    ['extensionTestsPath', server.remoteUriOf(request.tests)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ]);
  await page.goto(address, { waitUntil: 'commit' });
  return ended;
}
