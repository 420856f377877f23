import { observed } from '@lockkeeper/policy-core';
import { sha256 } from '../../packages/policy-core/src/model/sha256.ts';
import type { Given } from '../../packages/policy-core/src/testing/describe-rule.ts';
import { foldersOf } from '../../packages/policy-core/src/testing/folders-of.ts';
import {
  MAINTAINER,
  PULL_REQUEST,
  trustedLabel,
} from '../../packages/policy-core/src/testing/sample-approval.ts';
import { BY_A_PERSON, BY_AN_AGENT, commitOf } from '../../packages/policy-core/src/testing/sample-change.ts';
import { historyTree, sampleHistory } from '../../packages/policy-core/src/testing/sample-history.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../packages/policy-core/src/testing/sample-revision.ts';
import { unmatchedAt } from '../../packages/policy-core/src/testing/unmatched-at.ts';

/**
 * Repositories and changes for what the case sets and the corpus do not hold: applications around migrations, histories
 * that are broken, records, documents, branches and the work of agents. Every rule judges each of them.
 */
export function ownCases(): Readonly<Record<string, Given>> {
  return { ...SERVICES, ...HISTORIES, ...CHANGES, ...DEPLOYS };
}

const SHOP = {
  migrations: {
    alembic: ['alembic/versions'],
    sql: ['db/**'],
    application: ['**'],
    models: ['app/models.py'],
    baseline: '5a9d6371e18c',
  },
  dependencies: [{ id: 'api', source: 'requirements.txt', lock: 'requirements.lock' }],
  documents: ['docs/**/*.md'],
  unsupported: 'error',
  rules: { 'migrations/backup-not-noted': { options: { note: 'Backup' } } },
};
const UPGRADE = 'alembic upgrade head';
const MODELS =
  'from sqlalchemy.orm import declarative_base\nBase = declarative_base()\nclass A(Base):\n    __tablename__ = "a"\n';
const BASELINE = 'alembic/versions/5a9d6371e18c_base.py';
const waiverSaying = (reason: string) => ({
  rule: 'docs/encoding',
  path: 'docs/quoted.md',
  reason,
  approver: 'ana',
  expires: '2099-12-31',
});
const CI = (target: string) =>
  `jobs:\n  test:\n    services: { db: { image: postgres } }\n    steps:\n      - run: alembic upgrade ${target}\n`;
const next = (upgrade: string, module?: string) =>
  sampleRevision({ parent: '"5a9d6371e18c"', upgrade, ...(module === undefined ? {} : { module }) });

/** Whole trees of one service, as somebody looks after it and as nobody does. */
const SERVICES: Readonly<Record<string, Given>> = {
  'a service that is looked after': {
    policy: {
      ...SHOP,
      migrations: { ...SHOP.migrations, apply: 'manual_unless_trivial' },
      waivers: [waiverSaying('It is quoted as it was sent.')],
    },
    files: {
      [BASELINE]: `"""Run \`alembic stamp 5a9d6371e18c\` once."""\n${sampleRevision({ id: '5a9d6371e18c' })}`,
      'alembic/versions/ab12_x.py': next('op.add_column("a", sa.Column("note", sa.Text()))'),
      'alembic/env.py':
        'from alembic import context\nfrom app.models import Base\ntarget_metadata = Base.metadata\nconnection.execute(text("SELECT pg_advisory_xact_lock(1)"))\ncontext.configure(target_metadata=target_metadata)\ncontext.run_migrations()\n',
      'alembic.ini': '[alembic]\nscript_location = alembic\n',
      'alembic/versions/.alembic-head': 'ab12\n',
      '.github/workflows/ci.yml': CI('head'),
      'start.sh': 'exec uvicorn app:app\n',
      'scripts/migrate.sh': `${UPGRADE}\n`,
      'scripts/report.sql': 'SELECT 1;\n',
      'app/models.py': MODELS,
      'app/main.py': 'def start():\n    return engine\n',
      'requirements.txt': 'flask==2.0.3\n',
      'requirements.lock': 'flask==2.0.3\n',
      'docs/a.md': 'See `docs/b.md`.\n',
      'docs/b.md': '# Done\n',
    },
    seen: { unsupported: [] },
  },
  'a service that nobody looks after': {
    policy: {
      ...SHOP,
      migrations: { ...SHOP.migrations, apply: 'manual_unless_trivial' },
      waivers: [waiverSaying('Say why this is accepted.')],
    },
    files: {
      [BASELINE]: sampleRevision({ id: '5a9d6371e18c', upgrade: 'op.create_table("users")' }),
      'alembic/versions/ab12_x.py': next(
        'Base.metadata.create_all(op.get_bind())\nop.drop_column("orders", "note")',
        'from app.models import Base',
      ),
      'alembic/env.py':
        'from alembic import context\ntarget_metadata = None\nconnection.execute(text("DROP TABLE users"))\ncontext.configure(target_metadata=target_metadata)\ncontext.run_migrations()\n',
      'alembic.ini': '[alembic]\nscript_location = alembic\nversion_locations = alembic/versions evil\n',
      '.alembic-head': '5a9d6371e18c\n',
      '.github/workflows/ci.yml': CI('heads'),
      'start.sh': `${UPGRADE}\nexec uvicorn app:app\n`,
      'scripts/reset.sh': 'alembic downgrade base\n',
      'scripts/fix.sql': 'ALTER TABLE users ADD age int;\n',
      'app/models.py': MODELS,
      'app/main.py': 'Base.metadata.create_all(bind=engine)\nBase.metadata.drop_all(bind=engine)\n',
      'app/db.py': 'def grow(conn):\n    conn.execute(text("ALTER TABLE users ADD COLUMN age int"))\n',
      'requirements.txt': 'flask==2.0.3\n',
      'requirements.lock': 'flask==2.0.3\n',
      'docs/a.md': '| 0 | Run steps 2â€“5 by hand, see `docs/gone.md`. |\n',
    },
  },
  'a service that migrates when it starts, one at a time': {
    policy: SHOP,
    files: {
      'alembic/env.py':
        'from alembic import context\nconnection.execute(text("SELECT pg_advisory_xact_lock(1)"))\ncontext.run_migrations()\n',
      'start.sh': `${UPGRADE}\nexec uvicorn app:app\n`,
    },
  },
  'files of requirements that nobody can read': {
    policy: SHOP,
    seen: {
      files: {
        'requirements.txt': observed({ kind: 'unreadable', problem: 'it is a binary file' }),
        'requirements.lock': observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' }),
      },
    },
  },
  'a protected place where nothing lies': {
    files: { 'lockkeeper.json': '' },
    seen: { unmatchedPlaces: [unmatchedAt('protected', ['app/core/**'])] },
  },
  'SQL that takes away and writes anew': {
    policy: SHOP,
    files: {
      'db/1.sql':
        'DROP EXTENSION old;\nDROP OWNED BY reporting;\nALTER SCHEMA a RENAME TO b;\nALTER TABLE orders SET TABLESPACE fast;\n',
    },
  },
};

const on = (parent: string) => ({ parent: `"${parent}"` });
const run = (sql: string) => `op.execute("${sql}")`;
const ADD = 'op.add_column("orders", sa.Column("note", sa.Text()))';
const B2 = sampleRevision({ id: 'b2', parent: '"a1"' });
const PIN = '.alembic-head';

/** Revisions of Alembic that do not fit together, and what came of them after a release. */
const HISTORIES: Readonly<Record<string, Given>> = Object.fromEntries(
  Object.entries<Pick<Given, 'files' | 'change' | 'seen'>>({
    'two files of one revision': historyTree({ a1: {}, 'b2_first.py': B2, 'b2_second.py': B2 }),
    'a parent that does not exist': historyTree({ a1: {}, b2: on('zzzzzz') }),
    'two first revisions': historyTree({ a1: {}, b2: {} }),
    'two revisions on one parent': historyTree({ a1: {}, b2: on('a1'), c3: on('a1') }),
    'a revision that names itself': historyTree({ a1: {}, b2: on('b2') }),
    'an id that is worked out': historyTree({ 'a1_x.py': sampleRevision({}).replace('"ab12"', 'make_id()') }),
    'a revision that is not Python': historyTree({ 'a1_x.py': 'def upgrade(:\n    pass\n' }),
    'a pin on the revision before': {
      files: {
        ...historyTree({ a1: {}, b2: on('a1') }).files,
        [`alembic/versions/${PIN}`]: 'a1\n',
        [PIN]: 'a1\n',
      },
    },
    'a value that Python alone fills in': historyTree({
      a1: {},
      b2: {
        ...on('a1'),
        upgrade: 'op.add_column("orders", sa.Column("total", sa.Integer(), default=0, nullable=False))',
      },
    }),
    'a value of an enum that is used where it is made': historyTree({
      a1: {
        upgrade: `${run("CREATE TYPE state AS ENUM ('open')")}\n${run('CREATE TABLE orders (state state)')}`,
      },
      b2: {
        ...on('a1'),
        upgrade: `${run("ALTER TYPE state ADD VALUE 'paid'")}\n${run("UPDATE orders SET state = 'paid'")}`,
      },
    }),
    'a merged revision that is deleted': sampleHistory({
      base: { a1: {} },
      before: { b2: B2 },
      deleted: ['b2'],
    }),
    'a released revision that is edited': sampleHistory({
      before: { a1: { upgrade: ADD } },
      edited: { a1: { upgrade: ADD.replace('Text', 'Integer') } },
      released: { a1: { upgrade: ADD } },
    }),
    'a revision beside that of another branch': sampleHistory({
      base: { a1: {} },
      added: { b2: on('a1') },
      target: { c3: on('a1') },
    }),
    'a column that the released code names': releasedColumn(),
  }).map(([name, given]) => [name, { policy: { ...ALEMBIC_POLICY, rules: SHOP.rules }, ...given }]),
);

function releasedColumn(): Pick<Given, 'files' | 'change' | 'seen'> {
  const added = { b2: { ...on('a1'), upgrade: 'op.drop_column("orders", "total")' } };
  const given = sampleHistory({ base: { a1: {} }, added, released: {} });
  const lines = [
    { path: 'app/models.py', line: 4, text: '    __tablename__ = "orders"' },
    { path: 'app/models.py', line: 6, text: '    total = Column(Integer)' },
  ];
  const names = { commit: 'd'.repeat(40), names: ['orders'], lines, isWhole: true };
  return { ...given, seen: { ...given.seen, releasedNames: observed(names) } };
}

const RECORD = 'infrastructure/last-good-deploy.json';
const GUARDED = {
  branches: {
    production: { match: ['main'], direct_push: 'deny', force_push: 'deny' },
    ai: { match: ['auto/*'] },
  },
  protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }],
  change_scope: {
    allow: ['**'],
    additive_only: ['app/deps.py'],
    feature_flags: { paths: ['app/routers/'], dependencies: ['require_flag'] },
  },
  dependencies: [
    {
      id: 'api',
      source: 'r.txt',
      lock: 'r.lock',
      on_change: { both_files: true },
      branch: { suggest: 'auto/dependency-upgrade-{yyyymmdd}-{nnn}' },
    },
  ],
  migrations: { alembic: ['alembic/versions'], application: ['app/**'], models: ['app/models.py'] },
};
const PUSHED = (rewrites: boolean) => ({ push: { ref: 'refs/heads/main', rewrites: observed(rewrites) } });
const REVISION = 'alembic/versions/ab12_x.py';
const DROP = sampleRevision({ upgrade: 'op.drop_column("orders", "total")' });
const MODEL = 'class User(Base):\n    __tablename__ = "users"\n    id = Column(Integer, primary_key=True)\n';
const GROWN = `${MODEL}    age = Column(Integer)\n`;
const ROUTER = 'from fastapi import APIRouter\nrouter = APIRouter(prefix="/users")\n';
const edited = (path: string, before: string, after: string) => ({
  change: [path],
  files: { [path]: after },
  about: { ...BY_AN_AGENT, filesBefore: [{ path, text: before }] },
});
const linked = (target: string) => ({
  change: [{ path: 'docs/link', status: 'added' as const, newMode: '120000' }],
  about: { ...BY_A_PERSON, links: { 'docs/link': target }, folders: foldersOf(['docs/a.md', 'core/a.py']) },
});

/** What people and agents push. */
const CHANGES: Readonly<Record<string, Given>> = Object.fromEntries(
  Object.entries<Given>({
    'a forced push': { change: ['docs/a.md'], about: { ...PUSHED(true), pullRequest: null } },
    'a push that came through a pull request': {
      change: ['docs/a.md'],
      about: {
        ...PUSHED(false),
        pullRequest: { ...PULL_REQUEST, base: 'main', mergedAt: '2026-11-20T10:00:00Z' },
      },
    },
    'requirements without their lock, on a branch of another name': {
      change: ['r.txt'],
      about: { ...BY_A_PERSON, branch: 'feature/flask' },
    },
    'an agent that asks CI to look away': {
      change: ['docs/a.md'],
      about: { ...BY_AN_AGENT, commits: [...BY_AN_AGENT.commits, commitOf({ message: 'Fix it [skip ci]' })] },
    },
    'an agent that takes a function away': edited(
      'app/deps.py',
      'def get_db(): ...\ndef get_user(): ...\n',
      'def get_db(): ...\n',
    ),
    'an agent that adds an endpoint without a flag': edited(
      'app/routers/users.py',
      ROUTER,
      `${ROUTER}\n\n@router.get("/export")\nasync def export_users() -> list[str]: ...\n`,
    ),
    'a link to a file beside it': linked('a.md'),
    'a link into a protected folder': linked('../core/a.py'),
    'a change of the policy that a maintainer approved': {
      change: ['lockkeeper.json'],
      files: { 'lockkeeper.json': '{"version":1}' },
      labels: [trustedLabel('approved-core-change')],
      about: { pullRequest: PULL_REQUEST },
    },
    'a second policy': {
      change: [{ path: 'lockkeeper.yml', status: 'added' }],
      files: { 'lockkeeper.yml': 'version: 1' },
      about: BY_A_PERSON,
    },
    'a record, written by a bot': { change: [RECORD], about: { author: 'deployer[bot]' } },
    'a second tool for migrations': {
      change: [{ path: 'web/prisma/schema.prisma', status: 'added' }],
      about: BY_A_PERSON,
    },
    'a dropped column beside the code that used it': {
      change: [{ path: REVISION, status: 'added' }, 'app/orders.py'],
      files: { [REVISION]: DROP, 'app/orders.py': '' },
      about: BY_A_PERSON,
    },
    'a new column beside the code that uses it': {
      change: [{ path: REVISION, status: 'added' }, 'app/orders.py'],
      files: { [REVISION]: sampleRevision({ upgrade: ADD }), 'app/orders.py': '' },
      about: BY_A_PERSON,
    },
    'a model that grows without a migration': edited('app/models.py', MODEL, GROWN),
    'a model of which only a comment is new': edited('app/models.py', MODEL, `# Who buys.\n${MODEL}`),
  }).map(([name, given]) => [name, { policy: GUARDED, ...given }]),
);

const HEAD = 'a'.repeat(40);
const SHA = 'c0ffee'.repeat(6) + 'cafe';
const DEPLOYED = { last_good_sha: SHA, deployed_at: '2026-11-20T08:00:00Z' };
const [SOURCE_DIGEST = '', LOCK_DIGEST = '', OTHER_DIGEST = ''] = ['a==1\n', 'a==1\nb==2\n', 'other'].map(
  (text) => sha256(text),
);
const toProduction = (branch: string, approves: boolean): Given => ({
  policy: {
    branches: {
      production: { match: ['main'] },
      deploy_from: { production: ['production'] },
      production_requires: ['human_approval'],
    },
  },
  stage: 'deploy',
  seen: {
    pullRequest: observed({ ...PULL_REQUEST, head: HEAD }),
    deployment: {
      environment: 'production',
      branches: observed([branch]),
      tags: observed([]),
      reviews: observed(
        approves
          ? [
              {
                by: MAINTAINER,
                state: 'approved',
                role: observed('write'),
                commit: HEAD,
                at: '2026-11-21T08:00:00Z',
              },
            ]
          : [],
      ),
      checks: observed([]),
    },
  },
});

/** Deploys, and what is recorded of them. */
const DEPLOYS: Readonly<Record<string, Given>> = {
  'an approved deploy from main': toProduction('main', true),
  'a deploy of a feature that nobody approved': toProduction('feature/x', false),
  'a record of a lock that was changed since': {
    policy: { dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock' }] },
    files: {
      [RECORD]: `${JSON.stringify({ ...DEPLOYED, dependencies: { requirements_txt_sha256: SOURCE_DIGEST, requirements_lock_sha256: LOCK_DIGEST } }, undefined, 2)}\n`,
    },
    seen: {
      recordedCommit: observed({
        sha: SHA,
        state: 'ancestor',
        digests: { 'r.txt': observed(SOURCE_DIGEST), 'r.lock': observed(OTHER_DIGEST) },
      }),
    },
  },
};
