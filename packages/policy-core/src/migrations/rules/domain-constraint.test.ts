import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { domainConstraint } from './domain-constraint.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });

const EVERY = 'every table that has a column of the domain amount';
const notNull = (tables: string) => ({
  messageId: 'notNull',
  data: { takes: 'takes', tables, reads: 'reads' },
});
const ADD = 'ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0)';

describeRule(domainConstraint, {
  policy: POLICY,
  keeps: {
    'NOT VALID': sql(`${ADD} NOT VALID;`),
    'validated afterwards': sql('ALTER DOMAIN amount VALIDATE CONSTRAINT positive;'),
    'what takes a constraint away': sql(
      'ALTER DOMAIN amount DROP CONSTRAINT positive;\nALTER DOMAIN amount DROP NOT NULL;\nALTER DOMAIN amount SET DEFAULT 0;',
    ),
    'a domain that the migration makes': sql(`CREATE DOMAIN amount AS numeric;\n${ADD};`),
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: `op.execute("${ADD}")` }),
    'a domain that only a new table has': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: 'op.execute("CREATE DOMAIN amount AS numeric")',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade: `op.execute("CREATE TABLE orders (total amount)")\nop.execute("${ADD}")`,
        }),
      },
    },
  },
  breaks: {
    'tables that nobody knows': {
      ...sql(`${ADD};`),
      finds: [
        { messageId: 'constraint', data: { takes: 'takes', tables: EVERY, reads: 'reads' }, underlines: ADD },
      ],
    },
    'NOT NULL': {
      ...sql('ALTER DOMAIN amount SET NOT NULL;'),
      finds: [{ ...notNull(EVERY), underlines: 'ALTER DOMAIN amount SET NOT NULL' }],
    },
    'tables that are known': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade:
            'op.execute("CREATE DOMAIN amount AS numeric")\nop.execute("CREATE TABLE orders (total amount)")\nop.execute("CREATE TABLE shop.notes (total amount, a int)")\nop.execute("CREATE TABLE other (a int)")',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: `op.execute("${ADD}")` }),
      },
      finds: [
        {
          messageId: 'constraint',
          data: { takes: 'takes', tables: 'orders, shop.notes', reads: 'reads' },
          underlines: ADD,
        },
      ],
    },
    'a domain beside one that is new': {
      ...sql(`CREATE DOMAIN other AS int;\n${ADD};`),
      finds: [
        { messageId: 'constraint', data: { takes: 'takes', tables: EVERY, reads: 'reads' }, underlines: ADD },
      ],
    },
    'under a condition': {
      ...oneRevision({ upgrade: `if strict():\n    op.execute("${ADD}")` }),
      finds: [
        {
          messageId: 'constraint',
          data: { takes: 'may take', tables: EVERY, reads: 'read' },
          underlines: ADD,
        },
      ],
    },
  },
  waits: {},
});
