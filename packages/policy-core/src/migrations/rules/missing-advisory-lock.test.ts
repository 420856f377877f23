import { describeRule } from '../../testing/describe-rule.ts';
import { missingAdvisoryLock } from './missing-advisory-lock.ts';

const UPGRADE = 'alembic upgrade head';
const ENVIRONMENT = 'from alembic import context\n\n\ncontext.run_migrations()\n';
const missing = (cause: string, command = UPGRADE, environment = 'alembic/env.py') => ({
  messageId: 'missing',
  data: { command, cause, environment },
});

const tree = (files: Readonly<Record<string, string>>, environment = ENVIRONMENT) => ({
  files: { 'alembic/env.py': environment, ...files },
});
const started = (environment: string) =>
  tree({ 'start.sh': `${UPGRADE}\nexec uvicorn app:app\n` }, environment);

describeRule(missingAdvisoryLock, {
  policy: { migrations: { alembic: ['alembic/versions'], application: ['**'] } },
  keeps: {
    'a lock of PostgreSQL': started(
      'from alembic import context\nconnection.execute(text("SELECT pg_advisory_xact_lock(1)"))\ncontext.run_migrations()\n',
    ),
    'a lock that another module takes': started(
      'from alembic import context\nfrom app.db import migration_lock\n\nwith migration_lock():\n    context.run_migrations()\n',
    ),
    'a lock on a table': started(
      'from alembic import context\nconnection.execute(text("LOCK TABLE alembic_version"))\ncontext.run_migrations()\n',
    ),
    'a script that somebody calls': tree({ 'scripts/migrate.sh': `${UPGRADE}\n` }),
    'a workflow': tree({ '.github/workflows/ci.yml': `jobs:\n  a:\n    steps:\n      - run: ${UPGRADE}\n` }),
    'a process that runs once for each release': tree({
      Procfile: `release: ${UPGRADE}\nweb: uvicorn app:app\n`,
    }),
    'a command that runs once before a deploy': tree({
      'railway.json': `{"deploy": {"preDeployCommand": "${UPGRADE}"}}\n`,
    }),
    'SQL that is only printed': tree({ 'start.sh': `${UPGRADE} --sql > plan.sql\n` }),
    'a start script that does not upgrade': tree({ 'start.sh': 'uvicorn app:app\n' }),
    'a downgrade, which another rule tells of': tree({ 'start.sh': 'alembic downgrade -1\n' }),
    'an environment that nobody sees': { files: { 'start.sh': `${UPGRADE}\n` } },
    'one of several environments that takes a lock': tree({
      'start.sh': `${UPGRADE}\n`,
      'billing/env.py': 'from alembic import context\nwith lock():\n    context.run_migrations()\n',
    }),
    'an environment that cannot be read': started('from alembic import context\ndef (:\n'),
    'a start script that the change touches alone': {
      files: { 'start.sh': `${UPGRADE}\n` },
      change: [{ path: 'start.sh', status: 'modified' }],
    },
    'code, which a command may call': tree({
      'app/main.py':
        'from alembic import command\n\n\n@app.on_event("startup")\ndef startup():\n    command.upgrade(config, "head")\n',
    }),
  },
  breaks: {
    'a start script': {
      ...started(ENVIRONMENT),
      finds: [{ ...missing('this start script'), underlines: UPGRADE }],
    },
    'a start script, where another database runs the revisions': {
      ...started(ENVIRONMENT),
      policy: { migrations: { alembic: ['alembic/versions'], application: ['**'], dialect: 'mysql' } },
      finds: [{ ...missing('this start script'), messageId: 'elsewhere', underlines: UPGRADE }],
    },
    'a start script, where revisions are of another database': {
      files: {
        ...started(ENVIRONMENT).files,
        'alembic/versions/a.py':
          'revision = "a"\ndown_revision = None\nfrom sqlalchemy.dialects import mysql\n',
      },
      finds: [{ ...missing('this start script'), messageId: 'elsewhere', underlines: UPGRADE }],
    },
    'an image': {
      ...tree({ Dockerfile: `FROM python:3.11\nCMD ["sh", "-c", "${UPGRADE} && uvicorn app:app"]\n` }),
      finds: [{ ...missing('CMD of the image'), underlines: UPGRADE }],
    },
    'settings of services': {
      ...tree({
        'docker-compose.yml': `services:\n  web:\n    entrypoint: bash -c "${UPGRADE} && uvicorn app:app"\n`,
      }),
      finds: [{ ...missing('the setting entrypoint'), underlines: UPGRADE }],
    },
    'a timeout for locks, and blocks, which are no lock': {
      ...started(
        'from alembic import context\nconnection.execute(text("SET lock_timeout = 1"))\n# a block at each clock tick\ncontext.run_migrations()\n',
      ),
      finds: [{ ...missing('this start script'), underlines: UPGRADE }],
    },
  },
  waits: {},
});
