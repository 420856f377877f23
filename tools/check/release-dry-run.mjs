import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { ROOT, runNode, runPnpm, runTool } from './run-tool.mjs';

/** @typedef {import('./run-tool.mjs').ToolOutcome} ToolOutcome */

const TARBALLS = path.join(ROOT, '.cache/release');

/**
 * Everything a release does short of uploading: pack, look at the packages as npm and TypeScript
 * will, read the changesets, package the extension.
 *
 * @returns {Promise<import('./steps.mjs').StepResult>}
 */
export async function releaseDryRun() {
  rmSync(TARBALLS, { recursive: true, force: true });
  mkdirSync(TARBALLS, { recursive: true });

  const outcomes = [];
  for (const folder of publishablePackages()) outcomes.push(await packAndInspect(folder));
  outcomes.push(await readChangesets());
  outcomes.push(await packageExtension());

  const failed = outcomes.filter(({ exitCode }) => exitCode !== 0);
  return {
    passed: failed.length === 0 ? 1 : 0,
    failed: failed.length === 0 ? 0 : 1,
    skipped: 0,
    output: failed.map(({ output }) => output).join('\n'),
  };
}

/** @returns {readonly string[]} absolute folders of the packages that npm will get */
function publishablePackages() {
  const packages = path.join(ROOT, 'packages');
  return readdirSync(packages)
    .map((name) => path.join(packages, name))
    .filter((folder) => existsSync(path.join(folder, 'package.json')))
    .filter((folder) => readManifest(folder)['private'] !== true);
}

/**
 * @param {string} folder
 * @returns {Promise<ToolOutcome>}
 */
async function packAndInspect(folder) {
  const packed = await runPnpm(['pack', '--json', '--pack-destination', TARBALLS], { cwd: folder });
  if (packed.exitCode !== 0) return packed;
  const tarball = path.resolve(folder, JSON.parse(packed.output.slice(packed.output.indexOf('{'))).filename);

  const published = await runTool('publint', ['--strict', tarball]);
  if (published.exitCode !== 0) return published;
  // A package without `exports` for code, such as a bundled program, has no types to look at.
  return hasTypes(folder)
    ? runTool('@arethetypeswrong/cli/attw', ['--profile', profileOf(folder), '--format', 'ascii', tarball])
    : published;
}

/** What is offered to `require` must have types there too. @param {string} folder */
function profileOf(folder) {
  return JSON.stringify(readManifest(folder)['publishConfig'] ?? {}).includes('"require"')
    ? 'node16'
    : 'esm-only';
}

/** @param {string} folder */
function hasTypes(folder) {
  return JSON.stringify(readManifest(folder)['exports'] ?? {}).includes('"types"');
}

/**
 * Says what the next release would be. Fails on a malformed changeset, and on a branch that changes a
 * package without one. Where no `main` is known, as on a bare checkout, there is nothing to compare with.
 */
function readChangesets() {
  const base = ['main', 'origin/main'].find(isCommit) ?? 'HEAD';
  // The change that is the release itself: its changesets have become the version.
  if (versionAt(base) !== readManifest(path.join(ROOT, VERSIONED))['version'])
    return Promise.resolve({ exitCode: 0, output: '' });
  const since = base === 'main' ? [] : [`--since=${base}`];
  return runTool('@changesets/cli/changeset', ['status', '--verbose', ...since]);
}

/** All packages carry one version. */
const VERSIONED = 'packages/policy-core';

/** @param {string} commit */
function versionAt(commit) {
  const shown = spawnSync('git', ['show', `${commit}:${VERSIONED}/package.json`], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return shown.status === 0 ? JSON.parse(shown.stdout).version : undefined;
}

/** @param {string} name */
function isCommit(name) {
  return (
    spawnSync('git', ['rev-parse', '--verify', '--quiet', `${name}^{commit}`], { cwd: ROOT }).status === 0
  );
}

/** The `.vsix` is laid beside the tarballs, so that a release uploads what was looked at. */
function packageExtension() {
  return runNode([
    path.join(ROOT, 'packages/extension/package-vsix.mjs'),
    path.join(TARBALLS, 'lockkeeper.vsix'),
  ]);
}

/**
 * @param {string} folder
 * @returns {Record<string, unknown>}
 */
function readManifest(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}
