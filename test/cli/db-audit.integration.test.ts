import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { inVersions } from '../../packages/cli/src/testing/alembic-sample.ts';
import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { databaseAuditAnswer } from '../../packages/policy-core/src/answers/database-audit-answer.ts';
import { doorTo, silentDoor } from '../databases/doors.ts';
import { guardedRole } from '../databases/guarded-role.ts';
import { folderOf } from '../databases/looked-at.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { lockkeeper, type Ended } from './lockkeeper-process.ts';

const MIGRATIONS = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': 'from alembic import context\n',
  ...inVersions([
    {
      id: '1a00',
      message: 'create customers',
      parents: 'None',
      upgrade:
        'op.create_table(\n    "customers",\n    sa.Column("id", sa.Integer(), primary_key=True),\n    sa.Column("name", sa.String(40), nullable=False),\n)',
    },
    {
      id: '2b00',
      message: 'add total',
      parents: '"1a00"',
      upgrade: 'op.add_column("customers", sa.Column("total", sa.Numeric(10, 2), nullable=True))',
    },
  ]),
};

const FIRST = 'CREATE TABLE customers (id serial PRIMARY KEY, name varchar(40) NOT NULL);';
const SECOND = 'ALTER TABLE customers ADD total numeric(10,2);';
const tracked = (version: string) =>
  `CREATE TABLE alembic_version (version_num varchar(32) CONSTRAINT alembic_version_pkc PRIMARY KEY);
   INSERT INTO alembic_version VALUES ('${version}');`;

/** In each address that a test hands over; nothing that comes out may hold it. */
const PLANTED = 'planted:s3cr@t/%ä';

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL, audited as it is installed', () => {
  let development: ScratchDatabase;
  let production: ScratchDatabase;
  beforeAll(async () => {
    [development, production] = [await scratchDatabase(), await scratchDatabase()];
    await guardedRole(development, 'ana', PLANTED);
  });
  afterAll(async () => {
    removeTemporaryFolders();
    await development.drop();
    await production.drop();
  });

  async function given(dev: string, prod: string): Promise<void> {
    for (const [database, sql] of [
      [development, dev],
      [production, prod],
    ] as const) {
      await database.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      await database.query('GRANT USAGE ON SCHEMA public TO public');
      await database.query(`${sql} SELECT 1`);
    }
  }

  const address = ({ name }: ScratchDatabase, scheme = 'postgresql') =>
    `${scheme}://ana:${encodeURIComponent(PLANTED)}@/${name}?host=${encodeURIComponent(folderOf(development))}`;

  async function audit({
    args = [],
    env = {},
    files = MIGRATIONS,
  }: {
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    readonly files?: Readonly<Record<string, string>>;
  } = {}): Promise<Ended & { readonly written: (file: string) => string; readonly root: string }> {
    const repository = temporaryRepository();
    repository.commit(files);
    const { root } = repository;
    const around = {
      DATABASE_URL: address(development),
      DATABASE_URL_PROD: address(production, 'postgresql+psycopg2'),
    };
    const ended = await lockkeeper(['db', 'audit', ...args], { cwd: root, env: { ...around, ...env } });
    expectNoSecret(root, ended);
    return { ...ended, root, written: (file) => readFileSync(path.join(root, file), 'utf8') };
  }

  test('is ✅ OK where both follow the same migrations [row 4.05] [row 4.15] [row 4.26] [row 4.48] [row 4.51]', async () => {
    await given(FIRST + SECOND + tracked('2b00'), FIRST + SECOND + tracked('2b00'));
    const { exitCode, stdout, stderr, written } = await audit();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^✅ OK: /);
    expect(stdout).toContain('as they make it');
    expect(stdout).toContain('\nWrote ops/db_audit/dev-summary.txt.\nWrote ops/db_audit/prod-summary.txt.\n');
    const summary = written('ops/db_audit/dev-summary.txt');
    expect(summary).toMatch(/^Audited at \d{4}-\d\d-\d\dT/);
    for (const line of [
      `Database         ${development.name}`,
      'User             ana',
      'Search path      "$user", public',
      'Alembic version  2b00',
      'Schema distance  0 tables (development 1, production 1)',
      'Tables in public (1):\n  customers',
      'Diagnosis: ✅ OK',
    ])
      expect(summary).toContain(`\n${line}\n`);
    expect(written('ops/db_audit/prod-summary.txt')).toContain(`Database         ${production.name}\n`);
  });

  test('is ⚠️ MISMATCH where somebody altered production by hand [row 4.03] [row 4.52]', async () => {
    await given(
      FIRST + SECOND + tracked('2b00'),
      `${FIRST + SECOND + tracked('2b00')} ALTER TABLE customers ALTER name TYPE varchar(80), ADD nick text;`,
    );
    const { exitCode, stdout, written } = await audit();
    expect(exitCode).toBe(1);
    for (const text of [stdout, written('ops/db_audit/prod-summary.txt')]) {
      expect(text).toContain('⚠️ MISMATCH\n');
      expect(text).toContain('    column name: type character varying(40) → character varying(80)\n');
      expect(text).toContain('    column nick: only in production\n');
      expect(text).toContain('    column nick: only in database\n');
      expect(text).toContain('  Production is not what its migrations make: 2 differences.\n');
    }
  });

  test('is ❌ MISSING where production lacks alembic_version [row 4.16] [row 4.53]', async () => {
    await given(FIRST + tracked('1a00'), FIRST);
    const { exitCode, stdout, written } = await audit();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('❌ MISSING\n  Production lacks the table alembic_version');
    expect(written('ops/db_audit/prod-summary.txt')).toContain('Diagnosis: ❌ MISSING\n');
  });

  test('tells which revisions production lacks, for programs as well', async () => {
    await given(FIRST + SECOND + tracked('2b00'), FIRST + tracked('1a00'));
    const { exitCode, stdout } = await audit({ args: ['--format', 'json'] });
    expect(exitCode).toBe(1);
    const told = databaseAuditAnswer.parse(JSON.parse(stdout));
    expect(told).toMatchObject({
      diagnosis: '⚠️ MISMATCH',
      pending: ['2b00'],
      development: { drift: [] },
      production: { drift: [] },
    });
    expect(told.next_steps).toHaveLength(1);
  });

  test('tells the distance in tables [row 4.17] [row 4.58]', async () => {
    await given(
      FIRST + tracked('1a00'),
      `${FIRST + tracked('1a00')} CREATE TABLE more (id int); CREATE TABLE most (id int);`,
    );
    const { stdout } = await audit();
    expect(stdout).toContain('Schema distance: 2 tables (development 1, production 3)\n');
  });

  test('needs production, and leaves the summary of an earlier audit alone [row 4.50]', async () => {
    await given(FIRST + tracked('1a00'), FIRST + tracked('1a00'));
    const { exitCode, stdout, root } = await audit({ env: { DATABASE_URL_PROD: '' } });
    expect(exitCode).toBe(2);
    expect(stdout).toContain('Not seen through DATABASE_URL_PROD, because DATABASE_URL_PROD is not set.');
    expect(stdout).toContain('❌ NOT PROVED');
    expect(readdirSync(path.join(root, 'ops/db_audit'))).toEqual(['dev-summary.txt']);
  });

  test('looks where the policy says, and writes where it is told', async () => {
    await given(FIRST + tracked('1a00'), FIRST + tracked('1a00'));
    const policy = 'version: 1\ndatabases: { development: DEV_DB, production: PROD_DB, schemas: [public] }\n';
    const { exitCode, stdout, written } = await audit({
      files: { ...MIGRATIONS, 'lockkeeper.yaml': policy },
      env: {
        DATABASE_URL: '',
        DATABASE_URL_PROD: '',
        DEV_DB: address(development),
        PROD_DB: address(production),
      },
      args: ['--output-dir', 'build/audit'],
    });
    expect({ exitCode, schemas: /Schemas +(.*)/.exec(stdout)?.[1] }).toEqual({
      exitCode: 0,
      schemas: 'public',
    });
    expect(written('build/audit/prod-summary.txt')).toContain('Production database (PROD_DB)');
  });

  test('is not proved where both variables lead to one database', async () => {
    await given(FIRST + tracked('1a00'), FIRST + tracked('1a00'));
    const { exitCode, stdout } = await audit({ env: { DATABASE_URL_PROD: address(development) } });
    expect(exitCode).toBe(2);
    expect(stdout).toContain('Both variables lead to the same database');
  });

  test('needs no migrations and no policy', async () => {
    await given(FIRST + tracked('1a00'), FIRST + tracked('1a00'));
    const { exitCode, stdout } = await audit({ files: { 'README.md': 'x' } });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('not compared, because no Alembic revisions were found');
  });

  test('keeps its secrets where nothing works', async () => {
    await given(FIRST + tracked('1a00'), FIRST + tracked('1a00'));
    const secret = encodeURIComponent(PLANTED);
    const silent = await silentDoor();
    const plain = await doorTo(folderOf(development));
    for (const broken of [
      `postgresql://ana:${secret}@127.0.0.1:1/shop`,
      `postgresql://ana:${secret}@127.0.0.1:${silent.port}/shop?connect_timeout=2`,
      `postgresql://ana:${secret}@127.0.0.1:${plain.port}/shop?sslmode=require`,
      `postgresql://ana:${secret}@127.0.0.1:${plain.port}/no_such_shop`,
      `postgresql://ana:${secret}x@127.0.0.1:${plain.port}/${production.name}`,
      `postgresql://ana:${PLANTED}@127.0.0.1/shop`,
      `postgresql://ana@127.0.0.1/shop?password=${PLANTED}`,
      `mysql://ana:${secret}@127.0.0.1/shop`,
      PLANTED,
    ]) {
      const { exitCode, stdout } = await audit({ env: { DATABASE_URL_PROD: broken } });
      expect(exitCode, broken).toBe(2);
      expect(stdout).toContain('❌ NOT PROVED');
    }
    silent.close();
    plain.close();
  });

  test('says so where a summary cannot be written', async () => {
    await given(FIRST + tracked('1a00'), FIRST + tracked('1a00'));
    const { exitCode, stderr } = await audit({ files: { ops: 'a file' } });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('ops');
    const elsewhere = await audit({ files: { build: 'a file' }, args: ['--output-dir', 'build/audit'] });
    expect(elsewhere).toMatchObject({ exitCode: 3, stdout: '' });
    expect(elsewhere.stderr).toContain('The folder build/audit could not be made');
  });
});

/** Neither the password nor what is left of it when it is encoded or cut. */
function expectNoSecret(root: string, { stdout, stderr }: Ended): void {
  const files = readdirSync(root, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.git'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
  for (const text of [stdout, stderr, ...files]) expect(text).not.toMatch(/planted|s3cr/);
}
