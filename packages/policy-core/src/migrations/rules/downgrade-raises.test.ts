import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision } from '../../testing/sample-revision.ts';
import { downgradeRaises } from './downgrade-raises.ts';

const SILENT = { messageId: 'silent', data: {} };
const DECLARED = { messageId: 'declared', data: {} };
const upgrade = 'op.drop_column("orders", "note")';

describeRule(downgradeRaises, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a downgrade that runs': oneRevision({
      upgrade,
      downgrade: 'op.add_column("orders", sa.Column("note", sa.Text()))',
    }),
    'an error under a condition': oneRevision({
      upgrade,
      downgrade: 'if in_use():\n    raise RuntimeError\nop.execute("SELECT 1")',
    }),
    'an error where there is nothing to undo': oneRevision({ downgrade: 'raise NotImplementedError' }),
    'an error in a helper nobody calls': oneRevision({
      upgrade,
      downgrade: 'op.add_column("orders", sa.Column("note", sa.Text()))',
      module: 'def never():\n    raise RuntimeError',
    }),
  },
  breaks: {
    'a class of error': {
      ...oneRevision({ upgrade, downgrade: 'raise NotImplementedError' }),
      finds: [{ ...SILENT, underlines: 'raise NotImplementedError' }],
    },
    'an error that says nothing': {
      ...oneRevision({ upgrade, downgrade: 'raise RuntimeError("")' }),
      finds: [{ ...SILENT, underlines: 'raise RuntimeError("")' }],
    },
    'an error with the reason, which is worth knowing before a release': {
      ...oneRevision({
        upgrade,
        downgrade: 'raise RuntimeError("Order No. 227: restore the backup")',
      }),
      finds: [{ ...DECLARED, underlines: 'raise RuntimeError("Order No. 227: restore the backup")' }],
    },
    'an error after a docstring': {
      ...oneRevision({ upgrade, downgrade: '"""Not to be undone."""\nraise NotImplementedError()' }),
      finds: [{ ...SILENT, underlines: 'raise NotImplementedError()' }],
    },
  },
  waits: {},
});
