import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { createChecker, loadPolicy } from '@lockkeeper/policy-core';

import { timeCalls, timeInTurns } from './measure.mjs';
import { CLI } from './programs.mjs';
import { squawkProgram } from './peers.mjs';

const FILES = 200;
const RUNS = 9;
const POLICY = "version: 1\nmigrations: { alembic: [versions], sql: ['db/**/*.sql'] }\n";

const SQL = `CREATE TABLE parcels (id bigint PRIMARY KEY, name text NOT NULL);
ALTER TABLE orders ADD COLUMN parcel_id bigint;
CREATE INDEX CONCURRENTLY orders_parcel ON orders (parcel_id);
DROP TABLE sessions;
`;

const ALEMBIC = `from alembic import op
import sqlalchemy as sa

revision = 'b2'
down_revision = 'a1'


def upgrade():
    op.add_column('orders', sa.Column('parcel_id', sa.BigInteger(), nullable=True))
    op.drop_table('sessions')
    op.execute('DROP TABLE IF EXISTS carts')


def downgrade():
    op.drop_column('orders', 'parcel_id')
`;

/** Looking for dropped tables: a folder of SQL as a command, and one open file as an editor asks. */
export async function searchForDroppedTables() {
  return [commandOnFolder(), ...(await openFiles())];
}

function commandOnFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  try {
    mkdirSync(path.join(folder, 'db'));
    writeFileSync(path.join(folder, 'lockkeeper.yaml'), POLICY);
    const files = Array.from({ length: FILES }, (_, number) => path.join(folder, 'db', `${number}.sql`));
    for (const file of files) writeFileSync(file, SQL);
    const [ours = 0, squawk = 0] = timeInTurns(
      [
        { program: process.execPath, args: [CLI, 'check', '--no-git', '--root', folder], exitCodes: [1] },
        { program: squawkProgram(), args: files, exitCodes: [1] },
      ],
      RUNS,
    );
    return {
      name: `check of ${FILES} SQL migrations`,
      unit: /** @type {const} */ ('ms'),
      ours,
      peers: [{ name: 'squawk (Rust, all its rules)', value: squawk }],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openFiles() {
  const checker = await createChecker(loadPolicy({ path: 'lockkeeper.yaml', text: POLICY }));
  const documents = [
    { path: 'db/1.sql', text: SQL },
    { path: 'versions/b2.py', text: ALEMBIC },
  ];
  return documents.map((document) => {
    const check = () => checker.checkDocument(document);
    if (check().findings.length === 0) throw new Error(`${document.path} drops a table.`);
    return {
      name: `dropped tables of one open file, ${path.extname(document.path)}`,
      unit: /** @type {const} */ ('µs'),
      ours: timeCalls(check, 301) * 1000,
      peers: [],
    };
  });
}
