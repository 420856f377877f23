import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { dropView } from './drop-view.ts';

const drops = (name: string, verb = 'drops') => ({ messageId: 'drops', data: { drops: verb, name } });

describeRule(dropView, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'one that the same migration made before': {
      files: { 'db/1.sql': 'CREATE VIEW old AS SELECT 1;\nDROP VIEW old;\n' },
    },
    'what a downgrade drops': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("DROP VIEW old")' }),
    },
    'text that only speaks of it': { files: { 'db/1.sql': "-- DROP VIEW old;\nSELECT 'DROP VIEW old';\n" } },
    'other things': {
      files: { 'db/1.sql': 'DROP INDEX i;\nDROP FUNCTION f();\nALTER TABLE a DROP COLUMN b;\n' },
    },
    'one that is made again': {
      ...oneRevision({ upgrade: 'op.execute("DROP VIEW old")\nop.execute("CREATE VIEW old AS SELECT 2")' }),
    },
    'one that is made again as another kind, with its schema': {
      files: { 'db/1.sql': 'DROP VIEW old;\nCREATE MATERIALIZED VIEW public.old AS SELECT 2;\n' },
    },
    'one that a table takes the place of': {
      files: { 'db/1.sql': 'DROP VIEW old;\nALTER TABLE orders RENAME TO old;\n' },
    },
    'one that gives way to another of its name': {
      files: { 'db/1.sql': 'ALTER VIEW v RENAME TO old;\nCREATE VIEW v AS SELECT 2;\nDROP VIEW old;\n' },
    },
    'one that an operation of the project makes again': {
      ...oneRevision({ upgrade: 'op.execute("DROP VIEW old")\nop.create_view(OLD_VIEW)' }),
    },
    'one that SQL of another database makes again': {
      ...oneRevision({
        upgrade: 'op.execute("DROP VIEW old")\nop.execute("CREATE ALGORITHM = MERGE VIEW `old` AS SELECT 1")',
      }),
    },
    'one that is dropped and made again under one condition': {
      ...oneRevision({
        upgrade:
          'if wanted():\n    op.execute("DROP VIEW old")\n    op.execute("CREATE VIEW old AS SELECT 2")',
      }),
    },
  },
  breaks: {
    'by SQL': {
      files: { 'db/1.sql': 'DROP VIEW old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP VIEW old' }],
    },
    'by a string of SQL': {
      ...oneRevision({ upgrade: 'op.execute("DROP VIEW old")' }),
      finds: [{ ...drops('old'), underlines: 'DROP VIEW old' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("DROP VIEW old")' }),
      finds: [{ ...drops('old', 'may drop'), underlines: 'DROP VIEW old' }],
    },
    'before one of its name is made, and after that is dropped': {
      files: { 'db/1.sql': 'CREATE VIEW old AS SELECT 1;\nDROP VIEW old;\nDROP VIEW old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP VIEW old' }],
    },
    'one that was made under another search path': {
      files: { 'db/1.sql': 'CREATE VIEW old AS SELECT 1;\nSET search_path = a;\nDROP VIEW old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP VIEW old' }],
    },
    'a materialised view': {
      files: { 'db/1.sql': 'DROP MATERIALIZED VIEW shop.old;\n' },
      finds: [{ ...drops('shop.old'), underlines: 'DROP MATERIALIZED VIEW shop.old' }],
    },
    'one beside what an operation of the project makes before, or that is no view': {
      ...oneRevision({ upgrade: 'op.create_view(OLD_VIEW)\nop.execute("DROP VIEW old")\nop.create_fn(OLD)' }),
      finds: [{ ...drops('old'), underlines: 'DROP VIEW old' }],
    },
    'one that is made again elsewhere': {
      files: { 'db/1.sql': 'DROP VIEW old;\nCREATE VIEW shop.old AS SELECT 2;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP VIEW old' }],
    },
    'one that is made again where it may not run': {
      ...oneRevision({
        upgrade: 'op.execute("DROP VIEW old")\nif wanted():\n    op.execute("CREATE VIEW old AS SELECT 2")',
      }),
      finds: [{ ...drops('old'), underlines: 'DROP VIEW old' }],
    },
    'one that is only replaced before': {
      files: { 'db/1.sql': 'CREATE OR REPLACE VIEW old AS SELECT 2;\nDROP VIEW old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP VIEW old' }],
    },
    'one that is made under a condition and dropped in any case': {
      ...oneRevision({
        upgrade: 'if wanted():\n    op.execute("CREATE VIEW old AS SELECT 2")\nop.execute("DROP VIEW old")',
      }),
      finds: [{ ...drops('old'), underlines: 'DROP VIEW old' }],
    },
    several: {
      files: { 'db/1.sql': 'DROP VIEW IF EXISTS a, b CASCADE;\n' },
      finds: [
        { ...drops('a'), underlines: 'a' },
        { ...drops('b'), underlines: 'b' },
      ],
    },
  },
  waits: {},
});
