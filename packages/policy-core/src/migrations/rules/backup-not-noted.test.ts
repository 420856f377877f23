import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { backupNotNoted } from './backup-not-noted.ts';

const missing = (what: string, note = 'Backup') => ({ messageId: 'missing', data: { what, note } });
const DROP = 'op.drop_column("orders", "note")';

function withDocstring(
  docstring: string,
  upgrade = DROP,
): { readonly files: Readonly<Record<string, string>> } {
  return {
    files: { 'alembic/versions/ab12_x.py': `"""${docstring}"""\n${sampleRevision({ upgrade })}` },
  };
}

/** Most cases are those of a policy that asks for the note. */
function asked<Case extends object>(cases: Readonly<Record<string, Case>>): Readonly<Record<string, Case>> {
  const options = { note: 'Backup' };
  return Object.fromEntries(Object.entries(cases).map(([name, given]) => [name, { options, ...given }]));
}

describeRule(backupNotNoted, {
  policy: { migrations: { ...ALEMBIC_POLICY.migrations, sql: ['db/*.sql'] } },
  keeps: asked({
    'a policy that does not ask for a note': { ...oneRevision({ upgrade: DROP }), options: {} },
    'a note in the docstring': withDocstring('Drop the note.\n\nBackup: nightly dump of 2026-11-20\n'),
    'a note in small letters': withDocstring('backup: s3://dumps/orders.sql'),
    'a note in a comment': oneRevision({ upgrade: `# Backup: nightly dump\n${DROP}` }),
    'a note in SQL': {
      files: { 'db/1.sql': '-- Backup: nightly dump\nDROP TABLE orders;\n' },
    },
    'a note in a long comment of SQL': {
      files: { 'db/1.sql': '/*\n * Backup: nightly dump\n */\nDROP TABLE orders;\n' },
    },
    'a word of the policy': { ...withDocstring('Sicherung: dump'), options: { note: 'Sicherung' } },
    'what loses nothing': oneRevision({
      upgrade: 'op.add_column("orders", sa.Column("note", sa.Text()))',
      downgrade: DROP,
    }),
    'what the migration made itself': oneRevision({
      upgrade: 'op.create_table("copied", sa.Column("id", sa.Integer()))\nop.drop_table("copied")',
    }),
    'the way back of a SQL file': {
      files: { 'db/1.sql': '-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n' },
    },
    'a file that is no migration': { files: { 'scripts/1.sql': 'DROP TABLE orders;\n' } },
  }),
  breaks: asked({
    'a column': {
      ...oneRevision({ upgrade: DROP }),
      finds: [{ ...missing('the column orders.note'), underlines: DROP }],
    },
    'the first of several': {
      ...oneRevision({ upgrade: `op.drop_table("orders")\n${DROP}` }),
      finds: [{ ...missing('the table orders'), underlines: 'op.drop_table("orders")' }],
    },
    'a note that says nothing': {
      ...withDocstring('Backup:\n\nRevision'),
      finds: [{ ...missing('the column orders.note'), underlines: DROP }],
    },
    'a sentence that speaks of one': {
      ...withDocstring('The backup: who needs it?'),
      finds: [{ ...missing('the column orders.note'), underlines: DROP }],
    },
    'another word than that of the policy': {
      ...withDocstring('Backup: nightly dump'),
      options: { note: 'Snapshot (id)' },
      finds: [{ ...missing('the column orders.note', 'Snapshot (id)'), underlines: DROP }],
    },
    'a file of SQL': {
      files: { 'db/1.sql': 'TRUNCATE orders;\n' },
      finds: [{ ...missing('the rows of orders'), underlines: 'TRUNCATE orders' }],
    },
  }),
  waits: {},
});
