import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { runMain } from '../../packages/cli/src/testing/run-main.ts';
import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';

const revision = (header: string, upgrade: string, downgrade: string) =>
  `from alembic import op\n\n${header}\n\n\ndef upgrade() -> None:\n    ${upgrade}\n\n\ndef downgrade() -> None:\n    ${downgrade}\n`;

const FILES = {
  'lockkeeper.yaml': 'version: 1\nmigrations: { alembic: [alembic/versions] }\n',
  'alembic/versions/a1_baseline.py': revision('revision = "a1"\ndown_revision = None', 'pass', 'pass'),
  'alembic/versions/b2_index.py': revision(
    'revision = "b2"\ndown_revision = "a1"',
    'op.create_index("ix_orders_total", "orders", ["total"])',
    'op.drop_index("ix_orders_total", table_name="orders")',
  ),
};

const guarded = z.object({ table: z.array(z.object({ id: z.string(), state: z.string() })) });

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL and a backup of it [row 1.35]', () => {
  let production: ScratchDatabase;
  let other: ScratchDatabase;

  beforeAll(async () => {
    production = await scratchDatabase();
    other = await scratchDatabase();
    await production.query(
      "CREATE TABLE orders (id int PRIMARY KEY, total numeric); INSERT INTO orders VALUES (1, 9.5), (2, 20); CREATE TABLE alembic_version (version_num varchar(32) NOT NULL); INSERT INTO alembic_version VALUES ('a1')",
    );
  });
  afterAll(async () => {
    await production.drop();
    await other.drop();
    removeTemporaryFolders();
  });

  function shop() {
    const repository = temporaryRepository();
    repository.commit(FILES);
    const file = path.join(repository.root, 'shop.dump');
    const env = { ...process.env, DATABASE_URL: other.url, DATABASE_URL_PROD: production.url, USER: 'alice' };
    const run = (...args: readonly string[]) => runMain(args, { cwd: repository.root, env });
    const dump = (url: string) => execFileSync('pg_dump', ['--format=custom', '--file', file, url]);
    const asked = async () => {
      const { stdout } = await run('guard', '--format', 'json');
      return guarded.parse(JSON.parse(stdout)).table.find(({ id }) => id === 'backup')?.state;
    };
    return { file, run, dump, asked };
  }

  test('is what the guard asks for, and what brings every row back', async () => {
    const { file, run, dump, asked } = shop();
    expect(await asked()).toBe('failed');
    dump(production.url);
    const { exitCode, stdout, stderr } = await run('record', 'backup', 'shop.dump');
    expect(stderr).toBe('');
    expect(stdout).toContain(`the backup of ${production.name} of `);
    expect(exitCode).toBe(0);
    expect(await asked()).toBe('passed');
    execFileSync('pg_restore', ['--dbname', other.url, file]);
    expect(await other.query('SELECT id, total::text FROM orders ORDER BY id')).toEqual([
      { id: 1, total: '9.5' },
      { id: 2, total: '20' },
    ]);
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(await asked()).toBe('failed');
    writeFileSync(file, bytes.subarray(0, 100));
    expect(await asked()).toBe('failed');
    rmSync(file);
    expect(await asked()).toBe('passed');
  });

  test('is none of another database, and none that is cut off', async () => {
    const { file, run, dump } = shop();
    dump(other.url);
    expect((await run('record', 'backup', 'shop.dump')).stderr).toContain(
      `is of the database ${other.name}, and DATABASE_URL_PROD leads to ${production.name}.`,
    );
    dump(production.url);
    writeFileSync(file, readFileSync(file).subarray(0, 200));
    const { exitCode, stderr } = await run('record', 'backup', 'shop.dump');
    expect(stderr).toContain('pg_restore cannot list it: it is damaged, or of a later version.');
    expect(exitCode).toBe(2);
    dump(production.url);
    // Its table of contents is whole, and stands in front of the rows.
    const whole = readFileSync(file);
    for (const kept of [whole.length - 1, whole.length - 40]) {
      writeFileSync(file, whole.subarray(0, kept));
      const cut = await run('record', 'backup', 'shop.dump');
      expect(cut.stderr).toContain(
        'pg_restore cannot read it to the end: it is damaged, or of a later version.',
      );
      expect(cut.exitCode).toBe(2);
    }
    writeFileSync(file, 'CREATE TABLE orders ();\n');
    expect((await run('record', 'backup', 'shop.dump')).stderr).toContain(
      'it is no whole dump of PostgreSQL.',
    );
    expect((await run('audit', 'show')).stdout).toBe('');
  });
});
