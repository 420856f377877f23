import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { dropOwned } from './drop-owned.ts';

const drops = (name: string, verb = 'drops') => ({ messageId: 'drops', data: { drops: verb, name } });

describeRule(dropOwned, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'another owner': { files: { 'db/1.sql': 'REASSIGN OWNED BY reporting TO shop;\n' } },
    'a role alone': { files: { 'db/1.sql': 'DROP ROLE reporting;\n' } },
    'what a downgrade drops': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("DROP OWNED BY reporting")' }),
    },
    'text that only speaks of it': { files: { 'db/1.sql': '-- DROP OWNED BY reporting;\nSELECT 1;\n' } },
  },
  breaks: {
    'by SQL': {
      files: { 'db/1.sql': 'DROP OWNED BY reporting;\n' },
      finds: [{ ...drops('reporting'), underlines: 'DROP OWNED BY reporting' }],
    },
    'with CASCADE, under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("DROP OWNED BY reporting CASCADE")' }),
      finds: [{ ...drops('reporting', 'may drop'), underlines: 'DROP OWNED BY reporting CASCADE' }],
    },
    'of several roles': {
      files: { 'db/1.sql': 'DROP OWNED BY a, b;\n' },
      finds: [
        { ...drops('a'), underlines: 'DROP OWNED BY a, b' },
        { ...drops('b'), underlines: 'DROP OWNED BY a, b' },
      ],
    },
    'of whoever runs it': {
      files: { 'db/1.sql': 'DROP OWNED BY CURRENT_USER;\n' },
      finds: [{ ...drops('`CURRENT_USER`'), underlines: 'DROP OWNED BY CURRENT_USER' }],
    },
  },
  waits: {},
});
