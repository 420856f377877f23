import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';

import { ROOT } from './programs.mjs';

/** Others that do part of the same work, as npm has them. */
const PEERS = {
  '@postgres-language-server/cli': '0.25.5',
  eslint: '10.15.0',
};

/** Counted up with the versions, so that nobody measures old ones. */
const FOLDER = path.join(ROOT, '.cache/bench/peers-1');

/** The program itself; the script that npm links to it would add the start of a Node. */
export function squawkProgram() {
  const squawk = createRequire(import.meta.url).resolve('squawk-cli/package.json');
  const own = createRequire(squawk).resolve(`@squawk-cli/${process.platform}-${process.arch}/package.json`);
  return path.join(path.dirname(own), 'bin', process.platform === 'win32' ? 'squawk.exe' : 'squawk');
}

/** `undefined`: not to be had here. @returns {string | undefined} */
export function postgresLanguageServer() {
  const systems = { linux: 'unknown-linux-gnu', darwin: 'apple-darwin', win32: 'windows-msvc' };
  const system = systems[/** @type {keyof typeof systems} */ (process.platform)];
  if (system === undefined) return undefined;
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const name = `cli-${machine}-${system.replace(/^unknown-/, '')}`;
  const program = `postgres-language-server${process.platform === 'win32' ? '.exe' : ''}`;
  return installed(path.join('@postgres-language-server', name, program));
}

/** What an editor loads of ESLint: its `Linter`. `undefined`: not to be had here. @returns {string | undefined} */
export function eslintLinter() {
  return installed('eslint/lib/universal.js');
}

/** Once; a registry that lacks one of them has none. @param {string} file */
function installed(file) {
  const whole = path.join(FOLDER, 'node_modules', file);
  if (!existsSync(FOLDER)) install();
  return existsSync(whole) ? whole : undefined;
}

function install() {
  mkdirSync(FOLDER, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  for (const [name, version] of Object.entries(PEERS)) {
    const args = [
      'install',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--prefix',
      FOLDER,
      `${name}@${version}`,
    ];
    const { status, stderr } = spawnSync(npm, args, { encoding: 'utf8', cwd: FOLDER });
    if (status !== 0) process.stderr.write(`  ${name} ${version} cannot be installed: ${stderr}\n`);
  }
}
