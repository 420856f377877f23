import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { alembic } from '../alembic/alembic-worker.ts';
import { openShop, type Person, type Shop } from '../deploy/shop.ts';
import { postgresql, scratchDatabase } from '../postgres/scratch-database.ts';

/** Whether its databases cannot be had here. */
export const isDatabaseShopMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

/** The sample service on real databases: nobody has to approve anything, and production has orders. */
export interface DatabaseShop {
  readonly shop: Shop;
  /** Runs a command to its good end. */
  readonly must: (person: Person, ...args: readonly string[]) => Promise<void>;
  /** Of production: writes down that it was backed up. */
  readonly backUp: () => Promise<void>;
  /** Of production. */
  readonly revision: () => Promise<string | undefined>;
  /** Of production. */
  readonly query: (text: string) => Promise<readonly Record<string, unknown>[]>;
  /** The platform waits in the middle of a deploy for as long as it is shut. */
  readonly gate: Gate;
  readonly end: () => Promise<void>;
}

interface Gate {
  readonly shut: () => void;
  readonly open: () => void;
  /** Whether a deploy waits before it. */
  readonly isReached: () => boolean;
}

const GATE = `import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
const gate = process.env.SAMPLE_PLATFORM + '/shut';
if (existsSync(gate)) writeFileSync(gate + '.reached', '');
while (existsSync(gate)) await delay(20);
`;

/** @param changed what its main branch has beside that, made of the policy as it is */
export async function openDatabaseShop(
  changed: (policy: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<DatabaseShop> {
  if (alembic.kind === 'unavailable') throw new Error(alembic.reason);
  const { python } = alembic;
  const [staging, production] = [await scratchDatabase(), await scratchDatabase()];
  const shop = await openShop({
    databases: {
      DATABASE_URL: staging.url,
      DATABASE_URL_PROD: production.url,
      STAGING_DATABASE_URL: staging.url,
      PRODUCTION_DATABASE_URL: production.url,
      SAMPLE_PYTHON: python,
    },
  });
  for (const { url } of [staging, production])
    execFileSync(python, ['-m', 'alembic', 'upgrade', 'head'], {
      cwd: shop.clone,
      env: { ...process.env, DATABASE_URL: url },
      stdio: 'ignore',
    });
  await production.query("INSERT INTO orders (id, number) VALUES (1, 'A-1'), (2, 'A-2'), (3, 'B-1')");
  const policy = readFileSync(path.join(shop.clone, 'lockkeeper.yaml'), 'utf8').replace(
    / {10}approval: .*\n/u,
    '',
  );
  const deploy = readFileSync(path.join(shop.clone, 'ops/deploy.mjs'), 'utf8');
  shop.commit(
    { 'lockkeeper.yaml': policy, 'ops/deploy.mjs': `${GATE}${deploy}`, ...changed(policy) },
    { branch: 'main', by: 'mia' },
  );
  const must: DatabaseShop['must'] = async (...command) => {
    const { exitCode, stdout, stderr } = await shop.run(...command);
    if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}: ${stdout}${stderr}`);
  };
  return {
    shop,
    must,
    async backUp() {
      const backup = path.join(shop.clone, '../shop.dump');
      const { bin } = postgresql.kind === 'ready' ? postgresql : { bin: '' };
      execFileSync(path.join(bin, 'pg_dump'), ['--format=custom', '--file', backup, production.url]);
      await must('mia', 'record', 'backup', backup);
    },
    revision: async () =>
      (await production.query<{ version_num: string }>('SELECT version_num FROM alembic_version'))[0]
        ?.version_num,
    query: async (text) => await production.query(text),
    gate: gateOf(shop),
    async end() {
      await shop.end();
      for (const database of [staging, production]) await database.drop();
    },
  };
}

function gateOf(shop: Shop): Gate {
  const gate = path.join(shop.env('agent')['SAMPLE_PLATFORM'] ?? '', 'shut');
  return {
    shut: () => writeFileSync(gate, ''),
    open: () => rmSync(gate),
    isReached: () => existsSync(`${gate}.reached`),
  };
}

/** A file of Alembic that goes there and back by one call of `op` each. */
export function migration(id: string, below: string, [up, down]: readonly [string, string]): string {
  return `import sqlalchemy as sa
from alembic import op

revision = "${id}"
down_revision = "${below}"


def upgrade() -> None:
    ${up}


def downgrade() -> None:
    ${down}
`;
}
