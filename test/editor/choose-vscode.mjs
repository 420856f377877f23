import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import {
  downloadAndUnzipVSCode,
  resolveCliPathFromVSCodeExecutablePath,
  SilentReporter,
} from '@vscode/test-electron';

import { ensureVscodeServer } from '../../tools/setup/vscode-server.mjs';

/**
 * The VS Code that suites run in. `wrapper` is a command to put in front, such as one that gives a display.
 *
 * @typedef {{
 *   readonly kind: 'desktop' | 'server';
 *   readonly executable: string;
 *   readonly wrapper: readonly string[];
 *   readonly because: string;
 * }} ChosenVscode
 */

/** @typedef {(line: string) => void} Log */

const STAND_IN = path.join(import.meta.dirname, 'code-server-as-code.mjs');
const DOWNLOADS = path.resolve(import.meta.dirname, '../../.cache/vscode-desktop');
const DOWNLOAD_TIMEOUT_MS = 15_000;

/**
 * Follows `LOCKKEEPER_VSCODE`: `desktop`, `server`, the absolute path of an executable, or `auto` (the default):
 * desktop where it can be had, else the server.
 *
 * @param {{ readonly log?: Log }} [options]
 * @returns {Promise<ChosenVscode>} Rejects with the reason and the next step when the wanted one cannot be had.
 */
export async function chooseVscode({ log = () => {} } = {}) {
  const wanted = process.env['LOCKKEEPER_VSCODE'] || 'auto';
  if (path.isAbsolute(wanted)) {
    return {
      kind: 'desktop',
      executable: wanted,
      wrapper: displayWrapper() ?? [],
      because: 'LOCKKEEPER_VSCODE names it',
    };
  }
  switch (wanted) {
    case 'desktop':
      return desktop();
    case 'server':
      return server({ because: 'LOCKKEEPER_VSCODE asks for it', log });
    case 'auto':
      return desktop().catch((error) => server({ because: messageOf(error), log }));
    default:
      throw new Error(
        `LOCKKEEPER_VSCODE is "${wanted}". Set it to auto, desktop, server or the absolute path of a VS Code.`,
      );
  }
}

/**
 * The oldest one for which the stories are told, whatever `LOCKKEEPER_VSCODE` says.
 *
 * @param {{ readonly log?: Log }} [options]
 * @returns {Promise<ChosenVscode>} Rejects with the reason when it cannot be had.
 */
export async function chooseOldestVscode({ log = () => {} } = {}) {
  const found = await ensureVscodeServer({ log, release: 'oldest' });
  if (found.kind === 'unavailable') throw new Error(`No old VS Code can run the tests: ${found.reason}.`);
  return { kind: 'server', executable: STAND_IN, wrapper: [], because: 'the oldest is asked for' };
}

/** @returns {Promise<ChosenVscode>} */
async function desktop() {
  const wrapper = displayWrapper();
  if (!wrapper) throw new Error('desktop VS Code needs a display; install xvfb or set DISPLAY');
  const executable = await downloadAndUnzipVSCode({
    version: process.env['LOCKKEEPER_VSCODE_VERSION'] ?? 'stable',
    cachePath: DOWNLOADS,
    timeout: DOWNLOAD_TIMEOUT_MS,
    reporter: new SilentReporter(),
  }).catch((error) => {
    throw new Error(`desktop VS Code cannot be downloaded (${messageOf(error)})`, { cause: error });
  });
  assertStarts(executable);
  return { kind: 'desktop', executable, wrapper, because: 'it could be downloaded' };
}

/**
 * @param {{ readonly because: string; readonly log: Log }} options
 * @returns {Promise<ChosenVscode>}
 */
async function server({ because, log }) {
  const found = await ensureVscodeServer({ log });
  if (found.kind === 'ready') return { kind: 'server', executable: STAND_IN, wrapper: [], because };
  throw new Error(
    `No VS Code can run the tests: ${because}; ${found.reason}. Set LOCKKEEPER_VSCODE to the path of a VS Code.`,
  );
}

/** @returns {readonly string[] | undefined} `undefined` when there is no display and none can be made. */
function displayWrapper() {
  const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (hasDisplay) return [];
  const hasXvfb = spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).error === undefined;
  return hasXvfb ? ['xvfb-run', '-a'] : undefined;
}

/**
 * A download that lacks a system library would make every suite fail; better known before.
 *
 * @param {string} executable
 */
function assertStarts(executable) {
  const userData = mkdtempSync(path.join(os.tmpdir(), 'lk-'));
  const { status, stderr, error } = spawnSync(
    resolveCliPathFromVSCodeExecutablePath(executable),
    ['--version', `--user-data-dir=${userData}`],
    { encoding: 'utf8', shell: process.platform === 'win32' },
  );
  rmSync(userData, { recursive: true, force: true });
  if (status !== 0)
    throw new Error(`desktop VS Code does not start (${error?.message ?? stderr.trim().slice(0, 300)})`);
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
