import { describeRule } from '../../testing/describe-rule.ts';
import { dangerousAlembicCommand } from './dangerous-alembic-command.ts';

const everything = (command: string) => ({ messageId: 'everything', data: { command } });
const forgets = (command: string) => ({ messageId: 'forgets', data: { command } });
const production = (command: string) => ({ messageId: 'production', data: { command } });
const file = (path: string, text: string) => ({ files: { [path]: text } });

describeRule(dangerousAlembicCommand, {
  policy: { migrations: { application: ['**'] } },
  keeps: {
    'an upgrade': file('start.sh', 'alembic upgrade head\n'),
    'a step back by hand': file('scripts/undo.sh', 'alembic downgrade -1\n'),
    'a step back to a revision': file('scripts/undo.sh', 'alembic downgrade ab12cd34\n'),
    'a stamp that looks at what is there': file('scripts/stamp.sh', 'alembic stamp 5a9d6371e18c\n'),
    'a plan that is only printed': file('scripts/plan.sh', 'alembic downgrade head:base --sql\n'),
    'a job with a database of its own': file(
      '.github/workflows/ci.yml',
      'jobs:\n  test:\n    services: { db: { image: postgres } }\n    steps:\n      - run: alembic downgrade base\n',
    ),
    'a test': file('tests/round_trip.sh', 'alembic downgrade base\n'),
    'a comment, and what is printed': file(
      'a.sh',
      '# alembic downgrade base\necho "alembic downgrade base"\n',
    ),
    'what an agent is told never to run': file('AGENTS.md', 'Never run `alembic downgrade base`.\n'),
    'what an agent may not run': file(
      '.claude/settings.json',
      '{"permissions": {"deny": ["Bash(alembic downgrade base)"]}}\n',
    ),
  },
  breaks: {
    'every migration taken back by a script': {
      ...file('scripts/reset.sh', 'poetry run alembic -c app/alembic.ini downgrade base\n'),
      finds: [
        {
          ...everything('alembic downgrade base'),
          underlines: 'alembic -c app/alembic.ini downgrade base',
        },
      ],
    },
    'every migration of a branch': {
      ...file('Makefile', 'reset:\n\talembic downgrade billing@base\n'),
      finds: [
        {
          ...everything('alembic downgrade billing@base'),
          underlines: 'alembic downgrade billing@base',
        },
      ],
    },
    'every migration taken back by code': {
      ...file('app/reset.py', 'from alembic import command\ncommand.downgrade(config, "base")\n'),
      finds: [{ ...everything('alembic downgrade base'), underlines: 'command.downgrade(config, "base")' }],
    },
    'what an agent may run without asking': {
      ...file('.claude/settings.json', '{"permissions": {"allow": ["Bash(alembic downgrade base)"]}}\n'),
      finds: [{ ...everything('alembic downgrade base'), underlines: 'alembic downgrade base' }],
    },
    'what an agent is told to type': {
      ...file('CLAUDE.md', 'Start afresh:\n\n```bash\nalembic downgrade base\n```\n'),
      finds: [{ ...everything('alembic downgrade base'), underlines: 'alembic downgrade base' }],
    },
    'a version table that is cleared': {
      ...file('scripts/stamp.sh', 'alembic stamp --purge head\n'),
      finds: [{ ...forgets('alembic stamp --purge head'), underlines: 'alembic stamp --purge head' }],
    },
    'a version table that code clears': {
      ...file('app/stamp.py', 'from alembic import command\ncommand.stamp(config, "head", purge=True)\n'),
      finds: [
        {
          ...forgets('alembic stamp --purge head'),
          underlines: 'command.stamp(config, "head", purge=True)',
        },
      ],
    },
    'a step back in a job of production': {
      ...file(
        '.github/workflows/rollback.yml',
        'jobs:\n  back:\n    environment: production\n    steps:\n      - run: alembic downgrade -1\n',
      ),
      finds: [{ ...production('alembic downgrade -1'), underlines: 'alembic downgrade -1' }],
    },
    'a step back in a script for production': {
      ...file('scripts/undo_prod.sh', 'flask db downgrade\n'),
      finds: [{ ...production('alembic downgrade -1'), underlines: 'flask db downgrade' }],
    },
  },
  waits: {},
});
