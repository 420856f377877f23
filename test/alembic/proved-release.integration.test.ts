import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { guardAnswer } from '../../packages/policy-core/src/answers/guard-answer.ts';
import { lockkeeper, PROGRAM, quietEnvironment } from '../cli/lockkeeper-process.ts';
import { guardedRole } from '../databases/guarded-role.ts';
import { folderOf } from '../databases/looked-at.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { environmentText } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';

/** In each address that is handed over; nothing that comes out may hold it. */
const PLANTED = 'planted:s3cr@t/%ä';

const FIRST =
  "CREATE TABLE customers (id serial PRIMARY KEY, name varchar(40) NOT NULL); INSERT INTO customers (name) VALUES ('Ada');";
const TRACKED =
  "CREATE TABLE alembic_version (version_num varchar(32) CONSTRAINT alembic_version_pkc PRIMARY KEY); INSERT INTO alembic_version VALUES ('a1');";

const CREATES = revisionFile({
  revision: 'a1',
  upgrade: [
    "op.create_table('customers', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(40), nullable=False))",
  ],
  downgrade: ["op.drop_table('customers')"],
});
const EMPTY = revisionFile({ revision: 'a1' });
const ADDS = {
  revision: 'b2',
  down: 'a1',
  upgrade: ["op.add_column('customers', sa.Column('nick', sa.Text(), nullable=True))"],
  downgrade: ["op.drop_column('customers', 'nick')"],
};

const FILES = {
  'lockkeeper.yaml':
    'version: 1\nmigrations: { alembic: [alembic/versions], baseline: a1 }\nrules: { migrations/baseline-is-empty: off }\n',
  'alembic.ini': '[alembic]\nscript_location = alembic\nprepend_sys_path = .\n',
  'alembic/env.py': environmentText(),
  'alembic/script.py.mako': '',
};

const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

describe.skipIf(isMissing)('guard --prove, with real Alembic on a scratch database', () => {
  let development: ScratchDatabase;
  let production: ScratchDatabase;
  beforeAll(async () => {
    [development, production] = [await scratchDatabase(), await scratchDatabase()];
    await guardedRole(development, 'ana', PLANTED);
    for (const database of [development, production]) await database.query(FIRST + TRACKED);
    await development.query('ALTER ROLE ana CREATEDB');
  });
  afterAll(async () => {
    removeTemporaryFolders();
    await development.drop();
    await production.drop();
  });

  const address = ({ name }: Pick<ScratchDatabase, 'name'>) =>
    `postgresql+psycopg2://ana:${encodeURIComponent(PLANTED)}@/${name}?host=${encodeURIComponent(folderOf(development))}`;

  async function proved(
    files: Readonly<Record<string, string>>,
    { python = alembic.kind === 'ready' ? alembic.python : '', from = development.name } = {},
  ) {
    const repository = temporaryRepository();
    repository.commit({ ...FILES, ...files });
    const before = await databases();
    const { stdout, stderr, exitCode } = await lockkeeper(
      ['guard', '--prove', '--python', python, '--format', 'json'],
      {
        cwd: repository.root,
        env: {
          DATABASE_URL: address({ name: from }),
          DATABASE_URL_PROD: address(production),
        },
      },
    );
    expect(stderr).toBe('');
    const log = logOf(repository);
    for (const text of [stdout, stderr, log]) expect(text).not.toMatch(/planted|s3cr/);
    expect(await databases(), 'a scratch database is left').toEqual(before);
    const { table } = guardAnswer.parse(JSON.parse(stdout));
    const row = (id: string) => table.find((check) => check.id === id);
    const events = log.split('\n').flatMap((line) => / *"event":"([^"]*)"/.exec(line)?.[1] ?? []);
    return { proof: row('proof'), pending: row('pending-migrations'), exitCode, log, events };
  }

  async function databases(): Promise<readonly unknown[]> {
    return production.query('SELECT datname FROM pg_database ORDER BY 1');
  }

  test('proves a migration that development has not run, and writes down how [row 1.33] [row 1.34]', async () => {
    const { proof, pending, exitCode, log, events } = await proved({
      'alembic/versions/a1_customers.py': CREATES,
      'alembic/versions/b2_nick.py': revisionFile(ADDS),
    });
    expect(proof).toMatchObject({ state: 'passed', problems: [] });
    const [, hash = ''] =
      /the hash of the run is (sha256:[0-9a-f]{64})\.$/.exec(proof?.evidence[0]?.text ?? '') ?? [];
    expect(proof?.evidence[0]?.text).toContain('b2 ran up, down and up again, beginning with nothing;');
    expect(log).toContain(hash);
    expect(events).toEqual(['proof.intent', 'proof.done', 'proof.result']);
    expect(pending?.state).toBe('passed');
    expect(exitCode).toBe(0);
    expect(await development.query('SELECT * FROM customers')).toEqual([{ id: 1, name: 'Ada' }]);
    expect(await production.query('SELECT version_num FROM alembic_version')).toEqual([
      { version_num: 'a1' },
    ]);
  });

  test('refuses one whose downgrade changes what was there before [row 1.33]', async () => {
    const versions = { 'alembic/versions/a1_customers.py': CREATES };
    const hidden = revisionFile({
      ...ADDS,
      downgrade: [
        "op.drop_column('customers', 'nick')",
        'op.execute("ALTER TABLE customers ALTER name DROP NOT NULL")',
      ],
    });
    const other = await proved({ ...versions, 'alembic/versions/b2_nick.py': hidden });
    expect(other.proof).toMatchObject({
      state: 'failed',
      problems: [{ text: 'Going down leaves another schema than there was before.' }],
    });
  });

  test('begins with a copy of development where the baseline is empty, as for a database from before Alembic [row 1.34]', async () => {
    const files = {
      'alembic/versions/a1_customers.py': EMPTY,
      'alembic/versions/b2_nick.py': revisionFile(ADDS),
    };
    // Only who owns a database may copy it.
    const { proof: without } = await proved(files);
    expect(without?.state).toBe('undetermined');
    expect(without?.problems[0]?.text).toMatch(
      /^It is not proved because the migrations do not build a schema from nothing, and development could not be copied because ana may not make or copy databases there\.$/,
    );
    for (const table of ['customers', 'alembic_version'])
      await production.query(`ALTER TABLE ${table} OWNER TO ana`);
    await production.query(`CREATE DATABASE quiet TEMPLATE ${production.name} OWNER ana`);
    const { proof } = await proved(files, { from: 'quiet' });
    await production.query('DROP DATABASE quiet');
    expect(proof).toMatchObject({ state: 'passed', problems: [] });
    expect(proof?.evidence[0]?.text).toContain('beginning with a copy of development;');
  });

  test.each([
    ['a function of the database', 'SELECT wipe()', 'a copy of development'],
    ['text that nobody can read', "DO $$ BEGIN EXECUTE reverse('sremotsuc ETACNURT'); END $$", 'nothing'],
  ])('fails where rows go that no step deletes: by %s', async (_, sql, start) => {
    for (const table of ['customers', 'alembic_version'])
      await production.query(`ALTER TABLE ${table} OWNER TO ana`);
    await production.query(`CREATE DATABASE quiet TEMPLATE ${production.name} OWNER ana`);
    const quiet = new Client({ connectionString: production.url.replace(production.name, 'quiet') });
    await quiet.connect();
    await quiet.query("CREATE FUNCTION wipe() RETURNS void LANGUAGE sql AS 'TRUNCATE customers'");
    await quiet.end();
    const wipes = { ...ADDS, upgrade: [...ADDS.upgrade, `op.execute(${JSON.stringify(sql)})`] };
    const { proof, exitCode } = await proved(
      {
        'alembic/versions/a1_customers.py': CREATES,
        'alembic/versions/b2_nick.py': revisionFile(wipes),
      },
      { from: 'quiet' },
    );
    await production.query('DROP DATABASE quiet');
    expect(exitCode).not.toBe(0);
    expect(proof?.evidence[0]?.text).toContain(`beginning with ${start};`);
    expect(proof).toMatchObject({
      state: 'failed',
      problems: [
        { text: expect.stringMatching(/^public\.customers had 1 rows before and has 0 afterwards/) },
      ],
    });
  });

  test('is not fooled by an env.py that connects elsewhere, and touches nothing there', async () => {
    const elsewhere = environmentText().replace(
      'os.environ["DATABASE_URL"]',
      JSON.stringify(production.sqlalchemyUrl),
    );
    const { proof, exitCode } = await proved({
      'alembic/env.py': elsewhere,
      'alembic/versions/a1_customers.py': CREATES,
      'alembic/versions/b2_nick.py': revisionFile(ADDS),
    });
    expect(proof).toMatchObject({
      state: 'undetermined',
      problems: [
        { text: 'It is not proved because env.py connects to another database than the one it is given.' },
      ],
    });
    expect(exitCode).toBe(2);
    expect(await production.query('SELECT * FROM customers')).toEqual([{ id: 1, name: 'Ada' }]);
  });

  test('drops its database also where somebody stops it half way', async () => {
    const slow = { ...ADDS, upgrade: [...ADDS.upgrade, "op.execute('SELECT pg_sleep(60)')"] };
    const repository = temporaryRepository();
    repository.commit({
      ...FILES,
      'alembic/versions/a1_customers.py': CREATES,
      'alembic/versions/b2_nick.py': revisionFile(slow),
    });
    const python = alembic.kind === 'ready' ? alembic.python : '';
    const child = spawn(process.execPath, [PROGRAM, 'guard', '--prove', '--python', python], {
      cwd: repository.root,
      env: {
        ...quietEnvironment(),
        DATABASE_URL: address(development),
        DATABASE_URL_PROD: address(production),
      },
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((resolve) => {
      child.on('close', resolve);
    });
    await until(async () => (await sleepers()).length > 0);
    child.kill('SIGTERM');
    expect(await ended).toBe(2);
    expect(await sleepers()).toEqual([]);
    const left = await production.query("SELECT datname FROM pg_database WHERE datname LIKE 'lockkeeper%'");
    expect(left).toEqual([]);
    expect(logOf(repository)).toContain('"event":"proof.result"');
  });

  async function sleepers(): Promise<readonly unknown[]> {
    return production.query(
      "SELECT pid FROM pg_stat_activity WHERE datname LIKE 'lockkeeper%' AND query LIKE '%pg_sleep(60)%'",
    );
  }

  test('is not proved without Alembic and without the right to make databases', async () => {
    const files = {
      'alembic/versions/a1_customers.py': CREATES,
      'alembic/versions/b2_nick.py': revisionFile(ADDS),
    };
    const without = await proved(files, { python: 'no-such-python' });
    expect(without.proof?.problems[0]?.text).toBe(
      'It is not proved because no-such-python is not installed or not on the PATH.',
    );
    await development.query('ALTER ROLE ana NOCREATEDB');
    const refused = await proved(files);
    expect(refused.proof?.problems[0]?.text).toBe(
      'It is not proved because ana may not make or copy databases there.',
    );
  });
});

function logOf({ root }: TemporaryRepository): string {
  return readFileSync(path.join(root, 'infrastructure/deploys/audit.jsonl'), 'utf8');
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('It did not come about within a minute.');
    await new Promise((next) => {
      setTimeout(next, 50);
    });
  }
}
