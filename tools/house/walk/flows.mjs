import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

import { editorClient } from '../../../test/bench/editor-client.mjs';
import { startPostgres } from '../../../test/postgres/start-postgres.mjs';
import { ensureAlembic } from '../../setup/alembic.mjs';
import { ensurePostgresql } from '../../setup/postgresql.mjs';
import { walkedIn } from './called-files.mjs';

/**
 * @typedef {object} Place
 * @property {string} cli
 * @property {string} server
 * @property {string} folder that the flows may write to
 */

const SAMPLE = path.join(import.meta.dirname, '../../sample-workspace');
const PROBE = import.meta.resolve('./probe.mjs');
const REVISION = 'backend/alembic/versions/8f0c2b7d4e11_orders.py';
const SQL = 'backend/app/db/migrations/0007_cleanup.sql';

const QUIET_MS = 1000;
/** Every few seconds the server asks git again in the background; another key is counted then. */
const MOST_KEYS = 9;

/**
 * A name of a table is typed on in a revision, then in a migration of SQL. Keys came before, so that what is loaded
 * and read once is not counted.
 *
 * @param {Place} place
 */
export async function keystroke({ server, folder }) {
  const notes = notesIn(folder, 'keystroke');
  const repository = sampleRepository(path.join(folder, 'keystroke'));
  const editor = await editorClient({
    program: process.execPath,
    args: [server, '--stdio'],
    folder: repository,
    env: environment(notes),
  });
  const revision = await editor.open(REVISION, readFileSync(path.join(repository, REVISION), 'utf8'));
  const sql = await editor.open(SQL, readFileSync(path.join(repository, SQL), 'utf8'));
  if (revision.findings.length === 0 || sql.findings.length === 0)
    throw new Error('The server finds nothing.');
  const keys = async (/** @type {string} */ text) => {
    await revision.press({ ...placeIn(repository, REVISION, 'orders"'), text });
    await sql.press({ ...placeIn(repository, SQL, 'sessions;'), text });
  };
  try {
    await keys('x');
    for (let time = 1; time < 2 * MOST_KEYS; time += 2) {
      await delay(QUIET_MS);
      await noted(notes, time);
      await keys('y');
      await noted(notes, time + 1);
      const walked = walkedIn(notes, (note) => note.endsWith(`.${time + 1}.json`));
      if (walked.programs.length === 0) return walked;
    }
  } finally {
    await editor.stop();
  }
  throw new Error('The server asks git at each key.');
}

/**
 * The change of an agent that breaks the policy, checked against main, from the start of the program to its end.
 *
 * @param {Place} place
 */
export function checkOfChange({ cli, folder }) {
  const notes = notesIn(folder, 'check');
  const cwd = sampleRepository(path.join(folder, 'check'));
  run([cli, 'check', '--base', 'main'], { cwd, env: environment(notes), exitCode: 1 });
  return walkedIn(notes, () => true);
}

/**
 * A revision that development has not run is proved on a scratch database.
 *
 * @param {Place} place
 */
export async function guardWithProof({ cli, folder }) {
  const [postgresql, alembic] = [await ensurePostgresql(), await ensureAlembic()];
  if (postgresql.kind === 'unavailable') throw new Error(postgresql.reason);
  if (alembic.kind === 'unavailable') throw new Error(alembic.reason);
  const notes = notesIn(folder, 'guard');
  const cwd = repositoryOf(path.join(folder, 'guard'), RELEASE);
  const cluster = await startPostgres(postgresql.bin);
  try {
    const psql = (/** @type {string[]} */ ...args) =>
      execFileSync(path.join(postgresql.bin, 'psql'), ['-qh', cluster.host, '-U', cluster.user, ...args]);
    psql('postgres', '-c', 'CREATE DATABASE development');
    const made = (/** @type {string} */ name) => {
      psql(name, '-c', DATABASE);
      return `postgresql://${cluster.user}@/${name}?host=${encodeURIComponent(cluster.host)}`;
    };
    const databases = { DATABASE_URL: made('development'), DATABASE_URL_PROD: made('postgres') };
    const env = { ...environment(notes), ...databases };
    run([cli, 'guard', '--prove', '--python', alembic.python], { cwd, env, exitCode: 0 });
  } finally {
    await cluster.stop();
  }
  return walkedIn(notes, () => true);
}

const DATABASE = `CREATE TABLE customers (id serial PRIMARY KEY, name varchar(40) NOT NULL);
CREATE TABLE alembic_version (version_num varchar(32) CONSTRAINT alembic_version_pkc PRIMARY KEY);
INSERT INTO alembic_version VALUES ('a1');`;

const RELEASE = {
  'lockkeeper.yaml': `version: 1
migrations: { alembic: [alembic/versions], baseline: a1 }
rules: { migrations/baseline-is-empty: off }
`,
  'alembic.ini': '[alembic]\nscript_location = alembic\nprepend_sys_path = .\n',
  'alembic/env.py': `import os
from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`,
  'alembic/script.py.mako': '',
  'alembic/versions/a1_customers.py': revisionFile(
    ['a1', 'None'],
    'op.create_table("customers", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(40), nullable=False))',
    'op.drop_table("customers")',
  ),
  'alembic/versions/b2_nick.py': revisionFile(
    ['b2', '"a1"'],
    'op.add_column("customers", sa.Column("nick", sa.Text(), nullable=True))',
    'op.drop_column("customers", "nick")',
  ),
};

/**
 * @param {readonly [id: string, parent: string]} ids
 * @param {string} upgrade
 * @param {string} downgrade
 */
function revisionFile([id, parent], upgrade, downgrade) {
  return `import sqlalchemy as sa
from alembic import op

revision = "${id}"
down_revision = ${parent}


def upgrade() -> None:
    ${upgrade}


def downgrade() -> None:
    ${downgrade}
`;
}

/**
 * What runs in production on main, and the change of an agent on its branch. The policy stays: an editor shows what the
 * one in the working tree says, and the agent took all rules out of it.
 *
 * @param {string} folder
 */
function sampleRepository(folder) {
  cpSync(path.join(SAMPLE, 'released'), folder, { recursive: true });
  repositoryOf(folder, {});
  git(folder, 'switch', '--quiet', '--create', 'auto/self-update-001');
  const isKept = (/** @type {string} */ file) => path.basename(file) !== 'lockkeeper.yaml';
  cpSync(path.join(SAMPLE, 'broken'), folder, { recursive: true, filter: isKept });
  commit(folder);
  return folder;
}

/**
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} files
 */
function repositoryOf(folder, files) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  git(folder, 'init', '--quiet', '--initial-branch=main');
  commit(folder);
  return folder;
}

/** @param {string} folder */
function commit(folder) {
  git(folder, 'add', '--all');
  const as = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  git(folder, ...as, 'commit', '--quiet', '--message', 'Walk');
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 */
function git(cwd, ...args) {
  execFileSync('git', args, { cwd });
}

/**
 * @param {string} folder
 * @param {string} flow
 */
function notesIn(folder, flow) {
  const notes = path.join(folder, `${flow}-notes`);
  mkdirSync(notes, { recursive: true });
  return notes;
}

/** Nothing of an earlier run is found, and nobody is asked on GitHub. @param {string} notes */
function environment(notes) {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: notes,
    XDG_CACHE_HOME: path.join(notes, 'cache'),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    LOCKKEEPER_WALK: notes,
    NODE_OPTIONS: `--import=${PROBE}`,
  };
}

/**
 * @param {readonly string[]} args
 * @param {{ readonly cwd: string, readonly env: Readonly<Record<string, string>>, readonly exitCode: number }} how
 */
function run(args, { cwd, env, exitCode }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
  if (status !== exitCode)
    throw new Error(`lockkeeper ${args.slice(1).join(' ')} ended with ${status}.\n${stdout}${stderr}`);
}

/**
 * @param {string} repository
 * @param {string} file
 * @param {string} before what stands behind the place
 */
function placeIn(repository, file, before) {
  const lines = readFileSync(path.join(repository, file), 'utf8').split('\n');
  const line = lines.findLastIndex((text) => text.includes(before));
  const character = (lines[line] ?? '').indexOf(before) + before.length - 1;
  return { line, character };
}

/**
 * Has every thread write down what was called since the last time.
 *
 * @param {string} notes
 * @param {number} time
 */
async function noted(notes, time) {
  const threads = readdirSync(notes).filter((file) => file.endsWith('.started'));
  for (const file of threads)
    if (file.endsWith('-0.started')) process.kill(Number.parseInt(file, 10), 'SIGUSR2');
  const written = () => readdirSync(notes).filter((file) => file.endsWith(`.${time}.json`)).length;
  while (written() < threads.length) await delay(20);
}
