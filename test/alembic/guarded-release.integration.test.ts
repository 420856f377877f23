import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { guardAnswer } from '../../packages/policy-core/src/answers/guard-answer.ts';
import { lockkeeper, type Ended } from '../cli/lockkeeper-process.ts';
import { guardedRole } from '../databases/guarded-role.ts';
import { folderOf } from '../databases/looked-at.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, environmentText, type AlembicProject } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';

/** In each address that is handed over; nothing that comes out may hold it. */
const PLANTED = 'planted:s3cr@t/%ä';

const BEFORE_ALEMBIC =
  "CREATE TABLE customers (id serial PRIMARY KEY, name varchar(40) NOT NULL); INSERT INTO customers (name) VALUES ('Ada'), ('Grace')";

const BASELINE = revisionFile({ revision: 'a1', upgrade: ['pass'], downgrade: ['pass'] });
const TRIVIAL = revisionFile({
  revision: 'b2',
  down: 'a1',
  upgrade: ["op.add_column('customers', sa.Column('nick', sa.Text(), nullable=True))"],
  downgrade: ["op.drop_column('customers', 'nick')"],
});
const DESTRUCTIVE = revisionFile({
  revision: 'c3',
  down: 'b2',
  upgrade: ["op.drop_column('customers', 'name')"],
  downgrade: ["op.add_column('customers', sa.Column('name', sa.String(40)))"],
});
const HEAVY = revisionFile({
  revision: 'c3',
  down: 'b2',
  upgrade: ["op.create_index('ix_customers_name', 'customers', ['name'])"],
  downgrade: ["op.drop_index('ix_customers_name', table_name='customers')"],
});

const FILES = {
  // The rules are judged elsewhere; here it is about databases.
  'lockkeeper.yaml':
    'version: 1\nmigrations: { alembic: [alembic/versions], baseline: a1, apply: manual_unless_trivial }\nrules: { migrations/drop-column: off, migrations/irreversible-upgrade: off }\n',
  'alembic.ini': '[alembic]\nscript_location = alembic\nprepend_sys_path = .\n',
  'alembic/env.py': environmentText(),
  'alembic/script.py.mako': '',
  'alembic/versions/a1_baseline.py': BASELINE,
};

type Told = z.infer<typeof guardAnswer>;

const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

describe.skipIf(isMissing)('the guard on real databases and with real Alembic', () => {
  let development: ScratchDatabase;
  let production: ScratchDatabase;
  let here: AlembicProject;
  let there: AlembicProject;
  let repository: TemporaryRepository;
  beforeAll(async () => {
    [development, production] = [await scratchDatabase(), await scratchDatabase()];
    await guardedRole(development, 'ana', PLANTED);
    await development.query('ALTER ROLE ana CREATEDB');
    for (const database of [development, production]) await database.query(BEFORE_ALEMBIC);
    here = await alembicProject({ database: development });
    there = await alembicProject({ database: production });
    repository = temporaryRepository();
    repository.commit(FILES);
    revised({ 'a1_baseline.py': BASELINE });
  });
  afterAll(async () => {
    removeTemporaryFolders();
    await development.drop();
    await production.drop();
  });

  function revised(revisions: Readonly<Record<string, string>>): void {
    for (const project of [here, there]) project.writeRevisions(revisions);
  }

  /** The repository and both projects have one more revision from now on. */
  function released(name: string, text: string): void {
    repository.commit({ [`alembic/versions/${name}`]: text });
    revised({ [name]: text });
  }

  const address = ({ name }: ScratchDatabase) =>
    `postgresql+psycopg2://ana:${encodeURIComponent(PLANTED)}@/${name}?host=${encodeURIComponent(folderOf(development))}`;

  async function guard(
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    const around = { DATABASE_URL: address(development), DATABASE_URL_PROD: address(production) };
    const ended = await lockkeeper(['guard', '--verbose', ...args], {
      cwd: repository.root,
      env: { ...around, ...env },
    });
    expectNoSecret(repository.root, ended);
    return ended;
  }

  async function told(env: Readonly<Record<string, string>> = {}): Promise<Told> {
    const { stdout, exitCode } = await guard(['--format', 'json'], env);
    const answer = guardAnswer.parse(JSON.parse(stdout));
    expect(exitCode).toBe(answer.exit);
    return answer;
  }

  const states = ({ table }: Told) => Object.fromEntries(table.map(({ id, state }) => [id, state]));
  const problems = ({ table }: Told) => table.flatMap((check) => check.problems.map(({ text }) => text));

  /** Each step begins where the one before has ended. */
  test('from an untracked production to its first migration [row 4.14] [row 4.16] [row 4.18] [row 4.19] [row 4.20] [row 4.28] [row 4.29] [row 4.30] [row 4.36] [row 4.38] [row 4.39]', async () => {
    await here.succeed('stamp', 'a1');
    const untracked = await guard();
    expect(untracked.exitCode).toBe(1);
    expect(untracked.stdout).toMatch(/^❌ GUARD FAILED: /);
    expect(untracked.stdout).toContain(
      'Production lacks the table alembic_version, so nothing tracks its schema. (DATABASE_URL_PROD)\n          next: Stamp production at its baseline a1, once, with `lockkeeper db stamp`, which shows its plan first.',
    );

    await there.succeed('stamp', 'a1');
    const stamped = await guard();
    expect(stamped.stdout).toMatch(/^✅ GUARD PASSED: /);
    expect(stamped.exitCode).toBe(0);
    expect(stamped.stdout).toContain('seen: Production is at a1: nothing is pending.');
    expect(stamped.stdout).toContain('seen: The schema distance is 0 tables, with 0 differences in all.');

    released('b2_nick.py', TRIVIAL);
    const untried = await told();
    expect(untried).toMatchObject({ exit: 2, headline: '❌ GUARD FAILED' });
    expect(untried.explanation).toContain('Not proved: pending-migrations.');
    expect(problems(untried)).toEqual(['b2 has not run on development.']);

    await here.succeed('upgrade', 'head');
    const trivial = await told();
    expect(problems(trivial)).toEqual([]);
    expect(states(trivial)).toMatchObject({
      policy: 'passed',
      databases: 'passed',
      'known-revision': 'passed',
      'pending-migrations': 'passed',
    });
    expect(trivial).toMatchObject({ passed: true, exit: 0 });

    await there.succeed('upgrade', 'head');
    expect((await guard()).exitCode).toBe(0);
    expect(await production.query('SELECT name, nick FROM customers ORDER BY id')).toEqual([
      { name: 'Ada', nick: null },
      { name: 'Grace', nick: null },
    ]);
  });

  test('a destructive migration is refused, and one that is not trivial is for a person [row 1.32]', async () => {
    released('c3_names.py', DESTRUCTIVE);
    const refused = await told();
    expect(states(refused)).toMatchObject({ 'pending-migrations': 'failed', databases: 'passed' });
    expect(problems(refused).some((text) => text.startsWith('c3 is destructive. '))).toBe(true);
    expect(refused.exit).toBe(1);
    expect(
      await production.query('SELECT count(*)::int AS names FROM customers WHERE name IS NOT NULL'),
    ).toEqual([{ names: 2 }]);

    released('c3_names.py', HEAVY);
    await here.succeed('upgrade', 'head');
    const heavy = await told();
    expect(heavy.exit).toBe(1);
    expect(problems(heavy).some((text) => text.startsWith('c3 needs a manual run. '))).toBe(true);
    expect(heavy.table.find(({ id }) => id === 'pending-migrations')?.problems[0]).toMatchObject({
      path: 'alembic/versions/c3_names.py',
      next_step:
        'Run `alembic upgrade c3` on production by hand, reviewed and with a backup, and run the guard again.',
    });

    await there.succeed('upgrade', 'head');
    expect((await told()).exit).toBe(0);
  });

  test('a release that lacks the revision of production is refused, as Alembic would refuse it', async () => {
    const before = repository.git('rev-parse', 'HEAD~2');
    const { stdout, exitCode } = await guard(['--head', before, '--format', 'json']);
    expect(exitCode).toBe(1);
    const answer = guardAnswer.parse(JSON.parse(stdout));
    expect(states(answer)).toMatchObject({ 'known-revision': 'failed' });
    expect(problems(answer)).toContainEqual(
      expect.stringContaining(`Alembic would stop with "Can't locate revision identified by 'c3'".`),
    );
    // What Alembic itself says with the revisions of that commit.
    const old = await alembicProject({
      revisions: { 'a1_baseline.py': BASELINE, 'b2_nick.py': TRIVIAL },
      database: production,
    });
    const { exit, errors } = await old.run('upgrade', 'head');
    expect(exit).not.toBe(0);
    expect(errors.map(({ message }) => message).join('\n')).toContain(
      "Can't locate revision identified by 'c3'",
    );
  });

  test('a change by hand in production is refused', async () => {
    await production.query('ALTER TABLE customers ADD by_hand text');
    const changed = await told();
    expect(changed.exit).toBe(1);
    expect(states(changed)).toMatchObject({ databases: 'failed', 'pending-migrations': 'passed' });
    await production.query('ALTER TABLE customers DROP by_hand');
    expect((await told()).exit).toBe(0);
  });

  test('no database and a wrong password are no pass, and no secret comes out', async () => {
    const unset = await told({ DATABASE_URL_PROD: '' });
    expect(unset).toMatchObject({ exit: 2, passed: false });
    expect(problems(unset)).toContain('Production was not seen because DATABASE_URL_PROD is not set.');
    const wrong = address(production).replace('@/', `${encodeURIComponent('x')}@/`);
    for (const format of ['pretty', 'json', 'sarif', 'markdown']) {
      const ended = await guard(['--format', format], { DATABASE_URL_PROD: wrong });
      expect(ended.exitCode, format).toBe(2);
      expect(ended.stdout, format).toContain(format === 'sarif' ? '"exitCode": 2' : '❌ GUARD FAILED');
    }
  });
});

/** Neither the password nor what is left of it when it is encoded or cut. */
function expectNoSecret(root: string, { stdout, stderr }: Ended): void {
  const files = readdirSync(root, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.git'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
  for (const text of [stdout, stderr, ...files]) expect(text).not.toMatch(/planted|s3cr/);
}
