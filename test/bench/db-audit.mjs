import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import pg from 'pg';

import { ensurePostgresql } from '../../tools/setup/postgresql.mjs';
import { startPostgres } from '../postgres/start-postgres.mjs';
import { timeInTurns } from './measure.mjs';

const PROGRAM = fileURLToPath(new URL('../../packages/cli/dist/lockkeeper.cjs', import.meta.url));
const RUNS = 3;

/** Two databases that are alike, audited; beside `pg_dump --schema-only` of both and `diff`. */
export async function auditOfDatabases() {
  const postgresql = await ensurePostgresql();
  if (postgresql.kind === 'unavailable') throw new Error(postgresql.reason);
  // pg_dump locks every table.
  const cluster = await startPostgres(postgresql.bin, ['max_locks_per_transaction=1024']);
  const folder = mkdtempSync(join(tmpdir(), 'lk-audit-'));
  try {
    const place = { ...cluster, bin: postgresql.bin, folder };
    const audited = await figureFor(200, place);
    const guarded = guardFigure({ ...place, peers: audited.peers });
    return [audited, guarded, await figureFor(10_000, place, 3000)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await cluster.stop();
  }
}

/**
 * @param {number} tables
 * @param {{ readonly host: string, readonly user: string, readonly bin: string, readonly folder: string }} place
 * @param {number} [limit] in milliseconds, where more is asked than to be quicker than the peer
 */
async function figureFor(tables, { host, user, bin, folder }, limit = Infinity) {
  const [one, other] = [`dev_${tables}`, `prod_${tables}`];
  await made({ host, user }, { one, other, tables });
  const url = (/** @type {string} */ name) => urlOf({ host, user }, name);
  const dump = (/** @type {string} */ name) =>
    `'${bin}/pg_dump' --schema-only -h '${host}' -U ${user} ${name}`;
  const [ours = Number.NaN, peer = Number.NaN] = timeInTurns(
    [
      {
        program: process.execPath,
        args: [PROGRAM, 'db', 'audit'],
        cwd: folder,
        env: { DATABASE_URL: url(one), DATABASE_URL_PROD: url(other) },
      },
      {
        program: 'sh',
        args: ['-c', `${dump(one)} > one.sql && ${dump(other)} > other.sql && diff one.sql other.sql`],
        cwd: folder,
        // Newer versions write a random key into each, which is a difference.
        exitCodes: [0, 1],
      },
    ],
    RUNS,
  );
  return {
    name: `two databases of ${tables} tables, audited`,
    unit: /** @type {const} */ ('ms'),
    ours,
    peers: [{ name: 'pg_dump --schema-only of both, and diff', value: peer }],
    must: Math.min(limit, peer),
  };
}

/**
 * The whole guard on the databases that were audited before it, in a repository with its migrations.
 *
 * @param {{ readonly host: string, readonly user: string, readonly folder: string, readonly peers: readonly import('./figure.mjs').PeerFigure[] }} place
 * @returns {import('./figure.mjs').Figure}
 */
function guardFigure({ host, user, folder, peers }) {
  const cwd = join(folder, 'repository');
  for (const [file, text] of Object.entries(GUARDED)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), text);
  }
  const as = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    [...as, 'commit', '--quiet', '--message', 'Begin'],
  ])
    execFileSync('git', args, { cwd });
  const env = {
    DATABASE_URL: urlOf({ host, user }, 'dev_200'),
    DATABASE_URL_PROD: urlOf({ host, user }, 'prod_200'),
  };
  const [ours = Number.NaN] = timeInTurns(
    [{ program: process.execPath, args: [PROGRAM, 'guard'], cwd, env }],
    RUNS,
  );
  return {
    name: 'guard of a release, with two databases of 200 tables',
    unit: 'ms',
    ours,
    peers,
    must: 2000,
    goal: 1000,
  };
}

const GUARDED = {
  'lockkeeper.yaml': 'version: 1\nmigrations: { alembic: [alembic/versions], baseline: a1 }\n',
  'alembic/versions/a1_baseline.py':
    'revision = "a1"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n',
};

/** @param {{ readonly host: string, readonly user: string }} server @param {string} name */
function urlOf({ host, user }, name) {
  return `postgresql://${user}@/${name}?host=${encodeURIComponent(host)}`;
}

/**
 * @param {{ readonly host: string, readonly user: string }} server
 * @param {{ readonly one: string, readonly other: string, readonly tables: number }} databases
 */
async function made(server, { one, other, tables }) {
  await asked({ ...server, database: 'postgres' }, [`CREATE DATABASE ${one}`]);
  await asked({ ...server, database: one }, [
    "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); INSERT INTO alembic_version VALUES ('a1')",
    ...Array.from({ length: Math.ceil(tables / 500) }, (_, part) =>
      tablesFrom(part * 500, Math.min(tables, (part + 1) * 500)),
    ),
  ]);
  await asked({ ...server, database: 'postgres' }, [`CREATE DATABASE ${other} TEMPLATE ${one}`]);
}

/** @param {number} from @param {number} to */
function tablesFrom(from, to) {
  return `DO $$ BEGIN FOR n IN ${from}..${to - 1} LOOP
    EXECUTE format('CREATE TABLE table_%s (id int PRIMARY KEY, name varchar(40) NOT NULL, total numeric(10,2) DEFAULT 0,
      since timestamptz DEFAULT now(), note text, CONSTRAINT positive_%s CHECK (total >= 0))', n, n);
    EXECUTE format('CREATE INDEX ix_%s ON table_%s (name)', n, n);
  END LOOP; END $$`;
}

/** @param {import('pg').ClientConfig} place @param {readonly string[]} statements */
async function asked(place, statements) {
  const client = new pg.Client(place);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
