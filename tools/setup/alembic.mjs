import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';

import { aptInstall, mayInstall } from './apt-get.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { runQuietly } from './run-quietly.mjs';

/**
 * A Python that can import Alembic, SQLAlchemy and psycopg2.
 *
 * @typedef {{
 *   readonly kind: 'ready';
 *   readonly python: string;
 *   readonly alembic: string;
 *   readonly sqlalchemy: string;
 *   readonly source: 'LOCKKEEPER_ALEMBIC_PYTHON' | 'this machine' | 'a virtual environment';
 * }} ReadyAlembic `alembic` and `sqlalchemy` are versions.
 *
 * @typedef {{ readonly kind: 'unavailable'; readonly reason: string }} UnavailableAlembic
 */

/** What runs where no package of Debian does. */
const PINNED = ['alembic==1.20.0', 'SQLAlchemy==2.1.1', 'psycopg2-binary==2.9.13'];
const ENVIRONMENT = path.resolve(import.meta.dirname, '../../.cache/alembic');
const OWN_PYTHON = path.join(ENVIRONMENT, 'bin/python');

/** Debian installs its modules for this one, whatever other Python comes first on PATH. */
const DEBIAN_PYTHON = '/usr/bin/python3';

/**
 * The Alembic of this machine. `LOCKKEEPER_ALEMBIC_PYTHON` wins, and is an error when it cannot import it:
 * a silent second choice would hide a typing mistake.
 *
 * @returns {ReadyAlembic | undefined} `undefined` when there is none.
 */
export function findAlembic() {
  const wanted = process.env['LOCKKEEPER_ALEMBIC_PYTHON'];
  if (wanted) {
    const ready = look(wanted, 'LOCKKEEPER_ALEMBIC_PYTHON');
    if (ready) return ready;
    throw new Error(
      `LOCKKEEPER_ALEMBIC_PYTHON names ${wanted}, which cannot import alembic and psycopg2. Correct or unset it.`,
    );
  }
  return (
    look(DEBIAN_PYTHON, 'this machine') ??
    look('python3', 'this machine') ??
    look(OWN_PYTHON, 'a virtual environment')
  );
}

/**
 * The Alembic of this machine; where there is none, that of Debian as root, else a virtual environment in
 * the ignored cache.
 *
 * @param {{ readonly log?: (line: string) => void }} [options]
 * @returns {Promise<ReadyAlembic | UnavailableAlembic>}
 */
export async function ensureAlembic({ log = () => {} } = {}) {
  const found = findAlembic();
  if (found) return found;
  const failures = [];
  for (const install of mayInstall() ? [installDebian, installEnvironment] : [installEnvironment]) {
    try {
      await install(log);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
    const installed = findAlembic();
    if (installed) return installed;
  }
  return { kind: 'unavailable', reason: `There is no Alembic. ${failures.join('\n')}` };
}

const ASK = `
import json, sys, alembic, sqlalchemy, psycopg2
print(json.dumps({"python": sys.executable, "alembic": alembic.__version__, "sqlalchemy": sqlalchemy.__version__}))
`;

/**
 * @param {string} python
 * @param {ReadyAlembic['source']} source
 * @returns {ReadyAlembic | undefined}
 */
function look(python, source) {
  if (path.isAbsolute(python) && !existsSync(python)) return undefined;
  const { status, stdout } = spawnSync(python, ['-c', ASK], { encoding: 'utf8' });
  return status === 0 ? { kind: 'ready', source, ...JSON.parse(stdout) } : undefined;
}

/** @param {(line: string) => void} log */
async function installDebian(log) {
  log('Installing alembic and python3-psycopg2 with apt-get (about 15 seconds)…');
  await aptInstall(['alembic', 'python3-psycopg2'], { isThere: () => findAlembic() !== undefined });
}

/** @param {(line: string) => void} log */
async function installEnvironment(log) {
  await oneAtATime('alembic', async () => {
    if (findAlembic()) return;
    log('Installing Alembic into a virtual environment…');
    try {
      await runQuietly('python3', ['-m', 'venv', '--clear', ENVIRONMENT]);
      await runQuietly(OWN_PYTHON, [
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        ...PINNED,
      ]);
    } catch (error) {
      rmSync(ENVIRONMENT, { recursive: true, force: true });
      throw error;
    }
  });
}
