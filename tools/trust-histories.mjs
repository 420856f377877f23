// Judges real histories that do not run on PostgreSQL, and keeps what they come to in docs/evidence/trust-dialects.json.
//   node tools/trust-histories.mjs [--before CLI] OWNER/NAME=FOLDER ...
// FOLDER is a clone; with --before, facts are also counted with another build of the program, lockkeeper.cjs. The page is
// written by `node tools/trust-surfaces.mjs dialects`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import {
  databasesOfRevision,
  databasesOfSql,
} from '../packages/policy-core/dist/migrations/facts/database-evidence.js';
import { databasesOfPath } from '../packages/policy-core/dist/migrations/operations/named-database.js';
import { isBuiltInElsewhere } from '../packages/policy-core/dist/migrations/functions/elsewhere-functions.js';
import { KEPT, keptHistories } from './trust-surfaces/histories-page.mjs';

const CLI = fileURLToPath(new URL('../packages/cli/dist/lockkeeper.cjs', import.meta.url));

/**
 * What people found on which database each history runs: in its code, in its settings, in what its authors write.
 *
 * @typedef {{ readonly history: string, readonly kind: 'alembic' | 'sql', readonly dialect: string, readonly runsOn: string }} Place
 * @type {Readonly<Record<string, readonly Place[]>>}
 */
const PLACES = {
  'usememos/memos': [
    { history: 'store/migration/mysql', kind: 'sql', dialect: 'mysql', runsOn: 'MySQL' },
    { history: 'store/migration/sqlite', kind: 'sql', dialect: 'sqlite', runsOn: 'SQLite' },
  ],
  'dani-garcia/vaultwarden': [
    { history: 'migrations/mysql', kind: 'sql', dialect: 'mysql', runsOn: 'MySQL' },
    { history: 'migrations/sqlite', kind: 'sql', dialect: 'sqlite', runsOn: 'SQLite' },
  ],
  'authelia/authelia': [
    { history: 'internal/storage/migrations/mysql', kind: 'sql', dialect: 'mysql', runsOn: 'MySQL' },
    { history: 'internal/storage/migrations/sqlite', kind: 'sql', dialect: 'sqlite', runsOn: 'SQLite' },
  ],
  'stashapp/stash': [{ history: 'pkg/sqlite/migrations', kind: 'sql', dialect: 'sqlite', runsOn: 'SQLite' }],
  'steveiliop56/tinyauth': [
    { history: 'internal/assets/migrations', kind: 'sql', dialect: 'sqlite', runsOn: 'SQLite' },
  ],
  'mozilla/ichnaea': [
    { history: 'ichnaea/alembic/versions', kind: 'alembic', dialect: 'mysql', runsOn: 'MySQL' },
  ],
};

const FACT =
  /PostgreSQL|\bACCESS EXCLUSIVE\b|\bSHARE\b|CONCURRENTLY|\bpg_|\bNOT VALID\b|readers and writers|writers wait/;

/** @typedef {{ readonly rule: string, readonly message: string, readonly message_id: string, readonly data: Readonly<Record<string, string>>, readonly path?: string, readonly line?: number, readonly missing?: readonly { readonly reason: string }[] }} Told */

main(process.argv.slice(2));

/** @param {readonly string[]} args */
function main(args) {
  const at = args.indexOf('--before');
  const before = at === -1 ? undefined : args[at + 1];
  const named = args.filter((_, index) => at === -1 || (index !== at && index !== at + 1));
  let kept = keptHistories();
  for (const arg of named) {
    const [repository = '', folder = ''] = arg.split('=');
    const measured = historiesOf(repository, path.resolve(folder), before);
    kept = [...kept.filter((one) => one.repository !== repository), ...measured];
    writeFileSync(KEPT, `${JSON.stringify(kept, null, 1)}\n`);
  }
}

/**
 * @param {string} repository
 * @param {string} folder
 * @param {string | undefined} before
 * @returns {ReturnType<typeof keptHistories>}
 */
function historiesOf(repository, folder, before) {
  const places = PLACES[repository];
  if (places === undefined) throw new Error(`Nobody has said on what ${repository} runs its migrations.`);
  const temp = mkdtempSync(path.join(tmpdir(), 'lockkeeper-histories-'));
  const clone = path.join(temp, 'repository');
  git(temp, 'clone', '-q', '--no-hardlinks', folder, clone);
  const commit = git(clone, 'rev-parse', 'HEAD').trim();
  writeFileSync(path.join(clone, 'lockkeeper.yaml'), policyOf(places));
  git(clone, 'add', '-f', 'lockkeeper.yaml');
  git(clone, '-c', 'user.name=Kim', '-c', 'user.email=kim@example.com', 'commit', '-q', '-m', 'Add a policy');
  const files = git(clone, 'ls-files').split('\n');
  const toldNow = toldBy(CLI, clone);
  const toldBefore = before === undefined ? undefined : toldBy(path.resolve(before), clone);
  const measured = places.map((place) => {
    const own = files.filter((file) => file.startsWith(`${place.history}/`) && /\.(?:sql|py)$/.test(file));
    const { findings, undetermined } = within(toldNow, place);
    const facts = factsIn(toldNow, place);
    const earlier = keptHistories().find(
      (one) => one.repository === repository && one.history === place.history,
    );
    return {
      repository,
      commit,
      history: place.history,
      runsOn: place.runsOn,
      evidence: evidenceOf(place, own, clone),
      found: foundDatabase(place, own, clone),
      files: own.length,
      findings: findings.length,
      undetermined: undetermined.length,
      unread: findings.filter(isUnread).length,
      facts: facts.length,
      factsBefore: toldBefore === undefined ? (earlier?.factsBefore ?? 0) : factsIn(toldBefore, place).length,
      examples: facts.slice(0, 3).map(({ message }) => message),
    };
  });
  rmSync(temp, { recursive: true });
  return measured;
}

/** @param {readonly Place[]} places */
function policyOf(places) {
  const of = (/** @type {Place['kind']} */ kind) => places.filter((one) => one.kind === kind);
  const alembic = of('alembic').map(({ history }) => `    - ${history}\n`);
  const sql = of('sql').map(({ history }) => `    - "${history}/**/*.sql"\n`);
  return [
    'version: 1\nmigrations:\n',
    ...(alembic.length > 0 ? ['  alembic:\n', ...alembic] : []),
    ...(sql.length > 0 ? ['  sql:\n', ...sql] : []),
  ].join('');
}

/**
 * Of the stage that tells more.
 *
 * @param {string} program
 * @param {string} root
 * @returns {{ readonly findings: readonly Told[], readonly undetermined: readonly Told[] }}
 */
function toldBy(program, root) {
  const [local, ci] = ['local', 'ci'].map((stage) => {
    const args = ['check', '--tree', '--stage', stage, '--format', 'json', '--no-cache', '--root', root];
    return JSON.parse(run(program, args));
  });
  const count = (/** @type {ReturnType<typeof toldBy>} */ one) =>
    one.findings.length + one.undetermined.length;
  return count(ci) > count(local) ? ci : local;
}

/**
 * @param {ReturnType<typeof toldBy>} told
 * @param {Place} place
 */
function within({ findings, undetermined }, { history }) {
  const isOwn = (/** @type {Told} */ one) => one.path?.startsWith(`${history}/`) === true;
  return { findings: findings.filter(isOwn), undetermined: undetermined.filter(isOwn) };
}

/**
 * @param {ReturnType<typeof toldBy>} told
 * @param {Place} place
 */
function factsIn(told, place) {
  const { findings, undetermined } = within(told, place);
  return [...findings, ...undetermined].filter((one) => isFact(one, place));
}

/**
 * That a statement was not read, and runs elsewhere, is a fact of ours.
 *
 * @param {Told} told
 * @param {Place} place
 */
function isFact(told, { dialect }) {
  if (isUnread(told)) return false;
  const { called } = told.data;
  if (called !== undefined) return isBuiltInElsewhere(called, dialect);
  return FACT.test([told.message, ...(told.missing ?? []).map(({ reason }) => reason)].join(' '));
}

/** @param {Told} told */
function isUnread({ message_id: id }) {
  return id === 'elsewhere';
}

/**
 * @param {Place} place
 * @param {readonly string[]} own
 * @param {string} root
 */
function evidenceOf({ kind }, own, root) {
  const read = kind === 'sql' ? databasesOfSql : databasesOfRevision;
  const texts = own.map((file) => readFileSync(path.join(root, file), 'utf8'));
  const signs = texts.flatMap((text) => [...read(text)]);
  const counted = [...new Set(signs)].map(
    (name) => `${name} in ${signs.filter((one) => one === name).length}`,
  );
  const folders = [...databasesOfPath(own[0] ?? '')];
  return [
    ...(folders.length > 0 ? [`the folder: ${folders.join(', ')}`] : []),
    ...(counted.length > 0 ? [`its own text: ${counted.join(', ')}`] : []),
    ...(folders.length === 0 && signs.every((name) => name === 'other')
      ? ['drivers in the requirements']
      : []),
  ].join('; ');
}

/**
 * As `migrations locks` says it.
 *
 * @param {Place} place
 * @param {readonly string[]} own
 * @param {string} root
 */
function foundDatabase({ kind }, own, root) {
  const wanted = kind === 'alembic' ? 'head' : (own.find((file) => !file.endsWith('down.sql')) ?? '');
  const locks = JSON.parse(run(CLI, ['migrations', 'locks', wanted, '--root', root, '--format', 'json']));
  return locks.runs_on ?? 'PostgreSQL';
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function run(program, args) {
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, CI: '' },
    maxBuffer: 1 << 28,
  });
  if (stdout === '') throw new Error(stderr);
  return stdout;
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 */
function git(cwd, ...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}
