import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision } from '../../testing/sample-revision.ts';
import { createAllInMigration } from './create-all-in-migration.ts';

const CREATES = { messageId: 'creates', data: {} };
const DROPS = { messageId: 'drops', data: {} };

describeRule(createAllInMigration, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a revision that names its tables [row 4.01]': oneRevision({
      upgrade: 'op.create_table("users", sa.Column("id", sa.Integer()))',
      downgrade: 'op.drop_table("users")',
    }),
    'words about it': oneRevision({
      upgrade: '"""Not Base.metadata.create_all(bind)."""\nop.drop_table("a")',
    }),
    'a function of that name': oneRevision({ upgrade: 'service.create_all(session)\nop.drop_table("a")' }),
    'metadata that was made the line before and holds nothing': oneRevision({
      upgrade:
        'meta = sa.MetaData()\nbind = op.get_bind()\nmeta.create_all(bind=bind)\nusers = sa.Table("users", meta, autoload_with=bind)',
    }),
    'the application, which has a rule of its own': {
      files: { 'app/main.py': 'Base.metadata.create_all(engine)\n' },
    },
  },
  breaks: {
    'metadata that is made [row 4.01]': {
      ...oneRevision({ upgrade: 'Base.metadata.create_all(bind=op.get_bind())' }),
      finds: [{ ...CREATES, underlines: 'Base.metadata.create_all(bind=op.get_bind())' }],
    },
    'metadata that is dropped when it is taken back': {
      ...oneRevision({ upgrade: 'op.drop_table("a")', downgrade: 'Base.metadata.drop_all(op.get_bind())' }),
      finds: [{ ...DROPS, underlines: 'Base.metadata.drop_all(op.get_bind())' }],
    },
    'metadata that a function gives': {
      ...oneRevision({ upgrade: 'get_metadata().create_all(op.get_bind())' }),
      finds: [{ ...CREATES, underlines: 'get_metadata().create_all(op.get_bind())' }],
    },
    'metadata that a table was put into': {
      ...oneRevision({
        upgrade:
          'meta = sa.MetaData()\nsa.Table("users", meta, sa.Column("id"))\nmeta.create_all(op.get_bind())',
      }),
      finds: [{ ...CREATES, underlines: 'meta.create_all(op.get_bind())' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if fresh():\n    metadata.create_all(op.get_bind())' }),
      finds: [{ ...CREATES, underlines: 'metadata.create_all(op.get_bind())' }],
    },
  },
  waits: {},
});
