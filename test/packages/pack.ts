import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

import { runPnpm } from '../../tools/check/run-tool.mjs';
import { ROOT } from '../architecture/source-files.ts';

/** A package as npm would receive it, unpacked. */
export interface PackedPackage {
  /** Absolute path of what npm would be sent. */
  readonly tarball: string;
  readonly folder: string;
  /** Relative to the folder, with `/`, sorted. */
  readonly files: readonly string[];
  readonly manifest: Manifest;
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: unknown;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Folders below `packages` whose package is meant for npm. */
export function publishableFolders(): readonly string[] {
  return readdirSync(path.join(ROOT, 'packages')).filter((name) => {
    const file = path.join(ROOT, 'packages', name, 'package.json');
    return existsSync(file) && readManifest(file).private !== true;
  });
}

/**
 * For the head of a test file: packs with the pinned pnpm, each package once, into temporary folders that go
 * when the tests of the file have ended. Needs a build.
 */
export function packing(): (name: string) => Promise<PackedPackage> {
  const packed = new Map<string, Promise<PackedPackage>>();
  const targets: string[] = [];
  afterAll(() => {
    for (const target of targets) rmSync(target, { recursive: true, force: true });
  });
  return (name) => {
    const target = mkdtempSync(path.join(tmpdir(), 'lockkeeper-pack-'));
    targets.push(target);
    const once = packed.get(name) ?? packNow(name, target);
    packed.set(name, once);
    return once;
  };
}

async function packNow(name: string, target: string): Promise<PackedPackage> {
  const cwd = path.join(ROOT, 'packages', name);
  if (!existsSync(path.join(cwd, 'dist')))
    throw new Error(`packages/${name}/dist is missing. Run \`pnpm build\` first.`);
  const { exitCode, output } = await runPnpm(['pack', '--pack-destination', target], { cwd });
  const tarball = readdirSync(target).find((file) => file.endsWith('.tgz'));
  if (exitCode !== 0 || tarball === undefined)
    throw new Error(`pnpm pack failed in packages/${name}.\n${output}`);
  const unpacked = spawnSync('tar', ['-xzf', tarball], { cwd: target, encoding: 'utf8' });
  if (unpacked.status !== 0) throw new Error(`tar could not unpack ${tarball}. ${unpacked.stderr}`);
  const folder = path.join(target, 'package');
  return {
    tarball: path.join(target, tarball),
    folder,
    files: filesIn(folder),
    manifest: readManifest(path.join(folder, 'package.json')),
  };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8'));
}
