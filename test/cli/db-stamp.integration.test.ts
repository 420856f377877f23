import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { createStamps } from '../../packages/host-node/src/write/postgres/create-stamps.ts';
import { entryAfter, entryLine, readLog } from '../../packages/policy-core/src/deployment/audit-log/index.ts';
import { EMPTY_LOG } from '../../packages/policy-core/src/deployment/audit-log/log-entry.ts';
import { stampAnswer } from '../../packages/policy-core/src/answers/stamp-answer.ts';
import { alembicProject, type AlembicProject } from '../alembic/alembic-project.ts';
import { alembic } from '../alembic/alembic-worker.ts';
import { BASELINE, BOTH_BASES, MODELS, OLD_SCHEMA, REVISIONS } from '../alembic/two-bases-project.ts';
import { revisionFile } from '../alembic/revision-file.ts';
import { guardedRole } from '../databases/guarded-role.ts';
import { folderOf, seenAt } from '../databases/looked-at.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { statementLog } from '../postgres/statement-log.ts';
import { lockkeeper, PROGRAM, quietEnvironment, type Ended } from './lockkeeper-process.ts';

/** In each address that a test hands over; nothing that comes out may hold it. */
const PLANTED = 'planted:s3cr@t/%ä';

const FILES = {
  'alembic.ini': '[alembic]\nscript_location = alembic\nprepend_sys_path = .\n',
  'alembic/env.py': BOTH_BASES,
  ...MODELS,
  ...Object.fromEntries(Object.entries(REVISIONS).map(([name, text]) => [`alembic/versions/${name}`, text])),
};

const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

describe.skipIf(isMissing)(
  'real PostgreSQL and Alembic, and a production database that nobody tracks:',
  () => {
    let production: ScratchDatabase;
    let repository: TemporaryRepository;
    beforeAll(async () => {
      const first = await scratchDatabase();
      await guardedRole(first, 'ana', PLANTED);
      await first.drop();
    });
    beforeEach(async () => {
      production = await scratchDatabase();
      await production.query('GRANT CREATE ON SCHEMA public TO ana');
      await production.query(`ALTER DATABASE ${production.name} SET log_statement = 'all'`);
      repository = temporaryRepository();
      repository.commit(FILES);
    });
    afterEach(() => production.drop());
    afterAll(removeTemporaryFolders);

    const address = () =>
      `postgresql+psycopg2://ana:${encodeURIComponent(PLANTED)}@/${production.name}?host=${encodeURIComponent(folderOf(production))}`;
    const python = alembic.kind === 'ready' ? alembic.python : '';

    const run = (...args: readonly string[]): Promise<Ended> =>
      lockkeeper(['db', 'stamp', '--alembic', `${python} -m alembic`, ...args], {
        cwd: repository.root,
        env: { DATABASE_URL_PROD: address(), USER: 'alice' },
      });

    async function stamp(...args: readonly string[]): Promise<Ended> {
      const ended = await run(...args);
      expectNoSecret(repository.root, ended);
      return ended;
    }

    const versions = async () =>
      (
        await production.query<{ readonly version_num: string }>('SELECT version_num FROM alembic_version')
      ).map((row) => row.version_num);
    const rows = async () => {
      const [row] = await production.query<{ readonly users: number; readonly connections: number }>(
        'SELECT (SELECT count(*)::int FROM users) AS users, (SELECT count(*)::int FROM connections) AS connections',
      );
      return row;
    };

    test('is stamped once, upgraded one by one, and keeps every row [row 4.06] [row 4.08] [row 4.09] [row 4.10] [row 4.11] [row 4.12] [row 4.13] [row 4.28] [row 4.87]', async () => {
      await production.query(OLD_SCHEMA);
      await production.query("INSERT INTO users (email) SELECT 'u' || n FROM generate_series(1, 500) n");
      const before = await rows();
      const said = statementLog(production).length;

      const planned = await stamp('--dry-run');
      expect(planned, planned.stdout).toMatchObject({ exitCode: 0 });
      expect(planned.stdout).toContain('Pending      b2, c3 (SQL written by Alembic)\n');
      expect(planned.stdout).toContain(
        'In one transaction, and nothing else:\n\nCREATE TABLE "public"."alembic_version"',
      );
      expect(await seenAt(production.url)).toMatchObject({ versionTables: [] });

      const stamped = await stamp('--yes');
      expect(stamped, stamped.stdout + stamped.stderr).toMatchObject({ exitCode: 0 });
      expect(stamped.stdout).toContain(
        `✅ STAMPED: production is at ${BASELINE}, and tracked from now on.\n  Its schema is what it was before.\n`,
      );
      expect(await versions()).toEqual([BASELINE]);

      for (let again = 0; again < 4; again += 1) {
        const { exitCode, stdout } = await stamp('--yes', ...(again === 0 ? [] : ['--no-alembic']));
        expect({ exitCode, stdout }).toMatchObject({
          exitCode: 0,
          stdout: expect.stringContaining('✅ NOTHING TO DO') as unknown,
        });
      }
      expect(await versions()).toEqual([BASELINE]);

      const there = await project();
      await there.succeed('upgrade', 'head');
      expect(await versions()).toEqual(['c3']);
      expect((await stamp('--yes')).stdout).toContain(
        `✅ NOTHING TO DO: production is tracked from ${BASELINE} on.`,
      );
      expect(await rows()).toEqual(before);
      const log = statementLog(production).slice(said);
      expect(log).toContain('INSERT INTO "public"."alembic_version"');
      expect(log).not.toMatch(/DROP\s+TABLE/i);

      const { stdout } = await lockkeeper(['audit', 'show', '--format', 'json'], { cwd: repository.root });
      const { entries } = JSON.parse(stdout) as { readonly entries: readonly object[] };
      expect(entries).toMatchObject([
        { event: 'stamp.intent', actor: 'alice', env: 'production', data: { from: null, to: BASELINE } },
        { event: 'stamp.done', actor: 'alice', data: { intent: 1 } },
      ]);
    });

    test('of which the log has no end, as its process was killed, is written down by the next run [row 4.08]', async () => {
      await production.query(OLD_SCHEMA);
      await (await project()).succeed('stamp', BASELINE);
      const log = path.join(repository.root, 'infrastructure', 'deploys', 'audit.jsonl');
      const intent = entryAfter(EMPTY_LOG, {
        ts: '2026-11-21T08:00:00Z',
        actor: 'alice',
        env: 'production',
        event: 'stamp.intent',
        data: {
          database: production.name,
          host: folderOf(production),
          table: 'public.alembic_version',
          from: null,
          to: BASELINE,
          pending: [],
        },
      });
      mkdirSync(path.dirname(log), { recursive: true });
      writeFileSync(log, entryLine(intent));
      const events = () => readLog(readFileSync(log, 'utf8')).entries.map(({ event }) => event);
      expect((await stamp('--dry-run', '--no-alembic')).exitCode).toBe(0);
      expect(events()).toEqual(['stamp.intent']);
      expect((await stamp('--yes', '--no-alembic')).stdout).toContain('✅ NOTHING TO DO');
      expect(events()).toEqual(['stamp.intent', 'stamp.done']);
    });

    test('gets the table that Alembic itself makes [row 4.10]', async () => {
      await production.query(OLD_SCHEMA);
      expect((await stamp('--yes', '--no-alembic')).exitCode).toBe(0);
      const ours = await tracking();
      await production.query('DROP TABLE alembic_version');
      await (await project()).succeed('stamp', BASELINE);
      expect(await tracking()).toEqual(ours);
    });

    test('is stamped where the configuration says, by Alembic alone', async () => {
      await production.query(`${OLD_SCHEMA}; CREATE SCHEMA ops; GRANT CREATE, USAGE ON SCHEMA ops TO ana`);
      const named = 'target_metadata=target_metadata, version_table="revisions", version_table_schema="ops"';
      repository.commit({
        'alembic/env.py': BOTH_BASES.replaceAll('target_metadata=target_metadata', named),
      });
      const unasked = await stamp('--no-alembic', '--yes');
      expect(unasked.exitCode).toBe(2);
      expect(unasked.stdout).toContain('alembic/env.py speaks of version_table');
      expect((await stamp('--yes')).exitCode).toBe(0);
      expect(await production.query('SELECT * FROM ops.revisions')).toEqual([{ version_num: BASELINE }]);
      expect((await stamp('--yes')).stdout).toContain('✅ NOTHING TO DO');
    });

    test('is stamped by one of eight at once [row 4.08]', async () => {
      await production.query(OLD_SCHEMA);
      const runs = await Promise.all(
        Array.from({ length: 8 }, () => run('--yes', '--no-alembic', '--format', 'json')),
      );
      // Only now: files that others are about to put in place come and go.
      for (const ended of runs) expectNoSecret(repository.root, ended);
      const answers = runs.map(({ stdout }) => stampAnswer.parse(JSON.parse(stdout)));
      const outcomes = answers.map(({ outcome }) => outcome);
      expect(runs.map(({ exitCode }) => exitCode)).toEqual(Array.from({ length: 8 }, () => 0));
      expect(outcomes.filter((outcome) => outcome === 'stamped')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'nothing-to-do')).toHaveLength(7);
      // A program that did it is told what it did, and what came of it.
      expect(answers.find(({ outcome }) => outcome === 'stamped')).toMatchObject({
        decision: 'stamp',
        versions: null,
        statements: [expect.stringContaining('CREATE TABLE'), expect.stringContaining('INSERT INTO')],
        after: { versions: [BASELINE] },
      });
      expect(await versions()).toEqual([BASELINE]);
      const { exitCode } = await lockkeeper(['audit', 'verify'], { cwd: repository.root });
      expect(exitCode).toBe(0);
    });

    test('is free again as soon as whoever stamps it is killed, however busy the server is for them', async () => {
      await production.query(
        `${OLD_SCHEMA}; CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)`,
      );
      await production.query('GRANT ALL ON alembic_version TO ana');
      const migrating = await production.connect();
      await migrating.query('BEGIN; LOCK TABLE alembic_version IN ROW EXCLUSIVE MODE');
      const holder = spawn(process.execPath, [PROGRAM, 'db', 'stamp', '--yes', '--no-alembic'], {
        cwd: repository.root,
        env: { ...quietEnvironment(), DATABASE_URL_PROD: address() },
        stdio: 'ignore',
      });
      await until(async () => (await sessionsAlone()) === 1);

      const stamps = createStamps({ DATABASE_URL_PROD: address() }, { patience: { queryMs: 300 } });
      const another = { variable: 'DATABASE_URL_PROD', table: 'alembic_version', statements: [], seen: [] };
      expect(await stamps.stamp({ ...another, revision: BASELINE })).toEqual({
        kind: 'held',
        by: expect.stringMatching(/^session \d+ of ana has been at it since 20/) as unknown,
      });

      holder.kill('SIGKILL');
      await until(async () => (await sessionsAlone()) === 0);
      await migrating.query('ROLLBACK');
      await migrating.end();
      expect((await stamp('--yes', '--no-alembic')).stdout).toContain('✅ STAMPED');
      expect(await versions()).toEqual([BASELINE]);
    });

    test('is left alone at another revision [row 4.62] [row 4.63] [row 4.64] [row 4.65] [row 4.66]', async () => {
      await production.query(OLD_SCHEMA);
      await production.query(
        "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); INSERT INTO alembic_version VALUES ('dead')",
      );
      const { exitCode, stdout } = await stamp('--yes');
      expect(exitCode).toBe(1);
      expect(stdout).toContain('  Production has unexpected Alembic version: it is at dead,');
      expect(stdout.slice(stdout.indexOf('Next steps:'))).toBe(`Next steps:
  1. DO NOT force-stamp.
  2. Check migration history: \`alembic history\`.
  3. Check production version: \`alembic current\` (with \`DATABASE_URL_PROD\`).
  4. Investigate why versions diverged: \`lockkeeper db audit\` shows where production is not what its migrations make.
  5. Manual intervention may be required.
`);
      expect(await versions()).toEqual(['dead']);
    });

    test('is not stamped where the next upgrade would take data away [row 4.11]', async () => {
      await production.query(OLD_SCHEMA);
      repository.commit({
        'alembic/versions/d4_less.py': revisionFile({
          revision: 'd4',
          down: 'c3',
          upgrade: ["op.drop_column('users', 'email')"],
        }),
      });
      for (const how of [[], ['--no-alembic']]) {
        const { exitCode, stdout } = await stamp('--yes', ...how);
        expect({ how, exitCode }).toEqual({ how, exitCode: 1 });
        expect(stdout).toMatch(/❌ NOT STAMPED\n.*the column users\.email/is);
      }
      expect(await seenAt(production.url)).toMatchObject({ versionTables: [] });
    });

    test('says who may not, and leaves the log with what came of it', async () => {
      await production.query(OLD_SCHEMA);
      await production.query('REVOKE CREATE ON SCHEMA public FROM ana, public');
      const { exitCode, stderr } = await stamp('--yes', '--no-alembic');
      expect({ exitCode, stderr }).toMatchObject({
        exitCode: 3,
        stderr: expect.stringContaining('ana may not make or write the version table') as unknown,
      });
      const log = readFileSync(path.join(repository.root, 'infrastructure/deploys/audit.jsonl'), 'utf8');
      expect(
        log
          .trim()
          .split('\n')
          .map((line) => (JSON.parse(line) as { event: string }).event),
      ).toEqual(['stamp.intent', 'stamp.failed']);
    });

    function project(): Promise<AlembicProject> {
      return alembicProject({ revisions: REVISIONS, env: BOTH_BASES, files: MODELS, database: production });
    }

    async function sessionsAlone(): Promise<number> {
      const [row] = await production.query<{ readonly held: number }>(
        "SELECT count(*)::int AS held FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      );
      return row?.held ?? 0;
    }

    async function tracking() {
      const { parts } = await seenAt(production.url);
      return parts.filter(({ on, name }) => [on, name].includes('alembic_version'));
    }
  },
);

async function until(isSo: () => Promise<boolean>): Promise<void> {
  await vi.waitFor(async () => expect(await isSo()).toBe(true), { timeout: 60_000, interval: 100 });
}

/** Neither the password nor what is left of it when it is encoded or cut. */
function expectNoSecret(root: string, { stdout, stderr }: Ended): void {
  const files = readdirSync(root, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile() && !/\.git(?:\/|$)(?!lockkeeper)/.test(entry.parentPath))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
  for (const text of [stdout, stderr, ...files]) expect(text).not.toMatch(/planted|s3cr/);
}
