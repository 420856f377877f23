import { describeRule } from '../../testing/describe-rule.ts';
import { autoUpgradeOnStart } from './auto-upgrade-on-start.ts';

const APPLICATION = ['**'];
const POLICY = { migrations: { application: APPLICATION, apply: 'manual_unless_trivial' } };
const UPGRADE = 'alembic upgrade head';
const upgrades = (cause: string, command = UPGRADE) => ({ messageId: 'upgrades', data: { command, cause } });
const file = (path: string, text: string) => ({ files: { [path]: text } });

describeRule(autoUpgradeOnStart, {
  policy: POLICY,
  keeps: {
    'a service that upgrades its database when it starts, where the policy says so [row 1.32]': {
      ...file('start.sh', `${UPGRADE}\n`),
      policy: { migrations: { application: APPLICATION, apply: 'on_start' } },
    },
    'a policy that does not say who starts an upgrade': {
      ...file('start.sh', `${UPGRADE}\n`),
      policy: { migrations: { application: APPLICATION } },
    },
    'a script that somebody calls [row 1.32]': file('scripts/migrate.sh', `${UPGRADE}\n`),
    'a Makefile': file('Makefile', `migrate:\n\t${UPGRADE}\n`),
    'a workflow': file('.github/workflows/ci.yml', `jobs:\n  test:\n    steps:\n      - run: ${UPGRADE}\n`),
    'a command of the application': file(
      'app/db.py',
      'from alembic import command\n\n@cli.command()\ndef migrate():\n    command.upgrade(config, "head")\n',
    ),
    'SQL that is only printed': file('start.sh', 'alembic upgrade head --sql > plan.sql\n'),
    'a start script that does not upgrade': file('start.sh', 'uvicorn app:app\n'),
    'a downgrade, which another rule tells of': file('start.sh', 'alembic downgrade -1\n'),
    'a test': file('tests/start.sh', UPGRADE),
  },
  breaks: {
    'a start script [row 1.32]': {
      ...file('start.sh', `set -e\n${UPGRADE}\nexec uvicorn app:app\n`),
      finds: [{ ...upgrades('this start script'), underlines: UPGRADE }],
    },
    'an image': {
      ...file('Dockerfile', `FROM python:3.11\nCMD ["sh", "-c", "${UPGRADE} && uvicorn app:app"]\n`),
      finds: [{ ...upgrades('CMD of the image'), underlines: UPGRADE }],
    },
    'a Procfile': {
      ...file('Procfile', `release: ${UPGRADE}\nweb: uvicorn app:app\n`),
      finds: [{ ...upgrades('the process release of the Procfile'), underlines: UPGRADE }],
    },
    'a composition of services': {
      ...file(
        'docker-compose.yml',
        `services:\n  web:\n    command: bash -c "${UPGRADE} && uvicorn app:app"\n`,
      ),
      finds: [{ ...upgrades('the setting command'), underlines: UPGRADE }],
    },
    'a setting of the host': {
      ...file('railway.json', `{"deploy": {"preDeployCommand": "${UPGRADE}"}}\n`),
      finds: [{ ...upgrades('the setting preDeployCommand'), underlines: UPGRADE }],
    },
    'the application itself': {
      ...file(
        'app/main.py',
        'from alembic import command\n\ndef start():\n    command.upgrade(config, "heads")\n',
      ),
      finds: [
        {
          ...upgrades('this code', 'alembic upgrade heads'),
          underlines: 'command.upgrade(config, "heads")',
        },
      ],
    },
    'Flask-Migrate': {
      ...file('entrypoint.sh', 'flask db upgrade\nexec "$@"\n'),
      finds: [{ ...upgrades('this start script'), underlines: 'flask db upgrade' }],
    },
  },
  waits: {},
});
