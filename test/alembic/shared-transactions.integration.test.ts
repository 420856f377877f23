import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, environmentText } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

const ADD = "ALTER TYPE state ADD VALUE 'paid'";
const USE = "UPDATE orders SET state = 'paid'";
const INDEX = 'CREATE INDEX CONCURRENTLY ix_orders_id ON orders (id)';

const run = (sql: string) => `    op.execute("${sql}")`;
const block = (sql: string) => `    with op.get_context().autocommit_block():\n    ${run(sql)}`;

describe.skipIf(!isJudged)('real Alembic on real PostgreSQL', () => {
  let database: ScratchDatabase;
  beforeEach(async () => {
    database = await scratchDatabase();
    await database.query("CREATE TYPE state AS ENUM ('open'); CREATE TABLE orders (id int, state state)");
  });
  afterEach(() => database.drop());

  /** What `alembic upgrade head` ends with. */
  async function upgraded(env: string, ...upgrades: readonly string[]): Promise<string> {
    const revisions = upgrades.map((upgrade, index) => {
      const parent = index === 0 ? 'None' : `"r${index - 1}"`;
      const header = `revision = "r${index}"\ndown_revision = ${parent}`;
      return [
        `r${index}.py`,
        `from alembic import op\n\n${header}\n\n\ndef upgrade():\n${upgrade}\n`,
      ] as const;
    });
    const project = await alembicProject({ database, env, revisions: Object.fromEntries(revisions) });
    const { exit, errors } = await project.run('upgrade', 'head');
    return exit === 0 ? 'done' : (errors[0]?.message ?? 'failed');
  }

  const TOGETHER = environmentText('');
  const APART = TOGETHER.replace(
    'connection=connection,',
    'connection=connection, transaction_per_migration=True,',
  );

  test.each([
    ['in the next revision', TOGETHER, [run(ADD), run(USE)], 'unsafe use of new value'],
    ['in a later one', TOGETHER, [run(ADD), '    pass', run(USE)], 'unsafe use of new value'],
    ['in the same text, in a block', TOGETHER, [block(`${ADD}; ${USE}`)], 'unsafe use of new value'],
    ['in a revision with a transaction of its own', APART, [run(ADD), run(USE)], 'done'],
    ['behind the block that adds it', TOGETHER, [block(ADD), run(USE)], 'done'],
    ['behind another block', TOGETHER, [run(ADD), block('SELECT 1'), run(USE)], 'done'],
    ['in a block of its own', TOGETHER, [run(ADD), block(USE)], 'done'],
    ['behind a text with others, in a block', TOGETHER, [block(`SELECT 1; ${ADD}`), run(USE)], 'done'],
  ])('a new value of an enum is used %s', async (...[, env, upgrades, end]) => {
    expect(await upgraded(env, ...upgrades)).toContain(end);
  });

  test.each([
    ['beside a setting', block(`SET lock_timeout = 1000; ${INDEX}`), 'cannot run inside a transaction block'],
    ['before a query', block(`${INDEX}; SELECT 1`), 'cannot run inside a transaction block'],
    ['behind a COMMIT of its text', block(`COMMIT; ${INDEX}`), 'cannot run inside a transaction block'],
    ['alone, with a semicolon and a comment', block(`${INDEX}; -- slow`), 'done'],
    [
      'behind a COMMIT of its text, outside of a block',
      run(`COMMIT; ${INDEX}`),
      'cannot run inside a transaction block',
    ],
  ])('an index is built CONCURRENTLY %s', async (_, upgrade, end) => {
    expect(await upgraded(TOGETHER, upgrade)).toContain(end);
  });
});
