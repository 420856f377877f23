import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * A throw-away home for one VS Code: everything it writes lies under `root`.
 *
 * @typedef {{
 *   readonly root: string;
 *   readonly userData: string;
 *   readonly extensions: string;
 *   readonly serverData: string;
 * }} Profile
 */

/** Sockets of VS Code lie in the profile, and the path of a Unix socket has 107 bytes at most. */
const LONGEST_TEMP_FOLDER = 30;

/** What keeps VS Code quiet: nothing here is about the extension under test. */
const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off', // The default of a desktop; in a browser it would be afterDelay.
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/**
 * @param {Readonly<Record<string, unknown>>} [settings] Added to the quiet ones, and stronger.
 * @returns {Profile}
 */
export function createProfile(settings = {}) {
  const profile = profileAt(mkdtempSync(path.join(shortTempFolder(), 'lk-')));
  const user = path.join(profile.userData, 'User');
  for (const folder of [user, profile.extensions]) mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(user, 'settings.json'),
    JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2),
  );
  return profile;
}

/**
 * @param {string} root
 * @returns {Profile}
 */
export function profileAt(root) {
  return {
    root,
    userData: path.join(root, 'user-data'),
    extensions: path.join(root, 'extensions'),
    serverData: path.join(root, 'server-data'),
  };
}

/** @param {Profile} profile */
export function removeProfile(profile) {
  rmSync(profile.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/**
 * Copies a workspace into the profile, because tests edit files. Of a `.code-workspace` file its whole folder is copied.
 *
 * @param {Profile} profile
 * @param {string} workspace A folder or a `.code-workspace` file.
 * @returns {string} The copy of what was named.
 */
export function copyWorkspace(profile, workspace) {
  const isFile = workspace.endsWith('.code-workspace');
  const source = path.resolve(isFile ? path.dirname(workspace) : workspace);
  const copy = path.join(profile.root, 'workspace', path.basename(source));
  cpSync(source, copy, { recursive: true, verbatimSymlinks: true });
  return isFile ? path.join(copy, path.basename(workspace)) : copy;
}

/**
 * The environment of a VS Code that must not see the one around it, such as a terminal of another VS Code.
 *
 * @param {Profile} profile
 * @param {Readonly<Record<string, string | undefined>>} [more] `undefined` removes a variable.
 * @returns {Record<string, string>}
 */
export function isolatedEnv(profile, more = {}) {
  const xdg = path.join(profile.root, 'xdg');
  const merged = {
    ...withoutEditorVariables(process.env),
    HOME: profile.root,
    TMPDIR: profile.root,
    XDG_CACHE_HOME: path.join(profile.root, 'cache'),
    XDG_CONFIG_HOME: xdg,
    XDG_DATA_HOME: xdg,
    XDG_RUNTIME_DIR: profile.root,
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }),
    ...more,
  };
  /** @type {Record<string, string>} */
  const env = {};
  for (const [name, value] of Object.entries(merged)) if (value !== undefined) env[name] = value;
  return env;
}

/** @param {Readonly<Record<string, string | undefined>>} env */
function withoutEditorVariables(env) {
  const foreign = /^(?:VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}

function shortTempFolder() {
  const folder = os.tmpdir();
  return process.platform === 'linux' && folder.length > LONGEST_TEMP_FOLDER ? '/tmp' : folder;
}
