import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject } from './alembic-project.ts';
import { alembic, alembicWorker } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';

const FIRST = revisionFile({
  revision: 'a1',
  upgrade: ["op.create_table('orders', sa.Column('id', sa.Integer, primary_key=True))"],
  downgrade: ["op.drop_table('orders')"],
});
const SECOND = revisionFile({
  revision: 'b2',
  down: 'a1',
  upgrade: ["op.add_column('orders', sa.Column('label', sa.String(40)))"],
  downgrade: ["op.drop_column('orders', 'label')"],
});
const LINE = { 'a1_orders.py': FIRST, 'b2_label.py': SECOND };

describe.skipIf(alembic.kind === 'unavailable')('real Alembic without a database', () => {
  test('is the one that was found', async () => {
    if (alembic.kind === 'unavailable') return;
    console.info(`Alembic ${alembic.alembic}, SQLAlchemy ${alembic.sqlalchemy} of ${alembic.source}`);
    expect(await alembicWorker()).toMatchObject({ alembic: alembic.alembic, sqlalchemy: alembic.sqlalchemy });
  });

  test('tells heads, branches and history as the program does', async () => {
    const project = await alembicProject({ revisions: LINE });
    expect(await project.succeed('heads')).toEqual(['b2 (head)']);
    expect(await project.succeed('branches')).toEqual([]);
    expect(await project.succeed('history')).toEqual(['a1 -> b2 (head), b2', '<base> -> a1, a1']);
    expect(await project.order()).toEqual(['a1', 'b2']);
    expect(await project.graph()).toEqual({
      kind: 'loaded',
      heads: ['b2'],
      realHeads: ['b2'],
      bases: ['a1'],
      realBases: ['a1'],
      revisions: {
        a1: { file: 'alembic/versions/a1_orders.py', parents: [], dependsOn: [], labels: [] },
        b2: { file: 'alembic/versions/b2_label.py', parents: ['a1'], dependsOn: [], labels: [] },
      },
      warnings: [],
    });
  });

  test('writes the SQL of an upgrade', async () => {
    const project = await alembicProject({ revisions: LINE });
    const sql = await project.succeed('upgrade', 'a1:b2', '--sql');
    expect(sql).toContain('ALTER TABLE orders ADD COLUMN label VARCHAR(40);');
  });

  test('ends with the codes of the program, and with the classes of its errors', async () => {
    if (alembic.kind === 'unavailable') return;
    const project = await alembicProject({
      revisions: { 'a1.py': FIRST, 'b2.py': "raise LookupError('Not today.')" },
    });
    for (const args of [['heads'], ['show', 'zz'], ['no-such-command'], ['--version']]) {
      const program = spawnSync(alembic.python, ['-m', 'alembic.config', ...args], { cwd: project.folder });
      expect((await project.run(...args)).exit, args.join(' ')).toBe(program.status);
    }
    expect(await project.run('heads')).toMatchObject({
      exit: 1,
      errors: [{ type: 'LookupError', message: 'Not today.' }],
    });
    project.writeRevisions({ 'b2.py': SECOND });
    expect(await project.run('upgrade', 'zz', '--sql')).toMatchObject({
      exit: 255,
      output: expect.stringContaining("FAILED: Can't locate revision identified by 'zz'"),
      errors: [{ type: 'CommandError' }, { type: 'ResolutionError' }],
    });
  });

  test('leaves nothing of one project for the next', async () => {
    const using = revisionFile({ revision: 'a1', module: ['from app import WORD', 'print(WORD)'] });
    const words = ['one', 'two'].map(async (word) => {
      const project = await alembicProject({
        revisions: { 'a1.py': using },
        files: { 'app/__init__.py': `import os\nWORD = '${word}'\nos.environ['SEEN'] = WORD\n` },
      });
      return (await project.run('heads')).output;
    });
    expect(await Promise.all(words)).toEqual(['one\na1 (head)\n', 'two\na1 (head)\n']);
    const alone = await alembicProject({ revisions: { 'a1.py': using } });
    expect(await alone.run('heads')).toMatchObject({
      exit: 1,
      errors: [{ type: 'ModuleNotFoundError', message: "No module named 'app'" }],
    });
  });

  test('is one process for many questions, and starts again after a revision ended it', async () => {
    const telling = `import os\nprint(os.getpid())\n${FIRST}`;
    const project = await alembicProject({ revisions: { 'a1.py': telling } });
    const answers = [await project.run('heads'), await project.run('heads')];
    expect(answers[0]?.output).toMatch(/^\d+\na1 \(head\)\n$/);
    expect(answers[1]?.output).toBe(answers[0]?.output);
    const deadly = await alembicProject({ revisions: { 'a1.py': 'import os\nos._exit(7)' } });
    await expect(deadly.run('heads')).rejects.toThrow('Python ended with 7, and did not answer.');
    expect(existsSync(deadly.folder)).toBe(false);
    const again = await alembicProject({ revisions: LINE });
    expect(await again.succeed('heads')).toEqual(['b2 (head)']);
    expect(existsSync(again.folder)).toBe(true);
  });
});

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

describe.skipIf(!isJudged)('real Alembic on real PostgreSQL', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  test('upgrades, tells where it is, and downgrades', async () => {
    const project = await alembicProject({ revisions: LINE, database });
    const empty = await database.dump();
    expect(await project.succeed('current')).toEqual([]);
    await project.succeed('upgrade', 'head');
    expect(await project.succeed('current')).toEqual(['b2 (head)']);
    expect(Object.keys((await database.dump()).tables['orders']?.columns ?? {})).toEqual(['id', 'label']);
    await project.succeed('downgrade', '-1');
    expect(await project.succeed('current')).toEqual(['a1']);
    await project.succeed('downgrade', 'base');
    expect(await database.dump()).toEqual(empty);
  });

  test('fails as PostgreSQL does, and leaves the database as it was', async () => {
    const project = await alembicProject({
      revisions: {
        'a1.py': FIRST,
        'b2.py': revisionFile({
          revision: 'b2',
          down: 'a1',
          upgrade: ["op.add_column('orders', sa.Column('kind', sa.Text))", "op.drop_table('nothing')"],
        }),
      },
      database,
    });
    const empty = await database.dump();
    const { exit, errors } = await project.run('upgrade', 'head');
    expect(exit).toBe(1);
    expect(errors.map(({ type }) => type)).toEqual(['ProgrammingError', 'UndefinedTable']);
    expect(errors[1]?.message).toContain('table "nothing" does not exist');
    expect(await database.dump()).toEqual(empty);
  });
});
