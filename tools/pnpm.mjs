// Runs pnpm in exactly the version this repository pins: `node tools/pnpm.mjs run check`.
// Needs nothing but Node and npm, so that `npm test` works on a fresh clone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TOOLS = path.join(ROOT, '.tools');
const PNPM = path.join(TOOLS, 'node_modules', 'pnpm');
const INSTALLED_LOCK = path.join(ROOT, 'node_modules', '.installed-lock');
const OLDEST_NODE = [20, 19];

requireNode();
installPinnedPnpm(pinnedVersion());
installDependencies();
process.exitCode = runPnpm(process.argv.slice(2));

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  giveUp(`Node ${process.versions.node} is too old. Install Node ${OLDEST_NODE.join('.')} or newer.`);
}

/** @returns {string} the version in `packageManager` of the root package.json */
function pinnedVersion() {
  const { packageManager } = readJson(path.join(ROOT, 'package.json'));
  const version = /^pnpm@(\d+\.\d+\.\d+)$/.exec(String(packageManager))?.[1];
  if (version === undefined) {
    giveUp('package.json has no exact "packageManager" pin. Write it as "pnpm@<major>.<minor>.<patch>".');
  }
  return version;
}

/** @param {string} version */
function installPinnedPnpm(version) {
  const manifest = path.join(PNPM, 'package.json');
  if (existsSync(manifest) && readJson(manifest)['version'] === version) return;

  console.error(`Installing pnpm ${version} into .tools, once.`);
  mkdirSync(TOOLS, { recursive: true });
  const status = runNpm([
    'install',
    `pnpm@${version}`,
    `--prefix=${TOOLS}`,
    '--no-save',
    '--no-package-lock',
    // pnpm's own install script only replaces its launcher; nothing needs to run at install time.
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  if (status !== 0) {
    giveUp(
      `npm could not install pnpm ${version} (exit code ${status}). ` +
        'The first run needs the npm registry: check the network and `npm ping`, then try again.',
    );
  }
}

/** A changed lockfile is noticed by its content: a checkout or a copy changes times at random. */
function installDependencies() {
  const lockfile = path.join(ROOT, 'pnpm-lock.yaml');
  if (!existsSync(lockfile)) giveUp('pnpm-lock.yaml is missing. Restore it from git.');
  const wanted = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  if (existsSync(INSTALLED_LOCK) && readFileSync(INSTALLED_LOCK, 'utf8') === wanted) return;

  console.error('Installing the dependencies.');
  const status = runPnpm(['install', '--frozen-lockfile', '--loglevel=error']);
  if (status !== 0) {
    giveUp(
      `pnpm could not install the dependencies (exit code ${status}); its own message stands above. ` +
        'Without a network, check `npm ping`. If a package.json changed, run `node tools/pnpm.mjs install` and commit pnpm-lock.yaml.',
    );
  }
  writeFileSync(INSTALLED_LOCK, wanted);
}

/**
 * @param {readonly string[]} args
 * @returns {number} the exit code
 */
function runPnpm(args) {
  const bin = path.join(TOOLS, 'node_modules', '.bin');
  const env = {
    ...process.env,
    [pathVariable()]: `${bin}${path.delimiter}${process.env[pathVariable()] ?? ''}`,
  };
  return exitCodeOf(
    spawnSync(process.execPath, [path.join(PNPM, 'bin', 'pnpm.mjs'), ...args], {
      cwd: ROOT,
      env,
      stdio: 'inherit',
    }),
  );
}

/**
 * @param {readonly string[]} args
 * @returns {number} the exit code
 */
function runNpm(args) {
  const npm = process.env['npm_execpath'];
  const startedByNpm = npm !== undefined && path.basename(npm).startsWith('npm-cli');
  const result = startedByNpm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: TOOLS, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: TOOLS, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  return exitCodeOf(result);
}

/** @param {import('node:child_process').SpawnSyncReturns<unknown>} result */
function exitCodeOf(result) {
  if (result.error)
    giveUp(`A program could not be started: ${result.error.message}. Check that npm is on PATH.`);
  // Ended by a signal: the number a shell would report for an interrupt.
  return result.status ?? 130;
}

/** Windows spells it `Path`. */
function pathVariable() {
  return Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
}

/**
 * @param {string} file
 * @returns {Record<string, unknown>}
 */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * @param {string} message
 * @returns {never}
 */
function giveUp(message) {
  console.error(message);
  process.exit(3);
}
