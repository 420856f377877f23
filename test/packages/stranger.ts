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

/** Copies a project of `strangers/` to an empty folder and lets npm install packages there. */
export function moveIn(
  project: string,
  packed: readonly PackedPackage[],
  ...fromRegistry: readonly string[]
): Stranger {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), `lockkeeper-${project}-`));
  const own = path.join(import.meta.dirname, 'strangers', project);
  if (existsSync(own)) cpSync(own, folder, { recursive: true });
  else writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: project, private: true }));
  const run: Stranger['run'] = (program, args, options = {}) =>
    runToEnd(program, args, { cwd: folder, ...options });
  const tarballs = packed.map(({ tarball }) => tarball);
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs, ...fromRegistry]);
  return {
    folder,
    installed: installedIn(folder),
    run,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
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
