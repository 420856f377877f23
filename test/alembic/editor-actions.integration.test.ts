import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { AlembicRun } from '../../packages/extension/src/alembic/alembic-run.ts';
import { commitRevision } from '../../packages/extension/src/alembic/commit-revision.ts';
import { createRevision } from '../../packages/extension/src/alembic/create-revision.ts';
import { downgradeDatabase } from '../../packages/extension/src/alembic/downgrade-database.ts';
import { readDowngrade } from '../../packages/extension/src/alembic/explained-revision.ts';
import { readRevisions } from '../../packages/extension/src/alembic/revision-graph.ts';
import { upgradeDatabase } from '../../packages/extension/src/alembic/upgrade-database.ts';
import { runProcess, type ProcessEnding } from '../../packages/extension/src/cli/run-process.ts';
import { stampBaseline } from '../../packages/extension/src/stamp/stamp-baseline.ts';
import { scriptedConversation } from '../../packages/extension/src/testing/scripted-conversation.ts';
import { repositoryAt } from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper } from '../cli/lockkeeper-process.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, environmentText, type AlembicProject } from './alembic-project.ts';
import { alembic as installed } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';

const PLANTED = 'pl4nted-here';

const ORDERS = revisionFile({
  revision: 'a1',
  upgrade: ["op.create_table('orders', sa.Column('id', sa.Integer(), primary_key=True))"],
  downgrade: ["op.drop_table('orders')"],
});

function models(columns: string): string {
  const id = "sa.Column('id', sa.Integer(), primary_key=True)";
  return `import sqlalchemy as sa
metadata = sa.MetaData()
sa.Table('orders', metadata, ${id}${columns})
`;
}

const FILES = {
  'lockkeeper.yaml': 'version: 1\nmigrations:\n  alembic: [alembic/versions]\n',
  'models.py': models(''),
  '.gitignore': '__pycache__/\n',
};

const isMissing = installed.kind === 'unavailable' || postgresql.kind === 'unavailable';

// One story, in the order of the handbook: from a changed model to a commit, and back again.
describe.skipIf(isMissing)('what the editor does with real Alembic and a real database', () => {
  let database: ScratchDatabase;
  let project: AlembicProject;
  let made = '';

  beforeAll(async () => {
    database = await scratchDatabase();
    project = await alembicProject({
      database,
      files: FILES,
      revisions: { 'a1_orders.py': ORDERS },
      env: environmentText('import models', 'models.metadata'),
    });
    const repository = repositoryAt(project.folder);
    repository.git('init', '--quiet', '--initial-branch=main');
    for (const [key, value] of [
      ['user.name', 'Ada'],
      ['user.email', 'ada@example.org'],
      ['commit.gpgsign', 'false'],
    ] as const)
      repository.git('config', key, value);
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message=Open the shop');
  });

  afterAll(() => database?.drop());

  test('upgrades it to head [row 4.34]', async () => {
    const talk = scriptedConversation('Upgrade');
    await upgradeDatabase({ talk, alembic, productionAddress: undefined });
    expect(talk.heard.at(-1)).toMatch(/^say: Upgraded to head: /);
    expect(talk.heard[0]).toBe(
      `agree: Upgrade ${database.name} on ${hostOf(database)} to head? It is at no revision. Alembic runs every pending migration in it.`,
    );
    await database.query('INSERT INTO orders DEFAULT VALUES');
  });

  test('makes a migration of what the models have and it has not [row 4.32]', async () => {
    project.write({ 'models.py': models(", sa.Column('total', sa.Integer())") });
    const file = await createRevision({ talk: scriptedConversation('add total'), alembic });
    made = path.relative(project.folder, path.resolve(project.folder, file ?? ''));
    expect(readdirSync(path.join(project.folder, 'alembic/versions'))).toContain(path.basename(made));
    expect(readFileSync(path.join(project.folder, made), 'utf8')).toMatch(
      /op\.add_column\('orders', .*'total'/,
    );
    expect(
      await upgradeDatabase({ talk: scriptedConversation('Upgrade'), alembic, productionAddress: undefined }),
    ).toBe(true);
    await database.query('UPDATE orders SET total = 7');
  });

  test('commits it with its models [row 4.35]', async () => {
    project.write({ 'notes.txt': 'not this\n' });
    const talk = scriptedConversation('as offered', 'as given');
    expect(await commitRevision({ talk, git, revisions })).toBe(true);
    const repository = repositoryAt(project.folder);
    expect(repository.git('log', '-1', '--format=%s', '--name-only').split('\n').filter(Boolean)).toEqual([
      'feat(db): add total',
      made,
      'models.py',
    ]);
    expect(repository.git('status', '--porcelain').trim()).toBe('?? notes.txt');
  });

  test('takes it back once the loss was read and the database named [row 4.44] [row 4.45]', async () => {
    const refused = scriptedConversation('-1', 'yes');
    expect(await downgradeDatabase({ ...downgrading(), talk: refused })).toBe(false);
    expect(await columns()).toEqual(['id', 'total']);
    expect(refused.heard[0]).toContain('[-1, base]');
    const agreed = scriptedConversation('-1', database.name);
    expect(await downgradeDatabase({ ...downgrading(), talk: agreed })).toBe(true);
    expect(agreed.shown[0]).toContain('✗ drops the column orders.total and every value in it');
    expect(await columns()).toEqual(['id']);
    expect(await database.query('SELECT id FROM orders')).toHaveLength(1);
    expect(JSON.stringify([agreed.heard, agreed.shown])).not.toContain(PLANTED);
  });

  test('does not take production back without a backup [row 4.47]', async () => {
    const talk = scriptedConversation('-1', database.name);
    const productionAddress = database.sqlalchemyUrl;
    expect(await downgradeDatabase({ ...downgrading(), talk, productionAddress })).toBe(false);
    expect(talk.heard.at(-1)).toBe(
      'refuse: A downgrade of production needs a backup. No backup is written down.',
    );
    expect(await columns()).toEqual(['id']);
  });

  const alembic: AlembicRun = ({ args }) =>
    started(installed.kind === 'unavailable' ? '' : installed.python, ['-m', 'alembic', ...args]);

  function git(args: readonly string[]): Promise<ProcessEnding> {
    return started('git', args);
  }

  /** As the editor starts it: the address goes by the environment. */
  function started(command: string, args: readonly string[]): Promise<ProcessEnding> {
    return runProcess({
      command,
      args,
      cwd: project.folder,
      timeoutMs: 60_000,
      env: { DATABASE_URL: database.sqlalchemyUrl.replace('@', `:${PLANTED}@`) },
      signal: new AbortController().signal,
    });
  }

  async function revisions() {
    const { stdout } = await lockkeeper(['migrations', 'graph', '--format', 'json'], { cwd: project.folder });
    return readRevisions(stdout);
  }

  function downgrading() {
    return {
      alembic,
      productionAddress: undefined,
      revisions,
      explain: async (id: string) => {
        const args = ['migrations', 'explain', id, '--format', 'json'];
        return readDowngrade((await lockkeeper(args, { cwd: project.folder })).stdout);
      },
      backup: async () => ({ isThere: false, text: 'No backup is written down.' }),
    };
  }

  async function columns(): Promise<readonly string[]> {
    const rows = await database.query<{ name: string }>(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'orders' ORDER BY 1",
    );
    return rows.map(({ name }) => name);
  }
});

describe.skipIf(isMissing)('the stamp of the editor on a real database', () => {
  test('is done once it was read, agreed to and named', async () => {
    const database = await scratchDatabase();
    await database.query('CREATE TABLE customers (id serial PRIMARY KEY)');
    const baseline = revisionFile({ revision: 'a1', upgrade: ['pass'], downgrade: ['pass'] });
    const { folder } = await alembicProject({
      database,
      files: FILES,
      revisions: { 'a1_baseline.py': baseline },
    });
    const env = { DATABASE_URL_PROD: database.sqlalchemyUrl.replace('@', `:${PLANTED}@`) };
    const stamp = async (args: readonly string[]): Promise<ProcessEnding> => {
      const all = ['db', 'stamp', '--format', 'json', '--no-alembic', ...args];
      const { exitCode, ...output } = await lockkeeper(all, { cwd: folder, env });
      return { kind: 'ended', exitCode: exitCode ?? -1, ...output };
    };
    expect(await stampBaseline({ talk: scriptedConversation('Stamp', 'shop'), stamp })).toBeUndefined();
    const versions = "SELECT to_regclass('alembic_version')::text AS name";
    expect(await database.query(versions)).toEqual([{ name: null }]);
    const talk = scriptedConversation('Stamp', database.name);
    expect(await stampBaseline({ talk, stamp })).toMatchObject({ outcome: 'stamped', versions: ['a1'] });
    expect(await database.query('SELECT version_num FROM alembic_version')).toEqual([{ version_num: 'a1' }]);
    expect(JSON.stringify([talk.heard, talk.shown])).not.toContain(PLANTED);
    await database.drop();
  });
});

function hostOf({ url }: ScratchDatabase): string {
  return new URLSearchParams(url.split('?')[1]).get('host') ?? '';
}
