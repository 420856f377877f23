import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    return [await figureFor(200, place), { ...(await figureFor(10_000, place)), must: 3000 }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await cluster.stop();
  }
}

/**
 * @param {number} tables
 * @param {{ readonly host: string, readonly user: string, readonly bin: string, readonly folder: string }} place
 */
async function figureFor(tables, { host, user, bin, folder }) {
  const [one, other] = [`dev_${tables}`, `prod_${tables}`];
  await made({ host, user }, { one, other, tables });
  const url = (/** @type {string} */ name) =>
    `postgresql://${user}@/${name}?host=${encodeURIComponent(host)}`;
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
  };
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
