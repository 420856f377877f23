import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { onCorpus, realHistory, realRevisions } from './corpus.mjs';
import { medianOf, processorTimeOf } from './measure.mjs';
import { CLI } from './programs.mjs';

const RUNS = 3;
const MANY = 10_000;
/** From the newest one. */
const EDITED = 50;
const MILLISECONDS = /** @type {const} */ ('ms');
/** Revisions a second. */
const COLD = { must: 450, goal: 900 };

/** @typedef {import('./corpus.mjs').File} File */

/** Whole commands on real Alembic revisions with JSON as output; processor time. */
export function judgementOfRevisions() {
  return onCorpus(() => [cold(), oneEdited()]);
}

function cold() {
  const { environments, files } = realRevisions();
  return withFiles(files, environments, (folder) => {
    const count = files.length - environments.length;
    const time = medianOf(Array.from({ length: RUNS }, () => checkOf(folder, ['--no-cache'])));
    const perRevision = (/** @type {number} */ milliseconds) => (milliseconds * 1000) / count;
    return {
      name: `a revision of ${count.toLocaleString('en')} real ones, cold: ${Math.round((count * 1000) / time)} a second`,
      unit: /** @type {const} */ ('µs'),
      ours: perRevision(time),
      peers: environments.flatMap((environment) => {
        const alembic = alembicOf(path.join(folder, environment));
        return alembic === undefined
          ? []
          : [{ name: `Alembic, heads of ${environment}`, value: perRevision(alembic) }];
      }),
      must: 1_000_000 / COLD.must,
      goal: 1_000_000 / COLD.goal,
    };
  });
}

function oneEdited() {
  const files = realHistory(MANY);
  return withFiles([...files, { path: 'env.py', text: '' }], ['.'], (folder) => {
    const { path: file = '', text = '' } = files.at(-EDITED) ?? {};
    checkOf(folder, []);
    const times = Array.from({ length: RUNS }, (_, edit) => {
      writeFileSync(
        path.join(folder, file),
        text.replace(/^def upgrade\(\).*:\n/m, `$&    op.execute("SELECT ${edit}")\n`),
      );
      return checkOf(folder, []);
    });
    return {
      name: `one revision edited of ${MANY.toLocaleString('en')}, among the last 100`,
      unit: MILLISECONDS,
      ours: medianOf(times),
      peers: [],
      must: 1000,
      goal: 700,
    };
  });
}

/**
 * @template Value
 * @param {readonly File[]} files
 * @param {readonly string[]} environments
 * @param {(folder: string) => Value} work
 */
function withFiles(files, environments, work) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  try {
    const alembic = environments.map((environment) => path.posix.join(environment, 'versions'));
    writeFileSync(
      path.join(folder, 'lockkeeper.json'),
      JSON.stringify({ version: 1, migrations: { alembic } }),
    );
    for (const { path: file, text } of files) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of processor time, all threads together. @param {string} folder @param {readonly string[]} args */
function checkOf(folder, args) {
  return processorTimeOf({
    program: process.execPath,
    args: [CLI, 'check', '--no-git', '--root', folder, '--format', 'json', ...args],
    // Not the cache of whoever measures.
    env: { XDG_CACHE_HOME: path.join(folder, '.cache') },
    exitCodes: [1],
  });
}

const HEADS = `import sys, time
from alembic.config import Config
from alembic.script import ScriptDirectory
started = time.process_time()
config = Config()
config.set_main_option('script_location', sys.argv[1])
if len(ScriptDirectory.from_config(config).get_heads()) != 1: raise SystemExit('one head was expected')
print((time.process_time() - started) * 1000)`;

/** Milliseconds; `undefined` where Alembic is not installed, or a revision imports what is not. @param {string} folder */
function alembicOf(folder) {
  const options = /** @type {const} */ ({ encoding: 'utf8', env: { PYTHONDONTWRITEBYTECODE: '1' } });
  const { status, stdout } = spawnSync('/usr/bin/python3', ['-c', HEADS, folder], options);
  return status === 0 ? Number(stdout) : undefined;
}
