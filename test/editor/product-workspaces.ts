import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Real git repositories, made anew for each run: a repository inside this one could not be committed. */
export interface Workspaces {
  /** Breaks its policy: an unpinned requirement, and a protected file that changed on a branch. */
  readonly shop: string;
  /** The same without migrations: where there are some, a release is proved by databases only. */
  readonly stall: string;
  /** A `.code-workspace` of a repository that keeps its policy, one that breaks it, and a folder without any. */
  readonly harbour: string;
  /** Has no policy yet, and a revision that drops a table. */
  readonly yard: string;
  remove(): void;
}

export function createWorkspaces(): Workspaces {
  const root = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-editor-'));
  const shop = path.join(root, 'shop');
  write(shop, SHOP);
  commit(shop, 'main');
  // What the updater of a service keeps beside the code.
  writeFileSync(path.join(shop, '.git/info/exclude'), 'bot_persistence/\n');
  write(shop, { 'bot_persistence/live/meta/version.json': JSON.stringify(RUNNING) });
  git(shop, 'switch', '--quiet', '--create', 'ledger-rounding');
  write(shop, { 'core/ledger.py': 'ROUNDING = "half-even"\n' });
  const stall = path.join(root, 'stall', 'shop');
  write(stall, { ...SHOP, 'lockkeeper.yaml': SHOP_POLICY });
  commit(stall, 'main');
  git(stall, 'switch', '--quiet', '--create', 'ledger-rounding');
  write(stall, { 'core/ledger.py': 'ROUNDING = "half-even"\n' });
  const harbour = path.join(root, 'harbour');
  write(path.join(harbour, 'quay'), {
    ...SHOP,
    'lockkeeper.yaml': SHOP_POLICY,
    'requirements.txt': SHOP['requirements.lock'],
  });
  commit(path.join(harbour, 'quay'), 'main');
  write(path.join(harbour, 'shop'), SHOP);
  commit(path.join(harbour, 'shop'), 'main');
  write(path.join(harbour, 'notes'), { 'tides.md': '# Tides\n' });
  const folders = ['quay', 'shop', 'notes'].map((name) => ({ path: name }));
  const harbourFile = path.join(harbour, 'harbour.code-workspace');
  writeFileSync(harbourFile, JSON.stringify({ folders }));
  const yard = path.join(root, 'yard');
  write(yard, YARD);
  commit(yard, 'main');
  return {
    shop,
    stall,
    harbour: harbourFile,
    yard,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

const RUNNING = {
  schema_version: 1,
  version: 'v1.0.0',
  commit: 'a'.repeat(40),
  updated_at: '2026-11-24T03:00:00.000Z',
  previous: null,
  floor: 'v1.0.0',
  last_attempt: null,
};

const SHOP_POLICY = `version: 1
policy:
  title: Rules of the shop
protected:
  - id: core
    paths: [core/**]
    require: { label: approved-core-change }
dependencies:
  - id: api
    source: requirements.txt
    lock: requirements.lock
`;

const SHOP = {
  'lockkeeper.yaml': `${SHOP_POLICY}migrations:
  alembic: [alembic/versions]
`,
  'requirements.txt': '# What the shop needs.\nflask\nrequests==2.32.3\n',
  'requirements.lock': 'flask==3.0.3\nrequests==2.32.3\n',
  'core/ledger.py': 'ROUNDING = "half-up"\n',
  'README.md': '# Shop\n',
};

const YARD = {
  'alembic.ini': '[alembic]\nscript_location = alembic\n',
  'alembic/env.py': 'from alembic import context\n',
  'alembic/versions/ab12_orders.py': `from alembic import op
import sqlalchemy as sa

revision = "ab12"
down_revision = None


def upgrade() -> None:
    op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade() -> None:
    pass
`,
  'README.md': '# Yard\n',
};

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function commit(folder: string, branch: string): void {
  git(folder, 'init', '--quiet', `--initial-branch=${branch}`);
  // Tests commit in a VS Code whose home is empty.
  git(folder, 'config', 'user.name', 'Ada');
  git(folder, 'config', 'user.email', 'ada@example.org');
  git(folder, 'config', 'commit.gpgsign', 'false');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message=Open the shop');
}

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', ['-C', folder, ...args], { stdio: 'pipe' });
}
