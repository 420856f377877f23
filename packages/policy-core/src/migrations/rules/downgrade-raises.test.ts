import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision } from '../../testing/sample-revision.ts';
import { downgradeRaises } from './downgrade-raises.ts';

const SILENT =
  'downgrade() refuses to run and does not say why. Undo the upgrade, or give the reason in the error, so that whoever rolls back knows what to do.';
const DECLARED =
  'downgrade() refuses to run, so a rollback past this revision must go forward with a new one instead.';
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
      finds: [{ message: SILENT, underlines: 'raise NotImplementedError' }],
    },
    'an error that says nothing': {
      ...oneRevision({ upgrade, downgrade: 'raise RuntimeError("")' }),
      finds: [{ message: SILENT, underlines: 'raise RuntimeError("")' }],
    },
    'an error with the reason, which is worth knowing before a release': {
      ...oneRevision({
        upgrade,
        downgrade: 'raise RuntimeError("Order No. 227: restore the backup")',
      }),
      finds: [{ message: DECLARED, underlines: 'raise RuntimeError("Order No. 227: restore the backup")' }],
    },
    'an error after a docstring': {
      ...oneRevision({ upgrade, downgrade: '"""Not to be undone."""\nraise NotImplementedError()' }),
      finds: [{ message: SILENT, underlines: 'raise NotImplementedError()' }],
    },
  },
  waits: {},
});
