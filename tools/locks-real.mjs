// Writes docs/evidence/locks-real.md: verdicts on locks of real repositories, held against a reading that shares no code.
//   node tools/locks-real.mjs [--check OWNER/NAME=GIT_FOLDER ...] [--sync OWNER/NAME=GIT_FOLDER ...]
// What is found of the folders named is kept in docs/evidence/locks-real.json; python3 needs `packaging`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chosenCommits, historyOf, pairsAt, writeCommit } from './locks-real/history.mjs';
import { locksPage } from './locks-real/page.mjs';
import { triedSyncs } from './locks-real/sync.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const KEPT = path.join(ROOT, 'docs/evidence/locks-real.json');
const CLI = path.join(ROOT, 'packages/cli/dist/lockkeeper.cjs');
const AGAIN = path.join(ROOT, 'tools/locks-real/read_again.py');
const SYNC_RULES = new Set([
  'dependencies/lock-in-sync',
  'dependencies/lock-missing',
  'dependencies/lock-stale-entry',
  'dependencies/lock-unpinned',
]);
const PAIRS_A_COMMIT = 2;

/**
 * @typedef {{ readonly repository: string, readonly commit: string, readonly date: string, readonly lock: string, readonly tool?: string, readonly verdict: string, readonly expected: string, readonly told: readonly string[], readonly read: readonly string[] }} Checked
 * @typedef {{ checks: Checked[], syncs: import('./locks-real/sync.mjs').Synced[], judged?: Record<string, string> }} Kept
 */

main(process.argv.slice(2));

/** @param {readonly string[]} args */
function main(args) {
  /** @type {Kept} */
  const kept = existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : { checks: [], syncs: [] };
  let what = '';
  for (const arg of args) {
    if (arg.startsWith('--')) what = arg;
    else {
      measure(kept, what, arg);
      writeFileSync(KEPT, `${JSON.stringify(kept, null, 1)}\n`);
    }
  }
  writeFileSync(path.join(ROOT, 'docs/evidence/locks-real.md'), locksPage(kept));
}

/** @param {Kept} kept @param {string} what @param {string} named */
function measure(kept, what, named) {
  const [repository = '', folder = ''] = named.split('=');
  const history = historyOf(folder);
  if (what === '--check') {
    kept.checks = [
      ...kept.checks.filter((one) => one.repository !== repository),
      ...checksOf(repository, history, kept.checks),
    ];
  } else if (what === '--sync') {
    kept.syncs = [
      ...kept.syncs.filter((one) => one.repository !== repository),
      ...triedSyncs(repository, history, CLI),
    ];
  } else throw new Error(`Say --check or --sync before ${named}`);
}

/**
 * At the commits of the last time, where there are five.
 *
 * @param {string} repository
 * @param {ReturnType<typeof historyOf>} history
 * @param {readonly Checked[]} before
 */
function checksOf(repository, history, before) {
  const known = new Map(
    before.flatMap((one) => (one.repository === repository ? [[one.commit, one.date]] : [])),
  );
  const again = [...known].map(([commit, date]) => ({ commit, date }));
  const chosen =
    again.length >= 5
      ? again
      : chosenCommits(history.changes(), (commit) => pairsAt(history, commit, 1).length > 0);
  return chosen.flatMap(({ commit, date }) =>
    inFolder((folder) => {
      writeCommit(history, commit, folder);
      return pairsAt(history, commit, PAIRS_A_COMMIT).map(({ source, lock, tool }) => ({
        repository,
        commit: commit.slice(0, 10),
        date,
        lock,
        tool,
        ...compared(folder, source, lock),
      }));
    }),
  );
}

/** @param {string} folder @param {string} source @param {string} lock */
function compared(folder, source, lock) {
  const args = [
    CLI,
    'deps',
    'check',
    '--source',
    source,
    '--lock',
    lock,
    '--format',
    'json',
    '--no-git',
    '--stage',
    'local',
  ];
  /** @typedef {{ rule: string, message: string }} Told */
  const report = /** @type {{ findings: Told[], undetermined: Told[] }} */ (
    JSON.parse(spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout)
  );
  const told = report.findings.filter(({ rule }) => SYNC_RULES.has(rule)).map(({ message }) => message);
  const open = report.undetermined.filter(({ rule }) => SYNC_RULES.has(rule)).map(({ message }) => message);
  const again = spawnSync('python3', [AGAIN, source, lock], { cwd: folder, encoding: 'utf8' });
  if (again.status !== 0) throw new Error(`${lock}: ${again.stderr}`);
  const { problems, unknown } = /** @type {{ problems: string[], unknown: string[] }} */ (
    JSON.parse(again.stdout)
  );
  return {
    verdict: told.length > 0 ? 'out of sync' : open.length > 0 ? 'not known' : 'in sync',
    expected: problems.length > 0 ? 'out of sync' : unknown.length > 0 ? 'not known' : 'in sync',
    told: [...told, ...open],
    read: [...problems, ...unknown],
  };
}

/** @template T @param {(folder: string) => T} run @returns {T} */
function inFolder(run) {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-locks-'));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
