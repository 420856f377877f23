// `npm run demo:deploy`: installs, builds, and tells the whole story of a release on this machine with real parts: a bare
// remote, a service that is started and replaced in two environments, PostgreSQL with Alembic, and two people with keys.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { startPostgres } from '../test/postgres/start-postgres.mjs';
import { endServices, makeSample } from './sample-service/made-sample.mjs';
import { ensureAlembic } from './setup/alembic.mjs';
import { ensurePostgresql } from './setup/postgresql.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = path.join(ROOT, 'packages/cli/dist/lockkeeper.cjs');
const GO = ['--yes', '--confirm', 'production'];

const INDEX = `"""Orders are found by their number."""

from alembic import op

revision = "b1"
down_revision = "a1"


def upgrade() -> None:
    op.create_index("orders_by_number", "orders", ["number"])


def downgrade() -> None:
    op.drop_index("orders_by_number", "orders")
`;

say('Installing and building Lockkeeper');
must(
  spawnSync(process.execPath, [path.join(ROOT, 'tools/pnpm.mjs'), '--silent', 'run', 'build'], {
    cwd: ROOT,
    stdio: 'inherit',
  }),
);
const log = (/** @type {string} */ line) => console.log(line);
const postgresql = await ensurePostgresql({ log });
const alembic = await ensureAlembic({ log });
if (postgresql.kind !== 'ready') throw new Error(postgresql.reason);
if (alembic.kind !== 'ready') throw new Error(alembic.reason);
const { bin } = postgresql;
const { python } = alembic;
const cluster = await startPostgres(bin);
const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'lockkeeper-demo-deploy-'));
const sample = await makeSample(folder, {
  DATABASE_URL: addressOf('staging'),
  DATABASE_URL_PROD: addressOf('production'),
  STAGING_DATABASE_URL: addressOf('staging'),
  PRODUCTION_DATABASE_URL: addressOf('production'),
  SAMPLE_PYTHON: python,
});
const { clone, git, platform, environments } = sample;
try {
  tell();
} finally {
  endServices(platform);
  await cluster.stop();
}
console.log(`\nDemo folder: ${folder}`);

function tell() {
  for (const name of ['staging', 'production']) {
    sql('postgres', `CREATE DATABASE ${name}`);
    must(runAlembic(name, clone));
    sql(name, "INSERT INTO orders (id, number) VALUES (1, 'A-1'), (2, 'A-2'), (3, 'B-1')");
  }
  const first = git('rev-parse', 'HEAD');
  say('The shop is deployed to staging, and promoted once Mia has approved it.');
  expectExit(0, 'agent', 'deploy', 'staging', '--yes');
  promote(0);

  say(
    'An agent adds a migration and an answer. It is tried in staging, and refused in production without a backup.',
  );
  commit(
    { 'alembic/versions/b1_index.py': INDEX, 'greeting.txt': 'Hello again\n' },
    'auto/index',
    'Find orders by number',
  );
  expectExit(0, 'agent', 'deploy', 'staging', '--yes');
  expectExit(1, 'agent', 'promote', '--plan');
  say('Mia makes one, writes it down, and approves the plan.');
  const backup = path.join(folder, 'shop.dump');
  const { host, user } = cluster;
  const dump = ['--format=custom', '--file', backup, '--host', host, '--username', user, 'production'];
  must(spawnSync(path.join(bin, 'pg_dump'), dump, { encoding: 'utf8' }));
  expectExit(0, 'mia', 'record', 'backup', backup);
  promote(0);
  production();

  say(
    'The next commit is ill in production and nowhere else: its probe fails, and what ran before runs again.',
  );
  commit({ ILL: 'production\n' }, 'auto/ill', 'Answer faster');
  expectExit(0, 'agent', 'deploy', 'staging', '--yes');
  promote(5);
  production();

  say(
    'Somebody wants the first commit back. Checking it out and starting it, as a rollback by hand does, fails:',
  );
  const naive = path.join(folder, 'naive');
  git('worktree', 'add', '--quiet', '--detach', naive, first);
  console.log('$ git worktree add naive; alembic upgrade head');
  const failed = runAlembic('production', naive);
  console.log(
    `${failed.stderr}${failed.stdout}`.split('\n').find((line) => line.includes('FAILED')) ?? failed.stderr,
  );
  if (failed.status === 0) throw new Error('The rollback by hand was expected to fail.');

  say('Lockkeeper takes the migration back first, by the tree that has it:');
  expectExit(0, 'mia', 'rollback', '--to', first, '--reason', 'orders are slow', '--python', python, ...GO);
  production();
  expectExit(0, 'mia', 'status');
  expectExit(0, 'mia', 'record', 'verify');
  if (sql('production', 'SELECT count(*) FROM orders') !== '3') throw new Error('Rows were lost.');
}

/** @param {number} exit */
function promote(exit) {
  const asked = expectExit(7, 'agent', 'promote', ...GO);
  const run = /lockkeeper approve (\S+)`/u.exec(asked)?.[1] ?? '';
  expectExit(0, 'mia', 'approve', run, ...GO);
  expectExit(exit, 'agent', 'resume', run, '--python', python, ...GO);
}

function production() {
  const revision = sql('production', 'SELECT version_num FROM alembic_version');
  console.log(
    `Production: ${sql('production', 'SELECT count(*) FROM orders')} orders, at revision ${revision}.`,
  );
}

/**
 * @param {Readonly<Record<string, string>>} files
 * @param {string} branch
 * @param {string} message
 */
function commit(files, branch, message) {
  git('checkout', '--quiet', '-b', branch);
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(clone, file), text);
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
  git('push', '--quiet', 'origin', branch);
}

/**
 * @param {number} exit
 * @param {keyof typeof environments} person
 * @param {string[]} args
 */
function expectExit(exit, person, ...args) {
  console.log(`\n$ lockkeeper ${args.join(' ')}    # ${person}`);
  const ran = spawnSync(process.execPath, [CLI, ...args], {
    cwd: clone,
    env: environments[person],
    encoding: 'utf8',
  });
  console.log(`${ran.stderr}${ran.stdout}`.trimEnd());
  console.log(`exit code ${ran.status}`);
  if (ran.status !== exit) throw new Error(`It ended with ${ran.status}, and not with ${exit}.`);
  return ran.stdout;
}

/**
 * @param {string} database
 * @param {string} tree
 */
function runAlembic(database, tree) {
  return spawnSync(python, ['-m', 'alembic', 'upgrade', 'head'], {
    cwd: tree,
    env: { ...process.env, DATABASE_URL: addressOf(database) },
    encoding: 'utf8',
  });
}

/** @param {string} database */
function addressOf(database) {
  return `postgresql://${cluster.user}@/${database}?host=${cluster.host}`;
}

/**
 * @param {string} database
 * @param {string} statement
 */
function sql(database, statement) {
  const args = ['-h', cluster.host, '-U', cluster.user, '-d', database, '-tAc', statement];
  return must(spawnSync(path.join(bin, 'psql'), args, { encoding: 'utf8' })).stdout.trim();
}

/**
 * @template {{ readonly status: number | null, readonly stderr: string | Buffer | null }} T
 * @param {T} ran
 */
function must(ran) {
  if (ran.status !== 0) throw new Error(String(ran.stderr ?? 'A program failed.'));
  return ran;
}

/** @param {string} text */
function say(text) {
  console.log(`\n== ${text}`);
}
