import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { downgradeMissing } from './downgrade-missing.ts';

const MISSING = { messageId: 'missing', data: {} };
const ADD = 'op.add_column("orders", sa.Column("note", sa.Text()))';

describeRule(downgradeMissing, {
  policy: ALEMBIC_POLICY,
  keeps: {
    '[row 1.33] a downgrade that undoes the upgrade': oneRevision({
      upgrade: ADD,
      downgrade: 'op.drop_column("orders", "note")',
    }),
    'a downgrade that does nothing, which is for another rule': oneRevision({ upgrade: ADD }),
    'a downgrade that refuses to run': oneRevision({
      upgrade: ADD,
      downgrade: 'raise RuntimeError("not to be undone")',
    }),
    'a downgrade that is imported': oneRevision({
      upgrade: ADD,
      downgrade: null,
      module: 'from undo import downgrade',
    }),
    'a downgrade under another name': oneRevision({
      upgrade: ADD,
      downgrade: null,
      module: 'def undo():\n    op.drop_column("orders", "note")\n\n\ndowngrade = undo',
    }),
    'a helper that lies among the revisions': {
      files: { 'alembic/versions/columns.py': 'def note():\n    return 1\n' },
    },
    'a merge with both directions': {
      files: { 'alembic/versions/ab12_x.py': sampleRevision({ parent: '("a1", "b2")' }) },
    },
    'a revision the change deletes': {
      files: {},
      change: [{ path: 'alembic/versions/ab12_x.py', status: 'deleted' }],
    },
  },
  breaks: {
    '[row 1.33] a revision that only goes forward': {
      ...oneRevision({ upgrade: ADD, downgrade: null }),
      finds: [{ ...MISSING, underlines: 'upgrade' }],
    },
    'one whose downgrade is a method of a class': {
      ...oneRevision({
        upgrade: ADD,
        downgrade: null,
        module: 'class Undo:\n    def downgrade(self):\n        pass',
      }),
      finds: [{ ...MISSING, underlines: 'upgrade' }],
    },
    'an empty revision, since a downgrade past it crashes all the same': {
      ...oneRevision({ downgrade: null }),
      finds: [{ ...MISSING, underlines: 'upgrade' }],
    },
    'only the revision of the change': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', downgrade: null }),
        'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: ADD, downgrade: null }),
      },
      change: [{ path: 'alembic/versions/ab12_x.py', status: 'added' }],
      finds: [{ ...MISSING, underlines: 'upgrade' }],
    },
  },
  waits: {},
});
