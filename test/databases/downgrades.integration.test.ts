import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import {
  createDowngrades,
  type DowngradeOptions,
} from '../../packages/host-node/src/write/alembic/create-downgrades.ts';
import { runAlembic } from '../../packages/host-node/src/write/alembic/run-alembic.ts';
import { environmentText } from '../alembic/alembic-project.ts';
import { alembic } from '../alembic/alembic-worker.ts';
import { revisionFile } from '../alembic/revision-file.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';

const PLANTED = 'planted-secret';
const FILES = {
  'alembic.ini': '[alembic]\nscript_location = alembic\n',
  'alembic/env.py': environmentText(),
  'alembic/script.py.mako': '',
  'alembic/versions/a1_x.py': revisionFile({ revision: 'a1' }),
  'alembic/versions/b2_x.py': revisionFile({
    revision: 'b2',
    down: 'a1',
    upgrade: ["op.create_index('ix', 'orders', ['id'])"],
    downgrade: ["op.drop_index('ix', table_name='orders')"],
  }),
};
const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

describe.skipIf(isMissing)('a downgrade of production', () => {
  let production: ScratchDatabase;
  beforeEach(async () => {
    production = await scratchDatabase();
    await production.query(
      "CREATE TABLE orders (id int); CREATE INDEX ix ON orders (id); CREATE TABLE alembic_version (version_num varchar(32)); INSERT INTO alembic_version VALUES ('b2')",
    );
  });
  afterEach(() => production.drop());
  afterAll(removeTemporaryFolders);

  function toolsWith(more: Partial<DowngradeOptions> = {}, files: Readonly<Record<string, string>> = FILES) {
    const repository = temporaryRepository();
    const tree = repository.commit(files);
    // What is checked out by now is another one.
    repository.git('rm', '--quiet', '-r', 'alembic');
    repository.commit({ 'alembic.ini': 'nothing' });
    const downgrades = createDowngrades({
      repository: repository.root,
      env: {
        ...process.env,
        DATABASE_URL_PROD: production.sqlalchemyUrl,
        DATABASE_URL: 'postgresql://ana@nowhere/dev',
      },
      python: alembic.kind === 'ready' ? alembic.python : undefined,
      variable: 'DATABASE_URL_PROD',
      others: ['DATABASE_URL'],
      signal: new AbortController().signal,
      ...more,
    });
    const order = { tree, config: 'alembic.ini', section: null, from: ['b2'], to: 'a1', leaves: ['a1'] };
    return { downgrades, order, repository };
  }

  const version = async () => await production.query('SELECT version_num FROM alembic_version');

  test('runs by the tree that has the revisions, and is found again', async () => {
    const { downgrades, order, repository } = toolsWith();
    const before = repository.git('status', '--porcelain');
    expect(await downgrades.find(order)).toEqual({ kind: 'not-begun' });
    expect(await downgrades.run(order)).toEqual({ kind: 'done' });
    expect(await version()).toEqual([{ version_num: 'a1' }]);
    expect(await downgrades.find(order)).toEqual({ kind: 'done' });
    expect(repository.git('status', '--porcelain')).toBe(before);
  });

  test('is not done twice', async () => {
    const { downgrades, order } = toolsWith();
    await production.query("UPDATE alembic_version SET version_num = 'a1'");
    expect(await downgrades.run(order)).toEqual({ kind: 'done' });
    expect(await production.query("SELECT to_regclass('ix')::text AS ix")).toEqual([{ ix: 'ix' }]);
  });

  test('is not begun where the database is elsewhere by now', async () => {
    const { downgrades, order } = toolsWith();
    await production.query("UPDATE alembic_version SET version_num = 'c3'");
    expect(await downgrades.run(order)).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('the database is at c3'),
    });
  });

  test('that PostgreSQL refuses has failed, and left all as it was', async () => {
    const { downgrades, order } = toolsWith();
    await production.query('DROP INDEX ix');
    expect(await downgrades.run(order)).toEqual({
      kind: 'failed',
      why: 'Alembic failed with UndefinedObject',
    });
    expect(await version()).toEqual([{ version_num: 'b2' }]);
  });

  test('runs on no other database, whatever env.py says', async () => {
    const other = await scratchDatabase();
    try {
      await other.query(
        "CREATE TABLE alembic_version (version_num varchar(32)); INSERT INTO alembic_version VALUES ('b2')",
      );
      const env = environmentText().replace(
        'os.environ["DATABASE_URL"]',
        JSON.stringify(other.sqlalchemyUrl),
      );
      const { downgrades, order } = toolsWith({}, { ...FILES, 'alembic/env.py': env });
      expect(await downgrades.run(order)).toMatchObject({
        kind: 'failed',
        why: 'env.py connects to another database than the one it is given',
      });
      expect(await other.query('SELECT version_num FROM alembic_version')).toEqual([{ version_num: 'b2' }]);
      expect(await version()).toEqual([{ version_num: 'b2' }]);
    } finally {
      await other.drop();
    }
  });

  test('runs on no database of that name on another server', async () => {
    const { order, repository } = toolsWith();
    const place = {
      root: repository.root,
      python: alembic.kind === 'ready' ? alembic.python : undefined,
      signal: new AbortController().signal,
      env: {
        ...process.env,
        DATABASE_URL: production.sqlalchemyUrl,
        LOCKKEEPER_DATABASE: production.name,
        LOCKKEEPER_DATABASE_URL: production.sqlalchemyUrl,
        LOCKKEEPER_DATABASE_IDENTITY: '1 2',
      },
    };
    repository.git('checkout', '--quiet', order.tree);
    const run = {
      config: 'alembic.ini',
      section: undefined,
      direction: 'downgrade',
      revision: 'a1',
    } as const;
    expect(await runAlembic(run, place)).toMatchObject({ kind: 'not-run' });
    expect(await version()).toEqual([{ version_num: 'b2' }]);
  });

  test('is unknown while Alembic is still at work there, and where nobody can ask', async () => {
    const { downgrades, order } = toolsWith();
    const still = await production.connect();
    await still.query("SET application_name = 'lockkeeper-alembic'");
    expect(await downgrades.find(order)).toMatchObject({ kind: 'unknown' });
    await still.end();
    const { downgrades: blind } = toolsWith({ env: { DATABASE_URL_PROD: '' } });
    expect(await blind.find(order)).toMatchObject({ kind: 'unknown' });
  });

  test('of a tree that is not here has failed', async () => {
    const { downgrades, order } = toolsWith();
    expect(await downgrades.run({ ...order, tree: 'f'.repeat(40) })).toMatchObject({ kind: 'failed' });
  });

  test('gives nobody the address as an argument', async () => {
    const folder = temporaryFolder();
    const [python, told] = [path.join(folder, 'stand-in'), path.join(folder, 'told')];
    writeFileSync(python, `#!/bin/sh\necho "$*" > '${told}'\nexit 1\n`);
    chmodSync(python, 0o755);
    const address = `${production.sqlalchemyUrl}&application_name=${PLANTED}`;
    const { downgrades, order } = toolsWith({ python, env: { ...process.env, DATABASE_URL_PROD: address } });
    const outcome = await downgrades.run(order);
    expect(outcome).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(outcome) + readFileSync(told, 'utf8')).not.toContain(PLANTED);
  });
});
