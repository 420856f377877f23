import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import type { PackedPackage } from './pack.ts';

/** A project outside the repository that has packed packages from npm. */
export interface Stranger {
  readonly folder: string;
  /** What lies in node_modules, as npm's own record of it says. */
  readonly installed: readonly InstalledPackage[];
  /** Ends with standard output; throws with everything it wrote when the exit code is another than expected. */
  run(program: string, args: readonly string[], options?: RunOptions): string;
  remove(): void;
}

export interface InstalledPackage {
  readonly name: string;
  readonly hasInstallScript: boolean;
}

export interface RunOptions {
  readonly input?: string;
  readonly cwd?: string;
  /** Default 0. */
  readonly exitCode?: number;
}

/** What npm is asked for. */
export interface Wanted {
  readonly packed: readonly PackedPackage[];
  /** Such as `@types/node@20.19.43`. */
  readonly fromRegistry?: readonly string[];
  /** Who has installed the first of `packed` already: it is copied, for npm takes seconds to unpack it. */
  readonly like?: Stranger | undefined;
}

/** Copies a project of `strangers/` to an empty folder and lets npm install packages there. */
export function moveIn(project: string, { packed, fromRegistry = [], like }: Wanted): Stranger {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), `lockkeeper-${project}-`));
  const own = path.join(import.meta.dirname, 'strangers', project);
  if (existsSync(own)) cpSync(own, folder, { recursive: true });
  else writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: project, private: true }));
  const run: Stranger['run'] = (program, args, options = {}) =>
    runToEnd(program, args, { cwd: folder, ...options });
  if (like !== undefined) copyInstalled(like.folder, folder);
  const tarballs = packed.slice(like === undefined ? 0 : 1).map(({ tarball }) => tarball);
  const missing = [...tarballs, ...fromRegistry];
  if (missing.length > 0) run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...missing]);
  return {
    folder,
    installed: installedIn(folder),
    run,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Both lie in one folder, so that the way to the tarball is the same. */
function copyInstalled(from: string, to: string): void {
  for (const part of ['node_modules', 'package-lock.json'])
    cpSync(path.join(from, part), path.join(to, part), { recursive: true, verbatimSymlinks: true });
  const { dependencies } = manifestOf(from);
  writeFileSync(path.join(to, 'package.json'), JSON.stringify({ ...manifestOf(to), dependencies }));
}

function manifestOf(folder: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/** Lays files into a folder that may not exist yet. */
export function layFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function runToEnd(
  program: string,
  args: readonly string[],
  { input = '', cwd, exitCode = 0 }: RunOptions,
): string {
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    input,
    encoding: 'utf8',
    env: outsideEnvironment(),
    // npm is a script on Windows.
    shell: process.platform === 'win32' && program.startsWith('np'),
  });
  if (status === exitCode) return stdout;
  const how = error === undefined ? `ended with ${status}` : `did not start: ${error.message}`;
  throw new Error(`${program} ${args.join(' ')} ${how}.\n${stdout}\n${stderr}`);
}

/** Of a person in a shell: not in CI, not inside a script of pnpm, and no resolver of the tests. */
function outsideEnvironment(): Record<string, string | undefined> {
  const left = Object.entries(process.env).filter(
    ([name]) => !/^(CI|GITHUB_.*|NODE_OPTIONS|NODE_PATH|VITEST.*|npm_(package|lifecycle)_.*)$/.test(name),
  );
  return { ...Object.fromEntries(left), NO_COLOR: '1' };
}

function installedIn(folder: string): readonly InstalledPackage[] {
  const record: { packages: Record<string, { hasInstallScript?: boolean }> } = JSON.parse(
    readFileSync(path.join(folder, 'node_modules/.package-lock.json'), 'utf8'),
  );
  return Object.entries(record.packages).map(([place, { hasInstallScript = false }]) => ({
    name: place.replace(/^.*node_modules\//, ''),
    hasInstallScript,
  }));
}
