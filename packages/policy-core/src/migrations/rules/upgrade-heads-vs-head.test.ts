import { describeRule } from '../../testing/describe-rule.ts';
import { upgradeHeadsVsHead } from './upgrade-heads-vs-head.ts';

const differs = (path: string, command = 'alembic upgrade heads', other = 'alembic upgrade head') => ({
  messageId: 'differs',
  data: { command, other, path },
});
const CI = (target: string) =>
  `jobs:\n  test:\n    services: { db: { image: postgres } }\n    steps:\n      - run: alembic upgrade ${target}\n`;

describeRule(upgradeHeadsVsHead, {
  policy: { migrations: { application: ['**'] } },
  keeps: {
    'the same target in both': {
      files: { '.github/workflows/ci.yml': CI('head'), 'start.sh': 'alembic upgrade head\n' },
    },
    'several heads in both': {
      files: { '.github/workflows/ci.yml': CI('heads'), 'start.sh': 'alembic upgrade heads\n' },
    },
    'several heads, and nothing that is deployed': { files: { '.github/workflows/ci.yml': CI('heads') } },
    'a job that tests with one head, and a start with several': {
      files: { '.github/workflows/ci.yml': CI('head'), 'start.sh': 'alembic upgrade heads\n' },
    },
    'a plan that is only printed': {
      files: { 'plan.sh': 'alembic upgrade heads --sql\n', 'start.sh': 'alembic upgrade head\n' },
    },
    'a revision, a branch and a downgrade': {
      files: {
        'start.sh': 'alembic upgrade head\n',
        'a.sh': 'alembic upgrade ab12\nalembic upgrade billing@head\nalembic downgrade -1\n',
      },
    },
    'a test, which is left out': {
      files: { 'tests/run.sh': 'alembic upgrade heads\n', 'start.sh': 'alembic upgrade head\n' },
    },
    'what is only printed': {
      files: { 'a.sh': 'echo "alembic upgrade heads"\n', 'start.sh': 'alembic upgrade head\n' },
    },
  },
  breaks: {
    'a pipeline that runs several, and a start that does not': {
      files: { '.github/workflows/ci.yml': CI('heads'), 'start.sh': 'alembic upgrade head\n' },
      finds: [{ ...differs('start.sh'), underlines: 'alembic upgrade heads' }],
    },
    'Flask-Migrate, which goes to one head by itself': {
      files: { '.github/workflows/ci.yml': CI('heads'), 'start.sh': 'flask db upgrade\n' },
      finds: [{ ...differs('start.sh'), underlines: 'alembic upgrade heads' }],
    },
    'every place that runs several': {
      files: {
        'a.sh': 'alembic upgrade heads\n',
        'b.py': 'from alembic import command\ncommand.upgrade(config, "heads")\n',
        'start.sh': 'alembic upgrade head\n',
      },
      finds: [
        { ...differs('start.sh'), underlines: 'alembic upgrade heads' },
        { ...differs('start.sh'), underlines: 'command.upgrade(config, "heads")' },
      ],
    },
  },
  waits: {},
});
