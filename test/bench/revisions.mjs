import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { createChecker, loadPolicy } from '@lockkeeper/policy-core';

import { editedRevision, generatedRevisions } from './generated-revisions.mjs';
import { medianOf, timeCalls } from './measure.mjs';
import { CLI } from './programs.mjs';

const RUNS = 3;
const KEYSTROKES = 51;
const MANY = 5000;
const WORKSPACE = 1000;
const POLICY = 'version: 1\nmigrations: { alembic: [versions] }\n';
/** So many a second and core must be judged, and shall be. */
const COLD = { must: 1200, goal: 2500 };
const KEPT = { must: 5000 };

/** Alembic revisions, 2.5 KB each: whole commands on a folder of them, and one that changes in an editor. */
export async function judgementOfRevisions() {
  return [...coldAndKept(), growth(), await oneChanged()];
}

function coldAndKept() {
  return withRevisions(MANY, (folder) => {
    /** @type {{ cold: number[], kept: number[], edited: number[], alembic: number[] }} */
    const times = { cold: [], kept: [], edited: [], alembic: [] };
    const middle = path.join(folder, generatedRevisions(MANY)[MANY / 2]?.path ?? '');
    checkOf(folder, []);
    for (let run = 0; run < RUNS; run += 1) {
      times.cold.push(checkOf(folder, ['--no-cache']));
      times.kept.push(checkOf(folder, []));
      writeFileSync(middle, editedRevision(MANY / 2, run));
      times.edited.push(checkOf(folder, []));
      times.alembic.push(alembicOf(folder) ?? Number.NaN);
    }
    const alembic = medianOf(times.alembic);
    const peers = Number.isNaN(alembic)
      ? []
      : [{ name: 'Alembic, heads only (runs each file)', value: perRevision(alembic, MANY) }];
    return [
      {
        name: `a revision of ${MANY}, cold, processor time`,
        unit: /** @type {const} */ ('µs'),
        ours: perRevision(medianOf(times.cold), MANY),
        peers,
        must: 1_000_000 / COLD.must,
        goal: 1_000_000 / COLD.goal,
      },
      {
        name: `a revision of ${MANY}, all as in the last run, processor time`,
        unit: /** @type {const} */ ('µs'),
        ours: perRevision(medianOf(times.kept), MANY),
        peers,
        must: 1_000_000 / KEPT.must,
      },
      {
        name: `a revision of ${MANY}, one edited since the last run, processor time`,
        unit: /** @type {const} */ ('µs'),
        ours: perRevision(medianOf(times.edited), MANY),
        peers,
      },
    ];
  });
}

/** What a revision takes must not grow with their number. */
function growth() {
  const [few = 0, some = 0, most = 0] = [100, 1000, 10_000].map((count) =>
    withRevisions(count, (folder) =>
      perRevision(medianOf(Array.from({ length: RUNS }, () => checkOf(folder, ['--no-cache']))), count),
    ),
  );
  return {
    name: 'a revision of 10,000, cold, processor time',
    unit: /** @type {const} */ ('µs'),
    ours: most,
    peers: [
      { name: 'of 1,000', value: some },
      { name: 'of 100', value: few },
    ],
    must: some * 1.5,
  };
}

/** A checker that is warm, as an editor has one, after each key. */
async function oneChanged() {
  const checker = await createChecker(loadPolicy({ path: 'lockkeeper.yaml', text: POLICY }));
  const texts = generatedRevisions(WORKSPACE);
  const at = Math.floor(WORKSPACE / 2);
  const { path: changed = '' } = texts[at] ?? {};
  const files = Object.fromEntries(texts.map((file) => [file.path, textOf(file.text)]));
  let edit = 0;
  const judge = () => {
    const text = editedRevision(at, (edit += 1));
    return checker.check(openRevision({ path: changed, text, files }));
  };
  const { findings, crashed, undetermined } = judge();
  if (crashed.length > 0 || undetermined.some(({ rule }) => rule.startsWith('migrations/'))) {
    throw new Error('One open revision was not judged.');
  }
  return {
    name: `one changed revision of ${WORKSPACE}, judged again (${findings.length} findings)`,
    unit: /** @type {const} */ ('ms'),
    ours: timeCalls(judge, KEYSTROKES),
    peers: [],
    must: 20,
    goal: 5,
  };
}

/** @param {string} text */
function textOf(text) {
  return /** @type {const} */ ({ known: true, value: { kind: 'text', text } });
}

/**
 * What an editor sees of one open document, and of the revisions around it.
 *
 * @param {{ path: string, text: string, files: Readonly<Record<string, ReturnType<typeof textOf>>> }} open
 * @returns {import('@lockkeeper/policy-core').Observations}
 */
function openRevision({ path: file, text, files }) {
  const unknown = /** @type {const} */ ({ known: false, reason: 'nobody asked' });
  const open = { [file]: textOf(text) };
  return {
    focus: { kind: 'document', path: file },
    files: open,
    filesBefore: {},
    listing: unknown,
    links: {},
    folders: {},
    present: {},
    change: unknown,
    labels: unknown,
    pullRequest: unknown,
    author: unknown,
    agentSigns: [],
    deployment: null,
    revisions: { paths: { known: true, value: Object.keys(files) }, files: { ...files, ...open } },
    settled: unknown,
    recordedCommit: unknown,
    now: unknown,
  };
}

/**
 * @template Value
 * @param {number} count
 * @param {(folder: string) => Value} work
 */
function withRevisions(count, work) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  try {
    mkdirSync(path.join(folder, 'versions'));
    writeFileSync(path.join(folder, 'lockkeeper.yaml'), POLICY);
    writeFileSync(path.join(folder, 'env.py'), '');
    for (const { path: file, text } of generatedRevisions(count))
      writeFileSync(path.join(folder, file), text);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A whole command tells at its end what it took of the processor. */
const TELLS = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write('processor ' + (user + system) / 1000);
})`;

/** Milliseconds of processor time, all threads together. @param {string} folder @param {readonly string[]} args */
function checkOf(folder, args) {
  const told = `data:text/javascript,${encodeURIComponent(TELLS)}`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', told, CLI, 'check', '--no-git', '--root', folder, ...args],
    {
      // Not the cache of whoever measures.
      env: { PATH: process.env['PATH'], XDG_CACHE_HOME: path.join(folder, '.cache') },
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    },
  );
  const time = Number(/processor ([\d.]+)$/.exec(stderr)?.[1]);
  if (Number.isNaN(time) || (status !== 0 && status !== 1))
    throw new Error(`check ended with ${status}: ${stderr}`);
  return time;
}

const HEADS = `import sys, time
from alembic.config import Config
from alembic.script import ScriptDirectory
started = time.process_time()
config = Config()
config.set_main_option('script_location', sys.argv[1])
if len(ScriptDirectory.from_config(config).get_heads()) != 1: raise SystemExit('one head was expected')
print((time.process_time() - started) * 1000)`;

/** Milliseconds; `undefined` where Alembic is not installed. @param {string} folder */
function alembicOf(folder) {
  const options = /** @type {const} */ ({ encoding: 'utf8', env: { PYTHONDONTWRITEBYTECODE: '1' } });
  const { status, stdout } = spawnSync('/usr/bin/python3', ['-c', HEADS, folder], options);
  return status === 0 ? Number(stdout) : undefined;
}

/** Microseconds. @param {number} time in milliseconds @param {number} count */
function perRevision(time, count) {
  return (time * 1000) / count;
}
