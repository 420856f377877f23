import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The history that the pictures show: two years of a shop, two teams, a release, and two heads of today. */
export interface ShopHistory {
  readonly folder: string;
  /** Ids, newest first, as they are drawn. */
  readonly heads: readonly string[];
}

interface Step {
  readonly id: string;
  readonly parents: readonly string[];
  readonly title: string;
  readonly up: string;
  readonly down: string;
  readonly more?: string;
}

const table = (name: string) => ({
  up: `op.create_table("${name}", sa.Column("id", sa.Integer(), primary_key=True))`,
  down: `op.drop_table("${name}")`,
});
const column = (of: string, name: string) => ({
  up: `op.add_column("${of}", sa.Column("${name}", sa.Text(), nullable=True))`,
  down: `op.drop_column("${of}", "${name}")`,
});
const merge = { up: 'pass', down: 'pass' };

/** What the last good deploy has. */
const RELEASED: readonly Step[] = [
  { id: '1a0c', parents: [], title: 'Open the shop', ...table('customers') },
  { id: '2b7e', parents: ['1a0c'], title: 'Take orders', ...table('orders') },
  {
    id: '3c41',
    parents: ['2b7e'],
    title: 'Billing begins',
    ...table('invoices'),
    more: 'branch_labels = ("billing",)',
  },
  { id: '4d90', parents: ['2b7e'], title: 'Remember addresses', ...column('customers', 'address') },
  { id: '5e22', parents: ['3c41'], title: 'Number the invoices', ...column('invoices', 'number') },
  { id: '6f18', parents: ['4d90'], title: 'Rate the products', ...table('ratings') },
  { id: '7a5d', parents: ['5e22', '6f18'], title: 'Merge billing into the shop', ...merge },
  {
    id: '8b33',
    parents: ['7a5d'],
    title: 'Note the currency of a payment',
    ...column('invoices', 'currency'),
  },
];

/** What is merged, and what a branch brings. */
const LATER: readonly Step[] = [
  { id: '9c0f', parents: ['8b33'], title: 'Collect points', ...table('points') },
  { id: 'a1d4', parents: ['8b33'], title: 'Keep refunds', ...table('refunds') },
  {
    id: 'b2e9',
    parents: ['9c0f'],
    title: 'Find orders by customer',
    up: 'op.create_index("ix_orders_id", "orders", ["id"])',
    down: 'op.drop_index("ix_orders_id", table_name="orders")',
  },
  { id: 'c36a', parents: ['b2e9', 'a1d4'], title: 'Merge refunds and points', ...merge },
];

const NEW: readonly Step[] = [
  {
    id: 'd4f7',
    parents: ['c36a'],
    title: 'Forget addresses',
    up: 'op.drop_column("customers", "address")',
    down: 'pass',
  },
  { id: 'e58b', parents: ['c36a'], title: 'Gift cards', ...table('gift_cards'), more: 'depends_on = "a1d4"' },
];

const POLICY = `version: 1
deployment: { record: infrastructure/last-good-deploy.json }
migrations: { alembic: [alembic/versions] }
`;

/** Makes it in an empty folder. */
export function writeShopHistory(folder: string): ShopHistory {
  write(folder, { 'lockkeeper.yaml': POLICY, 'README.md': '# Shop\n', ...files(RELEASED) });
  git(folder, 'init', '--quiet', '--initial-branch=main');
  // Tests commit in a VS Code whose home is empty.
  git(folder, 'config', 'user.name', 'Ada');
  git(folder, 'config', 'user.email', 'ada@example.org');
  git(folder, 'config', 'commit.gpgsign', 'false');
  commit(folder, 'Open the shop');
  const sha = execFileSync('git', ['-C', folder, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  write(folder, { 'infrastructure/last-good-deploy.json': record(sha), ...files(LATER) });
  commit(folder, 'Collect points, keep refunds');
  git(folder, 'switch', '--quiet', '--create', 'gift-cards');
  write(folder, files(NEW));
  return { folder, heads: ['d4f7', 'e58b'] };
}

function record(sha: string): string {
  return `${JSON.stringify({ last_good_sha: sha, deployed_at: '2026-03-02T09:30:00Z' }, null, 2)}\n`;
}

function files(steps: readonly Step[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    steps.map((step) => [
      `alembic/versions/${step.id}_${step.title.toLowerCase().replaceAll(' ', '_')}.py`,
      revisionText(step),
    ]),
  );
}

function revisionText({ id, parents, title, up, down, more }: Step): string {
  const [first, ...others] = parents.map((parent) => `"${parent}"`);
  const below = others.length > 0 ? `(${[first, ...others].join(', ')})` : (first ?? 'None');
  return `"""${title}"""
import sqlalchemy as sa
from alembic import op

revision = "${id}"
down_revision = ${below}
${more === undefined ? '' : `${more}\n`}

def upgrade() -> None:
    ${up}


def downgrade() -> None:
    ${down}
`;
}

function write(folder: string, texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function commit(folder: string, message: string): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', `--message=${message}`);
}

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', ['-C', folder, ...args], { stdio: 'pipe' });
}
