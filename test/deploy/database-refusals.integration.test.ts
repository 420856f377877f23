import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { alembic } from '../alembic/alembic-worker.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { GO, openShop, type Shop } from './shop.ts';

const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

/** What the sample lacks: requirements with a lock, and a secret that production needs. */
const MORE = `
dependencies:
  - { id: shop, source: requirements.txt, lock: requirements.lock }
variables:
  - { id: shop, environments: [production], names: { PAYMENT_KEY: { secret: true } } }
`;
const SET = 'PAYMENT_KEY=4f2c1a9b7d3e\n';
const PINNED = { 'requirements.txt': 'flask==3.0.3\n', 'requirements.lock': 'flask==3.0.3\n' };

/** Finds orders by their number; a downgrade that raises leads nowhere. */
function index(downgrade: string): Readonly<Record<string, string>> {
  const text = `"""Orders are found by their number."""

from alembic import op

revision = "b1"
down_revision = "a1"


def upgrade() -> None:
    op.create_index("orders_by_number", "orders", ["number"])


def downgrade() -> None:
    ${downgrade}
`;
  return { 'alembic/versions/b1_index.py': text };
}

let shop: Shop;
let variables: string;
let databases: readonly ScratchDatabase[];

/** What stands against deploying what main has by now, each once. */
async function against(set = SET): Promise<readonly string[]> {
  writeFileSync(variables, set);
  const given = ['--variables', `production=${variables}`] as const;
  const { answer } = await shop.ask('agent', 'deploy', 'production', '--plan', ...given);
  return [...new Set(answer.refusals.map(({ code }) => code))].toSorted();
}

function onMain(files: Readonly<Record<string, string>>): void {
  shop.commit(files, { branch: 'main' });
  shop.git('fetch', '--quiet', 'origin');
}

/** As far as what is checked out says. */
function upgrade(database: ScratchDatabase | undefined): void {
  if (alembic.kind === 'unavailable') throw new Error(alembic.reason);
  execFileSync(alembic.python, ['-m', 'alembic', 'upgrade', 'head'], {
    cwd: shop.clone,
    env: { ...process.env, DATABASE_URL: database?.url },
    stdio: 'ignore',
  });
}

/** The shop is deployed straight to production, whose database it finds upgraded. */
async function open(python: string): Promise<void> {
  const [staging, production] = [await scratchDatabase(), await scratchDatabase()];
  databases = [staging, production];
  shop = await openShop({
    databases: {
      DATABASE_URL: staging.url,
      DATABASE_URL_PROD: production.url,
      STAGING_DATABASE_URL: staging.url,
      PRODUCTION_DATABASE_URL: production.url,
      SAMPLE_PYTHON: python,
    },
  });
  variables = path.join(shop.clone, '../production.env');
  for (const database of databases) upgrade(database);
  const policy = readFileSync(path.join(shop.clone, 'lockkeeper.yaml'), 'utf8');
  const straight = policy.replace(/ {10}(?:promote_from|approval): .*\n/gu, '');
  onMain({ 'lockkeeper.yaml': `${straight}${MORE}`, ...PINNED });
  expect(await against()).toEqual([]);
  const given = ['--variables', `production=${variables}`] as const;
  const { exitCode, stderr } = await shop.run('agent', 'deploy', 'production', ...given, ...GO);
  expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
}

describe.skipIf(isMissing)('a deploy is refused', () => {
  beforeAll(async () => {
    if (alembic.kind === 'ready') await open(alembic.python);
  });
  afterAll(async () => {
    await shop.end();
    for (const database of databases) await database.drop();
  });

  test('R17 until the lock of its dependencies matches, R18 until its variables are there [row 2.06]', async () => {
    onMain({ 'requirements.txt': 'flask==3.0.4\n' });
    expect(await against()).toEqual(['R17']);
    onMain({ 'requirements.lock': 'flask==3.0.4\n' });
    expect(await against('')).toEqual(['R18']);
    expect(await against()).toEqual([]);
  });

  test('R24 where its migration cannot be taken back, and R15 until there is a backup [row 0.03]', async () => {
    onMain(index('raise NotImplementedError'));
    expect(await against()).toEqual(['R15', 'R24']);
    onMain(index('op.drop_index("orders_by_number", "orders")'));
    const [development, production] = databases;
    upgrade(development);
    expect(await against()).toEqual(['R15']);
    const backup = path.join(shop.clone, '../shop.dump');
    const { bin } = postgresql.kind === 'ready' ? postgresql : { bin: '' };
    execFileSync(path.join(bin, 'pg_dump'), ['--format=custom', '--file', backup, production?.url ?? '']);
    expect((await shop.run('mia', 'record', 'backup', backup)).exitCode).toBe(0);
    expect(await against()).toEqual([]);
  });

  test('R16 while migrations are switched off and one is pending [row 4.40]', async () => {
    const since = new Date().toISOString();
    const off = `${SET}DISABLE_AUTO_MIGRATIONS=true\nDISABLE_AUTO_MIGRATIONS_SINCE=${since}\n`;
    expect(await against(off)).toEqual(['R16']);
    expect(await against()).toEqual([]);
  });
});
